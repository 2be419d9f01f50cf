#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# payload - lbs-payload: round trips, the same bytes every time, large files, what is refused, 2,000 broken ones
set -u
program=$LBS_BUILD/bin/lbs-payload
n=0 here=$PWD
ok() { n=$((n + 1)); echo "ok $n - $1"; }
bad() { n=$((n + 1)); echo "not ok $n - $1"; sed 's/^/# /' out err 2>/dev/null | head -n 10; }
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; }
check() { words=$1; shift; if "$@" >out 2>err; then ok "$words"; else bad "$words"; fi; }
# says STATUS TEXT WORDS ARGUMENT...: one line on standard error, with TEXT in it
says() {
	wanted=$1 text=$2 words=$3 status=0
	shift 3
	timeout 60 "$program" "$@" >out 2>err || status=$?
	# Behind a wrong usage stands where to read on.
	grep -v -e "--help' tells what it takes" err >said
	if [ "$status" = "$wanted" ] && [ "$(wc -l <said)" = 1 ] && grep -qF -e "$text" err; then ok "$words"; else bad "$words (status $status)"; fi
}
umask 022
noise() { awk -v n="$1" 'BEGIN { srand(n); for (i = 0; i < n; i++) printf "%c", int(rand() * 256) }'; }

mkdir one two
noise 300000 >one/b.tar.gz; echo small >one/a.tar; : >one/empty; echo two >"two/with space"
check "a payload is made" "$program" make p.img one two
cp out told
check "its total is told" grep -qx 'u32 payload: 4 files, 3[0-9]* bytes, [0-9]* with heads' told
check "it is listed, sorted" "$program" list p.img
awk 'NR > 1 { sub(/^ *[0-9]* /, ""); print }' out >names
printf 'a.tar\nb.tar.gz\nempty\nwith space\n' >want
check "every name is in the list" cmp names want
check "it is taken apart" "$program" extract p.img deep/out
cat one/* two/* >all.1; cat deep/out/* >all.2
check "into the same files" cmp all.1 all.2
check "of mode 0644" test "$(stat -c %a deep/out/empty)" = 644
check "a second time over the first" "$program" extract p.img deep/out
"$program" verify p.img >sums
check "its sums are those of sha256sum" sh -c "cd deep/out && sha256sum -c --quiet ../../sums"
check "verify: as recorded" "$program" verify p.img sums

# The form as lbs-payload(5) has it, by xxd alone.
printf '4c42 5041 594c 4431 02000000  01000000 02000000 61 6869  01000000 00000000 62' | xxd -r -p >page.img
mkdir page; printf hi >page/a; : >page/b
"$program" make made.img page >/dev/null
check "what the manual page shows is what is made" cmp page.img made.img
printf '4c42 5041 594c 4431 0200000000000000  0100000000000000 0200000000000000 61 6869  0100000000000000 0000000000000000 62' | xxd -r -p >wide.img
"$program" list wide.img >told
check "the u64 form is read, and told" grep -q '^u64 payload: 2 files, 2 bytes' told
rm -rf wide; "$program" extract wide.img wide >/dev/null
check "and taken apart" diff -r wide page

# Another folder, other times, other order of arguments, one file given twice.
mkdir elsewhere; cp -r two one elsewhere/; sleep 1; find elsewhere -exec touch {} +
(cd elsewhere && chmod 600 one/* && umask 077 && "$program" make q.img two one/empty one >/dev/null)
check "the same bytes in another folder, at another time" cmp p.img elsewhere/q.img
check "whatever the umask" test "$(stat -c %a elsewhere/q.img)" = 644
check "made with sums: as recorded" "$program" --sums sums make r.img one two

mkdir other nested nested/folder odd; echo other >other/a.tar; echo >'odd/back\slash'
says 2 "has the name of" "two files of one name and other bytes are refused" make x.img one other
says 2 "a payload is flat" "a folder in a folder is refused" make x.img nested
says 2 "has a backslash" "a name with a backslash is refused" make x.img odd
grep -v space sums >fewer; sed 's/^./0/; s/^00/11/' sums >wrong
says 2 "no sum is recorded for 'with space'" "made with sums: one that is not recorded is refused" --sums fewer make x.img one two
says 2 ": recorded " "made with sums: one with another sum is refused" --sums wrong make x.img one two
says 2 "none: No such file" "a file that is not there is refused" make x.img one none
says 2 "a device, or something like it" "a device is not written to" make /dev/null one
check "none of these left anything" test -z "$(find . -name 'x.img*')"
says 2 "wants one of" "no word"
says 2 "unknown option '--what'" "an unknown option" --what
says 2 "'list' wants one FILE" "one argument too many" list p.img p.img

# What verify finds.
"$program" verify p.img fewer >out; status=$?
check "verify: what is not recorded is found" test "$status $(cat out)" = "1 with space: not recorded"
printf '%064d  gone\n' 0 | cat sums - >longer; "$program" verify p.img longer >out; status=$?
check "verify: what is recorded and not there is found" test "$status $(cat out)" = "1 gone: recorded, but not in the payload"
status=0; "$program" verify p.img wrong >out || status=$?
check "verify: other bytes are found" test "$status $(grep -c ': recorded ........, has ........$' out)" = "1 4"

# Broken ones.
cp p.img t.img; printf x >>t.img
says 2 "1 bytes behind the last file" "a byte too many in a file" list t.img
check "on a disk it is none" "$program" --disk list t.img
head -c 100000 p.img >short.img
says 2 "short.img: byte 100000: ends in 'b.tar.gz'" "a payload that ends too early" list short.img
says 2 "short.img: byte 100000" "nothing of it is taken" extract short.img never
check "not even the folder is made" test ! -e never
printf '4c42 5041 594c 4431 01000000  04000000 00000000 2f612f62' | xxd -r -p >outside.img
says 2 "outside.img: byte 20: the name '/a/b' has a slash" "a name that leads outwards" extract outside.img never
printf '4c42 5041 594c 4431 02000000  02000000 00000000 6161 02000000 00000000 6161' | xxd -r -p >twice.img
says 2 "twice.img: byte 22: 'aa' is there twice" "a name twice" list twice.img
printf '4c42 5041 594c 4431 01000000  03000000 00000000 610a62' | xxd -r -p >line.img
says 2 "'a\\012b'" "a name with a newline, told in one line" list line.img

# What is in the way.
mkdir way; echo safe >safe; ln -s ../safe way/b.tar.gz
says 2 "a symbolic link is in the way" "a link in the way is refused" extract p.img way
check "what it points to is as it was" test "$(cat safe)" = safe
rm way/b.tar.gz; mkdir way/b.tar.gz
says 2 "a folder is in the way" "a folder in the way is refused" extract p.img way
says 2 "safe: Not a directory" "a file that is no folder" extract p.img safe
check "nothing half made is left" test -z "$(find way deep -name '*.tmp')"

# A disk that is full: the payload does not appear.
(ulimit -f 100; trap '' XFSZ; "$program" make full.img one >out 2>err); status=$?
check "no room: status 2" test "$status" = 2
check "no room: nothing appears" test -z "$(find . -name 'full.img*')"

# Files of several GiB in little memory; sparse ones, so that only time is needed.
mkdir large; truncate -s 2200M large/x; truncate -s 2100M large/y; printf end | dd of=large/y bs=1 seek=2202009597 conv=notrunc 2>/dev/null
if [ "$(df -Pk . | awk 'NR == 2 { print $4 }')" -gt 10000000 ]; then
	# The address space: 200 MB. Sanitizers want more for themselves.
	if grep -q asan "$program" 2>/dev/null; then limit=unlimited; else limit=200000; fi
	check "4.3 GiB are packed in little memory" sh -c "ulimit -v $limit; '$program' make large.img large"
	check "and listed" "$program" list large.img
	"$program" list large.img >told
	check "with their sizes" grep -q '^  2202009600 y$' told
	check "and their last bytes are where they belong" test "$(tail -c 3 large.img)" = end
	check "and taken apart" sh -c "ulimit -v $limit; '$program' extract large.img large.out"
	check "as they were" test "$(tail -c 3 large.out/y) $(stat -c %s large.out/y large.out/x | tr "\n" " ")" = "end 2202009600 2306867200 "
	rm -rf large.img large.out
else
	skip "files of several GiB" "less than 10 GB free"
fi
truncate -s 4294967296 large/z
says 2 "large/z: 4294967296 bytes, past the 4 GiB" "a file past 4 GiB is refused" make x.img large
rm -r large

# Any broken payload.
if cc -O1 -w -o mutate "$LBS_SRC/tests/driver/mutate.c"; then
	mkdir work; cp page.img wide.img work/; head -c 200 one/b.tar.gz >page/c; "$program" make work/three.img page >/dev/null
	cd work || exit 1
	for one in page:35 wide:60 three:50; do
		if ../mutate "${one%:*}.img" 0 "$(stat -c %s "${one%:*}.img")" 700 "$program" extract mutated cage/in >../out 2>../err; then
			ok "700 broken forms of ${one%:*}.img: $(tail -n 1 ../out | tr -d '#')"
		else
			cd "$here" || exit 1
			bad "700 broken forms of ${one%:*}.img"
			cd work || exit 1
		fi
	done
	cd "$here" || exit 1
	find work -mindepth 1 ! -path 'work/cage/in*' | sort >found
	printf 'work/cage\nwork/mutated\nwork/page.img\nwork/said\nwork/three.img\nwork/wide.img\n' | grep -v "^$" >want
	check "none of them wrote outside of its folder" cmp found want
else
	skip "broken payloads" "no cc"
fi
echo "1..$n"
