#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# prepare - what lbs bootstrap puts on the target, and what it takes over from a run that was cut short
# shellcheck source=/dev/null
. "$LBS_SRC/tests/driver/common.sh.inc"
if ! can_run; then echo "1..0 # SKIP $(cat why)"; exit 0; fi
new_tree 0
distfiles=$PWD/distfiles; mkdir distfiles
step() { # NAME: its recipe on standard input
	mkdir -p "tree/steps/$1"; cat >"tree/steps/$1/pass1.kaem"; echo "build: $1" >>tree/steps/manifest
}
fresh() { rm -rf target target.lbs; }
echo stray >tree/steps/bootstrap.cfg
boot --chroot --mirrors http://127.0.0.1:9/x --cores 3
check "a chain of the seed stretch alone: status 0" test "$status" = 0
check "bootstrap.cfg has this run's settings, and no other's" test "$(grep -c '^JOBS=3$\|^CHROOT=True$\|^MIRRORS="http://127.0.0.1:9/x"$\|^MIRRORS_LEN=1$\|stray' target/steps/bootstrap.cfg)" = 4
check "the first binary is what sed and xxd make" sh -c 'sed "s/[#;].*//" tree/seed/x86/hex0/hex0.hex0 | xxd -r -p | cmp - target/bootstrap-seeds/POSIX/x86/hex0-seed'
fresh; boot --chroot --external-sources
check "--external-sources takes MIRRORS out" sh -c '! grep -q MIRRORS target/steps/bootstrap.cfg'
fresh; boot --chroot --no-create-config
check "--no-create-config leaves it empty" test ! -s target/steps/bootstrap.cfg

# What the run finds round it.
mkdir repo; echo old >repo/a-1_0.tar.bz2; echo no >repo/other
step look-1 <<'K'
cp ${DISTFILES}/one.tar /tmp/one
sha256sum /external/repo-preseeded/a-1_0.tar.bz2
mkdir -p /usr/share
catm /usr/share/fd /dev/null
K
echo one >distfiles/one.tar; echo stray >distfiles/stray.tar
echo "f https://example.invalid/one.tar $(sha256sum <distfiles/one.tar | cut -d' ' -f1)" >tree/steps/look-1/sources
fresh; boot --chroot --repo repo
check "sources and packages are there: status 0" test "$status" = 0 -a -f target/usr/share/fd
check "of the host's folder no strays" test "$(ls target/external/distfiles target/external/repo-preseeded | grep -c 'stray\|other')" = 0
check "no environment of the host's" sh -c '! grep -q "$HOME" target.lbs/log'

: >tree/steps/look-1/pass1.kaem

# A run that fails, after a package was finished.
step pack-1 <<'K'
mkdir -p /external/repo
cp ${DISTFILES}/one.tar /external/repo/one-1_0.tar.bz2
cp ${DISTFILES}/one.tar /external/repo/unknown-1_0.tar.bz2
catm /external/repo/half-1_0.tar.bz2 /dev/null
nothing-of-this-name
K
for name in one-1 half-1; do echo "$(sha256sum <distfiles/one.tar | cut -d' ' -f1)  ${name}_0.tar.bz2"; done >tree/steps/SHA256SUMS.pkgs
fresh; boot --chroot --repo repo
check "a step that fails: status 1, its name, the last words, the log" test "$status" = 1 -a -n "$(grep 'pack-1: .*ended with status .*; last words: .' err)" -a -n "$(grep 'the log is target.lbs/log' err)"
ln -s "$PWD/distfiles/one.tar" target/external/repo/link-1_0.tar.bz2
echo "$(sha256sum <distfiles/one.tar | cut -d' ' -f1)  link-1_0.tar.bz2" >>tree/steps/SHA256SUMS.pkgs
: >tree/steps/pack-1/pass1.kaem
boot --chroot
check "the next run goes through: status 0" test "$status" = 0
check "the package that is as recorded is taken over; half ones, unknown ones and links are not" test "$(ls target/external/repo-preseeded)" = one-1_0.tar.bz2
check "and said" grep -q '^kept .* 1 packages of the run before' err
fresh; printf 'mkdir -p /external/repo\ncp ${DISTFILES}/one.tar /external/repo/one-1_0.tar.bz2\nno\n' >tree/steps/pack-1/pass1.kaem
boot --chroot --repo repo; : >tree/steps/pack-1/pass1.kaem
boot --chroot --update-checksums
check "with --update-checksums nothing is taken over unseen" test "$status" = 0 -a ! -e target/external/repo-preseeded

# In three runs.
step init-1 <<'K'
cp /usr/bin/kaem /init
chmod 755 /init
catm /kaem.run /steps/init-1/run
K
echo 'mkdir -p /usr/second' >tree/steps/init-1/run
fresh; boot --chroot --internal-ci pass1
check "pass1: status 0" test "$status" = 0 -a -x target/init
echo two >distfiles/two.tar; echo "f https://example.invalid/two.tar $(sha256sum <distfiles/two.tar | cut -d' ' -f1)" >tree/steps/init-1/sources
boot --chroot --internal-ci pass2
check "pass2 goes on in the target, with /init and new sources" test "$status" = 0 -a -d target/usr/second -a -f target/external/distfiles/two.tar
check "and the target still believes it is pass1" grep -q '^INTERNAL_CI=pass1$' target/steps/bootstrap.cfg

# Everything before bash, from an archive.
cat >tree/steps/manifest <<'M'
build: bash-1
build: later-1
M
mkdir -p tree/steps/bash-1 tree/steps/later-1 early/usr/bin early/steps early/external
echo 'nothing-of-this-name' >tree/steps/bash-1/pass1.kaem
cp target/usr/bin/kaem early/usr/bin/kaem; cp target/script-generator early/
# A stand-in for bash: any program that takes a file's name.
cp target/usr/bin/sha256sum early/usr/bin/bash; echo no >early/steps/manifest; echo no >early/external/no
ln -s kaem early/usr/bin/link
tar -C early -czf early.tar.gz .
fresh; boot --chroot --early-preseed early.tar.gz
check "--early-preseed begins behind the first bash: status 0" test "$status" = 0
check "... with the script that follows it" grep -q '^[0-9a-f]\{64\}  /steps/1.sh' target.lbs/log
check "... its links, and not its steps and external" test "$(readlink target/usr/bin/link)" = kaem -a ! -e target/external/no -a "$(head -n 1 target/steps/manifest)" = 'build: bash-1'
echo x >x; tar -cf bad.tar x; fresh; boot --chroot --early-preseed bad.tar
check "an archive that lacks what it needs is refused: status 2" test "$status" = 2 -a -n "$(grep 'wants /script-generator and /usr/bin/kaem in it' err)"
echo "1..$n"
