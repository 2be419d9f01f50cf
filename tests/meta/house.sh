#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# house - what holds for the tree as a whole: floors, licences, pages, what the README says
set -eu
n=0
ok() { n=$((n + 1)); echo "ok $n - $1"; }
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; }
# none WORDS: the file "found" lists what is wrong
none() {
	n=$((n + 1))
	if [ -s found ]; then echo "not ok $n - $1"; head -n 20 found | sed 's/^/#   /'; else echo "ok $n - $1"; fi
	: >found
}
cd_src() { cd "$LBS_SRC"; }
files() {
	if git -C "$LBS_SRC" rev-parse >/dev/null 2>&1; then
		(cd_src; git ls-files; git ls-files --others --exclude-standard) | sort -u
	else
		(cd_src; find . -type f -not -path './build*' -not -path './.git/*' | sed 's,^\./,,')
	fi
}
files >files
# The folder's own includes, "FILE:LINE:#include "FLOOR/".
includes() { (cd_src; grep -Hno '^#include "[a-z]*/' "$1"/*.[ch]); }

for floor in base format chain host; do [ "$(includes lib/$floor | wc -l)" -gt 5 ] || echo "$floor"; done >found || :; none "there are includes to look at"
includes lib/base | grep -v '"base/' >found || :; none "lib/base includes lib/base alone"
includes lib/format | grep -v '"base/\|"format/' >found || :; none "lib/format includes format and base alone"
includes lib/chain | grep -v '"base/\|"format/\|"chain/' >found || :; none "lib/chain does not see lib/host"
includes lib/host | grep -v '"base/\|"format/\|"host/' >found || :; none "lib/host does not see lib/chain"
(cd_src; grep -Hn '#include "\.\./' lib/*/*.[ch] driver/*.[ch] verify/*.[ch] audit/*.[ch] reports/*.[ch] || :) >found || :; none "no room reaches into another"
# One file speaks to an outside library.
for library in openssl:lib/base/digest.c curl:lib/host/download.c microhttpd:lib/host/serve.c seccomp:lib/host/filter.c yaml:lib/format/outline.c hs:audit/scan.c libxml:reports/junit.c; do
	(cd_src; grep -l "#include <${library%%:*}[./]" lib/*/*.[ch] driver/*.[ch] verify/*.[ch] audit/*.[ch] reports/*.[ch] | grep -v "^${library#*:}\$" || :) >found
	none "${library%%:*} is spoken to by ${library#*:} alone"
done
(cd_src; grep -nE '\b(printf|puts|exit|perror)\(' lib/format/*.c lib/chain/*.c lib/host/*.c | grep -v 'snprintf\|_exit(' || :) >found
none "nothing below the rooms prints or exits"

while read -r file; do
	case $file in
	LICENSES/*|CMakePresets.json|checksums/*|steps/*/sources|steps/*/*.SHA256SUM|steps/SHA256SUMS.pkgs|tests/fuzz/corpus/*) continue ;;
	steps/*/simple-patches/*.before|steps/*/simple-patches/*.after) continue ;;
	esac
	# REUSE-IgnoreStart
	{ grep -q 'SPDX-FileCopyrightText: ' "$LBS_SRC/$file" && grep -q 'SPDX-License-Identifier: ' "$LBS_SRC/$file"; } || echo "$file"
	# REUSE-IgnoreEnd
done <files >found || :; none "every file has its SPDX lines"
while read -r file; do
	[ ! -s "$LBS_SRC/$file" ] || LC_ALL=C grep -qI . "$LBS_SRC/$file" || echo "$file"
done <files >found || :; none "no file is binary"
grep '\.[ch]$' files | while read -r file; do
	[ "$(wc -l <"$LBS_SRC/$file")" -le 800 ] || echo "$file"
done >found || :; none "no file is longer than 800 lines"
if command -v reuse >/dev/null; then
	mkdir tree; while read -r file; do mkdir -p "tree/$(dirname "$file")"; cp "$LBS_SRC/$file" "tree/$file"; done <files
	# Debian's reuse is older than REUSE.toml: what that covers is told to it in the old way.
	case $(reuse --version | grep -o '[0-9]*' | head -n 1) in
	1) rm tree/REUSE.toml; mkdir tree/.reuse
		printf 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: lbs\n\nFiles: checksums/* steps/*/sources steps/*/*.SHA256SUM steps/SHA256SUMS.pkgs tests/fuzz/corpus/* CMakePresets.json\nCopyright: 2026 The lbs authors\nLicense: GPL-3.0-or-later\n\nFiles: steps/tcc-0.9.27/simple-patches/*.before steps/tcc-0.9.27/simple-patches/*.after\nCopyright: 2026 The lbs authors\nLicense: LGPL-2.1-or-later\n' >tree/.reuse/dep5 ;;
	esac
	(cd tree && reuse lint >../lint 2>&1) || cat lint >found || :; none "reuse lint"
	grep -q 'ompliant with' lint && ok "reuse lint finds nothing"
else skip "reuse lint" "no reuse"; fi

if command -v mandoc >/dev/null; then
	for page in "$LBS_SRC"/docs/*.[15] "$LBS_SRC"/driver/*.1 "$LBS_SRC"/verify/*.1 "$LBS_SRC"/audit/*.1 "$LBS_SRC"/reports/*.1; do
		mandoc -T lint -W warning "$page" | grep -v 'outdated mandoc' || :
	done >found || :; none "manual pages are well formed"
else skip "manual pages are well formed" "no mandoc"; fi
for program in driver/lbs-bootstrap driver/lbs-fetch driver/lbs-mirror driver/lbs-sources verify/lbs-verify verify/lbs-record verify/lbs-explain verify/lbs-store audit/lbs-audit audit/lbs-gate audit/lbs-m4index reports/lbs-report; do
	"$LBS_BUILD/bin/${program#*/}" --help | grep -o '^  --[a-z0-9-]*' | tr -d ' ' | sort -u | while read -r option; do
		case $option in --help|--version) continue ;; esac
		grep -q "Fl -${option#--}\b" "$LBS_SRC/$program.1" || echo "$program.1: $option"
	done
done >found || :; none "every option of --help is in the manual page"
for page in "$LBS_SRC"/docs/*.[15] "$LBS_SRC"/driver/*.1 "$LBS_SRC"/verify/*.1 "$LBS_SRC"/audit/*.1 "$LBS_SRC"/reports/*.1; do
	grep -q '^\.Sh EXAMPLES' "$page" || echo "$page"
	case $page in *.1) grep -q '^\.Sh EXIT STATUS' "$page" || echo "$page" ;; esac
done >found || :; none "every page has an example, every program's its exit statuses"

if command -v shellcheck >/dev/null; then
	while read -r file; do
		case $(head -n 1 "$LBS_SRC/$file") in '#!/bin/sh'*) printf '%s\n' "$LBS_SRC/$file" ;; esac
	done <files | xargs shellcheck -S warning -e SC1007,SC1091,SC2016,SC2034,SC2154,SC2155,SC2188,SC2216,SC2046,SC2010,SC2015,SC2002 >found 2>&1 || :; none "shellcheck finds nothing"
else skip "shellcheck finds nothing" "no shellcheck"; fi
if command -v cppcheck >/dev/null; then
	(cd_src; cppcheck -q --std=c11 --enable=warning,portability --inline-suppr --suppress=missingIncludeSystem \
		-DLBS_VERSION='"x"' -DLBS_DATADIR='"x"' -Ilib lib driver verify audit reports 2>&1 || :) >found || :; none "cppcheck finds nothing"
else skip "cppcheck finds nothing" "no cppcheck"; fi

# What the README and the seed's say to type.
sed -n '/^You need not trust/,/^and so on/s/^    //p' "$LBS_SRC/README.rst" >commands
(ln -s "$LBS_SRC/seed" seed; sh -e commands) >log 2>&1 || cat log >found || :; none "the README's commands by hand work"
[ -f again ] && cmp -s hex0 again && ok "the README's commands by hand make hex0 again"
for word in verify test; do grep -q "^    ./lbs $word\$" "$LBS_SRC/README.rst" || echo "$word"; done >found || :; none "the README names its two commands"
(cd_src; grep -ho '`[a-z/]*README.rst\|`[A-Za-z]*\.md\|`parts.rst' README.rst DEVEL.md | tr -d '`' | sort -u | while read -r f; do [ -f "$f" ] || echo "$f"; done) >found || :; none "files that the documents name are there"
awk '/^[a-zA-Z0-9._-]+( \(announced\))?$/ { print $1 }' "$LBS_SRC/parts.rst" >told
{ sed -n 's/^build: \([^ ]*\).*/\1/p' "$LBS_SRC/steps/manifest"; sed 's/ *#.*//' "$LBS_SRC/seed/kaem.x86" | awk 'NF { k = split($NF, p, "/"); sub(/\.kaem$/, "", p[k]); print p[k] }'; } |
	while read -r step; do grep -qx "$step" told || echo "$step"; done >found || :; none "parts.rst tells of every part of the chain"
echo "1..$n"
