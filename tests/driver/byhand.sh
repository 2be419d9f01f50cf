#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# byhand - the way without any program of ours: cp, sed, xxd, chroot, as seed/README.rst says
# shellcheck source=/dev/null
. "$LBS_SRC/tests/driver/common.sh.inc"
PATH=$PATH:/usr/sbin:/sbin     # where chroot is
enter() { if [ "$(id -u)" = 0 ]; then chroot root "$@"; else unshare -r chroot root "$@"; fi; }
# "env -i" as it is typed; a user who is not root puts unshare before chroot.
enter_clean() {
	set -- "$(command -v chroot)" root "$@"
	[ "$(id -u)" = 0 ] || set -- "$(command -v unshare)" -r "$@"
	env -i PATH=/usr/bin "$@"
}
new_tree
mkdir distfiles
awk '$1 == "build:" { print $2 }' tree/steps/manifest | while read -r step; do
	[ -f "tree/steps/$step/sources" ] || continue
	awk '{ k = split($2, p, "/"); print $1 == "g" ? $5 : (NF > 3 ? $4 : p[k]) }' "tree/steps/$step/sources"
done | sort -u | while read -r name; do [ -z "$name" ] || cp "$distfiles/$name" distfiles/; done

# What a person types; tree/ is the checkout.
mkdir -p root/bootstrap-seeds/POSIX/x86 root/x86/bin root/x86/artifact root/usr/bin
mkdir -p root/dev root/proc root/tmp root/external
cp -R tree/seed/* root/
cp -R tree/steps root/steps
cp -R distfiles root/external/distfiles
cat >root/steps/bootstrap.cfg <<'CFG'
ARCH=x86
ARCH_DIR=x86
FORCE_TIMESTAMPS=False
CHROOT=True
UPDATE_CHECKSUMS=False
JOBS=2
SWAP_SIZE=0
FINAL_JOBS=2
INTERNAL_CI=False
INTERACTIVE=False
QEMU=False
BARE_METAL=False
DISK=sda1
KERNEL_BOOTSTRAP=False
BUILD_KERNELS=False
CONFIGURATOR=False
CFG
sed 's/[#;].*//' tree/seed/x86/hex0/hex0.hex0 | xxd -r -p >root/bootstrap-seeds/POSIX/x86/hex0-seed
chmod 755 root/bootstrap-seeds/POSIX/x86/hex0-seed
chmod 1777 root/tmp
# chroot's nodes: programs want a place to throw things away.
if [ "$(id -u)" = 0 ]; then
	mknod -m 666 root/dev/null c 1 3 2>/dev/null || :
	mknod -m 666 root/dev/zero c 1 5 2>/dev/null || :
fi
enter /bootstrap-seeds/POSIX/x86/hex0-seed /x86/hex0/hex0.hex0 /x86/bin/hex0 || { echo "1..0 # SKIP neither root nor user namespaces: no chroot"; exit 0; }
status=0
{ enter /x86/bin/hex0 /x86/kaem/kaem.hex0 /x86/bin/kaem &&
	enter /x86/bin/kaem /kaem.x86 &&
	enter_clean /usr/bin/kaem --file /after.kaem; } >out 2>err </dev/null || status=$?
check "four commands behind chroot, and everything is built" test "$status" = 0
sed 's/ *#.*//' tree/seed/bootstrap.x86 | sed '/^$/d' >typed
printf '%s\n' '/bootstrap-seeds/POSIX/x86/hex0-seed /x86/hex0/hex0.hex0 /x86/bin/hex0' '/x86/bin/hex0 /x86/kaem/kaem.hex0 /x86/bin/kaem' \
	'/x86/bin/kaem /kaem.x86' '/usr/bin/kaem --file /after.kaem' >here
check "they are the lines of seed/bootstrap.x86" cmp typed here
for step in $(chain_layers); do
	[ -f "tree/checksums/x86/$step" ] || { skip "the result is as recorded" "checksums/x86 has no $step yet"; echo "1..$n"; exit 0; }
done
find root -type d ! -path 'root/steps*' ! -path 'root/external*' >/dev/null
expected >want
listing root >got
# Modes of the texts are what cp left.
sed 's/^f [0-7]* \(.*\)/f \1/; s/^d [0-7]* /d /' want >want.plain; sed 's/^f [0-7]* \(.*\)/f \1/; s/^d [0-7]* /d /' got >got.plain
check "the result is as recorded: $(wc -l <want) paths" cmp want.plain got.plain
cmp -s want.plain got.plain || diff want.plain got.plain | head -n 10 | sed 's/^/# /'
echo "1..$n"
