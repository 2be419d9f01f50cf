#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# kill - killed at any moment, lbs bootstrap goes on: nothing half made is trusted, nothing is left running
#
# LBS_KILLS sets how often in each mode (5), LBS_KILL_SECONDS within which time (1.2), LBS_KILL_MODES which
# ("chroot bwrap"), LBS_KILL_OPTIONS what else the command wants ("--kernel FILE --initramfs").
# shellcheck source=/dev/null
. "$LBS_SRC/tests/driver/common.sh.inc"
if ! can_run; then echo "1..0 # SKIP $(cat why)"; exit 0; fi
new_tree 2
# shellcheck disable=SC2086 # words on purpose
run() { boot "--$1" --target "$2" --quiet ${LBS_KILL_OPTIONS-}; }
everything() { (cd "$1" || exit 1; find . -path ./dev -prune -o -path ./proc -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum; find . -printf '%p %y %m\n' | LC_ALL=C sort); }

# Signal $2 to a run of the mode $1 after $3 seconds.
kill_once() {
	# shellcheck disable=SC2086 # words on purpose
	"$bin/lbs-bootstrap" "--$1" --target target --quiet --offline --distfiles "$distfiles" ${LBS_KILL_OPTIONS-} >out 2>err &
	pid=$!
	sleep "$3"
	kill "-$2" $pid 2>/dev/null || :
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
}
for mode in ${LBS_KILL_MODES-chroot bwrap}; do
	if [ "$mode" = bwrap ] && ! bwrap --unshare-user --unshare-net --ro-bind / / true 2>/dev/null; then skip "$mode" "bwrap does not work here"; continue; fi
	rm -rf whole whole.lbs
	run $mode whole
	check "$mode: a run that nobody kills" test "$status" = 0
	everything whole >want
	rm -rf target target.lbs outside; mkdir outside; echo mine >outside/mine
	i=0 finished=0
	while [ $i -lt "${LBS_KILLS-5}" ]; do
		i=$((i + 1))
		case $((i % 3)) in 0) signal=INT ;; 1) signal=KILL ;; 2) signal=TERM ;; esac
		kill_once $mode $signal "$(awk -v i=$i -v s="${LBS_KILL_SEED-7}" -v t="${LBS_KILL_SECONDS-1.2}" 'BEGIN { srand(s * 1000 + i); printf "%.3f", rand() * t }')"
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
	run $mode target
	check "$mode: killed $i times ($finished of them too late), the next goes through: status 0" test "$status" = 0
	everything target >got
	check "$mode: and gives the same system" cmp want got
	cmp -s want got || diff want got | head -n 8 | sed 's/^/# /'
	check "$mode: what lies outside is untouched" test "$(cat outside/*)" = mine
	check "$mode: nothing is left running" test ! -e leftover
	check "$mode: nothing is left mounted" sh -c '! grep -q "$PWD/target" /proc/self/mountinfo'
	rm -f leftover
done

# Two at once.
rm -rf target target.lbs
"$bin/lbs-bootstrap" --chroot --target target --quiet --offline --distfiles "$distfiles" >/dev/null 2>&1 &
sleep 0.2
boot --chroot --target target
check "a second run in the same target is refused" test "$status" = 2 -a -n "$(grep 'another run works in this target\|a finished bootstrap is in it' err)"
wait
echo "1..$n"
