#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# fetch - lbs fetch: which files, from every place, again and again until they are right
set -eu
. "$LBS_SRC/tests/driver/supply.sh.inc"
trap 'kill ${badpid-} 2>/dev/null || :' EXIT

mkdir -p tree/steps/a-1 tree/steps/b-1 tree/steps/c-1 tree/steps-guix/g-1 files
seq 1 30000 >files/a.tar; seq 2 30000 >files/b.tar; seq 3 30000 >files/c.tar; seq 4 30000 >files/g.tar
A=$(sum files/a.tar) B=$(sum files/b.tar) C=$(sum files/c.tar) G=$(sum files/g.tar)
printf 'build: a-1\nbuild: b-1 ( EXTRA == True )\nimprove: get_network ( CHROOT == False )\nbuild: c-1\nbuild: a-1\n' >tree/steps/manifest
printf 'build: g-1\n' >tree/steps-guix/manifest
echo "f http://127.0.0.1:1/a.tar $A" >tree/steps/a-1/sources
echo "http://127.0.0.1:1/b.tar $B" >tree/steps/b-1/sources
echo "f _ $C c.tar" >tree/steps/c-1/sources
echo "f http://127.0.0.1:1/g.tar $G" >tree/steps-guix/g-1/sources
fetch() { want=$1 words=$2; shift 2; is "$want" "$words" lbs-fetch --no-debian --no-git "$@"; }
in_dist() { [ "$(ls dist | tr '\n' ' ')" = "$1" ]; }

fetch 0 "all that the manifest names comes, conditions or not" --distfiles dist --mirrors files
check "under its name" in_dist "a.tar b.tar c.tar "
same "and the end table tells from where" <<'TABLE'
fetched   a.tar (files)
fetched   b.tar (files)
fetched   c.tar (files)
3 sources: 0 present, 3 fetched, 0 missing; 506676 bytes
TABLE
rm -rf dist; fetch 0 "-m, as lbs bootstrap has it, is --mirrors" --distfiles dist -m files
check "and not passed over" in_dist "a.tar b.tar c.tar "
fetch 0 "the second time all is there" --distfiles dist --offline
says "and said to be" '^3 sources: 3 present, 0 fetched, 0 missing'
fetch 0 "--quiet: not a word" --distfiles dist --offline --quiet
check "on either stream" test ! -s out -a ! -s err
rm -rf dist; fetch 0 "--config: what that configuration builds" --distfiles dist --mirrors files --config CHROOT=True
check "and no more" in_dist "a.tar c.tar "
rm -rf dist; fetch 0 "--config twice" --distfiles dist --mirrors files --config EXTRA=False --config EXTRA=True
check "the last one holds" in_dist "a.tar b.tar c.tar "
printf 'EXTRA=True\nCHROOT=True\n' >cfg
rm -rf dist; fetch 0 "--config-file" --distfiles dist --mirrors files --config-file cfg
check "is read" in_dist "a.tar b.tar c.tar "
rm -rf dist; fetch 0 "--before-network: whatever the network line's condition says" --distfiles dist --mirrors files --before-network
check "what comes before it" in_dist "a.tar b.tar "
rm -rf dist; fetch 0 "a step's alone" --distfiles dist --mirrors files b-1
check "are its own" in_dist "b.tar "
rm -rf dist; fetch 0 "--build-guix-also" --distfiles dist --mirrors files --build-guix-also
check "the second tree's, too" in_dist "a.tar b.tar c.tar g.tar "
fetch 2 "a step that is not there" --distfiles dist --mirrors files nonsense
says "is named" "^lbs-fetch: 'nonsense': the manifest builds no such step"
fetch 2 "a step that this configuration does not build" --distfiles dist --mirrors files --config A=b b-1
fetch 2 "--all and --config" --all --config A=b
fetch 2 "--config without a value" --config A
fetch 2 "--jobs 0" --jobs 0

rm -rf dist; mkdir dist; echo mine >dist/a.tar
fetch 1 "a file that is somebody's, in the way" --distfiles dist --mirrors files
says "is told" "^  failed  dist/a.tar: wrong bytes: the SHA-256 is [0-9a-f]*; move it away"
check "and stays" grep -qx mine dist/a.tar
check "the others come all the same" cmp dist/b.tar files/b.tar

# Every place, in order.
rm -rf dist; mkdir -p wrong; for f in a b c; do echo other >wrong/$f.tar; done
fetch 0 "wrong bytes at the first mirror, right ones at the second" --distfiles dist --mirrors wrong --mirrors "file://$PWD/files"
says "the wrong one is told" "^failed    wrong/\*: wrong bytes: the SHA-256 is [0-9a-f]*: 3 files"
rm -rf dist; fetch 1 "a server that is away, and no other place" --distfiles dist --mirrors http://127.0.0.1:1
check "is told once for all files" test "$(grep -c '^failed .*127.0.0.1:1/\*: .*: 3 files' out)" = 1
check "and not once more" test "$(grep -c 'Failed to connect' out)" = 1
check "each missing file has its step" grep -q '^missing   c.tar (c-1)' out
badserver files/a.tar
rm -rf dist; fetch 0 "wrong bytes from one server, right ones from another" --distfiles dist --mirrors "$at/wrong" --mirrors "$at/good" a-1
says "the wrong one is told" "^  failed  $at/wrong/a.tar: wrong bytes"
says "and where it came from" "^fetched   a.tar ($at/good/a.tar)"
echo "f $at/missing/a.tar $A
f $at/busy/a.tar $A
f $at/good/a.tar $A" >tree/steps/a-1/sources
badserver files/a.tar; sed -i "s,http://127.0.0.1:[0-9]*,$at," tree/steps/a-1/sources
rm -rf dist; fetch 0 "three addresses for one name: the first is 404, the second busy for a while" --distfiles dist a-1
says "one failure is told" "^  failed  $at/missing/a.tar: "

mkdir -p tree/steps/many-1
i=0; while [ $i -lt 40 ]; do i=$((i + 1)); echo "f http://127.0.0.1:1/n$i $(echo $i | sum /dev/stdin)"; done >tree/steps/many-1/sources
cp tree/steps/manifest manifest; echo 'build: many-1' >>tree/steps/manifest
rm -rf dist; start=$(date +%s)
fetch 1 "forty files on a server that is away" --distfiles dist --jobs 1 many-1
says "have one line" '^failed    http://127.0.0.1:1/\*: .*: 40 files'
check "and wait for it three times at most" test $(($(date +%s) - start)) -le 10
cp manifest tree/steps/manifest; rm -r tree/steps/many-1

# A transfer that is cut.
badserver files/a.tar
echo "f $at/cut/a.tar $A" >tree/steps/a-1/sources
rm -rf dist cache; fetch 1 "a server that cuts off every time" --distfiles dist a-1
check "what came is kept" test -s "cache/partial/$A"
check "and not under the name" test ! -e dist/a.tar
fetch 0 "another place has the rest" --distfiles dist --mirrors "$at/good" a-1
check "asked for by a range" grep -q '^/good/a.tar [1-9]' requests
check "and the whole is right" cmp dist/a.tar files/a.tar

# Ctrl-C.
seq 1 2000000 >files/a.tar; A=$(sum files/a.tar); badserver files/a.tar
echo "f $at/slow/a.tar $A" >tree/steps/a-1/sources
rm -rf dist cache
lbs-fetch --no-debian --no-git --distfiles dist a-1 >out 2>err & pid=$!
wait_for test -s "cache/partial/$A"; kill -TERM $pid; status=0; wait $pid || status=$?
check "SIGTERM in the midst: status 2" test "$status" = 2
says "and a word" '^lbs-fetch: interrupted; what came so far is kept'
check "nothing has the name" test ! -e dist/a.tar
fetch 0 "the next run goes on" --distfiles dist --mirrors "$at/good" a-1
check "from where it stopped" grep -q '^/good/a.tar [1-9]' requests
check "to the right end" cmp dist/a.tar files/a.tar
rm -rf dist cache
lbs-fetch --no-debian --no-git --distfiles dist a-1 >out 2>err & pid=$!
wait_for test -s "cache/partial/$A"; kill -KILL $pid; wait $pid || :
fetch 0 "killed, and run again" --distfiles dist --mirrors "$at/good" a-1
check "it is right, too" cmp dist/a.tar files/a.tar
check "nothing is left over" test -z "$(find dist -name '.*' -type f; find cache -name '*.tmp')"

# Two names, one digest each.
echo "f http://127.0.0.1:1/a.tar $B" >tree/steps/b-1/sources
fetch 2 "a name with two digests" --distfiles dist
says "is named with its line" '^lbs-fetch: steps/b-1/sources:1: .a.tar. has another SHA-256 in step a-1'
echo "f nonsense" >tree/steps/b-1/sources
fetch 2 "a sources file out of form" --distfiles dist
says "is named" '^lbs-fetch: steps/b-1/sources:1: '
if (trap '' XFSZ; ulimit -f 20) 2>/dev/null; then
	mkdir -p tree/steps/a-1 tree/steps/b-1; echo "f http://127.0.0.1:1/b.tar $B" >tree/steps/b-1/sources
	rm -rf dist cache; status=0
	(trap '' XFSZ; ulimit -f 20; lbs-fetch --no-debian --no-git --distfiles dist --mirrors files b-1) >out 2>err || status=$?
	check "a disk that takes no more, copying: status 2" test "$status" = 2
	says "and what the system says" '^lbs-fetch: .*: File too large'
	badserver files/b.tar; rm -rf dist cache; status=0
	(trap '' XFSZ; ulimit -f 20; lbs-fetch --no-debian --no-git --distfiles dist --mirrors "$at/good" b-1) >out 2>err || status=$?
	check "the same, downloading: status 2" test "$status" = 2
	says "and what the system says" '^lbs-fetch: .*: File too large'
	fetch 0 "with room it goes on" --distfiles dist --mirrors "$at/good" b-1
	check "and is right" cmp dist/b.tar files/b.tar
fi
if [ -w /dev/full ]; then
	printf 'build: c-1\n' >tree/steps/manifest
	status=0; lbs-fetch --no-debian --no-git --distfiles dist2 --mirrors files >/dev/full 2>err || status=$?
	check "a full disk behind standard output is status 2" test "$status" = 2
fi
echo "1..$n"
