#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# verify - lbs verify, record, explain and store on copies of this tree, whole and spoilt
set -eu
bin=$LBS_BUILD/bin
HOME=$PWD/home
export HOME
n=0
ok() { n=$((n + 1)); echo "ok $n - $1"; }
bad() { n=$((n + 1)); echo "not ok $n - $1"; sed 's/^/#   /' out err 2>/dev/null | head -n 12; }
check() { words=$1; shift; if "$@" >/dev/null 2>&1; then ok "$words"; else bad "$words"; fi; }
if ! "$bin/lbs-sandboxtool" probe 2>why; then echo "1..0 # SKIP $(cat why)"; exit 0; fi

new_tree() { # the seed's first stages alone: quick, and nothing to fetch
	rm -rf tree; mkdir -p tree/steps tree/checksums/x86
	cp -R "$LBS_SRC/seed" tree/
	sed '/M0.kaem/q' "$LBS_SRC/seed/kaem.x86" >tree/seed/kaem.x86
	for stage in hex0 kaem hex2 catm M0; do cp "$LBS_SRC/checksums/x86/$stage" tree/checksums/x86/; done
	echo '# nothing yet' >tree/steps/manifest
}
run() { # PROGRAM ARGUMENT...: output in out and err, status in status
	program=$1; shift; status=0
	"$bin/lbs-$program" --tree tree --store store "$@" >out 2>err || status=$?
}
verify() { run verify --reports reports "$@"; }
verdict() { grep "^ *\"verdict\"\|^ *\"name\": \"$1\"" reports/record.json | grep -A1 "\"$1\"" | grep -q "\"verdict\": \"$2\""; }

new_tree
verify
check "a whole tree matches, cold: status 0" test "$status" = 0
check "every step is said, a line each, and no bar off a terminal" test "$(grep -c '^match ' err)" = 5
check "the summary counts" grep -q '^5 steps: 5 match$' out
cp reports/record.json first.json
verify
check "and again, warm" test "$status" = 0
check "the record is the same, byte for byte" cmp first.json reports/record.json
verify --jobs 1 --serial --rebuild
check "serial, rebuilt, one job: the same record" cmp first.json reports/record.json
rm -rf store; verify --jobs 4
check "another store, four jobs: the same record" cmp first.json reports/record.json
for file in report.txt junit.xml spdx.json report.html; do check "$file is written" test -s "reports/$file"; done
verify --quiet
check "--quiet says nothing" test ! -s out -a ! -s err
verify --json --quiet
check "--json prints the record" cmp out reports/record.json
verify --until hex2
check "--until stops after a step" grep -q '^3 steps: 3 match$' out

# A step that gives other bytes.
new_tree; rm -rf store
sed -i 's/^68 65 78 32/68 65 78 33/' tree/seed/x86/hex2/hex2.hex0
verify
check "one byte changed: status 1" test "$status" = 1
check "the step differs, and the file and sums are said" grep -q '^differs      hex2: /x86/bin/hex2: recorded 3338aee0, built ' err
check "what does not need it still matches" grep -q '^match        kaem$' err
check "what needs it is not reached, and told why" grep -q "^not-reached  M0: needs /x86/bin/hex2 of 'hex2', whose verdict is differs" err
run explain --reports reports hex2
check "explain: status 1" test "$status" = 1
check "explain names the file and both sums" grep -q '^    recorded file 0700 3338aee' out
check "explain says when the recorded bytes are not at hand" grep -q 'does not have both contents' out
# The same, with the recorded layer in the store from an earlier run.
cp -R tree spoilt; new_tree; verify; rm -rf tree; mv spoilt tree
verify
check "with the recorded layer at hand, what needs it goes on from there" test "$(grep -c '^match ' err)" = 4
run explain --reports reports hex2
check "explain shows where the bytes part" grep -q 'hex[23]\|first difference' out

# A step that fails.
new_tree
printf '/x86/bin/kaem /x86/hex2/nothing\n' >tree/seed/x86/hex2/hex2.kaem
rm -rf store; verify
check "a failing step: status 1" test "$status" = 1
check "its reason has the step's last words" grep -q '^failed       hex2: ended with status 1; last words: .*kaem: the command failed: /x86/bin/kaem' err
check "its log is kept" grep -q 'cannot read' reports/logs/hex2.log
check "the others go on, or are not reached" test "$(grep -c '^match \|^not-reached ' err)" = 4

# Nothing recorded.
new_tree; rm tree/checksums/x86/catm; verify
check "a step without a record is not checked: status 2" test "$status" = 2
check "and says so" grep -q '^not-checked  catm: nothing is recorded in checksums/x86/catm$' err
run record --reports reports catm
check "record writes what two rebuilds agree on" cmp tree/checksums/x86/catm "$LBS_SRC/checksums/x86/catm"
run record --reports reports
check "recording again changes nothing" test "$(grep -c '^unchanged ' err)" = 5
printf '/x86/bin/kaem /x86/odd/odd.kaem\n' >>tree/seed/kaem.x86
mkdir tree/seed/x86/odd
printf '/x86/bin/catm /x86/bin/odd /proc/sys/kernel/random/uuid\n' >tree/seed/x86/odd/odd.kaem
run record --reports reports
check "record refuses a step whose rebuilds differ: status 1" test "$status" = 1
check "and says in which file" grep -q '^  /x86/bin/odd: first ' err
check "and writes nothing for it" test ! -e tree/checksums/x86/odd

new_tree; cp tree/checksums/x86/catm tree/checksums/x86/old; verify
check "a record that no step claims is told" grep -q '^note: checksums/x86/old: recorded, but no step' err

# The root of a stage holds what it names, and nothing else.
new_tree
printf '/x86/bin/kaem /x86/peek/peek.kaem\n' >>tree/seed/kaem.x86
mkdir tree/seed/x86/peek
printf '/x86/bin/catm /x86/bin/got /kaem.x86\n' >tree/seed/x86/peek/peek.kaem
verify
check "a file of the seed is given to the stage that names it" grep -q '^not-checked  peek' err
printf '/x86/bin/catm /x86/bin/got /etc/passwd\n' >tree/seed/x86/peek/peek.kaem
verify
check "a host file of that name is not there" grep -q '^failed       peek' err

printf '/x86/bin/catm /x86/bin/got /x86/M0/M0.hex2 /x86/M0/M0.hex2\n' >tree/seed/x86/peek/peek.kaem
printf 'verify:\n  limits:\n    disk: 8K\n' >tree/lbs.yaml
verify
check "lbs.yaml's limits hold" grep -q '^failed       peek: wrote more to disk than its limit' err
printf 'verify:\n  limit: 3\n' >tree/lbs.yaml
verify
check "a broken lbs.yaml: status 2 and its place" test "$status" = 2 -a -n "$(grep 'lbs.yaml:2:3: ' err)"

# Spoilt stores.
new_tree; rm -rf store; verify
object=$(find store/objects -type f | sort | sed -n 3p)
chmod u+w "$object"; printf x | dd of="$object" bs=1 seek=7 conv=notrunc 2>/dev/null
run store check
check "store check finds a damaged object: status 1" test "$status" = 1
check "and names it" grep -q "$object: damaged" err
sum=$(awk '$1 == "f" { print $3 }' tree/checksums/x86/catm)
object=store/objects/$(echo "$sum" | cut -c1-2)/$(echo "$sum" | cut -c3-)-0700
chmod u+w "$object"; printf x | dd of="$object" bs=1 seek=7 conv=notrunc 2>/dev/null
verify
check "verify names a damaged object, makes it again and matches" test "$status" = 0 -a -n "$(grep 'damaged' err)"
run store check
check "after that the store is whole" test "$status" = 0
find store/results -type f | head -n 2 | while read -r file; do : >"$file"; done
find store/layers -type f | head -n 2 | while read -r file; do echo junk >>"$file"; done
verify
check "spoilt results and layers are made again" test "$status" = 0
run store size
check "store size counts" grep -q '^[0-9]* objects, [0-9]* bytes; ' out
run store gc
check "store gc keeps what is recorded" test "$status" = 0
verify
check "after gc all still matches" test "$status" = 0

# Killed at any moment: twenty runs die, the next one is right.
rm -rf store
for i in $(seq 20); do
	"$bin/lbs-verify" --tree tree --store store --reports reports --rebuild >/dev/null 2>&1 &
	pid=$!
	sleep "0.0$((i % 10))$((i * 7 % 10))"
	kill -9 $pid 2>/dev/null || :
	wait $pid 2>/dev/null || :
	if [ -d store/objects ]; then
		run store check
		[ "$status" = 0 ] || { bad "killed run $i left something damaged"; break; }
	fi
done
sleep 1 # a killed run's sandbox needs a moment to die, and holds its work until then
verify
check "after twenty kills the next run matches" test "$status" = 0
check "and leaves no work of the dead" test -z "$(ls store/work)"
verify; cp reports/record.json after.json
check "and its record is the same as ever" cmp first.json after.json

# Runs at once in one store.
rm -rf store; failed=0
for i in 1 2 3 4 5; do
	"$bin/lbs-verify" --tree tree --store store --reports r1 --quiet & a=$!
	"$bin/lbs-verify" --tree tree --store store --reports r2 --quiet & b=$!
	"$bin/lbs-verify" --tree tree --store store --reports r3 --quiet --rebuild & c=$!
	wait $a || failed=1; wait $b || failed=1; wait $c || failed=1
	[ "$i" != 3 ] || rm -rf store
done
check "three runs at once, five times: all match" test $failed = 0
check "and write the same record" cmp r1/record.json r2/record.json
run store check
check "and leave a whole store" test "$status" = 0

# Interrupted: status 2, and the next run goes on.
rm -rf store
"$bin/lbs-verify" --tree tree --store store --reports reports >/dev/null 2>err & pid=$!
sleep 0.03; kill -INT $pid 2>/dev/null || :
status=0; wait $pid || status=$?
check "an interrupted run is no answer, or was done already" test "$status" = 2 -o "$status" = 0
verify
check "the next one goes on" test "$status" = 0

# Wrong words.
for words in "--nonsense" "--jobs 0" "--jobs x" "--arch vax" "--until nothing" "extra" "--store"; do
	# shellcheck disable=SC2086 # words on purpose
	verify $words
	check "'$words' is refused: status 2, one line or two" test "$status" = 2 -a "$(wc -l <err)" -le 2
done
verify --arch amd64
check "an architecture without seed is told" grep -q 'this tree has no seed for amd64' err
for program in verify record explain store audit report; do
	check "lbs-$program --help" "$bin/lbs-$program" --help
	check "lbs-$program --version names it" test "$("$bin/lbs-$program" --version | cut -d' ' -f1,2)" = "lbs-$program (lbs)"
done
printf 'bild: x\n' >tree/steps/manifest; verify
check "a broken manifest: status 2 and its place" test "$status" = 2 -a "$(cat err | cut -d: -f2-4)" = " steps/manifest:1:1"
printf 'lbs-layer 1\nd 755 /x\n' >tree/checksums/x86/catm; echo >tree/steps/manifest; verify
check "a broken record of a layer: status 2 and its place" grep -q 'checksums/x86/catm:2: mode: wants four octal digits' err
mkdir full; mount -t tmpfs -o size=16k none full 2>/dev/null && {
	new_tree
	status=0; "$bin/lbs-verify" --tree tree --store store --reports full >out 2>err || status=$?
	check "a full disk is no answer, never a verdict" test "$status" = 2
	umount full
} || { n=$((n + 1)); echo "ok $n - a full disk is no answer # SKIP no tmpfs can be mounted here"; }
echo "1..$n"
