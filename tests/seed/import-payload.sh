#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# import-payload - the importer of the target: finds the disk, copies the files, refuses what it should
#
# Files stand for disks: options name the list of devices and their folder. Built by the host's
# compiler with sanitizers; and if LBS_SEED_BIN names a folder, once more with the binary there,
# as the chain made it. As root, a loop device is tried, too.
set -u
# shellcheck source=/dev/null
. "$LBS_SRC/tests/seed/common.sh.inc"
seed=$LBS_SRC/seed here=$PWD
LC_ALL=C ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=halt_on_error=1
export LC_ALL ASAN_OPTIONS UBSAN_OPTIONS
umask 022

if ! echo 'int main(void) { return 0; }' | gcc -m32 -x c -o /dev/null - 2>/dev/null; then
	echo "1..0 # SKIP gcc -m32 makes no programs here"
	exit 0
fi
{
	echo '#define alloc brk_alloc'
	cat "$seed/base/base.c" "$LBS_SRC/tests/seed/tools2.host.c" "$seed/tools/stream.c" "$seed/tools/import-payload.c"
} >all.c
mkdir san
check "it builds with sanitizers" gcc -m32 -g -w -fwrapv -fno-builtin -fsanitize=address,undefined -o san/import-payload all.c "$seed/tools/call5.c"
check "its head names its parts" grep -qx '// Parts  *base/base.c tools/stream.c tools/import-payload.c' "$seed/tools/import-payload.c"
cc -O1 -w -o mutate "$LBS_SRC/tests/seed/tools2.mutate.c"

hex() { xxd -r -p; }
start='4c42 5041 594c 4431'
fresh() {
	cd "$here" && rm -rf cage && mkdir -p cage/in/dev && cd cage/in || exit 1
	printf 'major minor  #blocks  name\n\n   8        0   16777216 sda\n  11        0    1048575 sr0\n   8       16          1 sdb\n 259        1     100000 nvme0n1\n' >list
	head -c 70000 /dev/zero >dev/sda
	echo "$start 03000000 0100000002000000 61 6869 0100000000000000 62 0400000001000000 63 20 2e 78 21" | hex >dev/sdb
	head -c 4096 /dev/zero >>dev/sdb        # the rest of the disk
	echo "$start 00000000" | hex >dev/nvme0n1
}
run() { status=0; timeout 60 "$bin/import-payload" --partitions list --devices dev "$@" >"$here/out" 2>"$here/err" || status=$?; }
# refuses WORDS MESSAGE [FOLDER]: status 1, one line
refuses() {
	run "${3-new}"
	if [ "$status" = 1 ] && [ "$(wc -l <"$here/err")" = 1 ] && grep -qF -e "$2" "$here/err"; then ok "$kind$1"; else
		bad "$kind$1"; echo "# status $status: $(head -c 300 "$here/err")"
	fi
}
outside() { [ "$(find "$here/cage" -mindepth 1 -maxdepth 1)" = "$here/cage/in" ] && [ ! -e /b ]; }

try_importer() {
	fresh
	run new
	check "${kind}the disk is found behind others, one of them not there" grep -qx 'import-payload: 3 files from dev/sdb' "$here/out"
	check "${kind}files have their bytes" sh -c '[ "$(cat new/a)" = hi ] && [ ! -s new/b ] && [ "$(cat "new/c .x")" = "!" ]'
	check "${kind}and nothing else is there" test "$(find new -type f | wc -l)" = 3
	check "${kind}mode 0644" test "$(stat -c %a new/a)" = 644
	echo old >new/a
	run new
	check "${kind}older files are replaced" test "$status $(cat new/a)" = "0 hi"
	echo "$start 0200000000000000 01000000000000000200000000000000 61 7975 0100000000000000 0000000000000000 62" | hex >dev/sdb
	run wide
	check "${kind}the later form, with eight bytes a number" test "$status $(cat wide/a)" = "0 yu"
	cp dev/sdb dev/nvme0n1; rm dev/sdb
	run other
	check "${kind}the name of the disk does not matter" grep -qx 'import-payload: 2 files from dev/nvme0n1' "$here/out"

	fresh
	rm dev/sdb; head -c 40 /dev/zero >dev/nvme0n1
	refuses "no such disk" "no disk begins with a payload, of those in 'list'"
	check "${kind}no folder is made then" test ! -e new
	rm list
	refuses "no list" "cannot read 'list'"
	run; check "${kind}no folder named: the usage is told" sh -c "[ $status = 1 ] && grep -q usage: '$here/err'"

	broken() { # WORDS MESSAGE HEX
		fresh
		echo "$start $3" | hex >dev/sdb
		refuses "$1" "$2"
		check "${kind}$1: nothing outside" outside
	}
	broken "a slash" "file 1: a name with a slash" "01000000 0600000000000000 2e2e2f2e2e2f"
	broken "an absolute name" "file 1: a name with a slash" "01000000 0200000000000000 2f62"
	broken "two dots" "file 1: the name of a folder: '..'" "01000000 0200000000000000 2e2e"
	broken "a backslash" "file 1: a name with a slash, a backslash" "01000000 0200000000000000 615c"
	broken "a NUL" "file 1: a name with a slash, a backslash or a control character" "01000000 0200000000000000 6100"
	broken "a newline, told in one line" "file 1: a name with a slash, a backslash or a control character" "01000000 0300000000000000 610a62"
	broken "a name twice" "file 2: a name that was there before: 'a'" "02000000 0100000000000000 61 0100000000000000 61"
	broken "a name of 0 bytes" "file 2: a name of no possible length" "02000000 0100000000000000 61 0000000000000000"
	broken "a name of 2 GiB" "file 1: a name of no possible length" "01000000 0000008000000000 61"
	broken "wild counts" "too many files on 'dev/sdb'" "ffffffff 0100000000000000"
	broken "an end in the head" "ends too early: 'dev/sdb'" "01000000 0100"
	broken "an end in the bytes" "file 1: the disk ends in 'a'" "01000000 0100000003000000 61 6869"
	check "${kind}what is not whole has no name" test ! -e new/a
	broken "a size past 4 GiB" "file 1: a number past 4 GiB" "0100000000000000 0100000000000000 0000000001000000 61"

	fresh
	mkdir new; echo safe >safe; ln -s ../safe new/a
	refuses "a link in the way" "file 1: a link is in the way: 'new/a'"
	check "${kind}what it points to is as it was" test "$(cat safe)" = safe
	fresh
	mkdir -p new/a
	refuses "a folder in the way" "file 1: cannot write 'new/a'"
	fresh
	echo file >new
	refuses "a file where the folder should be" "file 1: cannot write 'new/a'"

	# Past 2 GiB: a hole on the disk, and a small file behind it.
	fresh
	echo "$start 02000000 01000000 00100080 61" | hex >dev/sdb
	size=$(stat -c %s dev/sdb)
	truncate -s $((size + 0x80001000)) dev/sdb
	echo "0100000003000000 62 656e64" | hex >>dev/sdb
	if [ "$(df -Pk . | awk 'NR == 2 { print $4 }')" -gt 5000000 ]; then
		run new
		check "${kind}a file of more than 2 GiB" test "$status $(stat -c %s new/a) $(cat new/b)" = "0 $((0x80001000)) end"
	else skip "${kind}a file of more than 2 GiB" "no room on the disk"; fi
	rm -f dev/sdb new/a

	# Nodes by number. A loop device, if there may be one.
	fresh
	if [ "$(id -u)" = 0 ] && loop=$(losetup -f --show dev/sdb 2>/dev/null); then
		sleep 1
		awk 'NR <= 2 || /loop/' /proc/partitions >list
		mkdir nodes
		status=0; timeout 60 "$bin/import-payload" --partitions list --devices nodes --make-nodes new >"$here/out" 2>"$here/err" || status=$?
		losetup -d "$loop"
		check "${kind}a node is made by its numbers" test "$status $(cat new/a)" = "0 hi"
		check "${kind}and goes away again" test -z "$(ls nodes)"
	else skip "${kind}nodes by number" "no loop devices"; fi

	fresh
	head -c 60 dev/sdb >small
	printf '   8 16 1 mutated\n' >list
	"$here/mutate" small 700 "$bin/import-payload" --partitions list --devices . new >"$here/out" 2>"$here/err"
	told=$?
	grep -v '^# bad.*status 0, 1 lines: import-payload: [0-9]* files from' "$here/out" | grep '# bad' >"$here/worse"
	check "${kind}700 broken payloads end in 0 or 1 and one line ($told)" test ! -s "$here/worse"
	check "${kind}none of them wrote outside" outside
}

bin=$here/san kind=
try_importer
if [ -n "${LBS_SEED_BIN-}" ] && [ -x "$LBS_SEED_BIN/import-payload" ]; then
	bin=$LBS_SEED_BIN kind='chain: '
	try_importer
else
	skip "the binary that the chain makes" "LBS_SEED_BIN names no folder that has import-payload"
fi
echo "1..$n"
