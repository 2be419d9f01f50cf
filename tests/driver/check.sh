#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check - what lbs bootstrap refuses before the long work, in one line that says what to do
# shellcheck source=/dev/null
. "$LBS_SRC/tests/driver/common.sh.inc"
new_tree 0
mkdir d mirror; distfiles=$PWD/d
refused() { # WORDS STATUS PATTERN OPTION...
	words=$1 want=$2 pattern=$3; shift 3
	boot "$@"
	check "$words" test "$status" = "$want" -a -n "$(grep -- "$pattern" err)" -a ! -s out
}
refused "no mode" 2 'say --chroot, --bwrap, --qemu or --bare-metal$'
refused "two modes" 2 -- '--chroot and --qemu: wants one of them' --chroot --qemu
refused "an unknown option" 2 "unknown option '--chrooot'" --chrooot
refused "an option that may be several" 2 "'--t': may be --target or --tmpfs" --t x
refused "a word that is no option" 2 "'x': not an option" x --chroot
refused "an option without its value" 2 "'-t' wants a value" -c -t
refused "a value for an option that has none" 2 'takes no value' --chroot=yes
refused "no cores" 2 "wants a number from 1 to 1024, got '0'" -c --cores 0
refused "cores in words" 2 "got 'two'" -c --cores two
refused "a size with a strange letter" 2 "wants a size like 512M or 16G, got '16T'" -q --target-size 16T
refused "a size of nothing" 2 "got '0'" -q -qs 0
refused "a swap that is no size" 2 "wants a size like 512M or 2G" -q -s x
refused "--tmpfs with --bwrap" 2 'not with --bwrap' -bw --tmpfs
refused "--kernel with --chroot" 2 'only with --qemu or --bare-metal' -c -qk x
refused "--qemu-ram with --chroot" 2 'only with --qemu$' -c -qr 100
refused "--initramfs without a kernel" 2 'only with --qemu and --kernel' -q --initramfs
refused "an unknown architecture" 2 "unknown architecture 'vax'" -c -a vax
refused "an architecture without a seed" 2 'this tree has no seed for riscv64' -c -a riscv64
refused "a pass that is none" 2 'wants pass1, pass2 or pass3' -c --internal-ci pass4
refused "a later pass without the first" 2 'goes on where the pass before ended' -c --internal-ci pass2
refused "--configurator that nobody can answer" 2 'add --interactive' -c --configurator
refused "a mirror of another kind" 2 "'ftp://x': wants a folder, or an address" -c -m ftp://x
refused "a file:// mirror that is not whole" 2 'file:// wants a path from the root on' -c -m file://mirror
refused "a mirror folder that is not there" 2 "'nowhere': not a folder" -c -m mirror nowhere
refused "a mirror with a quote in it" 2 'an address has no spaces, quotes' -c -m 'http://x/"'
refused "a mirror without a host" 2 'wants a host' -c -m http://
refused "no kernel" 2 'wants --kernel FILE' -q
refused "a kernel that is not there" 2 "'nowhere': No such file" -q -qk nowhere
head -c 100000 /dev/zero >zeros
refused "a kernel that is none" 2 'not a Linux kernel for x86' -q -qk zeros
{ head -c 514 /dev/zero; printf HdrS; head -c 100000 /dev/zero; } >kernel
refused "a way of QEMU's that we do not know" 2 "wants kvm or tcg, got 'xen'" -q -qk kernel --qemu-accel xen
refused "no QEMU" 2 "wants the program 'qemu-none': install QEMU" -q -qk kernel -qc qemu-none
status=0; PATH=$PWD/mirror "$bin/lbs-bootstrap" --bwrap --offline --distfiles d >out 2>err || status=$?
check "no bubblewrap" test "$status" = 2 -a -n "$(grep "wants the program 'bwrap': install bubblewrap" err)"
refused "a repo that is not there" 2 '--repo: nowhere: No such file' -c -r nowhere
refused "a repo without packages" 2 'no packages in it' -c -r mirror
refused "an early preseed that is not there" 2 "'nowhere': No such file" -c --early-preseed nowhere
seq 2000 >numbers
refused "an early preseed that is no archive" 2 "'numbers': tar: [A-Z][^\\\\]*$" -c --early-preseed numbers -t no-archive
refused "--build-guix-also without that tree" 2 'steps-guix/manifest: No such file' -c --build-guix-also
refused "the whole system as the target" 2 'is the whole system' -c -t /
mkdir -p home
refused "the home folder as the target" 2 'holds your home folder' -c -t home
refused "the tree as the target" 2 'holds the tree' -c -t tree
refused "a folder of the tree as the target" 2 'lies among the files' -c -t tree/seed/target
mkdir full; echo x >full/x
refused "a target with something in it" 2 'not empty, and not prepared by this program' -c -t full
refused "a target that is a file" 2 'not a folder' -c -t zeros
ln -s full link
refused "a target that is a link" 2 "'link': not a folder, but a link: name the folder itself" -c -t link
if [ "$(id -u)" = 0 ]; then skip "a target that cannot be written to" "root may write anywhere"; skip "... or made" "root may write anywhere"; else
	mkdir shut; chmod 555 shut
	refused "a target that cannot be written to" 2 "--target: 'shut' cannot be written to (Permission denied)" -c -t shut
	refused "... or made" 2 "'shut/x' and 'shut/x.lbs' are to lie in '.*/shut', which cannot be written to" -c -t shut/x
fi
mkdir -p over over.lbs
printf 'lbs-bootstrap 1\nmode chroot\nfiles %s\nat done\n' "$(echo | sha256sum | cut -d' ' -f1)" >over.lbs/state
cp over.lbs/state before
refused "a later pass of a chain that was not broken off" 2 'goes on with /init, and there is none' -c --internal-ci pass2 -t over
check "... leaves the finished target as it is" cmp before over.lbs/state
refused "a target in no folder" 2 'the folder that it is to lie in is not there' -c -t no/where
mkdir odd odd.lbs; echo what >odd.lbs/state
refused "a state that we did not write" 2 'not written by this program' -c -t odd
refused "more disk than there is" 2 'wants more than 1024M' -b -qk kernel -qs 1G -t small
refused "more swap than disk" 2 '--swap: 2048M do not fit into the partition of 176M' -b -qk kernel -qs 1200M -s 2G -t small
check "nothing was touched" test "$(cat full/x)" = x -a ! -e no -a ! -e tree/seed/target
if [ "$(id -u)" = 0 ] && mkdir -p busy/in && mount -t tmpfs x busy/in 2>/dev/null; then
	refused "a target with something mounted in it" 2 "umount '.*/busy/in'" -c -t busy
	umount busy/in
else skip "a target with something mounted in it" "not root"; fi

# The manifest and the sources.
echo 'build: nothing-1' >tree/steps/manifest
refused "a step without a folder" 2 "steps/manifest:1: 'build: nothing-1': there is no folder" -c
mkdir tree/steps/nothing-1
refused "a step without a recipe" 2 'there is no recipe steps/nothing-1/pass1.kaem' -c
echo 'echo nothing' >tree/steps/nothing-1/pass1.kaem
echo "f https://example.invalid/a.tar $(echo a | sha256sum | cut -d' ' -f1)" >tree/steps/nothing-1/sources
refused "a source that is nowhere" 2 'a.tar: not to be had' -c
check "... and what to do about it" grep -q '1 of 1 sources missing: put them into .*, or name a place that has them with --mirrors' err
echo b >mirror/a.tar
refused "a mirror with other bytes" 2 'mirror/a.tar: wrong bytes' -c -m mirror
echo 'build: x ( A' >tree/steps/manifest
refused "a manifest out of form" 2 'steps/manifest:1:' -c
printf 'improve: get_network\nbuild: nothing-1\n' >tree/steps/manifest
refused "a folder as a mirror for a machine" 2 'the target cannot reach a folder of this machine: add --external-sources' -q -qk kernel -m mirror
refused "... but not with --external-sources" 2 'sources missing\|wants the program' -q -qk kernel -m mirror --external-sources
echo "1..$n"
