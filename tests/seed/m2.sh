#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# m2 - seed/m2 as the host's compiler builds it: cases, mistakes, mutations, and foreign sources
#
# A case is m2/NAME.c with m2/NAME.out beside it: a rule of M2-Planet's language each. What it prints is
# compared with the host's compiler, too, unless its third line says m2-only, where m2's rule is not C's; words
# behind that are options. M1 and hex2 are ours, or the host's (package mescc-tools).
#
# $LBS_FOREIGN is a folder with the files of Debian's source package mescc-tools 1.4.0-1, if it is set
# (apt-get source --download-only --only-source mescc-tools=1.4.0-1): its programs, written for M2-Planet by
# others, are then built by m2 with their own library, and must do what the host's do.
set -u
# shellcheck source=/dev/null
. "$LBS_SRC/tests/seed/common.sh.inc"
here=$LBS_SRC/tests/seed/m2
cc=$LBS_SRC/seed/cc
m2=$LBS_SRC/seed/m2
n=${n:-0}
told() { if [ "$1" = 0 ]; then ok "$2"; else bad "$2"; fi; }

if ! echo 'int main(void) { return 0; }' | gcc -m32 -x c -o /dev/null - 2>/dev/null; then
	echo "1..0 # SKIP gcc -m32 makes no programs here"
	exit 0
fi
cat "$LBS_SRC/seed/base/base.c" "$cc/cc.h" "$cc/lex.c" "$cc/type.c" "$cc/tree.c" "$cc/pre.c" "$cc/direct.c" \
	"$m2/x86.c" "$m2/expr.c" "$m2/decl.c" "$m2/main.c" "$here/host.c" >all.c
gcc -m32 -g -w -fwrapv -fsanitize=address,undefined -fno-sanitize-recover=undefined -o m2 all.c
told $? "m2 builds with sanitizers"
if [ ! -x m2 ]; then
	echo "1..$n"
	exit 1
fi

# ---- cases

# ours, built by the host's compiler; or else the host's
tool() {
	{
		echo '#define alloc brk_alloc'
		# shellcheck disable=SC2013 # words
		for part in $(sed -n 's|^// Parts *||p' "$LBS_SRC/seed/tools/$1.c"); do
			cat "$LBS_SRC/seed/$part"
			[ "$part" != base/base.c ] || cat "$LBS_SRC/tests/seed/tools2.host.c"
		done
	} >"$1.all.c" 2>/dev/null
	if gcc -m32 -w -fwrapv -fno-builtin -o "our-$1" "$1.all.c" 2>/dev/null; then echo "$PWD/our-$1"; else command -v "$1"; fi
}
m1_tool=$(tool M1)
hex2_tool=$(tool hex2)
assemble() { # OUT FILE.M1...
	out=$1; shift
	# shellcheck disable=SC2046 # words on purpose
	set -- $(printf ' -f %s' "$@")
	"$m1_tool" --architecture x86 --little-endian "$@" -o "$out.hex2" &&
		"$hex2_tool" --architecture x86 --little-endian --base-address 0x08048000 -f "$head" -f "$out.hex2" -o "$out"
}

# "only" and the options of a case where m2's rule is not C's
options() { sed -n '3s/^\/\/ m2-only\([^:]*\):.*/only \1/p' "$1"; }

head=$here/head.hex2
for file in "$here"/*.c; do
	name=$(basename "$file" .c)
	[ -f "$here/$name.out" ] || continue
	if [ -z "$m1_tool" ] || [ -z "$hex2_tool" ]; then
		skip "$name" "no M1 and hex2 here"
		continue
	fi
	only=$(options "$file")
	# shellcheck disable=SC2086 # no word or several
	./m2 --architecture x86 ${only#only} "$here/lib.c" "$file" -o case.M1 &&
		assemble case "$here/start.M1" case.M1 && { ./case a bc; echo "status $?"; } >ours 2>&1
	grep -v '^# SPDX-' "$here/$name.out" | cmp -s - ours
	told $? "$name: $(sed -n '3s/^\/\/ //p' "$file")"
	if [ -z "$only" ]; then
		gcc -m32 -w -fwrapv -o peer "$file" "$here/peer.c" && { ./peer a bc; echo "status $?"; } >theirs 2>&1
		grep -v '^# SPDX-' "$here/$name.out" | cmp -s - theirs
		told $? "$name: the host's compiler agrees"
	fi
	rm -f case case.M1 ours theirs
done

# ---- the m2 of the chain: by cc_x86, and the same bytes from both

make_root
if can_chroot || [ -n "${LBS_SEED_BIN-}" ]; then
	bin=${LBS_SEED_BIN-}
	if [ -z "$bin" ]; then
		bin=$PWD/root/x86/bin
		sed '/cc_x86/q' "$LBS_SRC/seed/kaem.x86" | sed -n 's/^\(\/[^#]*\).*/\1/p' >stages     # as far as the compiler
		# shellcheck disable=SC2086 # words of a command
		while read -r stage; do in_root $stage >kaem.log </dev/null; done <stages
	fi
	grep -v '^// host.c' all.c | sed '/^#include <unistd.h>/,$d' >chain.c
	"$bin/cc_x86" chain.c chain.M1 && "$bin/catm" chain.all "$LBS_SRC/seed/x86/start/start.M1" chain.M1 &&
		"$bin/M0" chain.all chain.hex2 && "$bin/hex2" chain.hex2 chain-m2
	told $? "cc_x86 makes m2 too"
	different=0
	for file in "$here"/*.c; do
		case $file in */host.c | */peer.c) continue ;; esac
		only=$(options "$file")
		# shellcheck disable=SC2086 # no word or several
		./m2 ${only#only} "$file" -o here.M1 && ./chain-m2 ${only#only} "$file" -o there.M1 && cmp -s here.M1 there.M1 || different=$((different + 1))
	done
	told $different "both write the same bytes for all cases"
else
	skip "the m2 of the chain" "neither root nor user namespaces: no chroot"
fi

# ---- options

printf 'int x;\n#if ONE + TWO == 3\nint main() { return 0; }\n#endif\n' >option.c
./m2 -D ONE -D TWO=2 -f option.c --output option.M1 --max-string 100 && grep -q ':FUNCTION_main' option.M1 && tail -n 1 option.M1 | grep -q ':ELF_end'
told $? "-D, -f and --output; ELF_end is the last label"
./m2 --debug -D ONE -D TWO=2 option.c >option.M1 && grep -q ':ELF_data' option.M1 && ! grep -q ELF_end option.M1
told $? "--debug: ELF_data and no ELF_end; without -o to the standard output"
./m2 -D ONE=7 -E option.c >option.E && ! grep -q main option.E && grep -q 'int x' option.E
told $? "-E prints what the preprocessor leaves"
mkdir -p sub other
printf '#include "two.h"\n#include <three.h>\n' >sub/one.c
echo 'int two;' >sub/two.h
echo 'int three;' >other/three.h
./m2 --expand-includes -I other sub/one.c -o option.M1 && grep -q GLOBAL_two option.M1 && grep -q GLOBAL_three option.M1
told $? "--expand-includes takes files from beside and from -I"
./m2 <option.c -o option.M1 -D ONE=3 -D TWO=0 && grep -q FUNCTION_main option.M1
told $? "without a file it reads the standard input"
cp option.M1 again.M1 && ./m2 <option.c -o option.M1 -D ONE=3 -D TWO=0 && cmp -s option.M1 again.M1
told $? "twice the same bytes"

# ---- mistakes: one line with the place, status 1

mistake() { # TEXT LINE MESSAGE WORDS [OPTION...]
	printf '%b' "$1" >bad.c
	where=bad.c:$2:; what=$3; words=$4; shift 4
	./m2 "$@" bad.c -o bad.M1 2>err
	status=$?
	test $status = 1 && test "$(wc -l <err)" = 1 && grep -q "^$where $what" err
	told $? "$words is told"
}
mistake '\nint main() { return y; }\n' 2 'not a value, or not declared: .y' 'a name that is not declared'
mistake 'int main() {\n return 1 }\n' 2 '; is wanted here: .}' 'a missing ;'
mistake 'int main() {\n if (1) {\n' 3 'not a value, or not declared' 'a missing }'
mistake 'float f;\n' 1 'a type is wanted here: .float' 'a floating type'
mistake 'struct s { int a : 3; };\n' 1 'no member can be like this' 'a bit-field'
mistake 'struct s { int a; };\nint main() { struct s x; return x.b; }\n' 2 'no such member: .b' 'a member that is not there'
mistake 'struct s { int a; } a, b;\nint main() { a = b; }\n' 2 "this can't be assigned" 'an assignment of a struct'
mistake 'int main() { 1 = 2; }\n' 1 "this can't be assigned" 'an assignment to a number'
mistake 'int main() { int a[2] = { 1, 2 }; }\n' 1 "this can't be assigned" 'an initialiser of a local array'
mistake 'int main() {\n int64_t x;\n return x;\n}\n' 3 'this does not fit a register' '8 bytes as a value'
mistake 'int a = 1;\nint b = a + 1;\n' 2 'not a value known' 'an initialiser that is not constant'
mistake 'int a[2] = { 1, 2, 3 };\n' 1 'more than there is room for' 'too many values'
mistake 'int main() { break; }\n' 1 'nothing to break' 'a break outside of loops'
mistake 'int main() { case 1: ; }\n' 1 'not in a switch' 'a case outside of a switch'
mistake 'int main() { int x; return x->y; }\n' 1 'not a pointer' '-> behind a number'
mistake 'int main() { return *3; }\n' 1 'not a pointer' '* before a number'
mistake 'struct s x;\n' 2 'a variable of no size' 'a variable of unknown size'
mistake 'int f(int a) {\n int b;\n int b;\n}\n' 3 'declared twice' 'a name declared twice in a block'
mistake 'char* s = "0123456789";\n' 1 'a string is longer' 'a string beyond --max-string' --max-string 10
mistake 'int x[100000000];\n' 1 'no array can have' 'an array that is too large'
mistake 'int a[1 / 0];\n' 1 'a constant is wanted' 'a division by zero in a constant'
mistake '#error stop here\n' 1 '#error' '#error'
awk 'BEGIN { printf "int x = "; for (i = 0; i < 100000; i++) printf "("; print "1;" }' >deep.c
./m2 deep.c -o bad.M1 2>err; test $? = 1 && grep -q '^deep.c:1: nested too deep' err
told $? "brackets nested too deep are told"
./m2 --architecture amd64 option.c -o bad.M1 2>err; test $? = 1 && grep -q 'only the architecture x86' err
told $? "another architecture is told"
./m2 none.c -o bad.M1 2>err; test $? = 1 && grep -q "can't read 'none.c'" err
told $? "a file that is not there is told"
./m2 --frob option.c -o bad.M1 2>err; test $? = 1 && grep -q "unknown option" err
told $? "an unknown option is told"

# ---- mutations: some bytes changed, dropped, doubled; no crash, no hang, one line at most

mutate() { # FILE SEED
	awk -v seed="$2" '
		BEGIN { RS = "\001"; srand(seed) }
		{
			s = $0; n = length(s); marks = "(){}[];,*&=+-<>!:.\"#0 "
			for (i = 0; i < 3; i++) {
				at = int(rand() * n) + 1; many = int(rand() * 8); how = int(rand() * 3)
				if (how == 0) s = substr(s, 1, at - 1) substr(marks, int(rand() * length(marks)) + 1, 1) substr(s, at + 1)
				if (how == 1) s = substr(s, 1, at - 1) substr(s, at + many)
				if (how == 2) s = substr(s, 1, at) substr(s, int(rand() * n) + 1, many) substr(s, at + 1)
			}
			printf "%s", s
		}' "$1"
}
wrong=0
count=0
for file in "$here"/*.c; do
	case $file in */host.c | */peer.c) continue ;; esac
	for seed in 1 2 3 4 5 6 7 8 9 10 11 12; do
		mutate "$file" $seed >mutant.c
		timeout 10 ./m2 mutant.c -o mutant.M1 2>err
		status=$?
		count=$((count + 1))
		if [ $status -gt 1 ] || [ "$(wc -l <err)" != $status ]; then
			wrong=$((wrong + 1))
			cp mutant.c "wrong-$wrong.c"
		fi
	done
done
told $wrong "$count mutated sources: a program or one line"

# ---- foreign sources

m1_tool=$(command -v M1)
hex2_tool=$(command -v hex2)
words="mescc-tools 1.4.0, built by m2 with its own library:"
tools=${LBS_FOREIGN-}/mescc-tools_1.4.0.orig.tar.gz
library=${LBS_FOREIGN-}/mescc-tools_1.4.0.orig-M2libc.tar.gz
if [ ! -f "$tools" ] || [ ! -f "$library" ] || [ -z "$m1_tool" ] || [ -z "$hex2_tool" ] || ! command -v blood-elf >/dev/null; then
	skip "$words hex2, M1, blood-elf, kaem, catm" "the source package is not in \$LBS_FOREIGN, or no mescc-tools here"
	echo "1..$n"
	exit 0
fi
mkdir foreign
tar -C foreign --strip-components=1 -xf "$tools" && mkdir -p foreign/M2libc && tar -C foreign/M2libc -xf "$library"
told $? "the source package unpacks"
cd foreign || exit 1
lib=M2libc
x86=$lib/x86
head=$x86/ELF-x86-debug.hex2
foreign() { # OUT FILE...
	out=$1; shift
	../m2 --architecture x86 --debug $lib/sys/types.h $lib/stddef.h $x86/Linux/fcntl.h $x86/Linux/unistd.h \
		$lib/string.c $lib/stdlib.c $lib/stdio.c $lib/bootstrappable.c "$@" -o "$out.M1" &&
		blood-elf --little-endian -f "$out.M1" -o "$out-footer.M1" &&
		assemble "$out" $x86/x86_defs.M1 $x86/libc-full.M1 "$out.M1" "$out-footer.M1"
}
foreign our-hex2 hex2.h hex2_linker.c hex2_word.c hex2.c &&
	foreign our-M1 stringify.c M1-macro.c &&
	foreign our-blood-elf stringify.c blood-elf.c &&
	foreign our-kaem Kaem/kaem.h Kaem/variable.c Kaem/kaem_globals.c Kaem/kaem.c &&
	foreign our-catm catm.c
told $? "$words hex2, M1, blood-elf, kaem, catm"
./our-blood-elf --little-endian -f our-M1.M1 -o footer.M1 && cmp -s footer.M1 our-M1-footer.M1
told $? "its blood-elf writes what the host's writes"
./our-M1 --architecture x86 --little-endian -f $x86/x86_defs.M1 -f $x86/libc-full.M1 -f our-M1.M1 -f footer.M1 -o again.hex2 &&
	cmp -s again.hex2 our-M1.hex2
told $? "its M1 writes what the host's writes"
./our-hex2 --architecture x86 --little-endian --base-address 0x08048000 -f $head -f again.hex2 -o again && cmp -s again our-M1
told $? "its hex2 writes what the host's writes"
./our-catm joined hex2.c catm.c && cat hex2.c catm.c | cmp -s - joined
told $? "its catm joins files"
# shellcheck disable=SC2016 # for kaem to expand
printf 'A=hello\necho ${A} "a b" ${B:-none}\ncd /\npwd\nif false\nthen\necho yes\nelse\necho no\nfi\n/bin/echo $@\nunset A\nfalse\n' >script
./our-kaem --verbose -f script one >ours 2>&1; echo $? >>ours
kaem --verbose -f script one >theirs 2>&1; echo $? >>theirs
cmp -s ours theirs
told $? "its kaem does what the host's does"
echo "1..$n"
