#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# qemu - lbs bootstrap --qemu: what the disk holds, what is read from a machine; with LBS_SLOW=1 a whole run under emulation
#
# LBS_KERNEL and LBS_MODULES name a kernel and the folder of its modules; without them Debian's own are
# fetched with apt-get download, and nothing is installed.
# shellcheck source=/dev/null
. "$LBS_SRC/tests/driver/common.sh.inc"
new_tree 2

# A stand-in for QEMU, which prints what a machine would, and shows how it was called.
cat >machine <<'M'
#!/bin/sh
for word; do printf '%s\n' "$word"; done >called
cat said
M
chmod +x machine
stand_ins
play() { # TEXT: what the machine says; then lbs bootstrap, in memory
	printf '%b' "$1" >said
	rm -rf target target.lbs
	boot --qemu --qemu-cmd ./machine --kernel kernel --initramfs --target target
}
play ' +> /x86/bin/kaem /cc/cc.kaem \r\nlbs: all files are as recorded\r\n[    3.1] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000000\r\n'
check "a first process that ended with 0: status 0" test "$status" = 0
check "the kernel is given the first script behind --" grep -q '^console=ttyS0 panic=-1 rdinit=/init -- /external/whole$' called
check "KVM first, then emulation" test "$(grep -A1 '^-accel$' called | grep -v '^-' | tr '\n' ' ')" = "kvm tcg "
check "no network where none is needed" grep -q '^none$' called
check "the step is read from the serial line" grep -q '^built .* cc$' err
"$bin/lbs-image" list target/initramfs >list 2>&1 || :
check "the initramfs has the seed, the first shell and the console" test "$(grep -c ' /*init$\| /*seed.kaem$\| /*dev/console$\| /*bootstrap-seeds/POSIX/x86/hex0-seed$' list)" -ge 3
cp target/initramfs first
play 'Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100\n'
check "the same files give the same initramfs" cmp first target/initramfs
check "a first process that ended with 1: status 1, and it is said" test "$status" = 1 -a -n "$(grep 'the first process ended with status 1' err)"
play 'Kernel panic - not syncing: Attempted to kill init! exitcode=0x0000000b\n'
check "one that was killed: status 1" test "$status" = 1 -a -n "$(grep 'killed by signal 11' err)"
play 'lbs: all files are as recorded\nreboot: Power down\n'
check "a machine that switches itself off has come to its end: status 0" test "$status" = 0
play 'reboot: Power down\n'
check "but in memory it must have compared its files before: status 2" test "$status" = 2 -a -n "$(grep 'without a word about its files' err)"
play ' +> /x86/bin/kaem /cc/cc.kaem \r\nbye\n'
check "one that just stops has not: status 1" test "$status" = 1 -a -n "$(grep 'without a word about its first process' err)"
play 'bye\n'
check "one that never began the chain: status 2" test "$status" = 2 -a -n "$(grep 'without a word about its first process' err)"
if ! command -v mke2fs >/dev/null && [ ! -x /usr/sbin/mke2fs ]; then skip "the disk" "no mke2fs"; else
	printf 'Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)\n' >said
	boot --qemu --qemu-cmd ./machine --kernel kernel --target disk --target-size 2G
	check "a kernel without disk drivers: status 2, and what to do" test "$status" = 2 -a -n "$(grep 'add --modules /lib/modules/VERSION or --initramfs' err)"
	check "the kernel is told of the disk" grep -q 'root=/dev/sda1 rootfstype=ext3 rw init=/init -- /external/whole$' called
	"$bin/lbs-image" list disk/disk.img >list 2>&1 || :
	check "the disk has the seed, the steps and the first shell" test "$(grep -c ' /*init$\| /*steps/manifest$\| /*kaem.x86$' list)" = 3
	boot --bare-metal --kernel kernel --target metal --target-size 2G
	check "--bare-metal writes the same disk and says what to do" test "$status" = 0 -a -n "$(grep 'dd if=metal/disk.img' out)"
	boot --qemu --qemu-cmd ./machine --kernel kernel --target again --target-size 2G
	check "the same files give the same disk" cmp disk/disk.img again/disk.img
	rm -f again/disk.img metal/disk.img
fi

# The real thing.
if [ -z "${LBS_SLOW-}" ]; then skip "a whole run under emulation" "LBS_SLOW=1 asks for it"; echo "1..$n"; exit 0; fi
if ! command -v qemu-system-x86_64 >/dev/null; then skip "a whole run under emulation" "no qemu-system-x86_64"; echo "1..$n"; exit 0; fi
new_tree "${LBS_QEMU_STEPS-9999}"
get_kernel
if [ -z "$kernel" ]; then skip "a whole run under emulation" "no kernel with modules: apt-get download failed"; echo "1..$n"; exit 0; fi
for step in $(chain_layers); do
	[ -f "tree/checksums/x86/$step" ] || { "$bin/lbs-record" --tree tree --store store --offline --distfiles "$distfiles" >log 2>&1 || :; break; }
done
boot --qemu --qemu-accel "${LBS_ACCEL-tcg}" --kernel "$kernel" --initramfs --target machine-target
check "Debian's kernel under emulation, all in memory: status 0" test "$status" = 0
check "a line a step" test "$(grep -c '^built ' err)" = "$(chain_steps | wc -l)"
check "the machine found its files as recorded" grep -q "^match .*the machine's sha256sum says so" out
tail -n 1 err | sed 's/^/# /'; sed 's/^/# /' out
rm -rf machine-target
boot --qemu --qemu-accel "${LBS_ACCEL-tcg}" --kernel "$kernel" --modules "$modules" --target disk-target --target-size 3G
check "from a disk, with its modules: status 0" test "$status" = 0
check "what is on the disk is as recorded" grep -q '^match .* are as recorded in checksums/x86$' out
tail -n 1 err | sed 's/^/# /'; sed 's/^/# /' out
echo "1..$n"
