#!/bin/bash
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# bash - the bash era in sandboxes: builds by helpers.sh, packages, improve, uninstall, a second bash
#
# A chain that is made up here: tools.c stands in for the full kaem, and the step bash-1 brings this machine's bash
# and busybox. helpers.sh and the scripts of improve/ are the tree's own.
#
# shellcheck disable=SC2016,SC2020,SC2154 # scripts for the shell inside; sets for tr; n and status are common.sh.inc's
# shellcheck source=/dev/null
. "$LBS_SRC/tests/verify/common.sh.inc"
# shellcheck source=/dev/null
. "$LBS_SRC/tests/chain/runtime.sh.inc"
why=$(no_userland | head -n 1)
[ -z "$why" ] || { echo "1..0 # SKIP $why"; exit 0; }
layer() { cat "tree/checksums/x86/$1"; }
# package NAME_REV: its sum in the layer of $2
package() { sed -n "s,^f 0644 \([0-9a-f]*\) [0-9]* /external/repo/$1.tar.bz2\$,\1,p" "tree/checksums/x86/$2"; }

# Files of this machine, and the recipe that puts them into the root. Nothing is in /lib, which merged_usr moves.
userland=$PWD/userland
mkdir -p "$userland/files"
{
	printf 'mkdir /%s\n' usr/lib bin lib64
	for program in bash busybox; do
		cp "$(command -v $program)" "$userland/files/$program"
		printf 'cp files/%s /usr/bin/%s\nchmod 755 /usr/bin/%s\n' $program $program $program
		ldd "$(command -v $program)" 2>/dev/null | tr ' \t' '\n\n' | grep '^/' | while read -r lib; do
			cp "$lib" "$userland/files/${lib##*/}"
			case $lib in */ld-*) to=$lib ;; /lib/*) to=/usr$lib ;; *) to=$lib ;; esac
			for dir in $(dirname "$to" | awk -F/ '{ for (i = 2; i <= NF; i++) { p = p "/" $i; print p } }'); do echo "mkdir $dir"; done
			printf 'cp files/%s %s\nchmod 755 %s\n' "${lib##*/}" "$to" "$to"
		done
	done | awk '!/^mkdir/ || !seen[$2]++'
	echo 'link ../usr/bin/bash /bin/bash'
	for applet in bzip2 chown find gzip ln mv rmdir sha256sum sort tar touch sed mkdir cp chmod; do
		case $applet in mkdir | cp | chmod) echo "rm /usr/bin/$applet" ;; esac
		echo "link busybox /usr/bin/$applet"
	done
	printf 'rm /usr/bin/rm\nlink busybox /usr/bin/rm\n'
} | awk '!/^mkdir/ || !seen[$2]++' | sed '/^mkdir \/usr$/d; /^mkdir \/usr\/bin$/d' >"$userland/pass1.kaem"

# step NAME PASS: a recipe, from standard input
step() { mkdir -p "tree/steps/$1"; cat >"tree/steps/$1/pass$2"; }
new_tree() {
	base_tree
	cp -R "$LBS_SRC/steps/helpers.sh" "$LBS_SRC/steps/improve" "$LBS_SRC/steps/jump" tree/steps/
	cp -R "$userland" tree/steps/bash-1
	mkdir -p tree/seed/own src/lib-1
	echo 'int one;' >tree/seed/own/one.c
	echo 'of the source' >src/lib-1/text
	tar --format=ustar --sort=name --owner=0 --group=0 --mtime=@0 -C src -cf - lib-1 | gzip -n >distfiles/lib-1.tar.gz
	step lib-1 1.sh <<'S'
src_compile() { printf '%s\n' "${SETTING-none}" "${UPDATE_CHECKSUMS}" "${JOBS}" "${HOME}" > settings; }
src_install() {
	mkdir -p "${DESTDIR}/usr/share"
	cp text settings part "${DESTDIR}/usr/share"
	cp /own/one.c "${DESTDIR}/usr/share/one.c"
}
S
	mkdir tree/steps/lib-1/files; echo 'a part' >tree/steps/lib-1/files/part
	echo "f https://example.invalid/lib-1.tar.gz $(sum distfiles/lib-1.tar.gz)" >tree/steps/lib-1/sources
	sed 's/share/lib2/g' tree/steps/lib-1/pass1.sh >tree/steps/lib-1/pass2.sh
	echo 'src_unpack() { mkdir lib-1; echo again > lib-1/text; }' >>tree/steps/lib-1/pass2.sh
	step bash-2 1.sh <<'S'
src_compile() { :; }
src_install() { mkdir -p "${DESTDIR}/usr/bin"; cp /usr/bin/bash "${DESTDIR}/usr/bin/bash"; echo "$(type -P bash)" > "${DESTDIR}/usr/bin/which-bash"; }
S
	sed 's/default/&/' >tree/steps/improve/set.sh <<'S'
# a line in env, for the steps behind it, and a variable of this shell, which no step behind it has
printf 'SETTING=%s\n' carried >> /steps/env
touch "/steps/note"
S
	cat >tree/steps/manifest <<'M'
build: bash-1
improve: setup_repo
improve: update_env
improve: merged_usr
improve: populate_device_nodes
improve: finalize_fhs
build: lib-1
improve: set
build: lib-1
improve: finalize_job_count
improve: clean_artifacts
uninstall: lib-1 /etc/group
build: bash-2
uninstall: lib-1
improve: update_env
improve: only ( CHROOT == False )
define: UNUSED = yes
M
}
all='bash-1 improve.setup_repo improve.update_env improve.merged_usr improve.populate_device_nodes improve.finalize_fhs lib-1 improve.set lib-1.pass2 improve.finalize_job_count improve.clean_artifacts uninstall.lib-1 bash-2 uninstall.lib-1.pass2 improve.update_env.pass2'

new_tree
verify
check "without records nothing is checked: status 2" test "$status" = 2 -a "$(grep -c '^not-checked ' err)" = 20
record
check "record: status 0" test "$status" = 0
check "every directive has a record of its own" sh -c 'for step in '"$all"'; do test -s tree/checksums/x86/$step || exit 1; done'
check "packages are in the layers" test -n "$(package lib-1_0 lib-1)" -a -n "$(package lib-1_1 lib-1.pass2)" -a -n "$(package bash-2_0 bash-2)"
check "and have lines in SHA256SUMS.pkgs, sorted" test "$(cat tree/steps/SHA256SUMS.pkgs)" = "$(package bash-2_0 bash-2)  bash-2_0.tar.bz2
$(package lib-1_0 lib-1)  lib-1_0.tar.bz2
$(package lib-1_1 lib-1.pass2)  lib-1_1.tar.bz2"
check "what is installed is in the layer, too" grep -q '^f 0644 [0-9a-f]* 7 /usr/share/part$' tree/checksums/x86/lib-1
check "of working space there is nothing" sh -c '! cat tree/checksums/x86/* | grep " /tmp/\| /dev\| /external/distfiles\| /steps/lib-1\| /steps/note"'
check "merged_usr: /bin is a link" grep -q '^l usr/bin /bin$' tree/checksums/x86/improve.merged_usr
check "populate_device_nodes finds what it wants, and leaves nothing" test "$(layer improve.populate_device_nodes)" = 'lbs-layer 1'
check "finalize_fhs: folders and users" grep -q ' /etc/passwd$' tree/checksums/x86/improve.finalize_fhs
check "a changed env is in the layer" test "$(layer improve.set | grep -c '/steps/env$')" = 1 -a "$(layer improve.set | wc -l)" = 2
printf '%s\n' none True 1 /tmp >one; printf '%s\n' carried True 1 /tmp >two
check "before that the setting is not there" grep -q " $(sum one) .* /usr/share/settings$" tree/checksums/x86/lib-1
check "and behind it it is" grep -q " $(sum two) .* /usr/lib2/settings$" tree/checksums/x86/lib-1.pass2
check "finalize_job_count: bootstrap.cfg goes on" grep -q ' /steps/bootstrap.cfg$' tree/checksums/x86/improve.finalize_job_count
check "uninstall takes the newest package away, by its tar in the repo, and a path" test "$(layer uninstall.lib-1 | grep -c '^- /usr/lib2$\|^- /etc/group$')" = 2
check "and that alone" test "$(layer uninstall.lib-1.pass2)" = 'lbs-layer 1'
check "the packages stay in the repo" sh -c '! cat tree/checksums/x86/un* | grep repo'
check "a step that changes working space of others is told" grep -q '^note: improve.set: changed /steps/note' err
cp -R tree/checksums recorded; cp tree/steps/SHA256SUMS.pkgs sums

verify
check "verify: all match, status 0" test "$status" = 0 -a "$(grep -c '^match ' err)" = 20
cp reports/record.json first.json
check "the record tells the scripts" test "$(grep -c '"script": "steps/lib-1/pass2.sh"\|"script": "steps/improve/merged_usr.sh"' first.json)" = 2
verify --rebuild --jobs 3
check "rebuilt, side by side: the same record" cmp first.json reports/record.json
rm -rf store; verify --serial
check "serial, in a new store: the same record" cmp first.json reports/record.json
verify_as_another first.json
check "a later pass has its name, once, in each report" sh -c 'grep -q "^match  *lib-1.pass2$" reports/report.txt && ! grep -r "pass2 pass\|pass2.pass" reports/report.txt reports/report.html reports/junit.xml reports/spdx.json'
rm -rf reports/logs; verify
check "all come from the store then" test "$status" = 0 -a ! -e reports/logs/lib-1.log
verify --until improve.set
check "--until an improve" test "$status" = 0 -a "$(grep -c '^match ' err)" = 13
record; check "record again: nothing changes" test "$status" = 0 -a "$(grep -c '^unchanged' err)" = 20
run explain improve.merged_usr
check "explain knows an improve" grep -q '^improve.merged_usr: match' out

# What differs, and what has no sum.
sed -i 's/a part/a port/' tree/steps/lib-1/files/part; verify
check "another package differs, and is named" grep -q "^differs      lib-1: package lib-1_0.tar.bz2: recorded $(package lib-1_0 lib-1 | cut -c1-8) in steps/SHA256SUMS.pkgs, built " err
check "with its files" sh -c 'grep -q "/usr/share/part" reports/report.txt && grep -q "/external/repo/lib-1_0.tar.bz2" reports/report.txt'
check "status 1, and those behind it are checked on the recorded layers" test "$status" = 1 -a "$(grep -c '^match ' err)" = 18
verify --serial
check "serial: the uninstall leaves what is not the package's" test "$status" = 1 -a "$(grep -c '^match .*uninstall' err)" = 2
new_tree; cp -R recorded tree/checksums; sed 's/^[0-9a-f]\{8\}\(.*lib-1_0\)/00000000\1/' sums >tree/steps/SHA256SUMS.pkgs; verify
check "a sum that is not the recorded package's differs" test "$status" = 1 -a -n "$(grep '^differs      lib-1: package lib-1_0.tar.bz2: recorded 00000000 in' err)"
grep -v lib-1_1 sums >tree/steps/SHA256SUMS.pkgs; verify
check "a package without a sum is not checked: status 2" test "$status" = 2 -a -n "$(grep '^not-checked  lib-1.pass2: package lib-1_1.tar.bz2: steps/SHA256SUMS.pkgs has no line for it' err)"
check "verify writes no sums" sh -c '! grep -q lib-1_1 tree/steps/SHA256SUMS.pkgs'
echo "$(printf '%064d' 7)  other-1_0.tar.bz2" >>tree/steps/SHA256SUMS.pkgs; record
check "record puts it back; lines of packages of another chain stay" test "$status" = 0 -a "$(grep -v other-1 tree/steps/SHA256SUMS.pkgs)" = "$(cat sums)" -a "$(grep -c other-1 tree/steps/SHA256SUMS.pkgs)" = 1
echo 'src_install() { echo no; false; }' >>tree/steps/lib-1/pass1.sh; verify
check "a step that fails is failed, and told why" grep -q '^failed       lib-1: ended with status 1; last words: lib-1: pass1.sh: src_install ended with status 1' err

# A build without recipe has the phases' defaults; directives that cannot be.
new_tree; mkdir -p tree/steps/plain-1; rm -rf tree/checksums
sed -i 's/^improve: set$/build: plain-1/' tree/steps/manifest; verify --until plain-1
check "a step of bash without a recipe runs by the defaults" grep -q '^failed       plain-1: ended with ' err
new_tree; sed -i '3ijump: linux' tree/steps/manifest; verify
check "what is behind a jump is refused" test "$status" = 2 -a -n "$(grep "steps/manifest:3: 'jump: linux': what is behind it runs on another kernel" err)"
verify --until improve.setup_repo
check "and what is before it is not" test "$(grep -c '^not-checked .*: nothing is recorded' err)" = 7
new_tree; sed -i '2iimprove: absent' tree/steps/manifest; verify
check "an improve without script is refused" test "$status" = 2 -a -n "$(grep "steps/manifest:2: 'improve: absent': there is no steps/improve/absent.sh" err)"
new_tree; sed -i '2ibuild: ..' tree/steps/manifest; verify
check "a build of the folder above is refused" test "$status" = 2 -a -n "$(grep "steps/manifest:2: '..': not a step's name" err)"
new_tree; sed -i '2iimprove: ../env' tree/steps/manifest; verify
check "so is an improve that leads elsewhere" test "$status" = 2 -a -n "$(grep "steps/manifest:2: '../env': not a step's name" err)"
new_tree; sed -i '1iuninstall: x' tree/steps/manifest; verify
check "an uninstall for kaem is refused" test "$status" = 2 -a -n "$(grep "steps/manifest:1: 'uninstall: x': only bash can" err)"
new_tree; mkdir tree/steps/improve.set; sed -i 's/^build: bash-2/build: improve.set/' tree/steps/manifest; verify
check "a step called as an improve's record is refused" test "$status" = 2 -a -n "$(grep "'improve.set': a step is called so already" err)"
new_tree; mkdir tree/steps/bash-0; sed -i '1ibuild: bash-0' tree/steps/manifest; rm -rf tree/steps/bash-1; verify
check "behind an announced bash all is announced" test "$(grep -c '^not-checked .*: announced' err)" = 16
new_tree; printf 'build: bash-1\n' >tree/steps/manifest; printf 'put /usr/kaem ${JOBS}\ncp /steps/manifest /usr/copy\n' >tree/steps/improve/early.sh; sed -i '1iimprove: early' tree/steps/manifest; record --until improve.early
check "an improve of kaem, and what of steps/ it names" grep -q " $(sum tree/steps/manifest) .* /usr/copy$" tree/checksums/x86/improve.early
echo "1..$n"
