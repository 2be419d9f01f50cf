#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# image - lbs-image: the three kinds round, the same bytes every time, limits, what others read, broken ones
#
# Stage 1 and 2 are stand-ins of the right shape. Peers: debugfs, e2fsck, cpio, bsdcpio, and xxd
# and tail for the disk script.
set -u
program=$LBS_BUILD/bin/lbs-image
n=0 here=$PWD
PATH=$PATH:/usr/sbin:/sbin
ok() { n=$((n + 1)); echo "ok $n - $1"; }
bad() { n=$((n + 1)); echo "not ok $n - $1"; sed 's/^/# /' out err 2>/dev/null | head -n 10; }
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; }
check() { words=$1; shift; if "$@" >out 2>err; then ok "$words"; else bad "$words"; fi; }
says() { # TEXT WORDS ARGUMENT...: status 2 and one line on standard error, with TEXT in it
	text=$1 words=$2 status=0
	shift 2
	timeout 60 "$program" "$@" >out 2>err || status=$?
	grep -v -e "--help' tells what it takes" err >said
	if [ "$status" = 2 ] && [ "$(wc -l <said)" = 1 ] && grep -qF -e "$text" err; then ok "$words"; else bad "$words (status $status)"; fi
}
has() { if command -v "$1" >/dev/null; then return 0; fi; skip "$2" "no $1"; return 1; }
umask 022

# A tree as a bootstrap has it.
mkdir -p "tree/High Level Prototypes" tree/x86 tree/steps/a-1.0 tree/empty dist
echo '90 90 # two' >tree/x86/hex0.hex0
echo 'say hello' >"tree/High Level Prototypes/a file"
echo kaem >tree/kaem.x86; chmod 755 tree/kaem.x86
awk 'BEGIN { for (i = 0; i < 40000; i++) print i * i }' >tree/steps/a-1.0/big
echo tar >dist/a.tar; : >dist/b.tar
mkdir tree/.git; echo junk >tree/.git/config; echo junk >tree/steps/.gitignore
awk 'BEGIN {
	for (i = 0; i < 440; i++) printf "90 "
	printf "# disk and partition\n12 34 56 78 00 00 80 00 00 00 B5 FF FF FF 01 00 00 00 FF FF FF FF\n"
	for (i = 0; i < 48; i++) printf "00 "
	print "55 AA"
}' >stage1.hex0
# 88,615 bytes, as the kernel has today: 174 sectors.
awk 'BEGIN { print "90 90 ; the kernel"; for (i = 0; i < 1107; i++) printf "# %077d\n", i; printf "# %033d\n", 0 }' >stage2.hex0
cat >script <<'END'
# what runs
src 0 /bootstrap-seeds

hex0 /x86/hex0.hex0 /bootstrap-seeds/hex0-seed
f
/bootstrap-seeds/hex0-seed /kaem.x86
END
builder() { out=$1; shift; "$program" make --kind builder-hex0 --boot-sector stage1.hex0 --kernel-text stage2.hex0 --script script "$@" "$out" tree dist=/external/distfiles; }

# ---- the builder kernel's disk

size=$(stat -c %s stage2.hex0)
check "the stand-in has the sectors of the real one" test $(((size + 511) / 512)) = 174
check "a builder-hex0 disk is made" builder b.img
cp out told
check "what the kernel will have in use is told" grep -qx '17 of 14332 places for files and [0-9]* of 1744830464 bytes are taken' told
check "whole MiB" test $(($(stat -c %s b.img) % 1048576)) = 0
check "the boot sector ends in 55 AA" test "$(xxd -s 510 -l 2 -p b.img)" = 55aa
tail -c +513 b.img | head -c "$size" >text
check "the kernel is there as text" cmp text stage2.hex0
check "the script begins in sector 175" test "$(tail -c +89601 b.img | head -c 7)" = "src 0 ."
check "parents first, sorted" "$program" list b.img
cat >want <<'END'
d /
d /High Level Prototypes
f /High Level Prototypes/a file
d /empty
d /external
d /external/distfiles
f /external/distfiles/a.tar
d /external/distfiles/b.tar
f /kaem.x86
d /steps
d /steps/a-1.0
f /steps/a-1.0/big
d /x86
f /x86/hex0.hex0
d /bootstrap-seeds
> hex0 /x86/hex0.hex0 /bootstrap-seeds/hex0-seed
> f
> /bootstrap-seeds/hex0-seed /kaem.x86
END
cp out listed
sed -n '2,$p' listed | sed 's/^f 0644 [0-9a-f]* [0-9]* /f /; s/^d 0755 /d /' >got
check "each entry and command, nothing of git's" cmp want got
sum=$(sha256sum <tree/steps/a-1.0/big | cut -d' ' -f1)
check "with its sum and size" grep -q "^f 0644 $sum $(stat -c %s tree/steps/a-1.0/big) /steps/a-1.0/big$" listed

# Read by hand, as the kernel does, with nothing of ours.
cat >reader.sh <<'END'
at=89600
while :; do
	line=$(tail -c +$((at + 1)) b.img | head -c 1100 | tr '\0' '\001' | head -n 1)
	case $line in
	"$(printf '\001')"*) break ;;
	'src '*) rest=${line#src }; bytes=${rest%% *}; path=${rest#* }; at=$((at + ${#line} + 1))
		[ "$bytes" = 0 ] || tail -c +$((at + 1)) b.img | head -c "$bytes" | sha256sum | cut -c1-64 | sed "s|\$| $path|"
		at=$((at + bytes)) ;;
	*) at=$((at + ${#line} + 1)) ;;
	esac
done
END
sh reader.sh >byhand
sed -n 's|^f 0644 \([0-9a-f]*\) [0-9]* /\(.*\)|\1 ./\2|p' listed >ours
check "a reader of ten lines of shell finds the same files" cmp byhand ours

cp -R tree elsewhere; find elsewhere -exec touch -d '2001-02-03' {} +; chmod 700 elsewhere/*
check "the same bytes from another folder, at another time" sh -c "umask 077; '$program' make --kind builder-hex0 --boot-sector stage1.hex0 --kernel-text stage2.hex0 --script script b2.img dist=/external/distfiles elsewhere"
check "bytes are the same" cmp b.img b2.img
check "with --size it is that long" builder b3.img --size 64M
check "64 MiB" test "$(stat -c %s b3.img)" = 67108864
xxd -r -p >sector.bin <<END
$(sed 's/#.*//' stage1.hex0)
END
check "the boot sector may be given as its bytes" sh -c "'$program' make --kind builder-hex0 --boot-sector sector.bin --kernel-text stage2.hex0 --script script b4.img tree dist=/external/distfiles && cmp b.img b4.img"

head -n 1000 stage2.hex0 >small.hex0
make_with() { "$program" make --kind builder-hex0 --boot-sector stage1.hex0 --kernel-text small.hex0 "$@"; }
says "the script would begin in sector 158, the kernel looks in 175" "a kernel of another length is refused" make --kind builder-hex0 --boot-sector stage1.hex0 --kernel-text small.hex0 x.img tree
check "unless it looks elsewhere" make_with --script-sector any s.img dist
check "where it begins is found again" "$program" list s.img
echo '90 90' >short.hex0
says "short.hex0: 2 bytes of code, a boot sector has 512" "a short boot sector is refused" make --kind builder-hex0 --boot-sector short.hex0 --kernel-text stage2.hex0 x.img tree
sed 's/55 AA/55 AB/' stage1.hex0 >unsigned.hex0
says "wants 55 AA" "one without its signature, too" make --kind builder-hex0 --boot-sector unsigned.hex0 --kernel-text stage2.hex0 x.img tree

# What the kernel would not survive.
refuse() { # TEXT WORDS OPTION...
	text=$1 words=$2
	shift 2
	says "$text" "$words" make --kind builder-hex0 --boot-sector stage1.hex0 --kernel-text stage2.hex0 "$@"
}
mkdir dot link many; echo >dot/.x; ln -s a link/b
refuse "a part that begins with a dot" "a dot file is refused" x.img dot
refuse "'/b': a symbolic link" "a symbolic link is refused" x.img link
echo 'kaem x' >s1; echo '/none x' >s2; echo '/kaem.x86' >s3; echo 'src 5 /x' >s4
refuse "s1:1: x.img: wants src, hex0, f or the whole path" "a program without a slash" --script s1 x.img tree
refuse "runs a program that was not made before" "a program that is not there" --script s2 x.img tree
refuse "wants a space behind the program" "a program without its space" --script s3 x.img tree
refuse "bytes are wanted for" "a file without its bytes" --script s4 x.img tree
refuse "20 files and folders, 5 more than the 15" "too many files: how many" --spare-files 14317 --script script x.img tree dist=/external/distfiles dist=/extra
refuse "the largest: 'steps/a-1.0/big'" "too many bytes: how many, and what is largest" --spare-bytes 1744700000 x.img tree
truncate -s 1744830465 large
refuse "'large' has 1744830465 bytes, 1 more than the kernel can hold" "a file larger than all its memory" x.img large=/large
refuse "more than the size that was asked for" "a disk too small for it" --size 512K x.img tree
refuse "'/kaem.x86' is there twice" "a file twice" x.img tree tree/kaem.x86=/kaem.x86
refuse "none: No such file" "a file that is not there" x.img none
says "--kind wants" "no kind" make x.img tree
says "wants --boot-sector and --kernel-text" "no kernel" make --kind builder-hex0 x.img tree
says "'--size' wants a number" "a size that is none" make --kind ext3 --size 1T x.img tree
check "none of these left anything" test -z "$(find . -name 'x.img*')"

# ---- initramfs

initramfs() { "$program" make --kind initramfs "$@"; }
ln -s ../kaem.x86 tree/x86/shell
check "an initramfs is made" initramfs --console i.img tree dist=/external/distfiles
check "and listed" "$program" list i.img
cp out listed
check "with mode, sum and size" grep -q "^f 0644 $sum [0-9]* /steps/a-1.0/big$" listed
check "programs keep their bit" grep -q '^f 0755 .* /kaem.x86$' listed
check "links and the console are there" sh -c "grep -qx 'l /x86/shell -> ../kaem.x86' listed && grep -qx 'c 0600 /dev/console' listed"
rm -rf elsewhere; cp -R tree elsewhere; find elsewhere -exec touch -h -d '2001-02-03' {} +; ln elsewhere/kaem.x86 hard
check "the same from another folder" initramfs --console i2.img dist=/external/distfiles elsewhere
check "bytes are the same" cmp i.img i2.img
check "it is a newc archive, with nothing of the time" test "$(head -c 6 i.img) $(head -c 54 i.img | tail -c 8)" = "070701 00000000"
for peer in cpio bsdcpio; do
	has $peer "$peer reads the initramfs" || continue
	rm -rf peer; mkdir peer
	(cd peer && $peer -idm --quiet <../i.img >../out 2>../err || $peer -id <../i.img >../out 2>../err) || :
	rm -rf peer/dev; cp -R tree peer.want; mkdir -p peer.want/external; cp -R dist peer.want/external/distfiles
	check "$peer reads the initramfs as the tree" diff -r --no-dereference peer peer.want
	rm -rf peer.want
done
head -c 5000 i.img >cut.img
says "cut.img: byte " "one that ends too early is refused" list cut.img
sed 's|steps/a-1.0/big|steps/a-1.0/../|' i.img >out.img
says "leads outwards" "a name that leads outwards is refused" list out.img

# ---- ext3

if has mke2fs "ext3" && has debugfs "ext3"; then
	ext3() { "$program" make --kind ext3 "$@"; }
	printf 'quote' >'tree/a "quoted" name '; printf 'angle' >'tree/<2>'
	check "an ext3 disk is made" ext3 --size 64M e.img tree dist=/external/distfiles
	check "and listed" "$program" list e.img
	cp out listed
	check "what it is, and where" grep -q '^ext3, file system at byte 1048576: ' listed
	check "with mode, sum and size" grep -q "^f 0644 $sum [0-9]* /steps/a-1.0/big$" listed
	check "names with quotes and spaces" grep -q '^f .* 5 /a "quoted" name $' listed
	check "a name that debugfs could take for an inode" grep -q '^f .* 5 /<2>$' listed
	check "links" grep -qx 'l /x86/shell -> ../kaem.x86' listed
	rm -rf elsewhere hard; cp -R tree elsewhere; find elsewhere -exec touch -h -d '2001-02-03' {} +
	chmod 600 elsewhere/x86/hex0.hex0; ln elsewhere/kaem.x86 hard; sleep 1
	check "the same from another folder, later" ext3 --size 64M e2.img elsewhere dist=/external/distfiles
	check "bytes are the same" cmp e.img e2.img
	if [ "$(id -u)" = 0 ]; then
		chown -R 1234:1234 elsewhere
		check "the same from another owner" ext3 --size 64M e3.img elsewhere dist=/external/distfiles
		check "bytes are the same" cmp e.img e3.img
	else skip "the same from another owner" "not root"; fi
	check "e2fsck finds nothing wrong" e2fsck -fn 'e.img?offset=1048576'
	debugfs -R 'dump /steps/a-1.0/big dumped' 'e.img?offset=1048576' >/dev/null 2>&1
	check "debugfs finds the same bytes" cmp dumped tree/steps/a-1.0/big
	debugfs -R 'stat /kaem.x86' 'e.img?offset=1048576' >stat 2>/dev/null
	check "owner 0, mode 0755, time 0" sh -c "grep -q 'User: *0 *Group: *0' stat && grep -q 'Mode: *0755' stat && [ \$(grep -c 'time: 0x00000000:00000000' stat) = 4 ]"
	check "a DOS label: type 83 from sector 2048" test "$(xxd -s 446 -l 12 -p e.img)" = 00feffff83feffff00080000
	check "the partition may begin elsewhere" ext3 --size 64M --start 32M e4.img dist
	check "there it is found" "$program" list e4.img
	truncate -s 300M tree/holes
	check "a file with holes, past the first indirect blocks" sh -c "echo end >>tree/holes; '$program' make --kind ext3 --size 512M e5.img tree"
	"$program" list e5.img >listed
	check "its sum is right" grep -q "^f 0644 $(sha256sum <tree/holes | cut -d' ' -f1) 314572804 /holes$" listed
	rm -f tree/holes e5.img
	says "more than the partition has" "too small: how much" make --kind ext3 --size 64M x.img large=/large
	says "in whole MiB" "a size that is no whole MiB" make --kind ext3 --size 1000000 x.img tree
	says "cannot take a '?'" "a path that debugfs would not take" make --kind ext3 'x?.img' tree
	mkdir bin; printf '#!/bin/sh\necho "mke2fs: it is Monday" >&2\nexit 1\n' >bin/mke2fs; chmod +x bin/mke2fs
	PATH=$here/bin:$PATH says "mke2fs: mke2fs: it is Monday" "what mke2fs says is told" make --kind ext3 --size 64M x.img tree
	printf '#!/bin/sh\necho "debugfs 1.0" >&2\necho "write: No space" >&2\n' >bin/debugfs; chmod +x bin/debugfs; rm bin/mke2fs
	PATH=$here/bin:$PATH says "debugfs: write: No space" "what debugfs says is told, though it exits with 0" make --kind ext3 --size 64M x.img tree
	printf '#!/bin/sh\n' >bin/debugfs
	PATH=$here/bin:$PATH says "was not written" "what it leaves out without a word is found" make --kind ext3 --size 64M x.img tree
	rm -r bin
	env PATH="$here" "$program" make --kind ext3 --size 64M x.img tree >/dev/null 2>err2
	check "no e2fsprogs: what to do" grep -q 'x.img: no mke2fs: install e2fsprogs' err2
	check "nothing is left" test -z "$(find . -name 'x*.img*')"
fi
check "a payload is listed, too" sh -c "'$LBS_BUILD/bin/lbs-payload' make p.img dist && '$program' list p.img"
says "neither a builder-hex0 disk, nor" "something else is refused" list stage2.hex0
says "script: byte 0: neither" "a short file, too" list script

# ---- any broken one

if cc -O1 -w -o mutate "$LBS_SRC/tests/driver/mutate.c"; then
	printf 'src 0 /b\nhex0 /a /b/c\nf\n/b/c x\n/b/c \n' >s5; echo '90' >a
	"$program" make --kind builder-hex0 --boot-sector stage1.hex0 --kernel-text stage2.hex0 --script s5 m.img dist=/d/e a=/a >/dev/null
	broken() { # WORDS FILE FROM TO COUNT
		if ./mutate "$2" "$3" "$4" "$5" "$program" list mutated >out 2>err; then ok "$5 broken $1: $(tail -n 1 out | tr -d '#')"; else bad "$5 broken $1"; fi
	}
	broken "disk scripts" m.img 89600 89720 2000
	broken "labels" m.img 0 600 100
	broken "archives" i.img 0 2000 300
	[ ! -f e.img ] || broken "file systems" e4.img 33554432 33600000 300
else
	skip "broken images" "no cc"
fi
echo "1..$n"
