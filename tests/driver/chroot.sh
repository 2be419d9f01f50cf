#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# chroot - one recipe, two ways: a chain in one go ends in the root that lbs verify makes step by step
#
# The comparison here is find, sha256sum and awk on the recorded layers, which lbs verify --serial has just
# found to be what the steps make; lbs bootstrap's own comparison is looked at too.
# shellcheck source=/dev/null
. "$LBS_SRC/tests/driver/common.sh.inc"
if ! can_run; then echo "1..0 # SKIP $(cat why)"; exit 0; fi
new_tree
echo "# $(chain_steps | wc -l) steps, the last is $(chain_steps | tail -n 1)"
# A tree in which something is not recorded yet is recorded here: two rebuilds that agree.
for step in $(chain_layers); do
	[ -f "tree/checksums/x86/$step" ] || { "$bin/lbs-record" --tree tree --store store --offline --distfiles "$distfiles" >log 2>&1 || sed 's/^/# /' log; echo "# recorded here"; break; }
done
began=$(date +%s%N)
status=0; "$bin/lbs-verify" --tree tree --store store --reports reports --serial --rebuild --offline --distfiles "$distfiles" >out 2>err || status=$?
echo "# verify --serial: $(($(($(date +%s%N) - began)) / 1000000)) ms"
check "every step is verified, one upon the other" grep -q "^$(chain_layers | wc -l) steps: $(chain_layers | wc -l) match$" out

began=$(date +%s%N)
boot --chroot --target target
echo "# bootstrap --chroot: $(($(($(date +%s%N) - began)) / 1000000)) ms"
check "lbs bootstrap --chroot: status 0" test "$status" = 0
check "a line a step, in order" test "$(awk '$1 == "built" { print $4 }' err)" = "$(chain_steps)"
check "the summary counts them" grep -q "^built    $(chain_steps | wc -l) steps in " out
check "it finds the result as recorded" grep -q '^match  .* are as recorded in checksums/x86$' out
if grep -q '^improve: cleanup_filesystem' tree/steps/manifest; then
	check "nothing is left in /tmp" test -d target/tmp -a -z "$(ls -A target/tmp)"
else skip "nothing is left in /tmp" "the chain is cut before that"; fi
expected >want
listing target >got
check "every path has the type, mode and digest that the layers say: $(wc -l <want) paths" cmp want got
cmp -s want got || diff want got | head -n 10 | sed 's/^/# /'
if [ -x target/usr/bin/bash ]; then
	mkdir userland
	# Each of its cases is one of this script's.
	(cd userland && LBS_USERLAND=$PWD/../target "$LBS_SRC/tests/chain/userland.sh") >userland.tap 2>userland.err || tail -n 5 userland.err | sed 's/^/# /'
	check "tests/chain/userland.sh looks at its programs" grep -q '^ok' userland.tap
	while IFS= read -r line; do
		case $line in
		"ok "*) ok "userland: ${line#ok * - }" ;;
		"not ok "*) n=$((n + 1)); echo "not ok $n - userland: ${line#not ok * - }" ;;
		"#"*) printf '%s\n' "$line" ;;
		esac
	done <userland.tap
fi
check "what was printed is in the log" grep -q '^ +> /x86/bin/kaem ' target.lbs/log
check "nothing stays mounted" sh -c '! grep -q "$PWD/target" /proc/self/mountinfo'
boot --chroot --target target
check "a finished target is left alone: status 2" test "$status" = 2 -a -n "$(grep 'a finished bootstrap is in it' err)"

if ! command -v bwrap >/dev/null; then skip "bubblewrap" "no bwrap"
elif ! bwrap --unshare-user --unshare-net --ro-bind / / true 2>/dev/null; then skip "bubblewrap" "bwrap does not work here"
else
	began=$(date +%s%N)
	boot --bwrap --target again
	echo "# bootstrap --bwrap: $(($(($(date +%s%N) - began)) / 1000000)) ms"
	check "lbs bootstrap --bwrap: status 0" test "$status" = 0
	listing again >got
	check "and the same root" cmp want got
fi

# What differs is found. The record of the seed's kaem is made to say something else.
sed -i 's/^f \([0-7]*\) [0-9a-f]\{8\}/f \1 00000000/' tree/checksums/x86/kaem
new=$(sed -n 's/.* //p' tree/checksums/x86/kaem)
sed -n '/^[a-z]*:/!p' tree/steps/manifest >short; mv short tree/steps/manifest
# And the last stage's to have left a package, whose path sorts before all that it left in /usr.
sed -i "1af 0644 $(printf '%064d' 0) 1 /external/repo/none-1_0.tar.bz2" tree/checksums/x86/tools
boot --chroot --target third
check "a file that is not as recorded is found: status 1" test "$status" = 1 -a -n "$(grep "^lbs-bootstrap: $new: recorded 00000000, built " err)"
check "and a package that is not there" grep -q '^lbs-bootstrap: /external/repo/none-1_0.tar.bz2: recorded, and not there' err

# As an ordinary user, where root can become one and user namespaces are open to it.
if [ "$(id -u)" != 0 ] || ! setpriv --reuid 65534 --regid 65534 --clear-groups "$bin/lbs-sandboxtool" probe 2>/dev/null; then
	skip "as an ordinary user" "not root here, or no user namespaces"
else
	cp "$LBS_SRC/checksums/x86/kaem" "$LBS_SRC/checksums/x86/tools" tree/checksums/x86/ 2>/dev/null || :
	mkdir nobody; chmod -R a+rX tree; chmod a+x .; chown 65534:65534 nobody
	status=0
	setpriv --reuid 65534 --regid 65534 --clear-groups env HOME="$PWD/nobody" "$bin/lbs-bootstrap" --chroot --offline \
		--distfiles nobody/d --target nobody/target >out 2>err || status=$?
	check "an ordinary user gets it, too: status 0" test "$status" = 0 -a -x nobody/target/x86/bin/hex2
fi
echo "1..$n"
