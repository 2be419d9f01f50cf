#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# runtime - script-generator and configurator: against lib/chain/plan.c, and by cases
#
# script-generator must write, byte for byte, what the host plans (tests/chain/runtime.plan.c
# calls lib/chain/plan.c), for a manifest a rule and for some thousand random ones, broken ones
# among them: those must end in the host's own message, with nothing written.
# The programs are built by gcc with sanitizers (their paths made relative), and by the chain.
# shellcheck disable=SC2016,SC2046,SC2059,SC2086,SC2154 # texts and formats on purpose; lists of words; n is common.sh.inc's
set -u
# shellcheck source=/dev/null
. "$LBS_SRC/tests/seed/common.sh.inc"
here=$PWD
LC_ALL=C ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=halt_on_error=1
export LC_ALL ASAN_OPTIONS UBSAN_OPTIONS
told() { if [ "$1" = 0 ]; then ok "$2"; else bad "$2"; fi; }
in_cage() { if [ "$(id -u)" = 0 ]; then chroot cage "$@"; else unshare -r chroot cage "$@"; fi; }
parts() { sed -n 's|^// Parts *||p' "$LBS_SRC/seed/tools/$1.c" | tr ' ' '\n' | sed "s|^|$LBS_SRC/seed/|"; }

lib=$LBS_SRC/lib
cc -std=c11 -w -I "$lib" -o plan "$LBS_SRC/tests/chain/runtime.plan.c" "$lib/chain/plan.c" "$lib/format/manifest.c" "$lib/format/config.c" \
	"$lib/base/arr.c" "$lib/base/err.c" "$lib/base/span.c" "$lib/base/str.c"
told $? "the host's side builds"

mkdir -p cage/steps
kinds=
for tool in script-generator configurator; do
	cat $(parts $tool) >$tool.c
	# Paths without the first slash, and a block of the host's for each of ours.
	sed 's|"/steps/|"steps/|g; s|put_file("/|put_file("|; s|numbered("/kaem|numbered("kaem|; s|numbered("/init|numbered("init|
		s/^void\* alloc(/void* brk_alloc(/; s/^void\* grow(/void* brk_grow(/' $tool.c >$tool.san.c
done
for tool in script-generator configurator; do
	if gcc -m32 -g -w -fwrapv -fno-builtin -fsanitize=address,undefined -include "$LBS_SRC/tests/seed/tools1/host.h" -o cage/$tool.san $tool.san.c "$LBS_SRC/tests/seed/tools1/host.c" 2>log; then
		ok "$tool builds with sanitizers"
		kinds=san
	else
		skip "$tool with sanitizers" "gcc -m32 -fsanitize makes no programs here"
	fi
	if [ $tool = configurator ] && [ -n "$kinds" ]; then        # as another kernel would see it
		sed 's/Linux|Fiwix/Fiwix/' $tool.san.c >$tool.other.c
		gcc -m32 -w -fwrapv -fno-builtin -fsanitize=address -include "$LBS_SRC/tests/seed/tools1/host.h" -o cage/$tool.other $tool.other.c "$LBS_SRC/tests/seed/tools1/host.c"
	fi
	if command -v clang >/dev/null; then
		clang -m32 -O2 -w -Wno-int-conversion -fwrapv -fno-builtin -DHOST_CALLS_ALONE -o $tool.clang $tool.c "$LBS_SRC/tests/seed/tools1/host.c"
		told $? "$tool builds with clang"
	fi
done
make_root
if can_chroot && grow && [ -x root/x86/bin/cc ]; then
	for tool in script-generator configurator; do
		cp $tool.c root/
		in_root /x86/bin/cc -o /$tool /$tool.c /base/start.c /libc/crt1.c /libc/machine.c && cp root/$tool cage/$tool
		told $? "$tool: cc makes it"
		in_root /x86/bin/cc_x86 /$tool.c /$tool.M1 && cat root/x86/start/start.M1 root/$tool.M1 >root/all.M1 &&
			in_root /x86/bin/M0 /all.M1 /all.hex2 && in_root /x86/bin/hex2 /all.hex2 /$tool.made && chmod 755 root/$tool.made && cp root/$tool.made cage/
		told $? "$tool: cc_x86, M0 and hex2 make it"
	done
	kinds="$kinds chain"
else
	skip "made by the chain" "neither root nor user namespaces: no chroot"
fi
if [ -z "$kinds" ]; then
	echo "1..$n"
	exit 0
fi

# against WORDS ACTION...: what the programs write is what is planned
against() {
	words=$1; shift
	for kind in $kinds; do
		program=/script-generator
		[ $kind != san ] || program=./script-generator.san
		prefix=
		[ "$(id -u)" = 0 ] || prefix='unshare -r'
		timeout 300 $prefix ./plan $program cage "$@" >log 2>&1
		status=$?
		told $status "$kind: $words"
		[ $status = 0 ] || sed 's/^/# /' log | tail -40
	done
}
# rule WORDS MANIFEST [CONFIG]
rule() {
	printf "$2" >cage/steps/manifest
	printf "${3-CHROOT=False\\nJOBS=2\\nS=\\n}" >cage/steps/bootstrap.cfg
	echo PREFIX=/usr >cage/steps/env
	against "$1" compare
}
rule "the worked example of the format" 'build: one-1\ndefine: FAST = ( JOBS != 1 )\nimprove: tidy\njump: next ( CHROOT == False )\nbuild: bash-0\nbuild: one-1 ( FAST == True ) # again\nuninstall: one-1 /tmp/x\njump: last\nbuild: two-2\n' 'CHROOT=False\nJOBS=2\n'
printf 'set -ex\ncd /steps\nCHROOT=False\nJOBS=2\nFAST=True\nPREFIX=/usr\npkg=bash-0\ncd ${pkg}\nkaem --file pass1.kaem\ncd ..\nbash /steps/2.sh\n' | cmp -s - cage/steps/1.sh
told $? "and that is line for line what the format tells"
printf '#!/bin/bash\nset -e\ncd /steps\n. ./bootstrap.cfg\n. ./env\n. ./helpers.sh\nbuild one-1 pass2.sh\nuninstall one-1 /tmp/x\nmv /init /init.bak\ncp /init.3 /init\nchmod 755 /init\n. /steps/jump/last.sh\n' | cmp -s - cage/steps/2.sh
told $? "in the bash era, too"
rule "an empty manifest" ''
rule "comments, empty lines, no newline at the end" '# x ( \n\nbuild: a#b\nbuild: b'
rule "no bootstrap.cfg to speak of" 'define: A = 1\ndefine: A = 2\nbuild: x ( A == 2 )\n' ''
rule "logic is right-associative" 'build: a ( JOBS == 1 && JOBS == 2 || CHROOT == False )\nbuild: b ( CHROOT == False || JOBS == 1 && JOBS == 3 )\n'
rule "a lone word is a value" 'build: a ( True )\nbuild: b ( JOBS )\nbuild: c ( CHROOT == False && True )\nbuild: d ( CHROOT == True || JOBS )\n'
rule "the empty text" 'build: a ( S ==  )\nbuild: b ( NONE ==  )\nbuild: c ( JOBS !=  )\n'
rule "an uninstall counts as a pass" 'build: a\nuninstall: a\nbuild: a\nuninstall: a b\nbuild: a\nimprove: a\nbuild: a\n'
rule "a false directive does not" 'build: a ( CHROOT == True )\nbuild: a\n'
rule "only bash- begins a new shell" 'build: bashful\nbuild: bash-1\nbuild: bash-2\nbuild: bash\n'
rule "interactive scripts" 'build: bash-1\nbuild: a\nbuild: bash-2\njump: j\nbuild: b\n' 'INTERACTIVE=True\n'
rule "two jumps in each era" 'jump: a\njump: b\nbuild: bash-1\njump: a\njump: b\n'
rule "a define keeps its value under a false predicate, and values may be logic" 'define: JOBS = 1 ( CHROOT == True )\ndefine: N = ( JOBS == 2 && CHROOT )\ndefine: M = ( word ) ( JOBS == 2 )\nbuild: x ( M == word )\n'
rule "duplicates: the first is seen, both are written" 'build: x ( A == 1 )\ndefine: A = 3\n' 'A=1\nB=1\nA=2\n'
rule "words behind a predicate are ignored" 'build: x ( S ==  ) ( S == 1 ) junk\n'
rule "a line of 100000 bytes" "build: x $(awk 'BEGIN { printf "( "; for (i = 0; i < 9000; i++) printf "JOBS == 1 || "; print "True )" }')\\n"
for bad in 'build:\n' 'build: \n' ' build: x\n' 'build: x y\n' 'build:  x\n' 'build: x ( A == 1\n' 'build: x ( A == 1 ) \nfrob: y\n' 'build: x ( ( A == 1 ) )\n' 'build: x ( A = 1 )\n' \
	'build: x\t( A == 1 )\n' 'build: x\r\n' 'define: A 1\n' 'define: A =\n' 'define: A = B == x\n' 'build: x ( A == 1 & B == 2 )\n' 'uninstall:\n' 'uninstall: a  b\n' 'jump: x (A == 1)\n' 'build: x ( )\n' 'build: x (\n' 'x\n'; do
	rule "refused: $(printf '%s' "$bad" | tr '#' ' ')" "build: good\n$bad"
done
rule "refused: an empty line of bootstrap.cfg" 'build: x\n' 'A=1\n\n'
rule "refused: no =" 'build: x\n' 'A=1\nB\n'
rule "refused: no name" 'build: x\n' '=1\n'
saved=$kinds
against "300 random texts" random 1 300
case $kinds in *chain*) kinds=chain; against "3000 random texts" random 2 3000 ;; esac
if [ $kinds = chain ]; then
	for kind in chain made; do
		program=/script-generator
		[ $kind = chain ] || program=/script-generator.made
		rm -f cage/steps/env
		in_cage $program /steps/none 2>err
		[ $? = 1 ] && grep -q "cannot read '/steps/none'" err && in_cage $program /steps/manifest 2>err
		[ $? = 1 ] && grep -q "cannot read '/steps/env'" err
		told $? "$kind: a missing manifest, a missing env"
	done
fi
kinds=$saved

# ---- configurator: a description, answers, and the file that comes of them

cat >description <<'END'
# what can be set

m /a _ _ _ The first menu
Help of the menu.

o /a/flag FLAG bool True A flag
Two lines
of help.

o /a/size SIZE size _ A size

m /a/deep _ _ _ A menu inside

o /a/deep/n N int 3 A number

o /word WORD "sda|sdb" sda A word
o-lines of help may look so

o /text TEXT "" _ Any text

END
# asks WORDS STATUS CONFIG ANSWERS WANTED [MESSAGE]: for each build
asks() {
	for kind in $kinds; do
		cp "${description-description}" cage/steps/configurator
		printf "$3" >cage/steps/bootstrap.cfg
		[ "$3" != none ] || rm cage/steps/bootstrap.cfg
		if [ $kind = chain ]; then
			printf "$4" | (enter=$(command -v chroot); [ "$(id -u)" = 0 ] || enter="$(command -v unshare) -r $enter"; env -i $environment timeout 10 $enter cage /configurator /steps/configurator) >out 2>err
		else
			printf "$4" | (cd cage && env -i $environment ASAN_OPTIONS=$ASAN_OPTIONS timeout 10 ./configurator.$kind steps/configurator) >out 2>err
		fi
		status=$?
		[ $status = "$2" ] && printf "$5" | cmp -s - cage/steps/bootstrap.cfg && { [ -z "${6-}" ] || cat out err | grep -q -- "$6"; }
		told $? "$kind: configurator: $1"
	done
}
environment=PATH=/bin
kept='ARCH=x86\nSIZE=5M\nTEXT="a b"\n'
asks "nothing to ask" 0 "$kept" 'exit\n' 'CONFIGURATOR=False\nARCH=x86\nFLAG=True\nSIZE=5M\nN=3\nWORD=sda\nTEXT="a b"\n'
asks "no file yet" 0 none 's 2 x\ns 3 x\nopen 1\nset 2 1G\ne\n' 'CONFIGURATOR=False\nFLAG=True\nSIZE=1G\nN=3\nWORD=sda\nTEXT=x\n'
asks "not once it has been answered" 0 'A=1\nCONFIGURATOR=False\n' '' 'A=1\nCONFIGURATOR=False\n'
environment='PATH=/bin CONFIGURATOR=False'
asks "nor if the environment says so" 0 'A=1\n' '' 'A=1\n'
environment=PATH=/bin
asks "the last line of a name counts, other lines stay" 0 "X=1\nN=4\nCONFIGURATOR=True\n${kept}X=2\nN=5\n" 'e\n' \
	'CONFIGURATOR=False\nX=1\nARCH=x86\nX=2\nFLAG=True\nSIZE=5M\nN=5\nWORD=sda\nTEXT="a b"\n'
asks "menus up and down, reset" 0 "$kept" 'o 1\no 3\ns 1 9\no 0\nset 1 False\nreset 1\no 0\ns 2 sdb\nexit\n' \
	'CONFIGURATOR=False\nARCH=x86\nFLAG=True\nSIZE=5M\nN=9\nWORD=sdb\nTEXT="a b"\n'
for answer in '2 sda|sdb' '2 sdajunk' '2 x' '2 ' '3 a b' '3 "a' '3 a"' '3 $x' '3 a;b' '3 `x`'; do
	asks "set $answer is refused" 0 "$kept" "s $answer\ne\n" 'CONFIGURATOR=False\nARCH=x86\nFLAG=True\nSIZE=5M\nN=3\nWORD=sda\nTEXT="a b"\n' wants
done
for answer in '1 true' '2 5X' '2 5MM' '2 M' '2 -5'; do
	asks "set $answer is refused in the menu" 0 "$kept" "o 1\ns $answer\ne\n" 'CONFIGURATOR=False\nARCH=x86\nFLAG=True\nSIZE=5M\nN=3\nWORD=sda\nTEXT="a b"\n' wants
done
asks "it tells: a list" 0 "$kept" 'l\ne\n' "CONFIGURATOR=False\nARCH=x86\nFLAG=True\nSIZE=5M\nN=3\nWORD=sda\nTEXT=\"a b\"\n" '^> 1  The first menu (menu)'
asks "it tells: help for an item" 0 "$kept" 'o 1\ndescribe 1\ne\n' "CONFIGURATOR=False\nARCH=x86\nFLAG=True\nSIZE=5M\nN=3\nWORD=sda\nTEXT=\"a b\"\n" '^of help'
asks "it tells: all values" 0 "$kept" 'get all\ne\n' "CONFIGURATOR=False\nARCH=x86\nFLAG=True\nSIZE=5M\nN=3\nWORD=sda\nTEXT=\"a b\"\n" '/a/deep/n .*N=3'
asks "it tells: commands, numbers, words that it does not know" 0 "$kept" 'h\nfrob\ng 7\no 2\ns 1 x\n\ne\n' "CONFIGURATOR=False\nARCH=x86\nFLAG=True\nSIZE=5M\nN=3\nWORD=sda\nTEXT=\"a b\"\n" 'frob'
asks "no exit while an option has no value" 1 'A=1\n' 'e\n' 'A=1\n' 'SIZE has no value yet'
asks "the end of the input is an exit" 0 "$kept" '' 'CONFIGURATOR=False\nARCH=x86\nFLAG=True\nSIZE=5M\nN=3\nWORD=sda\nTEXT="a b"\n'
asks "a value that does not fit is left out" 1 'SIZE=big\nTEXT=x\n' 'e\n' 'SIZE=big\nTEXT=x\n' "does not fit, and is left out: 'SIZE=big'"
asks "a line without =" 1 'A=1\nB\n' 'e\n' 'A=1\nB\n' "bootstrap.cfg:2: wants NAME=value"
saved=$kinds
case $kinds in
*san*)
	kinds=other
	asks "on another kernel nobody is asked" 0 'QEMU=True\nCONFIGURATOR=True\nKERNEL_BOOTSTRAP=False\nSIZE=5M\n' '' \
		'KERNEL_BOOTSTRAP=True\nBUILD_KERNELS=True\nQEMU=True\nKERNEL_BOOTSTRAP=False\nKERNEL_BOOTSTRAP=True\nBUILD_KERNELS=True\nFLAG=True\nSIZE=5M\nN=3\nWORD=sda\n'
	;;
esac
kinds=$saved
description=broken
for text in 'x /a A bool True T' 'o /a A bool True' 'o a A bool True T' 'o /a/b A bool True T' 'o /a A frob 1 T' 'o /a A "x 1 T' 'o /a A bool 1 T' 'm /a _ _ _ T\n\nm /a _ _ _ T' 'o /a A int 1 T\n\no /a/b B int 1 T' 'm'; do
	printf "# x\n\n$text\n" >broken
	asks "a description with '$text'" 1 'A=1\n' 'e\n' 'A=1\n' "configurator:[35]: wants 'm"
done
description=$LBS_SRC/steps/configurator
asks "the tree's own description" 0 'ARCH_DIR=x86\nMIRRORS="http://a/x http://b"\n' '' \
	'CONFIGURATOR=False\nARCH_DIR=x86\nARCH=x86\nFORCE_TIMESTAMPS=False\nBUILD_KERNELS=False\nCHROOT=False\nKERNEL_BOOTSTRAP=False\nBARE_METAL=False\nDISK=sda1\nSWAP_SIZE=0\nFINAL_JOBS=2\nUPDATE_CHECKSUMS=False\nINTERACTIVE=False\nINTERNAL_CI=False\nMIRRORS="http://a/x http://b"\nMIRRORS_LEN=0\n'
cd "$here" || exit 1
rm -rf cage root
echo "1..$n"
