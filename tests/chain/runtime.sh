#!/bin/bash
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# runtime - steps/helpers.sh, improve/ and jump/ in a root of their own, with this machine's bash and busybox
#
# shellcheck disable=SC2012,SC2016,SC2059,SC2154 # plain names; scripts for the shell inside; formats on purpose; n is common.sh.inc's
set -u
# shellcheck source=/dev/null
. "$LBS_SRC/tests/seed/common.sh.inc"
# shellcheck source=/dev/null
. "$LBS_SRC/tests/chain/runtime.sh.inc"
LC_ALL=C
export LC_ALL
here=$PWD
told() { if [ "$1" = 0 ]; then ok "$2"; else bad "$2"; fi; }

why=$(no_userland | head -1)
if [ -z "$why" ]; then
	make_userland root patch
	inside root bash -c : 2>log || why="no chroot here: $(head -1 log)"
fi
[ -z "$why" ] || { echo "1..0 # SKIP $why"; exit 0; }

# ---- a tree of three packages, and their sources

# pack FOLDER ARCHIVE: into the distfiles; prints what a sources line says behind the URL
pack() {
	tar --sort=name --mtime=@0 --owner=0 --group=0 -C src -cf src.tar "$1"
	case $2 in
	*.gz | *.tgz) gzip -n -c src.tar ;;
	*.bz2) bzip2 -c src.tar ;;
	*.xz) xz -c src.tar ;;
	*.lzma) xz --format=lzma -c src.tar ;;
	*.tar) cat src.tar ;;
	esac >"dist/$2"
	sum "dist/$2"
}

mkdir -p dist src/one-1.0/lib src/two-2.0 src/gone-3.0 steps
printf 'first\nsecond\nthird\n' >src/one-1.0/lib/words
echo 'never built' >src/one-1.0/configure
echo two >src/two-2.0/text
printf 'all:\n\techo made >made\ninstall:\n\tmkdir -p ${DESTDIR}${PREFIX}/gone/sub\n\tcp made ${DESTDIR}${PREFIX}/gone/same\n\tcp made ${DESTDIR}${PREFIX}/gone/sub/other\n\tln -s same ${DESTDIR}${PREFIX}/gone/link\n\tln -s /usr/bin/busybox ${DESTDIR}${PREFIX}/gone/kept\n' >src/gone-3.0/Makefile

mkdir -p steps/one-1.0/patches steps/one-1.0/mk steps/one-1.0/files steps/two-2.0/patches steps/two-2.0/patches-pass2 steps/gone-3.0
echo "f http://none/one-1.0.tar.gz $(pack one-1.0 one-1.0.tar.gz)" >steps/one-1.0/sources
cat >steps/one-1.0/patches/words.patch <<'END'
Why: second is not the word.

--- one-1.0/lib/words
+++ one-1.0/lib/words
@@ -1,3 +1,3 @@
 first
-second
+next
 third
END
printf 'all:\n\tcp lib/words made\ninstall:\n\tmkdir -p ${DESTDIR}${PREFIX}/bin\n\tcp made ${DESTDIR}${PREFIX}/bin/one\n\tchmod 755 ${DESTDIR}${PREFIX}/bin/one\n' >steps/one-1.0/mk/main.mk
echo extra >steps/one-1.0/files/extra
cat >steps/one-1.0/pass1.sh <<'END'
leak=yes
noextract=leaks-too
export leak
src_prepare() {
    default
    rm configure
}
src_configure() {
    [ "${build_stage}" = src_configure ] && [ "${PWD}" = "${base_dir}/build/one-1.0" ]
    env | sort > /environment
}
src_install() {
    default
    cd "${DESTDIR}${PREFIX}"
    mkdir -p share/deep/er "share/a b"
    echo x > "share/a b/c d"
    cp bin/one share/locked
    chmod 400 share/locked
    chmod 775 share/deep
    ln share/locked share/hard
    chown 5:6 "share/a b/c d" || echo "not root in full"
    ln -s ../bin/one share/link
    touch -d '2020-01-01 00:00:00' share/deep
}
END
echo "file http://none/two.tar.bz2 $(pack two-2.0 two.tar.bz2) two-2.0.tar.bz2" >steps/two-2.0/sources
mv dist/two.tar.bz2 dist/two-2.0.tar.bz2
for pass in 1 2; do
	printf 'src_compile() { :; }\nsrc_install() { mkdir -p "${DESTDIR}/usr"; cp text "${DESTDIR}/usr/two"; echo "%s ${revision}" >>"${DESTDIR}/usr/two"; [ -z "${leak}${noextract}" ]; }\n' $pass >steps/two-2.0/pass$pass.sh
	folder=patches; [ $pass = 1 ] || folder=patches-pass2
	printf -- '--- two-2.0/text\n+++ two-2.0/text\n@@ -1 +1 @@\n-two\n+two by %s\n' $folder >steps/two-2.0/$folder/text.patch
done
echo "f http://none/gone-3.0.tgz $(pack gone-3.0 gone-3.0.tgz) " >steps/gone-3.0/sources  # a trailing space

HEAD='set -e; cd /steps; . ./bootstrap.cfg; . ./env; . ./helpers.sh'
# fresh ROOT CONFIG...: the steps and distfiles in a new root
fresh() {
	root=$1; shift
	rm -rf "$root"
	make_userland "$root" patch $tar_program
	cp -R steps/* "$root/steps"
	cp "$LBS_SRC/steps/env" "$LBS_SRC/steps/helpers.sh" "$root/steps"
	cp -R "$LBS_SRC/steps/improve" "$LBS_SRC/steps/jump" "$root/steps"
	cp dist/* "$root/external/distfiles"
	printf '%s\n' ARCH=x86 ARCH_DIR=x86 CHROOT=True JOBS=2 FINAL_JOBS=3 INTERACTIVE=False QEMU=False "$@" >"$root/steps/bootstrap.cfg"
}
tar_program=
# runs STATUS WORDS LINES: the lines in a script as the generator would write it
runs() {
	printf '#!/bin/bash\n%s\n%s\n' "$HEAD" "$3" >"$root/steps/run.sh"
	status=0
	timeout 60 env -i "$(command -v bash)" -c ". '$LBS_SRC/tests/chain/runtime.sh.inc'; PATH=$PATH; inside '$root' bash /steps/run.sh" >out 2>&1 </dev/null || status=$?
	if [ "$status" = "$1" ]; then ok "$2"; else bad "$2 (status $status)"; sed 's/^/# /' out | tail -5; fi
}
says() { grep -q -- "$1" out; told $? "$2"; }
all='build one-1.0 pass1.sh
build two-2.0 pass1.sh
build two-2.0 pass2.sh
build gone-3.0 pass1.sh'

fresh a UPDATE_CHECKSUMS=True
runs 0 "a tree of three packages is built" "$all
. /steps/improve/update_checksums.sh"
says '^one-1.0: build successful$' "each step tells its end"
says '^two-2.0: compiling\.\.\.$' "and its phases"
printf 'first\nnext\nthird\n' | cmp -s - a/usr/bin/one
told $? "patch, mk/main.mk and the makefile's install"
[ -x a/usr/bin/one ] && [ "$(cat "a/usr/share/a b/c d")" = x ] && [ "$(readlink a/usr/share/link)" = ../bin/one ]
told $? "modes, odd names and links are installed"
[ "$(cat a/usr/two)" = "two by patches-pass2
2 1" ]
told $? "pass 2: patches-pass2 replaces patches, the revision is 1, nothing leaked from the step before"
[ "$(ls a/external/repo | tr '\n' ' ')" = 'gone-3.0_0.tar.bz2 one-1.0_0.tar.bz2 two-2.0_0.tar.bz2 two-2.0_1.tar.bz2 ' ]
told $? "packages NAME_REV.tar.bz2 and nothing else lie in the repo"
[ ! -e a/steps/one-1.0/build ] && [ ! -e a/tmp/destdir ]
told $? "build tree and DESTDIR are gone"
[ "$(grep -v '^_=' a/environment | tr '\n' ' ')" = 'HOME=/tmp KBUILD_BUILD_TIMESTAMP=@0 PATH=/usr/bin:/x86/bin SHELL=/usr/bin/bash SOURCE_DATE_EPOCH=0 leak=yes ' ]
told $? "programs get the promised environment alone"
[ -z "$(ls a/dev)" ]
told $? "nothing was written to /dev"

# ---- the packages, as the format says

tar --numeric-owner --full-time -tvjf a/external/repo/one-1.0_0.tar.bz2 >list
! grep -v ' 0/0 ' list | grep . && ! grep -v ' 1970-01-01 00:00:00 ' list | grep .
told $? "all members have owner 0/0 and the time 0"
[ "$(head -1 list | sed 's/.* //')" = ./ ] && ! sed 's/.*00:00:00 //' list | grep -v '^\./'
told $? "the first member is ./, all begin so"
grep -q '^-rw-r--r--.*share/hard$' list && grep -q '^drwxr-xr-x.*share/deep/$' list && grep -q '^-rwxr-xr-x.*bin/one$' list
told $? "modes: go=rX,u+rw"
grep -q '^hrw.*share/locked link to ./usr/share/hard$' list
told $? "a hard link is one"
sed 's/.*00:00:00 //; s/ -> .*//; s/ link to .*//; s|/$||' list >names
sort -c names
told $? "members are in the order of their bytes"
bzip2 -dc a/external/repo/one-1.0_0.tar.bz2 | bzip2 --best | cmp -s - a/external/repo/one-1.0_0.tar.bz2
told $? "compressed as bzip2 --best does"

fresh b UPDATE_CHECKSUMS=False
cp a/steps/SHA256SUMS.pkgs b/steps
mkdir b/tmp/old; rm -r b/tmp/old    # other inodes, another order in the folders
touch -d '2001-01-01' b/external/distfiles/*
runs 0 "again in another root, compared with the sums of the first run" "umask 077; $all"
for package in a/external/repo/*; do cmp "$package" "b/external/repo/${package##*/}" || break; done
told $? "the same bytes of every package"

# ---- what differs, what is missing

sed 's/^[0-9a-f]\{8\}\(.*two-2.0_0\)/00000000\1/; s/two-2.0_0/two-2x0_0/' a/steps/SHA256SUMS.pkgs >b.sums
fresh c UPDATE_CHECKSUMS=False
cp b.sums c/steps/SHA256SUMS.pkgs
runs 1 "a package without a line of its own is refused" "build two-2.0 pass1.sh; echo went on"
says 'two-2.0_0.tar.bz2 has no line in' "and it is told (a line that a pattern would match is not its line)"
! grep -q 'went on' out && [ ! -e c/usr/two ] && [ -e c/external/repo/.new-two-2.0_0.tar.bz2 ] && [ ! -e c/external/repo/two-2.0_0.tar.bz2 ]
told $? "nothing is installed, the package is kept apart to look at"
sed 's/^........\(.*two-2.0_0\)/00000000\1/' a/steps/SHA256SUMS.pkgs >c/steps/SHA256SUMS.pkgs
runs 1 "a package with another sum is refused" "build two-2.0 pass1.sh"
says 'is not as recorded: wants 00000000' "with both sums"
printf '%s *%s' "$(sum a/external/repo/two-2.0_0.tar.bz2)" two-2.0_0.tar.bz2 >c/steps/SHA256SUMS.pkgs
runs 0 "the form with an asterisk and without the last newline is read" "build two-2.0 pass1.sh"
(cd c/external/repo && rm -f .new* && mv two-2.0_0.tar.bz2 two-2.0.5_0.tar.bz2)
sed 's/two-2.0_0/two-2.0_1/' a/steps/SHA256SUMS.pkgs >c/steps/SHA256SUMS.pkgs
runs 0 "a name that begins the same counts as a revision, as upstream's" "UPDATE_CHECKSUMS=True; build two-2.0 pass1.sh"
says 'two-2.0.5_0.tar.bz2 counts' "with a warning"
[ -e c/external/repo/two-2.0_1.tar.bz2 ]
told $? "and so it is revision 1"

# fails WORDS PHASE SCRIPT: pass1.sh of the step two-2.0
fails() {
	printf '%s\n' "$3" >c/steps/two-2.0/pass1.sh
	rm -f c/external/repo/*
	runs "${4-1}" "$1" "build two-2.0 pass1.sh; echo went on"
	says "two-2.0: pass1.sh: $2 ended with status" "$1: told with its phase"
	! grep -q 'went on' out && [ -z "$(ls c/external/repo)" ]
	told $? "$1: and the script ends"
}
fresh c UPDATE_CHECKSUMS=True
for phase in get unpack prepare configure compile install postprocess; do
	fails "a failing src_$phase" src_$phase "src_compile() { :; }; src_install() { :; }; src_$phase() { false; true; }"
done
fails "an exit in a phase that says all is well" src_compile 'src_compile() { exit 0; }'
fails "a failing script" pass1.sh 'false' 1
fails "status 7" src_configure 'src_configure() { (exit 7); }' 7
fails "a failing default inside" src_prepare 'src_prepare() { echo >../../patches/x.patch; printf "%s\n" "--- two-2.0/none" "+++ two-2.0/none" "@@ -1 +1 @@" -x +y >../../patches/x.patch; default; }'
rm c/steps/two-2.0/patches/x.patch
fails "a folder that is not there" src_unpack 'dirname=nowhere; src_unpack() { mkdir two-2.0; }'
fails "no makefile" src_compile ':' 2
fails "a name with a newline" src_pkg 'src_compile() { :; }; src_install() { echo >"${DESTDIR}/a
b"; }'
printf '%s\n' 'src_compile() { false; }' >c/steps/two-2.0/pass1.sh
runs 1 "interactive, later shells: the trap for errors" "set -eEo pipefail; trap 'echo \"trapped in \${PWD}\"' ERR; build two-2.0 pass1.sh"
says '^trapped in /steps/two-2.0/build/two-2.0$' "opens where it failed"
runs 1 "interactive, the first shell: the trap for the end" "trap 'echo \"trapped in \${PWD}\"' EXIT; build two-2.0 pass1.sh"
[ "$(grep -c trapped out)" = 1 ] && grep -q '^trapped in /steps/two-2.0/build$' out
told $? "opens in the step's folder, once"
runs 1 "an unknown step" "build none-1 pass1.sh"
says 'there is no step /steps/none-1' "is told"

# ---- sources

fresh c UPDATE_CHECKSUMS=True
printf 'src_compile() { :; }\nsrc_install() { cp -R ../. "${DESTDIR}"; }\n' >c/steps/two-2.0/pass1.sh
good=$(sum dist/two-2.0.tar.bz2)
# sources WORDS STATUS MESSAGE TEXT
sources() {
	printf "$4" >c/steps/two-2.0/sources
	rm -rf c/external/repo
	runs "$2" "sources: $1" "build two-2.0 pass1.sh"
	[ -z "$3" ] || says "$3" "sources: $1: told"
}
u=http://none/two-2.0.tar.bz2
sources "f" 0 '' "f $u $good\n"
sources "file with a name" 0 '' "file http://none/x $good two-2.0.tar.bz2\n"
sources "g" 0 '' "g https://h/r~v1 $u $good\n"
sources "git without a snapshot" 0 '' "git https://h/r~v1 _ $good two-2.0.tar.bz2\n"
sources "of before 2025" 0 '' "$u $good\n"
sources "git of before 2025" 0 '' "git://h/r~v1 $u $good\n"
sources "a last line without a newline counts" 1 'sources:2: x.zip is not in' "f $u $good\nf http://none/x.zip $good"
sources "one space at the end" 0 '' "f $u $good \n"
sources "alternatives are unpacked once" 0 '' "f http://none/a $good two-2.0.tar.bz2\nf http://none/b $good two-2.0.tar.bz2\n"
sources "two spaces" 1 'sources:1: fields' "f  $u $good\n"
sources "an empty line" 1 'sources:2: fields' "f $u $good\n\n"
sources "a comment" 1 'sources:1: fields' "# x\n"
sources "a wrong sum" 1 'is not what is recorded' "f $u $(echo "$good" | tr 0-9a-f 1-9a-f0)\n"
sources "a short sum" 1 'sources:1: wants a URL' "f $u ${good#?}\n"
sources "a path as name" 1 'plain file name' "f $u $good ../x\n"
sources "_ as name" 1 'plain file name' "g https://h/r~v1 _ $good\n"
sources "too many fields" 1 'wants a URL' "f $u $good a b\n"
sources "an unknown word" 1 'sources:1: wants .f URL' "frob $u $good\n"
rm -r c/steps/two-2.0/sources c/steps/two-2.0/patches
runs 0 "a step without sources" 'rm -r "${REPO}"; build two-2.0 pass1.sh'

# Mirrors: folders by file://, in order; what they give is compared before it gets its name.
fresh c UPDATE_CHECKSUMS=True 'MIRRORS="file:///m1 file:///m2"'
mkdir c/m1 c/m2
mv c/external/distfiles/two-2.0.tar.bz2 c/m2
echo wrong >c/m1/two-2.0.tar.bz2
runs 0 "a missing source is fetched from the second mirror" "build two-2.0 pass1.sh"
says 'two-2.0.tar.bz2: not the recorded bytes: file:///m1/two-2.0.tar.bz2' "what the first has is told, and not taken"
cmp -s dist/two-2.0.tar.bz2 c/external/distfiles/two-2.0.tar.bz2 && [ ! -e c/external/distfiles/.part ]
told $? "it lies in distfiles"
echo half >c/external/distfiles/two-2.0.tar.bz2
runs 0 "half a file of a run before is fetched again" "build two-2.0 pass2.sh"
rm -r c/m2 c/external/distfiles/two-2.0.tar.bz2
printf 'f file:///far/two.tar.bz2 %s two-2.0.tar.bz2\n' "$good" >c/steps/two-2.0/sources
mkdir c/far; cp dist/two-2.0.tar.bz2 c/far/two.tar.bz2
runs 0 "then the URL" "build two-2.0 pass1.sh"

# ---- archives

fresh c UPDATE_CHECKSUMS=True
mkdir -p src/arc/in src/more; echo a >src/arc/in/a; echo b >src/arc/in/b; head -c 300000 /dev/zero >src/arc/zeros
mkdir c/steps/arc-1
for form in tar tar.gz tgz tar.bz2 tar.xz tar.lzma; do
	if [ $form = tar.lzma ] && [ ! -e c/usr/bin/unlzma ] && [ ! -h c/usr/bin/unlzma ]; then
		skip "unpacks .tar.lzma" "this userland has no unlzma"
		continue
	fi
	echo "f http://h/arc.$form $(pack arc arc.$form)" >c/steps/arc-1/sources
	cp dist/arc.$form c/external/distfiles
	printf 'src_compile() { :; }\nsrc_install() { [ "${dirname}" = arc ] && cp -R . "${DESTDIR}/arc"; }\n' >c/steps/arc-1/pass1.sh
	rm -rf c/arc c/external/repo
	runs 0 "unpacks .$form, whose folder has another name" "build arc-1 pass1.sh"
	diff -r src/arc c/arc >/dev/null
	told $? ".$form: the files"
done
head -c 20000 dist/arc.tar.gz | head -c 150 >c/external/distfiles/cut.tar.gz
echo "f http://h/cut.tar.gz $(sum c/external/distfiles/cut.tar.gz)" >c/steps/arc-1/sources
runs 1 "an archive that is cut short is an error" "build arc-1 pass1.sh"
{ head -c -8 dist/arc.tar.gz; printf '\0\0\0\0\0\0\0\0'; } >c/external/distfiles/cut.tar.gz
echo "f http://h/cut.tar.gz $(sum c/external/distfiles/cut.tar.gz)" >c/steps/arc-1/sources
runs 1 "one whose own checksum is wrong is an error" "build arc-1 pass1.sh"
cp dist/arc.tgz c/external/distfiles/kept.tgz; echo zip >c/external/distfiles/x.zip; echo text >c/external/distfiles/x.txt
for f in arc.tar.xz kept.tgz x.zip x.txt; do echo "f http://h/$f $(sum c/external/distfiles/$f)"; done >c/steps/arc-1/sources
printf 'noextract="kept.tgz other.tgz"\nextract=arc/in/a\nsrc_compile() { :; }\nsrc_install() { (cd ..; find . -type f | sort) >"${DESTDIR}/list"; }\n' >c/steps/arc-1/pass1.sh
rm -rf c/external/repo
runs 0 "extract names members, noextract archives to be copied" "build arc-1 pass1.sh"
[ "$(tr '\n' ' ' <c/list)" = './arc/in/a ./kept.tgz ./x.txt ./x.zip ' ]
told $? "and what is no archive is copied"
printf 'f http://h/x.txt %s\n' "$(sum c/external/distfiles/x.txt)" >c/steps/arc-1/sources
printf 'src_compile() { :; }\nsrc_install() { cp x.txt "${DESTDIR}"; }\n' >c/steps/arc-1/pass1.sh
runs 0 "without a folder the source folder is build/ itself" "build arc-1 pass1.sh Nothing"
[ "$(cat c/x.txt)" = text ]
told $? "and it is there"

# ---- stripping, with programs that stand for file and strip

fresh c UPDATE_CHECKSUMS=True
printf '#!/bin/sh\ncat "$2"\n' >c/usr/bin/file
printf '#!/bin/sh\n[ -w "$2" ] && echo "$1 ${2##*/} $(stat -c %%a "$2")" >>/stripped\n' >c/usr/bin/strip
chmod 755 c/usr/bin/file c/usr/bin/strip
cat >c/steps/two-2.0/pass1.sh <<'END'
src_compile() { :; }
src_install() {
    cd "${DESTDIR}"
    echo 'ELF 32-bit LSB executable' >exe; echo 'ELF 32-bit LSB pie executable' >pie
    echo 'ELF 32-bit LSB shared object' >so; echo 'current ar archive' >ar
    echo 'ELF 32-bit LSB shared object, no machine' >none; echo 'ASCII text' >plain
    chmod 555 exe
}
END
runs 0 "a step that is stripped" "build two-2.0 pass1.sh; stat -c %a /exe"
[ "$(sort c/stripped | tr '\n' ' ')" = '--strip-all exe 755 --strip-debug ar 644 --strip-unneeded pie 644 --strip-unneeded so 644 ' ]
told $? "each kind in its way; what can't be written to, too"
fresh c UPDATE_CHECKSUMS=True
printf 'src_compile() { :; }\nsrc_install() { cp text "${DESTDIR}"; chmod 444 "${DESTDIR}/text"; }\nsrc_postprocess() { default; stat -c "mode %%a" "${DESTDIR}/text"; }\n' >c/steps/two-2.0/pass1.sh
printf '#!/bin/sh\necho current ar archive\n' >c/usr/bin/file
printf '#!/bin/sh\n:\n' >c/usr/bin/strip
chmod 755 c/usr/bin/file c/usr/bin/strip
runs 0 "a file that can't be written to" "build two-2.0 pass1.sh"
says '^mode 444$' "has its mode back"

# ---- preseed

fresh c UPDATE_CHECKSUMS=False
cp a/steps/SHA256SUMS.pkgs c/steps
mkdir c/external/repo-preseeded
cp a/external/repo/one* a/external/repo/two* c/external/repo-preseeded
bzip2 -dc a/external/repo/gone-3.0_0.tar.bz2 | bzip2 -1 >c/external/repo-preseeded/two-2.0_1.tar.bz2
echo 'exit 9' >c/steps/one-1.0/pass1.sh
runs 0 "preseeded packages are taken" "$all"
says 'one-1.0_0.tar.bz2 is preseeded' "and their script is not even read"
says 'two-2.0_1.tar.bz2 is not the recorded package: it is made here' "but not one with another sum"
[ -e c/usr/bin/one ] && [ -e c/external/repo/one-1.0_0.tar.bz2 ] && [ ! -e c/external/repo-preseeded/one-1.0_0.tar.bz2 ]
told $? "they are moved to the repo and installed"
for package in a/external/repo/*; do cmp "$package" "c/external/repo/${package##*/}" || break; done
told $? "the repo is the same in the end"
fresh c UPDATE_CHECKSUMS=True
mkdir c/external/repo-preseeded
echo junk >c/external/repo-preseeded/two-2.0_0.tar.bz2
runs 0 "unseen ones are not taken either when sums are updated" "build two-2.0 pass1.sh"

# ---- uninstall

fresh c UPDATE_CHECKSUMS=False
cp a/steps/SHA256SUMS.pkgs c/steps
runs 0 "uninstall, names and paths" "$all
echo changed >/usr/gone/sub/other
echo >/tmp/x
uninstall gone-3.0 /tmp/x two-2.0
get_revision gone-3.0; echo \"revision \${revision}\""
[ ! -e c/usr/gone/same ] && [ ! -e c/tmp/x ] && [ ! -e c/usr/two ] && [ ! -h c/usr/gone/link ]
told $? "files that are still the same go, links that lead nowhere too"
[ "$(cat c/usr/gone/sub/other)" = changed ] && [ -h c/usr/gone/kept ] && [ -e c/usr/bin/one ]
told $? "a changed file, a link that leads somewhere and other packages stay"
says 'revision 1' "the repo still counts it"
[ ! -e c/tmp/removing ]
told $? "nothing is left in /tmp"
runs 0 "and a second time" "rm /usr/gone/kept /usr/gone/sub/other; uninstall gone-3.0"
[ ! -e c/usr/gone ] && [ -d c/usr ]
told $? "empty folders go"
runs 1 "uninstall of what was never made" "uninstall none-1"
says 'uninstall none-1: there is no package' "is told"

# ---- functions that scripts may call

fresh c UPDATE_CHECKSUMS=True
runs 0 "the helper functions" '
show() { printf "%s|" "$@"; echo; }
source_line_action show f http://h/x '"$good"'
source_line_action show g r~1 http://h/y '"$good"' z
randomize a b c | tr "\n" " "; echo
randomize
RANDOMIZE=True; randomize a b c | sort | tr "\n" " "; echo
fn_exists build && ! fn_exists ls && ! fn_exists nothing && echo fn
mkdir -p /g/a/.h /g/b; echo word >/g/a/.h/f; echo "other word" >/g/b/f; ln -s /g /g/l
get_files /g | tr "\n" " "; echo
has_program() { [ "$1" != find ] && [ "$1" != grep ] && type -P "$1" >/g/null; }
get_files /g | grep -v null | tr "\n" " "; echo
_grep "^w.r" /g/a/.h/f /g/b/f
_grep nowhere /g/b/f || echo none
perl() { eval "printf \"$(echo "$2" | sed "s/.*\"\(.*\)\".*/%s/")\" 5.6.2"; }
get_perl_version; echo
call src_configure && echo called "${build_stage}"
src_configure() { echo own; default; echo "after ${build_stage}"; }
call src_configure
cd /g; mkdir -p x; cd x; extract_file http://h/two-2.0.tar.bz2; ls
extract_file _ '"$good"' two-2.0.tar.bz2
echo "${#REPO} ${MAKEJOBS} ${LIBDIR} ${PREFIX} ${DESTDIR}"
'
cat >want <<END
http://h/x|$good|x|
http://h/y|$good|z|
a b c 
a b c 
fn
. ./a ./a/.h ./a/.h/f ./b ./b/f ./l 
. ./a ./a/.h ./a/.h/f ./b ./b/f ./l 
word
none
5.6.2
called src_configure
own
after src_configure
two-2.0
14 -j2 /usr/lib /usr /tmp/destdir
END
diff want out | sed 's/^/# /'
cmp -s want out
told $? "each does what it says"

# ---- improve and jump

fresh c UPDATE_CHECKSUMS=True
cp a/steps/SHA256SUMS.pkgs c/steps
printf 'DISTFILES=/external/distfiles\nPREFIX=/usr\nBINDIR=${PREFIX}/bin\nPATH=${BINDIR}\n' >c/steps/env    # as short as upstream's
rm -rf c/external/repo c/bin
mkdir -p c/bin c/usr/sbin c/sbin; echo 1 >c/usr/sbin/one; echo 2 >c/sbin/two; echo 3 >c/bin/three; mkdir -p c/lib/deep c/usr/lib/deep; echo 4 >c/lib/deep/four; echo 5 >c/usr/lib/deep/five
ln -s /usr/bin/sh c/bin/sh; ln -s ../lib/none c/bin/.hidden; echo junk >c/dev/null
runs 0 "improve scripts" '
. /steps/improve/setup_repo.sh
. /steps/improve/update_env.sh
. /steps/improve/update_env.sh
. /steps/improve/merged_usr.sh
. /steps/improve/merged_usr.sh
. /steps/improve/finalize_fhs.sh
build two-2.0 pass1.sh
echo >> /steps/two-2.0/files; sed -i s/patches/other/ /steps/two-2.0/patches/text.patch; rm /external/repo/*; build two-2.0 pass1.sh
. /steps/improve/update_checksums.sh
. /steps/improve/finalize_job_count.sh
echo "jobs ${JOBS} ${MAKEJOBS}"
mkdir -p /steps/after /steps/x/build; echo "echo ten" >/steps/after/10.sh; echo "echo two" >/steps/after/2.sh
. /steps/improve/clean_artifacts.sh
. /steps/improve/after.sh
. /steps/jump/break.sh
echo never'
[ "$(grep -c MAKEJOBS c/steps/env)" = 1 ] && [ "$(tail -1 c/steps/bootstrap.cfg)" = JOBS=3 ]
told $? "update_env once, finalize_job_count"
[ "$(cat c/bin/one c/sbin/two c/usr/bin/three c/lib/deep/* | tr -d '\n')" = 12354 ] && [ "$(basename "$(readlink c/usr/bin/sh)")" = busybox ] && [ -h c/bin/.hidden ] && [ "$(readlink c/lib)" = usr/lib ] && [ "$(readlink c/usr/sbin)" = bin ]
told $? "merged_usr keeps what was there"
says 'jobs 3 -j3' "the jobs count at once"
[ "$(tail -2 out | tr '\n' ' ')" = 'two ten ' ]
told $? "after: in numeric order; break ends with success"
[ ! -e c/steps/x/build ] && [ -d c/var/tmp ] && [ -h c/var/run ]
told $? "clean_artifacts, finalize_fhs"
grep -q "$(sum c/external/repo/two-2.0_0.tar.bz2)  two-2.0_0.tar.bz2" c/steps/SHA256SUMS.pkgs && [ "$(grep -c . c/steps/SHA256SUMS.pkgs)" = 4 ] &&
	! cmp -s c/external/repo/two-2.0_0.tar.bz2 a/external/repo/two-2.0_0.tar.bz2
told $? "update_checksums puts new sums and keeps the others"
if [ "$(id -u)" = 0 ]; then
	runs 0 "populate_device_nodes" '. /steps/improve/populate_device_nodes.sh; . /steps/improve/populate_device_nodes.sh; echo x >/dev/null'
	[ -c c/dev/null ] && [ -c c/dev/urandom ] && [ -h c/dev/stdin ] && [ ! -e c/dev/console ]
	told $? "nodes, in place of a plain file, and without those of a real machine"
else
	skip "populate_device_nodes" "not root: no right to make nodes"
fi
runs 0 "null_time" 'rm -rf /usr/lib/x86_64-linux-gnu/none; . /steps/improve/null_time.sh'
[ "$(stat -c %Y c/usr c/steps/helpers.sh c/sbin | tr '\n' ' ')" = '0 0 0 ' ]
told $? "every time is 0"

# ---- the later tar

if tar --help | grep -q -- --sort; then
	tar_program=tar
	fresh c UPDATE_CHECKSUMS=True
	runs 0 "with GNU tar" "$all"
	rm -rf d; mkdir d; tar -C d -xjf a/external/repo/one-1.0_0.tar.bz2
	tar -C d --sort=name --hard-dereference --owner=0 --group=0 --numeric-owner --mtime=@0 --mode=go=rX,u+rw -cf - . | bzip2 --best | cmp -s - c/external/repo/one-1.0_0.tar.bz2
	told $? "the package is the one that the format tells for it"
	for folder in a c; do rm -rf d.$folder; mkdir d.$folder; tar -C d.$folder -xjf $folder/external/repo/gone-3.0_0.tar.bz2; done
	diff -r --no-dereference d.a d.c
	told $? "both kinds hold the same files"
else
	skip "with GNU tar" "no GNU tar since 1.28 here"
fi
cd "$here" || exit 1
[ -n "${LBS_KEEP-}" ] || rm -rf a b c d d.a d.c root
echo "1..$n"
