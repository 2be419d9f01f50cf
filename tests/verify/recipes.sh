#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# recipes - steps with recipes, in a chain that is made up here: tools.c stands in for the full kaem
. "$LBS_SRC/tests/verify/common.sh.inc"
layer() { cat "tree/checksums/x86/$1"; }

# Two steps, the second in two passes.
new_tree() {
	base_tree
	mkdir -p tree/steps/one-1/files tree/steps/two-2 tree/seed/lib/include
	echo 'int one;' >tree/seed/lib/one.c; echo '#define ONE' >tree/seed/lib/include/one.h
	printf 'build: one-1\nbuild: two-2\nbuild: two-2\n' >tree/steps/manifest
	cat >tree/steps/one-1/pass1.kaem <<'K'
# one-1, pass 1
mkdir build
cd build
cp ${DISTFILES}/one-1.tar one.tar
cp ../files/part part
mkdir ${PREFIX}/share
cp part ${PREFIX}/share/part
cp one.tar ${PREFIX}/share/one
cp /lib/one.c ${PREFIX}/share/one.c
cp /lib/include/one.h ${PREFIX}/share/one.h
put ${PREFIX}/share/env ${ARCH} ${ARCH_DIR} ${PREFIX} ${BINDIR} ${LIBDIR} ${INCDIR} ${SRCDIR} ${DISTFILES} ${TMPDIR} ${PATH} ${JOBS} ${pkg}
put /tmp/scratch no
K
	echo 'a part' >tree/steps/one-1/files/part
	printf 'bytes of one\n' >distfiles/one-1.tar
	echo "f https://example.invalid/one-1.tar $(sha256sum <distfiles/one-1.tar | cut -d' ' -f1)" >tree/steps/one-1/sources
	printf 'cp /usr/share/part /usr/share/two\nrm /usr/share/part\nchmod 755 /usr/share/two\nlink two /usr/share/too\n' >tree/steps/two-2/pass1.kaem
	printf 'cp /usr/share/two /usr/share/three\nrm /usr/share/too\n' >tree/steps/two-2/pass2.kaem
}

new_tree
verify
check "without records nothing is checked: status 2" test "$status" = 2 -a "$(grep -c '^not-checked ' err)" = 8
record
check "record: status 0" test "$status" = 0
check "each pass has a record of its own" test -s tree/checksums/x86/one-1 -a -s tree/checksums/x86/two-2 -a -s tree/checksums/x86/two-2.pass2
cp tree/checksums/x86/one-1 first
check "a layer has what the step left" grep -q '^f 0644 [0-9a-f]* 7 /usr/share/part$' first
check "and nothing of its working space" sh -c '! grep -q " /steps\| /external\| /tmp" first'
check "a second step's removal and link are in its layer" test "$(layer two-2 | grep -c '^- /usr/share/part$\|^l two /usr/share/too$\|^f 0755 .* /usr/share/two$')" = 3
check "a second pass starts from the first" test "$(layer two-2.pass2 | grep -c '^- /usr/share/too$\|^f 0644 .* /usr/share/three$')" = 2
printf '%s\n' x86 x86 /usr /usr/bin /usr/lib /usr/include /steps /external/distfiles /tmp /usr/bin:/x86/bin 1 one-1 >variables
check "recipes see the variables of bootstrap.cfg and steps/env" grep -q " $(sha256sum <variables | cut -d' ' -f1) " first
check "of the seed a recipe finds the folders that it names" grep -q " $(sha256sum <tree/seed/lib/one.c | cut -d' ' -f1) " first
verify
check "then all match: status 0" test "$status" = 0 -a "$(grep -c '^match ' err)" = 8
cp reports/record.json first.json
check "the record tells script, needs and sources" sh -c 'grep -q "\"script\": \"steps/two-2/pass2.kaem\"" first.json && grep -q "\"two-2\"" first.json && grep -q "\"one-1.tar\"" first.json'

# The same bytes whatever the circumstances are.
verify --rebuild --jobs 4
check "rebuilt with four jobs: the same record" cmp first.json reports/record.json
rm -rf store; verify --jobs 1 --serial
check "serial, in a new store: the same record" cmp first.json reports/record.json
verify_as_another first.json
verify --until two-2
check "--until a pass" test "$status" = 0 -a "$(grep -c '^match ' err)" = 7

# Resuming: what is in the store is not run again.
rm -rf store reports; verify --until one-1; rm -rf reports/logs; verify
check "a run goes on where the last one ended" test "$status" = 0 -a ! -e reports/logs/one-1.log -a -e reports/logs/two-2.log

# A mismatch in the middle.
sed -i 's/a part/a port/' tree/steps/one-1/files/part
verify
check "a changed file of a step: status 1" test "$status" = 1
check "it differs, and in which file" grep -q '^differs      one-1: /usr/share/part: recorded ' err
check "those after it are checked on the recorded layer" test "$(grep -c '^match .*two-2' err)" = 2
rm -rf store; verify
check "without that they are not reached, and are told why" grep -q "^not-reached  two-2: needs the layer of 'one-1', whose verdict is differs" err
verify --serial
check "serial: they are built on what this run built" grep -q '^differs      two-2: /usr/share/two: ' err
run explain two-2.pass2
check "explain takes the name of a pass" grep -q '^two-2.pass2: differs: /usr/share/three: ' out

# A comment of the recipe is an input of its own step alone.
new_tree; record; cp -R tree/checksums recorded; rm -rf store; verify; cp reports/record.json one.json
echo '# a remark' >>tree/steps/one-1/pass1.kaem; verify
check "another recipe that gives the same layer matches" test "$status" = 0
check "and is another input" sh -c '! cmp -s one.json reports/record.json'
mkdir tree/seed/other; echo 'new' >tree/seed/other/file; verify; cp reports/record.json two.json
echo 'newer' >tree/seed/other/file; verify
check "a folder of the seed that no recipe names is no input" cmp two.json reports/record.json
sed -i 's,^cp /lib/one.c.*,cp /other/file ${PREFIX}/share/one.c,' tree/steps/one-1/pass1.kaem; verify
check "a folder of the seed that a recipe names is there" grep -q '^differs      one-1: /usr/share/one.c: ' err
sed -i 's,^cp /other/file,DIR=/oth\ncp ${DIR}er/file,' tree/steps/one-1/pass1.kaem; verify
check "one that it does not name is not" grep -q '^cp: /other/file: ' reports/logs/one-1.log

# A failing recipe.
new_tree; cp -R recorded/. tree/checksums; rm -rf store
echo 'fail loudly' >>tree/steps/two-2/pass1.kaem; verify
check "a failing recipe: status 1" test "$status" = 1
check "its last words are told" grep -q '^failed       two-2: ended with status 1; last words: kaem: the command failed: kaem' err
check "and its log is kept" grep -q '^fail: loudly$' reports/logs/two-2.log
check "what needs it is not reached" grep -q "^not-reached  two-2.pass2: needs the layer of 'two-2', whose verdict is failed" err
record
check "record ends with it: status 1" test "$status" = 1 -a -n "$(grep '^failed       two-2: ' err)"
new_tree; cp -R recorded/. tree/checksums
sed -i 's,^build: two-2,build: three-3,' tree/steps/manifest; mkdir tree/steps/three-3; cp tree/steps/two-2/pass* tree/steps/three-3
echo 'cp /steps/one-1/files/part /usr/share/part' >tree/steps/three-3/pass1.kaem; verify
check "another step's folder is not there" grep -q '^failed       three-3: ' err
echo 'cp /external/distfiles/one-1.tar /usr/share/part' >tree/steps/three-3/pass1.kaem; verify
check "nor are its sources" grep -q '^failed       three-3: ' err

# Sources.
new_tree; cp -R recorded/. tree/checksums; rm -rf store
mv distfiles/one-1.tar kept; verify
check "a missing source: no answer, status 2" test "$status" = 2
check "its step is not reached, and told why" grep -q '^not-reached  one-1: its source one-1.tar is missing: no place has a file with its digest$' err
check "nor are those that need it" grep -q "^not-reached  two-2: needs the layer of 'one-1', whose verdict is not-reached" err
record
check "record: no answer, and why" test "$status" = 2 -a -n "$(grep 'one-1: its source one-1.tar is missing' err)"
echo 'other bytes' >distfiles/one-1.tar; verify
check "a source with other bytes is as good as missing" test "$status" = 2 -a -n "$(grep '^not-reached  one-1: its source' err)"
mv kept distfiles/one-1.tar; verify
check "with it all match" test "$status" = 0
mv distfiles/one-1.tar kept; verify
check "a recorded layer in the store serves those after a missing source" test "$status" = 2 -a "$(grep -c '^match .*two-2' err)" = 2
mv kept distfiles/one-1.tar

# Trees out of form.
rm tree/steps/one-1/pass1.kaem; verify
check "a record without a recipe: status 2" test "$status" = 2 -a -n "$(grep "recorded, but the step has no recipe 'steps/one-1/pass1.kaem'" err)"
new_tree; ln -s part tree/steps/one-1/files/link; verify
check "a link in a step's folder is refused" test "$status" = 2 -a -n "$(grep 'steps/one-1/files/link: wants regular files' err)"
new_tree; printf 'build: bash-1\nbuild: two-2\n' >tree/steps/manifest; touch tree/steps/two-2/pass1.sh; mkdir tree/steps/bash-1; verify
check "a recipe for bash is announced with its bash" test "$status" = 2 -a "$(grep -c '^not-checked .*: announced' err)" = 2
new_tree; sed -i '1iimprove: x' tree/steps/manifest; verify
check "an improve without its script is told, not passed over" test "$status" = 2 -a -n "$(grep "steps/manifest:1: 'improve: x': there is no steps/improve/x.sh" err)"
new_tree; echo 'build: catm' >>tree/steps/manifest; verify
check "a step called as a stage is refused" test "$status" = 2 -a -n "$(grep "steps/manifest:4: 'catm': a step is called so already" err)"
new_tree; cp -R recorded/. tree/checksums; echo 'build: later-1' >>tree/steps/manifest; verify
check "a step without recipe is announced, as ever" test "$status" = 0 -a -n "$(grep '^not-checked  later-1: announced' err)"
new_tree; sed -i '$d' tree/seed/kaem.x86; verify
check "without a kaem in the root the recipe fails, and names it" grep -q '^failed       one-1: /usr/bin/kaem could not be started: ' err

# Killed at any moment, eight times.
new_tree; cp -R recorded/. tree/checksums; rm -rf store
for i in $(seq 8); do
	"$bin/lbs-verify" --tree tree --store store --reports reports --offline --distfiles distfiles --rebuild >/dev/null 2>&1 &
	pid=$!
	sleep "0.$((i * 7 % 10))$((i % 10))"
	kill -9 $pid 2>/dev/null || :
	wait $pid 2>/dev/null || :
done
status=0; "$bin/lbs-store" --store store check >out 2>err || status=$?
check "killed runs leave a whole store" test "$status" = 0
verify
check "and the next run gives the same record" cmp first.json reports/record.json
echo "1..$n"
