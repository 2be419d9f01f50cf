#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# machine - a kernel with its drivers in files (--modules); with LBS_SLOW=1 what improve/ scripts do in a real machine
#
# LBS_KERNEL and LBS_MODULES name a kernel and the folder of its modules; without them Debian's own are
# fetched with apt-get download, and nothing is installed. LBS_USERLAND names a root that the chain
# built up to bash; without it lbs bootstrap --chroot makes one.
# shellcheck source=/dev/null
. "$LBS_SRC/tests/driver/common.sh.inc"
new_tree 0
rm -r tree/checksums # nothing is run, so nothing could be compared

# ---- the programs by hand

# hex0 by unrelated means; the rows' own addresses, and their instructions assembled again
sed -n '/^const char hand_rest/,/;$/p' "$LBS_SRC/driver/hand.c" | sed -n 's/^\t"\(.*\)\\n";*$/\1/p' | sed 's/\\"/"/g' >rest.hex0
sed -n '/^const char hand_load/,/;$/p' "$LBS_SRC/driver/hand.c" | sed -n 's/^\t"\(.*\)\\n";*$/\1/p' | sed 's/\\"/"/g' >load.hex0
for name in rest load; do
	sed 's/[#;].*//' $name.hex0 | xxd -r -p >$name
	grep ' ; ' $name.hex0 | awk '{ split($0, part, " ; "); k = split(part[1], byte, " "); printf "%08X %s\n", at + 134512640, substr(part[2], 1, 8); at += k }' |
		awk '$1 != $2' >strange
	check "$name: every row stands at its address" test -s $name -a ! -s strange
	if command -v as >/dev/null; then
		awk 'BEGIN { print ".intel_syntax noprefix" }
			/^#:/ { print substr($0, 3) ":"; next }
			!/ ; / { next }
			{ cut = index($0, " ; "); rest = substr($0, cut + 12); sub(/ # .*/, "", rest) }
			rest ~ /^\./ { sub(/^\./, "", rest); sub(/ .*/, "", rest); if (rest != "more") print rest ":"
				k = split(substr($0, 1, cut), byte, " "); for (i = 1; i <= k; i++) print "\t.byte 0x" byte[i]; next }
			{ print "\t" rest }' $name.hex0 >$name.s
		check "$name: the instructions assemble to the bytes" sh -c "as --32 -o rows.o $name.s && ld -m elf_i386 -N -Ttext=0x08048000 -e 0 -o rows.elf rows.o && objcopy -O binary -j .text rows.elf rows.bin && cmp rows.bin $name"
	else skip "$name: the instructions assemble to the bytes" "no as"; fi
	check "$name: its size is the one in its head" test "$(wc -c <$name)" = "$(od -An -tu4 -j 68 -N 4 $name | tr -d ' ')"
done

# ---- a kernel's modules

cat >machine <<'M'
#!/bin/sh
for word; do printf '%s\n' "$word"; done >called
printf 'reboot: Power down\n'
M
chmod +x machine
play() {
	rm -rf target target.lbs called
	boot --qemu --qemu-cmd ./machine --kernel kernel --modules modules --target target --target-size 1100M
}
stand_ins
ln -s /etc modules/build
if ! command -v mke2fs >/dev/null && [ ! -x /usr/sbin/mke2fs ]; then skip "modules" "no mke2fs"; else
	mv machine works; printf '#!/bin/sh\necho invalid >&2\nexit 1\n' >machine; chmod +x machine; play; mv works machine
	check "a QEMU that does not start: status 2, and its words" test "$status" = 2 -a -n "$(grep 'machine ended with status 1; last words: invalid' err)"
	play
	check "what the disk wants, and what that wants" test "$(find target/drivers/modules -type f | wc -l)" = 6
	cmp -s modules/kernel/drivers/scsi/scsi_common.ko target/drivers/modules/00 && cmp -s modules/kernel/drivers/ata/ata_piix.ko target/drivers/modules/03 && cmp -s modules/kernel/drivers/scsi/sd_mod.ko target/drivers/modules/05
	told=$?; check "each behind what it wants itself" test $told = 0
	check "the machine ended well: status 0" test "$status" = 0
	check "the kernel starts the loader, from memory, with the disk beside it" sh -c 'grep -q "rdinit=/init -- /external/whole" called && grep -qx target/initramfs called && grep -q "file=target/disk.img" called'
	check "the loader is what the text beside it says" sh -c 'cmp load target/drivers/init && cmp load.hex0 target/drivers/init.hex0'
	"$bin/lbs-image" list target/initramfs >list 2>&1 || :
	check "its places are there" test "$(grep -c ' /*init$\| /*root$\| /*dev/console$\| /*modules/00$' list)" = 4
	cp target/initramfs first; play
	check "the same files give the same bytes" cmp first target/initramfs
	for program in xz zstd gzip; do
		command -v $program >/dev/null || { skip "modules in $program's form" "no $program"; continue; }
		cp -R modules plain; find modules -name '*.ko' -exec $program -q {} \; ; find modules -name '*.ko' -exec rm {} +
		play
		check "modules in $program's form give the same" cmp first target/initramfs
		rm -rf modules; mv plain modules
	done
fi
refuses() { play; check "$1: status 2" test "$status" = 2 -a ! -e called -a -n "$(grep -- "$2" err)"; }
printf 'kernel/fs/ext3.ko\n' >modules/modules.builtin
refuses "a driver that is nowhere" "has no module 'ext4'"
printf 'kernel/fs/ext4/ext4.ko\n' >modules/modules.builtin
module lib/t10-pi nothing
refuses "one that wants what is not there" "t10-pi.ko: wants 'nothing', which is not in modules"
module lib/t10-pi sd_mod
refuses "two that want each other" "wants others that want it"
module lib/t10-pi ''
if command -v xz >/dev/null; then
	rm modules/kernel/lib/t10-pi.ko; echo no >modules/kernel/lib/t10-pi.ko.xz
	refuses "one that is broken" "t10-pi.ko.xz: xz cannot read it"
fi
mv modules/kernel modules/kern
refuses "a folder of something else" "wants a folder of a kernel's modules"
boot --chroot --modules modules
check "--modules without a machine: status 2" test "$status" = 2 -a -n "$(grep -- '--modules: only with --qemu and --kernel' err)"
boot --qemu --kernel kernel --modules modules --initramfs
check "--modules with --initramfs: status 2" test "$status" = 2

# ---- a real machine

end() { echo "1..$n"; exit 0; }
if [ -z "${LBS_SLOW-}" ]; then skip "a real machine" "LBS_SLOW=1 asks for it"; end; fi
if ! command -v qemu-system-x86_64 >/dev/null; then skip "a real machine" "no qemu-system-x86_64"; end; fi
get_kernel
if [ -z "$kernel" ]; then skip "a real machine" "no kernel with modules: apt-get download failed"; end; fi
if [ ! -x "${LBS_USERLAND-/nowhere}/usr/bin/bash" ]; then
	if ! can_run; then skip "a real machine" "no userland: $(cat why)"; end; fi
	new_tree
	boot --chroot --target userland
	[ -x userland/usr/bin/bash ] || { skip "a real machine" "no userland: $(tail -n 1 err)"; end; }
	LBS_USERLAND=$PWD/userland
fi
tar -C "$LBS_USERLAND" -cf early.tar bin usr script-generator

# A small tree: bash is there, and what comes behind it. The one source is on no disk but the payload's.
rm -rf tree; mkdir -p tree/steps/bash-1 tree/steps/words-1 tree/steps/after own
cp -R "$LBS_SRC/seed" tree/
cp -R "$LBS_SRC/steps/improve" "$LBS_SRC/steps/jump" "$LBS_SRC/steps/env" "$LBS_SRC/steps/helpers.sh" tree/steps/
echo 'PAYLOAD_REQUIRED=True' >>tree/steps/env
cat >tree/steps/manifest <<'M'
build: bash-1
improve: setup_repo
improve: update_env
improve: merged_usr
improve: import_payload
improve: get_network ( CHROOT == True ) # what is behind this line is not put on the disk
build: words-1
improve: populate_device_nodes
improve: tell_nodes
improve: open_console
improve: finalize_fhs
improve: swap
improve: after
M
echo exit 1 >tree/steps/bash-1/pass1.kaem
mkdir words-1; seq 1 20000 >words-1/words; tar -cf own/words-1.tar words-1
echo "f https://example.invalid/words-1.tar $(sha256sum <own/words-1.tar | cut -d' ' -f1)" >tree/steps/words-1/sources
cat >tree/steps/words-1/pass1.sh <<'P'
src_compile() { :; }
src_install() {
    mkdir -p "${DESTDIR}/usr"
    cp words "${DESTDIR}/usr/words"
}
P
# What busybox's tar and bzip2 make of it, on every machine.
echo 'b8bf481c836abe63123a032f0194f73fdada6501a0a09b1e78b4eaa71d0be8b9  words-1_0.tar.bz2' >tree/steps/SHA256SUMS.pkgs
cat >tree/steps/improve/tell_nodes.sh <<'N'
for node in null zero random urandom ptmx tty console tty1 tty2 sda sda1 sdc3; do
    echo "NODE ${node} $(stat -c '%F %t %T' "/dev/${node}")"
done
N
# Told on the serial line, for the outside to read: a line a fact.
cat >tree/steps/after/1.sh <<'A'
while read -r what where type rest; do echo "MOUNT ${type} ${where}"; done </proc/mounts
while read -r file type size rest; do echo "SWAP ${file} ${size}"; done </proc/swaps
echo "LINK $(readlink /etc/mtab) $(readlink /dev/stdin) $(cat <(echo substituted))"
echo "MODES $(stat -c %a /tmp /var/tmp /swapfile | tr '\n' ' ')"
# What stands on the second console: 80 characters a line, no newlines.
[ -e /dev/vcs2 ] || mknod /dev/vcs2 c 7 2
sleep 1
echo "CONSOLE $(head -c 40 /dev/vcs2)"
echo "WORDS $(wc -l </usr/words)"
# The bash that runs has no name any more, as when the chain has built it again.
cp /usr/bin/bash /usr/bin/bash.new && mv /usr/bin/bash.new /usr/bin/bash
A
"$bin/lbs-payload" make payload.img own >/dev/null
head -c 1048576 /dev/zero >decoy.img
cat >with-disks <<'Q'
#!/bin/sh
exec qemu-system-x86_64 "$@" -drive file=decoy.img,format=raw,if=ide,index=1 -drive file=payload.img,format=raw,if=ide,index=3
Q
chmod +x with-disks
distfiles=$PWD/own
run() { boot --qemu --qemu-cmd ./with-disks --qemu-accel "${LBS_ACCEL-tcg}" --kernel "$kernel" --modules "$modules" --early-preseed early.tar --swap 16M --target "$1" --target-size 1536M --qemu-ram 512; }
run one
log=one.lbs/log
facts() { tr -d '\r' <$log; }
check "after's power off is the machine's own end: status 0" test "$status" = 0
check "... and the kernel says so" grep -q 'reboot: Power down' $log
check "import_payload finds the disk behind another by its first bytes, whatever Linux calls it" sh -c "tr -d '\\r' <$log | grep -q '^import-payload: 1 files from /dev/lbpayload-8-[0-9]*\$'"
check "what the payload brought was built" sh -c "tr -d '\\r' <$log | grep -qx 'WORDS 20000'"
for mount in 'ext3 /' 'proc /proc' 'devtmpfs /dev' 'sysfs /sys' 'tmpfs /tmp' 'tmpfs /dev/shm'; do
	check "finalize_fhs: $mount, once" test "$(facts | grep -cx "MOUNT $mount")" = 1
done
check "swap: 16 MiB are in use" sh -c "tr -d '\\r' <$log | grep -qx 'SWAP /swapfile 1638[0-9]'"
check "modes" sh -c "tr -d '\\r' <$log | grep -qx 'MODES 1777 1777 600 '"
check "populate_device_nodes: twelve devices" test "$(facts | grep -c '^NODE .*special file')" = 12
check "links, and what bash does with them" sh -c "tr -d '\\r' <$log | grep -qx 'LINK /proc/mounts /proc/self/fd/0 substituted'"
check "open_console: a prompt on tty2" sh -c "tr -d '\\r' <$log | grep -q '^CONSOLE /[^ ]* # '"
"$bin/lbs-image" list one/disk.img >list 2>&1 || :
check "the disk: what was built, imported and made is on it" test "$(grep -c ' /*usr/words$\| /*external/distfiles/words-1.tar$\| /*swapfile$\| /*external/repo/words-1_0.tar.bz2$' list)" = 4
check "no node of the search is left" test "$(grep -c lbpayload list)" = 0
if command -v dumpe2fs >/dev/null || [ -x /usr/sbin/dumpe2fs ]; then
	dd if=one/disk.img of=part bs=1M skip=1024 status=none conv=sparse
	check "its journal is empty, and all that is left to do is to take away the bash that ran" sh -c 'PATH=$PATH:/usr/sbin; dumpe2fs -h part | grep "^Filesystem features:" | grep -vq needs_recovery && { e2fsck -fp part || [ $? = 1 ]; } && e2fsck -fn part'
	rm -f part
else skip "its file system is clean" "no e2fsprogs"; fi
facts | grep '^MOUNT\|^SWAP\|^import-payload\|^CONSOLE\|^WORDS' | sed 's/^/# /'
rm -rf one

# A run that fails behind a package goes on with it: its source is on no disk then.
printf 'sync\nfalse\n' >tree/steps/after/2.sh
run three
check "a script of after that fails: status 1" test "$status" = 1
mv payload.img kept; printf 'LBPAYLD1\000\000\000\000' | dd of=payload.img bs=4096 conv=sync 2>log
rm tree/steps/after/2.sh
run three
check "the same command goes on: status 0" test "$status" = 0
check "with the package from the disk of the run before" test -n "$(grep '^kept .* 1 packages of the run before' err)" -a -n "$(grep 'words-1_0.tar.bz2 is preseeded' three.lbs/log)" -a -n "$(tr -d '\r' <three.lbs/log | grep -x 'WORDS 20000')"
rm -rf three

# Without the payload's disk.
head -c 4096 /dev/zero >payload.img
run two
check "no disk with a payload: the step fails, status 1" test "$status" = 1 -a -n "$(tr -d '\r' <two.lbs/log | grep "no disk begins with a payload, of those in '/proc/partitions'")"
end
