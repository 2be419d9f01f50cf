#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# sandbox - try to get out, by every trick that inside.c knows; and meet every limit
#
# As the user at hand, and once more as an ordinary user if that is root.
set -eu
tool=$LBS_BUILD/bin/lbs-sandboxtool
n=0
ok() { n=$((n + 1)); echo "ok $n - $1"; }
bad() { n=$((n + 1)); echo "not ok $n - $1"; sed 's/^/#   /' out log err 2>/dev/null | head -n 6; }
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; }

if ! "$tool" probe 2>why; then echo "1..0 # SKIP $(cat why)"; exit 0; fi
cc -O1 -w -static -o inside "$LBS_SRC/tests/host/inside.c"
cc -m32 -O1 -w -static -o inside32 "$LBS_SRC/tests/host/inside.c" 2>/dev/null || :

fresh() {
	chmod -R u+rwx work 2>/dev/null || :
	rm -rf work lower; mkdir work lower lower/bin lower/proc lower/dev lower/tmp
	chmod 1777 lower/tmp
	cp inside lower/bin/; [ ! -f inside32 ] || cp inside32 lower/bin/
	echo original >lower/bin/victim; echo original >lower/bin/other
}

run() { status=0; "$tool" "$@" >out 2>err || status=$?; }

refused() { # WORDS TRICK [ARGUMENT]
	words=$1; shift
	for program in inside inside32; do
		[ -f $program ] || { skip "$words (32 bits)" "no 32-bit compiler"; continue; }
		fresh
		run lower work log /bin/$program "$@"
		case $status in
		0) ok "$words ($program)" ;;
		2) skip "$words ($program)" "this kernel cannot even try" ;;
		*) bad "$words ($program)" ;;
		esac
	done
}

ends() { # WORDS HOW LIMIT... -- TRICK...
	words=$1 how=$2; shift 2
	limits=
	while [ "$1" != -- ]; do limits="$limits $1"; shift; done
	shift
	fresh
	start=$(date +%s)
	# shellcheck disable=SC2086 # a list of words
	run $limits lower work log /bin/inside "$@"
	if [ "$(tail -n 1 out)" = "$how" ] && [ $(($(date +%s) - start)) -lt 20 ]; then ok "$words"; else bad "$words"; fi
}

all_tests() {
	echo canary >"$PWD/canary"
	"$LBS_BUILD/bin/lbs-listener" >port &
	listener=$!
	while [ ! -s port ]; do sleep 0.05; done
	read -r port name <port
	sleep 100 & victim=$!

	refused "no path leads to a host file" host-path "$PWD/canary"
	refused "no other root is to be had through /proc" proc-roots "$PWD/canary"
	refused "no descriptor of the host is open" open-descriptors
	refused "nothing in /proc can be written" proc-writes
	refused "a listener on the host's loopback is not reached" network "$port"
	refused "an abstract socket of the host is not reached" abstract-socket "$name"
	refused "odd kinds of sockets are refused" odd-sockets
	refused "a process outside is neither traced nor killed" outside-process "$victim"
	refused "process 1 cannot be killed" first-process
	refused "no device can be made" devices
	refused "nothing can be mounted, and the root not changed" mounts
	refused "no namespace can be entered or made" namespaces
	refused "odd system calls are refused" odd-calls
	refused "nothing can be typed into a terminal" terminal
	refused "a set-uid bit gives nothing" set-uid
	if kill -0 "$victim" 2>/dev/null; then ok "the process outside lives"; else bad "the process outside lives"; fi
	kill "$victim" "$listener"

	fresh; run lower work log /bin/inside hard-link
	if [ "$(cat lower/bin/victim)" = original ]; then ok "writing through a hard link leaves the farm alone"; else bad "writing through a hard link leaves the farm alone"; fi
	fresh; run lower work log /bin/inside overwrite
	if [ "$status" = 0 ] && [ "$(cat lower/bin/victim)" = original ] && [ -f lower/bin/other ] &&
		grep -q '^l /etc/passwd /link$' out && ! [ -L lower/link ]; then
		ok "what is written, removed and linked is in the upper folder alone"
	else bad "what is written, removed and linked is in the upper folder alone"; fi

	abc=ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
	original=$(echo original | sha256sum | cut -d' ' -f1)
	cat >want <<LAYER
lbs-layer 1
- /bin/other
f 0600 $original 9 /bin/victim
- /dir/a
- /dir/b
d 0700 /dir/d
f 0640 $abc 3 /hard
l a\\040b /link
f 0640 $abc 3 /new
l x /was-dir
d 0711 /was-file
LAYER
	for scratch in auto disk; do
		fresh; mkdir lower/dir lower/dir/b lower/was-dir; echo a >lower/dir/a; echo c >lower/dir/b/c; echo f >lower/was-file
		if [ $scratch = disk ]; then run scratch=disk lower work log /bin/inside shapes; else run lower work log /bin/inside shapes; fi
		grep -v '^ended' out >got || :
		if cmp -s want got; then ok "files, links, removals and folders made anew come out as a layer ($scratch)"; else bad "files, links, removals and folders made anew come out as a layer ($scratch)"; diff want got | sed 's/^/#   /' || :; fi
	done
	ends "an exit status comes through" "ended with status 7" -- status 7
	ends "a fork bomb is stopped" "started more processes than its limit" processes=60 -- fork-bomb
	ends "a full disk is told, with the scratch in memory" "wrote more to disk than its limit" disk=40 -- fill-disk end
	ends "a full disk is stopped, with the scratch on disk" "wrote more to disk than its limit" disk=40 scratch=disk -- fill-disk
	ends "too much memory in many processes is stopped" "took more memory than its limit" memory=600 -- fill-memory
	ends "too long a run is stopped" "took longer than its limit" wall=1 -- stay
	ends "endless output does not stall it, and the log has a limit" "ended with status 0" log=10000 -- endless-output
	if [ "$(wc -c <log)" -lt 11000 ] && tail -n 1 log | grep -q 'its limit is reached'; then ok "the log says that it is cut"; else bad "the log says that it is cut"; fi
	start=$(date +%s); ends "a process that would outlive the program is killed" "ended with status 0" -- outlive
	if [ $(($(date +%s) - start)) -lt 5 ]; then ok "and nobody waits for it"; else bad "and nobody waits for it"; fi
	fresh; run lower work log /bin/none
	if [ "$(tail -n 1 out)" = "could not be started: No such file or directory" ]; then ok "a program that is not there is told"; else bad "a program that is not there is told"; fi

	# The runner dies by kill -9: a minute's sleep with an odd length must vanish with it.
	fresh
	"$tool" lower work log /bin/inside stay 54321 >out 2>err & runner=$!
	i=0; while ! pgrep -f 'inside stay 54321' | grep -qv "^$runner\$" && [ $i -lt 100 ]; do sleep 0.05; i=$((i + 1)); done
	kill -9 "$runner"; wait "$runner" 2>/dev/null || :
	i=0; while pgrep -f '^/bin/inside stay 54321' >/dev/null && [ $i -lt 40 ]; do sleep 0.05; i=$((i + 1)); done
	if pgrep -f '^/bin/inside stay 54321' >/dev/null; then bad "nothing outlives a runner that is killed"; else ok "nothing outlives a runner that is killed"; fi
	if grep -q " $PWD/work" /proc/mounts; then bad "no mount is left on the host"; else ok "no mount is left on the host"; fi
}

# What a kernel refuses is told with the switch that forbids it: here in a namespace that allows no further one.
switches() {
	if ! unshare -Ur true 2>/dev/null; then skip "a forbidden user namespace is told" "no namespace to try it in"; return; fi
	status=0
	unshare -Ur sh -c 'echo 0 >/proc/sys/user/max_user_namespaces && exec "$0" probe' "$tool" >out 2>err || status=$?
	if [ "$status" = 2 ] && [ "$(wc -l <err)" = 1 ] && grep -q "sysctl user.max_user_namespaces" err; then
		ok "a forbidden user namespace is told in one line, with the switch"
	else bad "a forbidden user namespace is told in one line, with the switch"; fi
	status=0; fresh
	"$tool" lower none log /bin/inside status 0 >out 2>err || status=$?
	if [ "$status" = 2 ] && [ "$(wc -l <err)" = 1 ]; then ok "a work folder that is not there is trouble with the host, one line"; else bad "a work folder that is not there is trouble with the host, one line"; fi
}

if [ "${1-}" = again ]; then
	n=$2
	all_tests
	echo "$n" >count
	exit 0
fi
all_tests
switches
if [ "$(id -u)" != 0 ]; then
	skip "all of it as an ordinary user, too" "this is one already"
elif ! command -v setpriv >/dev/null; then
	skip "all of it as an ordinary user, too" "no setpriv"
else
	mkdir user; cp inside user/; [ ! -f inside32 ] || cp inside32 user/
	chmod 755 .; chown -R 65534:65534 user
	if (cd user && setpriv --reuid=65534 --regid=65534 --clear-groups "$tool" probe) 2>why; then
		(cd user && exec setpriv --reuid=65534 --regid=65534 --clear-groups "$0" again "$n")
		n=$(cat user/count)
	else
		skip "all of it as an ordinary user, too" "$(cat why)"
	fi
fi
echo "1..$n"
