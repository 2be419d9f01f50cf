#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# sources - lbs sources: the manifest of sources, for any configuration, in three forms
set -eu
. "$LBS_SRC/tests/driver/supply.sh.inc"
mkdir -p tree/steps/old-1 tree/steps/new-2 tree/steps/none-3 tree/steps-guix/g-1
d1=1111111111111111111111111111111111111111111111111111111111111111
d2=2222222222222222222222222222222222222222222222222222222222222222
d3=3333333333333333333333333333333333333333333333333333333333333333
cat >tree/steps/manifest <<'MANIFEST'
# a manifest
build: old-1
define: LATER = ( ARCH == x86 )
build: new-2 ( LATER == True )
improve: swap # no network here
build: none-3
improve: get_network ( CHROOT == False )
build: old-1 ( CHROOT == True )
MANIFEST
# Every generation of the format.
cat >tree/steps/old-1/sources <<SOURCES
https://example.org/old-1.tar.gz $d1
https://example.com/pub/old-1.tar.gz $d1
git://example.org/x~v1 https://example.org/x-1.tar.gz $d2
SOURCES
cat >tree/steps/new-2/sources <<SOURCES
f https://example.org/new.tar.gz $d3 new-2.tar.gz 
file _ 4444444444444444444444444444444444444444444444444444444444444444 only-a-mirror.tar
g https://example.org/r.git~abc123 _ 5555555555555555555555555555555555555555555555555555555555555555 r-abc123.tar.gz
SOURCES
echo 'build: g-1' >tree/steps-guix/manifest
printf '%s\n' "f https://example.org/g?a=\"b\\c $d1 g.tar" >tree/steps-guix/g-1/sources

is 0 "text" lbs-sources
same "step, pass, when, digest, name, place, repository" <<SOURCES
old-1 1 before $d1 old-1.tar.gz https://example.org/old-1.tar.gz
old-1 1 before $d1 old-1.tar.gz https://example.com/pub/old-1.tar.gz
old-1 1 before $d2 x-1.tar.gz https://example.org/x-1.tar.gz git://example.org/x~v1
new-2 1 before $d3 new-2.tar.gz https://example.org/new.tar.gz
new-2 1 before 4444444444444444444444444444444444444444444444444444444444444444 only-a-mirror.tar _
new-2 1 before 5555555555555555555555555555555555555555555555555555555555555555 r-abc123.tar.gz _ https://example.org/r.git~abc123
old-1 2 after $d1 old-1.tar.gz https://example.org/old-1.tar.gz
old-1 2 after $d1 old-1.tar.gz https://example.com/pub/old-1.tar.gz
old-1 2 after $d2 x-1.tar.gz https://example.org/x-1.tar.gz git://example.org/x~v1
SOURCES
is 0 "--plain --all" lbs-sources --plain --all
same "is what upstream's source_manifest.py prints: each line once" <<SOURCES
$d1 distfiles https://example.org/old-1.tar.gz old-1.tar.gz
$d1 distfiles https://example.com/pub/old-1.tar.gz old-1.tar.gz
$d2 distfiles https://example.org/x-1.tar.gz x-1.tar.gz
$d3 distfiles https://example.org/new.tar.gz new-2.tar.gz
4444444444444444444444444444444444444444444444444444444444444444 distfiles _ only-a-mirror.tar
5555555555555555555555555555555555555555555555555555555555555555 distfiles _ r-abc123.tar.gz
SOURCES
is 0 "another configuration" lbs-sources --config CHROOT=False --config ARCH=riscv64
check "has other sources" test "$(wc -l <out)" = 3
is 2 "that may not stand together" lbs-sources --qemu --kernel vmlinuz --internal-ci pass1
says "are told as there" '^lbs-sources: --internal-ci: only with --chroot or --bwrap'
is 0 "the options of a bootstrap, among ours" lbs-sources --json --qemu -qk vmlinuz --external-sources old-1 --swap 64M --build-guix-also
check "give the configuration that it would write" sh -c 'for w in "CHROOT\": \"False" "QEMU\": \"True" "KERNEL_BOOTSTRAP\": \"False" "SWAP_SIZE\": \"64" "DISK\": \"sda1" "BUILD_GUIX_ALSO\": \"True"; do grep -q "^    \"$w\"" out || exit 1; done; ! grep -q MIRRORS out'
check "and its sources: those of the step that was named" test "$(grep -c '"name"' out)" = 3
is 0 "a bootstrap with a kernel of its own" lbs-sources --qemu
check "builds what another does not" test "$(wc -l <out)" = 6 -a "$(grep -c after out)" = 0
is 0 "--config on top" lbs-sources --qemu --config CHROOT=True
check "has the last word" test "$(wc -l <out)" = 9
is 0 "passes of a chain in three runs" lbs-sources --internal-ci pass2 --json
check "are INTERNAL_CI" grep -q '"INTERNAL_CI": "pass2"' out
is 0 "mirrors, several" lbs-sources --mirrors http://a http://b --json --chroot
check "are MIRRORS" grep -qF '"MIRRORS": "\"http://a http://b\""' out
is 2 "an option of nobody's" lbs-sources --qemuu
is 2 "an option of a bootstrap without its value" lbs-sources --internal-ci
is 2 "a value that it refuses" lbs-sources --internal-ci pass9
says "says so" 'wants pass1, pass2 or pass3'
is 2 "--all with the options of a bootstrap" lbs-sources --all --qemu
printf 'ARCH=x86\nCHROOT=False\nKERNEL_BOOTSTRAP=True\n' >bootstrap.cfg
is 0 "--config-file, as configurator leaves it" lbs-sources --config-file bootstrap.cfg
check "has its sources" test "$(wc -l <out)" = 6
is 2 "--config-file and the options of a bootstrap" lbs-sources --config-file bootstrap.cfg --qemu
is 0 "a name behind -- is a step's" lbs-sources -- new-2
check "whatever it is" test "$(wc -l <out)" = 3
is 0 "--arch" lbs-sources --arch amd64
check "is the configuration's ARCH" test "$(wc -l <out)" = 6
is 0 "--before-network" lbs-sources --before-network
check "leaves out what comes after" test "$(wc -l <out)" = 6 -a "$(grep -c after out)" = 0
is 0 "a step's" lbs-sources new-2
check "are its own" test "$(wc -l <out)" = 3
is 0 "a step without sources" lbs-sources none-3
check "has none" test ! -s out
is 0 "--build-guix-also" lbs-sources --build-guix-also
check "appends the second tree's" grep -q '^g-1 1 before' out
is 2 "a step that is not there" lbs-sources nonsense
is 2 "--json --plain" lbs-sources --json --plain
is 0 "JSON" lbs-sources --json --build-guix-also
cp out first
is 0 "and again" lbs-sources --json --build-guix-also
check "gives the same bytes" cmp first out
is 0 "elsewhere" sh -c 'cd / && lbs-sources --json --build-guix-also --tree "$1"' sh "$LBS_TREE"
check "gives the same bytes" cmp first out
if command -v python3 >/dev/null; then
	is 0 "it is JSON, its keys sorted" python3 -c '
import json, sys
def pairs(p):
    keys = [k for k, v in p]
    assert keys == sorted(keys), keys
    return dict(p)
d = json.load(open("first"), object_pairs_hook=pairs)
assert d["format"] == "lbs-sources 1" and d["config"]["LATER" if "LATER" in d["config"] else "CHROOT"] == "True"
s = d["sources"]
assert len(s) == 10, len(s)
assert [x["pass"] for x in s if x["step"] == "old-1"] == [1, 1, 1, 2, 2, 2]
assert s[5]["repo"] == "https://example.org/r.git" and s[5]["ref"] == "abc123" and s[5]["address"] == "" and s[5]["kind"] == "git"
assert s[9]["tree"] == "steps-guix" and s[9]["address"] == "https://example.org/g?a=\"b\\c"
assert [x["before_network"] for x in s] == [True] * 6 + [False] * 3 + [True]'
else skip "it is JSON" "no python3"; fi
: >tree/steps/manifest
is 0 "an empty manifest" lbs-sources --json
check "is JSON, too" grep -q '"sources": \[\]' out
echo 'build: ../../etc' >tree/steps/manifest
is 2 "a step's name that leads outwards" lbs-sources
says "is refused with its line" '^lbs-sources: steps/manifest:1: '
echo 'build:' >tree/steps/manifest
is 2 "a manifest out of form" lbs-sources
rm -r tree/steps
is 2 "no manifest" lbs-sources
# The real tree's.
LBS_TREE=$LBS_SRC
is 0 "this tree's own" lbs-sources --json
is 0 "every source of it has an address, a repository, or both" sh -c 'lbs-sources --all | grep -v " _$" | wc -l'
check "and there are some" test "$(cat out)" -gt 0
echo "1..$n"
