#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# kill - killed at any moment, lbs bootstrap goes on: nothing half made is trusted, nothing is left running
#
# Modes are chroot, bwrap, machine (a stand-in for QEMU, which spoils its disk and ends well) and qemu, the real one
# under emulation, LBS_SLOW=1. LBS_KILL_MODES sets which, LBS_KILLS how often in each (5), LBS_KILL_SECONDS within
# which time (1.2; of qemu 30).
# shellcheck source=/dev/null
. "$LBS_SRC/tests/driver/common.sh.inc"
if ! can_run; then echo "1..0 # SKIP $(cat why)"; exit 0; fi
new_tree 2
modes=${LBS_KILL_MODES-chroot bwrap machine}
[ -z "${LBS_SLOW-}" ] || modes=${LBS_KILL_MODES-chroot bwrap machine qemu}

# A machine whose disk must be as new whenever it starts.
stand_ins
cat >machine <<'M'
#!/bin/sh
sha256sum <"${LBS_KILL_TARGET:?}/disk.img" >>started
sleep 0.2
echo spoilt | dd of="$LBS_KILL_TARGET/disk.img" bs=1 seek=1074000000 conv=notrunc 2>log
sleep 0.2
echo 'reboot: Power down'
M
chmod +x machine
prepare_mode() { # MODE: sets options and seconds; or says why not
	seconds=${LBS_KILL_SECONDS-1.2} options=--$1 why=
	case $1 in
	bwrap) bwrap --unshare-user --unshare-net --ro-bind / / true 2>/dev/null || why="bwrap does not work here" ;;
	machine | qemu) command -v mke2fs >/dev/null || [ -x /usr/sbin/mke2fs ] || why="no mke2fs" ;;
	esac
	case $1 in
	machine) options="--qemu --qemu-cmd ./machine --kernel kernel --modules modules --target-size 1100M" ;;
	qemu)
		get_kernel
		command -v qemu-system-x86_64 >/dev/null && [ -n "$kernel" ] || why="no QEMU, or no kernel with modules"
		seconds=${LBS_KILL_SECONDS-30}
		options="--qemu --qemu-accel ${LBS_ACCEL-tcg} --kernel $kernel --modules $modules --target-size 2G --qemu-ram 1024" ;;
	esac
}
# shellcheck disable=SC2086 # words on purpose
run() { LBS_KILL_TARGET=$1; export LBS_KILL_TARGET; boot $options --target "$1" --quiet; }
# Of a machine what it was prepared with, and its disk; a real disk has times in it, so that its files count.
everything() {
	(
		cd "$1" || exit 1
		# shellcheck disable=SC2086 # words on purpose
		set -- $2
		[ -z "${1-}" ] || sha256sum "$@"
		find . -path ./dev -prune -o -path ./proc -prune -o -type f ! -path './disk.img' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
		find . -printf '%p %y %m\n' | LC_ALL=C sort
	)
	[ "$mode" != qemu ] || "$bin/lbs-image" list "$1/disk.img"
}

# Signal $1 to a run after $2 seconds.
kill_once() {
	LBS_KILL_TARGET=target; export LBS_KILL_TARGET
	# shellcheck disable=SC2086 # words on purpose
	"$bin/lbs-bootstrap" $options --target target --quiet --offline --distfiles "$distfiles" >out 2>err &
	pid=$!
	sleep "$2"
	kill "-$1" $pid 2>/dev/null || :
	wait $pid 2>/dev/null || status=$?
}
# Files that no run is to trust: a right name with wrong bytes, a strange one, a link that leads out.
spoil() {
	top=target; [ ! -d target/disk ] || top=target/disk
	[ -d $top/steps ] || return 0
	echo no >$top/steps/env
	echo no >$top/steps/.lbs.env.tmp
	rm -rf $top/tools; ln -s "$PWD/outside" $top/tools
	[ ! -f $top/kaem.x86 ] || chmod 600 $top/kaem.x86
	[ "$top" = target ] || { echo half >target/disk.img.4711.0.tmp; echo half >target/disk.img.4711.0.tmp.debugfs; }
	for image in target/disk.img target/initramfs target/drivers/modules/00; do
		[ ! -f $image ] || dd if=/dev/urandom of=$image bs=1 seek=500 count=100 conv=notrunc 2>log
	done
}
for mode in $modes; do
	prepare_mode "$mode"
	if [ -n "$why" ]; then skip "$mode" "$why"; continue; fi
	disk=; [ "$mode" != machine ] || disk=disk.img
	# A stand-in builds nothing that could be compared.
	rm -rf whole whole.lbs started tree/checksums
	[ "$mode" = machine ] || cp -R "$LBS_SRC/checksums" tree/
	run whole
	check "$mode: a run that nobody kills" test "$status" = 0
	everything whole "$disk" >want
	rm -rf target target.lbs outside; mkdir outside; echo mine >outside/mine
	i=0 finished=0
	while [ $i -lt "${LBS_KILLS-5}" ]; do
		i=$((i + 1))
		case $((i % 3)) in 0) signal=INT ;; 1) signal=KILL ;; 2) signal=TERM ;; esac
		kill_once $signal "$(awk -v i=$i -v s="${LBS_KILL_SEED-7}" -v t="$seconds" 'BEGIN { srand(s * 1000 + i); u = rand(); printf "%.3f", (i % 2 ? u : u * u * u) * t }')"
		[ ! -f target.lbs/state ] || ! grep -q '^at done$' target.lbs/state || { finished=$((finished + 1)); rm -rf target target.lbs; }
		[ $((i % 2)) = 0 ] || spoil
		sleep 0.1
		# Whoever has the target as its root, or a machine that has it as its disk, is left over.
		for process in /proc/[0-9]*; do
			[ ! -d target ] || [ "$(stat -L -c %d:%i "$process/root")" != "$(stat -c %d:%i target)" ] || echo "$process"
			case $(tr '\0' ' ' <"$process/cmdline") in *qemu-system*"target/"*) [ "$(readlink "$process/cwd")" != "$PWD" ] || echo "$process" ;; esac
		done >left 2>/dev/null
		[ ! -s left ] || echo "$mode $i" >>leftover
	done
	run target
	check "$mode: killed $i times ($finished of them too late), the next goes through: status 0" test "$status" = 0
	everything target "$disk" >got
	check "$mode: and gives the same system" cmp want got
	cmp -s want got || diff want got | head -n 8 | sed 's/^/# /'
	[ "$mode" != machine ] || check "$mode: each of $(wc -l <started) times the machine found its disk as new" test "$(sort -u started | wc -l)" = 1
	check "$mode: what lies outside is untouched" test "$(cat outside/*)" = mine
	check "$mode: nothing is left running" test ! -e leftover
	check "$mode: nothing is left mounted" sh -c '! grep -q "$PWD/target" /proc/self/mountinfo'
	rm -f leftover
done

# A chain in three runs, of which the second fails, and is killed.
new_tree 0
distfiles=$PWD/distfiles; mkdir distfiles; echo one >distfiles/one.tar
mkdir -p tree/steps/one-1
echo "f https://example.invalid/one.tar $(sha256sum <distfiles/one.tar | cut -d' ' -f1)" >tree/steps/one-1/sources
echo "$(sha256sum <distfiles/one.tar | cut -d' ' -f1)  two-1_0.tar.bz2" >tree/steps/SHA256SUMS.pkgs
cat >tree/steps/one-1/pass1.kaem <<'K'
mkdir -p /usr/first
cp /usr/bin/kaem /init
chmod 755 /init
catm /kaem.run /steps/one-1/second
K
cat >tree/steps/one-1/second <<'S'
mkdir -p /external/repo /usr/half
cp /external/distfiles/one.tar /external/repo/two-1_0.tar.bz2
nothing-of-this-name
S
echo 'build: one-1' >>tree/steps/manifest
rm -rf target target.lbs
boot --chroot --internal-ci pass1
check "pass1: status 0" test "$status" = 0
boot --chroot --internal-ci pass2
check "pass2 fails: status 1" test "$status" = 1 -a -d target/usr/half
echo 'mkdir -p /usr/second' >tree/steps/one-1/second
boot --chroot --internal-ci pass2
check "pass2 once more: status 0, with what is new in the tree" test "$status" = 0 -a -d target/usr/second
check "and says that it begins with pass1" grep -q 'it is made again from pass1 on' err
check "nothing of the one that failed is left" test ! -e target/usr/half -a -d target/usr/first
check "but the package that it had finished is there" test -f target/external/repo-preseeded/two-1_0.tar.bz2
sed 's/^at done/at running/' target.lbs/state >state; cp state target.lbs/state; mkdir target/usr/half
boot --chroot --internal-ci pass3
check "pass3 after a pass that was killed: status 0, from pass1 on" test "$status" = 0 -a ! -e target/usr/half -a "$(grep -c '^built .* steps in' out)" = 3
boot --chroot --internal-ci pass1
check "pass1 in a finished target is refused" test "$status" = 2

# Two at once.
rm -rf target target.lbs
"$bin/lbs-bootstrap" --chroot --target target --quiet --offline --distfiles "$distfiles" >/dev/null 2>&1 &
sleep 0.2
boot --chroot --target target
check "a second run in the same target is refused" test "$status" = 2 -a -n "$(grep 'another run works in this target\|a finished bootstrap is in it' err)"
wait
echo "1..$n"
