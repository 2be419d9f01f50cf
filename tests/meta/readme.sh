#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# readme - the README's first command in a copy of this tree with nothing built, as it is written there
#
# (Its second command is what runs this test.)
set -eu
n=0
check() { n=$((n + 1)); words=$1; shift; if "$@" >/dev/null 2>&1; then echo "ok $n - $words"; else echo "not ok $n - $words"; sed 's/^/#   /' log | tail -n 15; fi; }
command=$(sed -n '/^Two commands/,/^Five minutes/s/^    //p' "$LBS_SRC/README.rst" | head -n 1)
mkdir copy
(cd "$LBS_SRC" && { git ls-files -z 2>/dev/null || find . -type f -not -path './build*' -not -path './.git/*' -not -path './lbs-reports/*' -print0; } | xargs -0 tar -cf -) | tar -xf - -C copy
LBS_CACHE=$PWD/cache; export LBS_CACHE
unset LBS_TREE LBS_BUILD CMAKE_GENERATOR
cd copy
status=0
sh -c "$command" >../log 2>&1 </dev/null || status=$?
cd ..
if grep -q 'user namespaces\|new namespaces' log; then echo "1..0 # SKIP $(grep -m 1 'namespaces' log)"; exit 0; fi
check "'$command': every step of the chain matches" grep -q '^28 steps: 28 match$' log
if grep -q '^missing ' log; then
	n=$((n + 1)); echo "ok $n - '$command': status 0 # SKIP the source archive is not to be had here"
	check "without it the answer is 2, not 0" test "$status" = 2
else
	check "'$command': status 0" test "$status" = 0
	check "real source archives were looked into; no recipe leaves a banned file of theirs" grep -q '^7 sources: 7 at hand, 0 missing; findings: 0 ban, ' log
fi
sed -n '/^``.\/lbs verify`` prints/,/^(Here one/s/^    //p' "$LBS_SRC/README.rst" | grep -v '^source\|^record\|^reports' | sort >said
grep -v '^source\|^record\|^reports\|^lbs: ' log | sort >printed
check "it prints what the README shows" cmp said printed
for file in record.json report.txt report.html junit.xml spdx.json; do
	check "$file is written where the README says" test -s "copy/lbs-reports/$file"
done
echo "1..$n"
