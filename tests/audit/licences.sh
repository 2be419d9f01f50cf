#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# licences - every text of the list and of Debian's folder, in fifteen dresses; builds with and without texts
set -eu
n=0
ok() { n=$((n + 1)); echo "ok $n - $1"; }
bad() { n=$((n + 1)); echo "not ok $n - $1"; sed 's/^/#   /' out err 2>/dev/null | head -n 12; }
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; }
check() { words=$1; shift; if "$@" >/dev/null 2>&1; then ok "$words"; else bad "$words"; fi; }
# Its own TAP becomes ours.
all() {
	timeout 300 "$LBS_BUILD/bin/lbs-licencecheck" "$2" >out 2>err || :
	if [ "$(grep -c '^ok' out)" = 15 ] && ! grep -q '^not ok' out; then
		ok "$1: $(sed -n 's/^ok 1 - [0-9]* of \([0-9]* texts\).*/\1/p' out) are found in 15 dresses"
	else bad "$1"; fi
}

count=$("$LBS_BUILD/bin/lbs-licencetool" --count)
names=$("$LBS_BUILD/bin/lbs-licencetool" --names)
texts=$(sed -n 's/^LBS_SPDX_TEXTS:[A-Z]*=//p' "$LBS_BUILD/CMakeCache.txt")
if [ "$count" -gt 0 ]; then
	if [ -f "$texts" ]; then all "the SPDX list" "$texts"; else skip "the SPDX list" "its texts are elsewhere"; fi
	if [ -d /usr/share/common-licenses ]; then all "Debian's folder" /usr/share/common-licenses; else skip "Debian's folder" "no /usr/share/common-licenses"; fi
	if [ -f /usr/share/common-licenses/BSD ]; then
		mkdir -p x
		{ echo '/* Copyright (c) 2011, Hans Maulwurf. All rights reserved.'; sed 's/^/ * /; s/The Regents of the University of California/Hans Maulwurf/; s/REGENTS/AUTHOR/g; s/the University/Hans Maulwurf/' /usr/share/common-licenses/BSD; echo ' */'; echo 'int x;'; } >x/mole.c
		"$LBS_BUILD/bin/lbs-audit" --licences x >out 2>err || :
		check "a BSD text with another name is BSD-3-Clause, with its lines" grep -q 'text, lines [0-9]*-[0-9]*: BSD-3-Clause (9[0-9]%)' out
		sed '/may be used to endorse/d; s/the following conditions/the following conditions, and only on Sundays, and never by a left hand, and not in a boat or on a hill or on a tree/' x/mole.c >x/mole2.c; rm x/mole.c
		"$LBS_BUILD/bin/lbs-audit" --licences x >out 2>err || :
		check "a text with other conditions is not said to be one we know word for word" test -z "$(grep 'BSD-3-Clause (100%)' out)"
	else skip "a BSD text with another name" "no BSD in /usr/share/common-licenses"; fi
else
	skip "the texts" "lbs was built without licence texts"
fi

# The same bytes, whatever the threads.
"$LBS_BUILD/bin/lbs-audit" --licences --jobs 1 "$LBS_SRC/audit" >one 2>/dev/null || :
"$LBS_BUILD/bin/lbs-audit" --licences --jobs 4 "$LBS_SRC/audit" >four 2>/dev/null || :
check "one thread and four say the same" cmp one four
if "$LBS_BUILD/bin/lbs-licencetool" --expression JSON | grep -q 'the FSF calls'; then
	check "this room is free" grep -q ' 0 non-free, 0 undecided' one
	"$LBS_SRC/tests/cases/run" "$LBS_SRC/tests/audit/licences.case" >out 2>err || :
	check "the cases that need the list" test "$(grep -c '^ok' out)" = 4 -a "$(grep -c '^not ok' out)" = 0
else
	[ "$names" -gt 0 ] || check "that there is no list is told" grep -q '^this lbs was built without a list of licences' one
	skip "this room is free" "lbs was built without SPDX's list of licences"
	skip "the cases that need the list" "lbs was built without SPDX's list of licences"
fi

# What is built from what.
if [ -x "$LBS_BUILD/bin/licencebuild" ]; then
	l=$LBS_SRC/audit/licence
	build() { "$LBS_BUILD/bin/licencebuild" "$l/policy.yaml" "$l/phrases" "$@"; }
	# The list in a C file.
	list() { sed -n '/ list\[\] = {/,/^};/p' "$1" | tr -cd '0-9,\n' | tr ',' '\n' | awk '$1 > 0 { printf "%c", $1 + 0 }' | sed 1d; }
	build a.c 2>err
	check "without any source the list is empty" test -z "$(list a.c)"
	echo '{"A-1":{"osiApproved":true,"licenseText":"take it"},"b":{"osiApproved":false,"licenseText":"leave it"}}' >texts.json
	echo '["Ex-1"]' >names.json
	echo '{"licenses":[{"licenseId":"a-1","isFsfLibre":true,"isDeprecatedLicenseId":true},{"licenseId":"C","isFsfLibre":false}]}' >licenses.json
	echo '{"exceptions":[{"licenseExceptionId":"Ex-1"},{"licenseExceptionId":"Ex-2","isDeprecatedLicenseId":true}]}' >exceptions.json
	build a.c texts.json names.json licenses.json exceptions.json
	list a.c | sed 's/ *$//' >out
	printf '%s\n' 'A-1 FOD' b 'C N' 'Ex-1 X' 'Ex-2 DX' >want
	check "four sources make one list" cmp out want
	for wrong in '{"licenses":[{"name":"x"}]}' '[1]' '{"x":{}}' '["a b"]' '{'; do
		echo "$wrong" >wrong.json
		status=0; build a.c wrong.json 2>err || status=$?
		check "$wrong is refused" test "$status" = 2 -a "$(wc -l <err)" = 1
	done
	status=0; "$LBS_BUILD/bin/licencebuild" "$l/policy.yaml" "$l/policy.yaml" a.c 2>err || status=$?
	check "phrases out of form are refused" test "$status" = 2 -a "$(wc -l <err)" = 1
	if [ -f "$texts" ]; then
		build b.c "$texts"
		build c.c "$texts"
		check "the index is the same every time" cmp b.c c.c
		check "no licence text is in it" test -z "$(grep -c 'hereby granted' b.c | grep -v '^0')"
	fi
fi
echo "1..$n"
