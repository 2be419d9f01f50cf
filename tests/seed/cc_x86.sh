#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# cc_x86 - the compiler in assembly: its text against GNU as, small C through the chain and through
# gcc, every mistake, broken texts, random expressions, and the chapters of seed/cc
#
# A case of small/ whose head speaks of "this compiler's own" means something else to gcc.
set -eu
# shellcheck source=/dev/null
. "$LBS_SRC/tests/seed/common.sh.inc"
here=$LBS_SRC/tests/seed
make_root
if ! can_chroot; then echo "1..0 # SKIP neither root nor user namespaces: no chroot"; exit 0; fi
grow
made() { in_root /x86/bin/kaem /x86/cc_x86/cc_x86.kaem >kaem.log; }
check "M0 and hex2 make it" made
bin=$PWD/root/x86/bin
start=$LBS_SRC/seed/x86/start/start.M1
gcc32=no
if echo 'int main(void) { return 0; }' | gcc -m32 -x c -o /dev/null - 2>/dev/null; then gcc32=yes; fi

# ---- the text

sources=$(sed 's/#.*//' "$LBS_SRC/seed/x86/cc_x86/cc_x86.kaem" | grep -o '/x86/cc_x86/[a-z]*\.M1' | sed "s,^,$LBS_SRC/seed,")
# shellcheck disable=SC2086 # a list of files
twin() { awk -f "$here/cc_x86-twin.awk" -v mode="$1" $sources $2; }
assembled() { # NAME: NAME.s to NAME.bin
	as --32 -o "$1.o" "$1.s" && ld -m elf_i386 -N -Ttext=0x08048000 -e 0 -o "$1.elf" "$1.o" 2>/dev/null &&
		objcopy -O binary -j .text "$1.elf" "$1.bin"
}
same_as_comments() { sed -n 's/.* # //p' "$1.s" | xxd -r -p >"$1.want" && assembled "$1" && cmp "$1.bin" "$1.want"; }
twin twin "" >all.s
all_is_right() { assembled all && cmp all.bin "$bin/cc_x86"; }
check "GNU as makes the same bytes of the whole text" all_is_right
twin defines "" >defines.s
check "each of the $(grep -c ' # ' defines.s) DEFINEs of an instruction is that instruction" same_as_comments defines
twin code "$start" >code.s
check "each of the $(grep -c ' # ' code.s) pieces of code it puts out is what the comment says" same_as_comments code

# ---- good programs

# chain SOURCE PROGRAM: all the way
chain() {
	rm -f "$2" "$2.M1"
	"$bin/cc_x86" "$1" "$2.M1" && "$bin/catm" "$2.all" "$start" "$2.M1" && "$bin/M0" "$2.all" "$2.hex2" && "$bin/hex2" "$2.hex2" "$2"
}
cat >system.c <<'END'
#define sys_call sys_call_of_unistd
#include <unistd.h>
#include <sys/syscall.h>
#undef sys_call
static char heap[64 << 20];
int sys_call(int number, int a, int b, int c) {
	if (number == SYS_brk) return a == 0 ? (int)heap : a;
	return syscall(number, a, b, c);
}
END
[ $gcc32 = no ] || gcc -m32 -c -o system.o system.c

gives() { # PROGRAM NAME STATUS
	status=0
	timeout 10 "./$1" >out || status=$?
	grep -v '^# SPDX-' "$here/small/$2.out" | cmp - out && test $status = "$3"
}
case_is_right() { chain all.c program && gives program "$1" "$2"; }
gcc_agrees() { gcc -m32 -w -fwrapv -o native all.c system.o && gives native "$1" "$2"; }
for file in "$here"/small/*.c; do
	name=$(basename "$file" .c)
	[ "$name" != lib ] || continue
	wanted=0
	[ "$name" != status ] || wanted=7
	cat "$here/small/lib.c" "$file" >all.c
	words=$(sed -n '4s,^// ,,p' "$file")
	check "$words" case_is_right "$name" $wanted
	if [ $gcc32 = no ]; then skip "gcc agrees on $name" "gcc -m32 makes no programs here"
	elif ! sed -n '4,6p' "$file" | grep -q "this compiler's own"; then check "gcc agrees on $name" gcc_agrees "$name" $wanted; fi
done
printf 'int main(void) { return 3; } // no newline' >in.c
chain in.c program
status=0; ./program || status=$?
check "a text may end in a comment without a newline" test $status = 3
check "the product can be run at once" test "$(stat -c %a program)" = 700
check "the output is text that others may not read" test "$(stat -c %a program.M1)" = 600
cp program.M1 first.M1
chain in.c program
check "a second run makes the same" cmp first.M1 program.M1
: >in.c
check "an empty text is a program of nothing" "$bin/cc_x86" in.c out
check "its lines are short" test "$(awk 'length > 80' ./*.M1 | wc -l)" = 0

# Behind somebody else's header, start and DEFINEs.
cat >header.hex2 <<'END'
:ELF_base 7F 45 4C 46 01 01 01 03 00 00 00 00 00 00 00 00 02 00 03 00 01 00 00 00 &_start 34 00 00 00 00 00 00 00 00 00 00 00
34 00 20 00 01 00 00 00 00 00 00 00 01 00 00 00 00 00 00 00 &ELF_base &ELF_base %ELF_end>ELF_base %ELF_end>ELF_base 07 00 00 00 01 00 00 00
END
cat >core.M1 <<'END'
DEFINE mov_ebp,esp 89E5
DEFINE push_eax 50
DEFINE load_argument 8B85
DEFINE load_number B8
DEFINE system_call CD80
DEFINE result_to_ebx 89C3
:_start
	mov_ebp,esp
	load_number %0
	push_eax push_eax push_eax
	'E8' %FUNCTION_main
	result_to_ebx
	load_number %1
	system_call
END
cat >in.c <<'END'
int second(int a, int b) { asm("load_argument %-8"); }
int main(int argc, char** argv, char** envp) { asm("load_number !5 !0 !0 !0 # a line"); int x = second(1, 41); return x + 1; }
END
foreign() { "$bin/cc_x86" in.c out.M1 && "$bin/catm" all core.M1 out.M1 && "$bin/M0" all all.0 && "$bin/catm" all.2 header.hex2 all.0 && "$bin/hex2" all.2 program; }
check "its output goes behind another start with other names" foreign
status=0; ./program || status=$?
check "and what asm says are those names" test $status = 42

# ---- mistakes

mistake() { # WORDS TEXT(printf) LINE MESSAGE
	status=0
	# shellcheck disable=SC2059 # the text is a format on purpose
	printf "$2" >in.c
	rm -f out
	timeout 10 "$bin/cc_x86" in.c out 2>err || status=$?
	if [ $status = 1 ] && [ "$(cat err)" = "cc_x86: $3: $4" ] && [ ! -e out ]; then ok "$1"; else
		bad "$1"; echo "# status $status, $(head -c 200 err)"
	fi
}
f='int f(int a) {\n'
mistake "a name that is not declared" "$f return b;\n}\n" 2 "a name that is not declared, at 'b'"
mistake "nor is the name of another block" "$f { int c; } c = 1; }" 2 "a name that is not declared, at 'c'"
mistake "nor that of another function's" "$f} int g() { return a; }" 2 "a name that is not declared, at 'a'"
mistake "; is wanted" "$f a = 1\n}" 3 "; is wanted, at '}'"
mistake "one variable a declaration" "$f int b, c; }" 2 "; is wanted, at ','"
mistake "globals have no values" 'int b = 1;' 1 "; is wanted, at '='"
mistake ") is wanted" "$f if (a { } }" 2 ") is wanted, at '{'"
mistake "( is wanted" "$f while a; }" 2 "( is wanted, at 'a'"
mistake "a value is wanted" "$f a = ;" 2 "a value is wanted, at ';'"
mistake "the text ends too early" "$f a = 1;\n" 3 "a value is wanted, at the end"
mistake "casts are not known" "$f (int)a; }" 2 "a value is wanted, at 'int'"
mistake "nor is +=" "$f a += 1; }" 2 "a value is wanted, at '='"
mistake "nor ++" "$f a++; }" 2 "a value is wanted, at '+'"
mistake "nor &a" "$f return &a; }" 2 "a value is wanted, at '&'"
mistake "nor *a" "$f return *a; }" 2 "a value is wanted, at '*'"
mistake "nor ?:" "$f return a ? 1 : 2; }" 2 "; is wanted, at '?'"
mistake "a type is wanted" "hello" 1 "a type is wanted, at 'hello'"
mistake "a name is wanted" "int 5;" 1 "a name is wanted, at '5'"
mistake "a keyword is no name" "int while;" 1 "a name is wanted, at 'while'"
mistake "a body or nothing" "int f() a" 1 "{ or ; is wanted, at 'a'"
mistake "a struct twice" "struct s { int a; };\nstruct s { int b; };" 2 "a struct is defined twice, at '{'"
mistake "a member that is not there" "struct s { int a; };\nint f(struct s* p) { return p->b; }" 2 "-> wants a pointer to a struct before, and a member of it behind, at 'b'"
mistake "-> behind a number" "$f return a->b; }" 2 "-> wants a pointer to a struct before, and a member of it behind, at 'b'"
mistake "[ ] behind a number" "$f return a[1]; }" 2 "[ ] wants a pointer before it, at '['"
mistake "no arrays" "$f int b[5]; }" 2 "; is wanted, at '['"
mistake "a sum is no place" "$f a + 1 = 2; }" 2 "this cannot be assigned to, at '='"
mistake "a constant is no place" "enum { A };\n$f A = 2; }" 3 "this cannot be assigned to, at '='"
mistake "an enum wants constants" "int g; enum { A = g };" 1 "a constant is wanted, at '}'"
mistake "so do arrays" "int g; struct s { int a[g]; };" 1 "a constant is wanted, at ']'"
mistake "sizeof wants a type" "$f return sizeof(a); }" 2 "a type is wanted, at 'a'"
mistake "and )" "$f return sizeof(int; }" 2 ") is wanted, at ';'"
mistake "break outside" "$f break; }" 2 "not inside of a loop, at ';'"
mistake "continue behind a loop" "$f while (a) ; continue; }" 2 "not inside of a loop, at ';'"
mistake "do without while" "$f do a = 1; if (a) ; }" 2 "while is wanted behind do, at 'if'"
mistake "else without if" "$f else ; }" 2 "a value is wanted, at 'else'"
mistake "a quote left open" 'int a;\nchar* b = "abc\n' 2 "; is wanted, at '='"
mistake "a quote left open in a function" "$f \"abc\n\"; }" 2 "a quote is not closed on its line, at '\"abc'"
mistake "a quote left open at the end" "$f \"abc\\\\" 2 "a quote is not closed on its line, at '\"abc\\'"
mistake "two characters" "$f a = 'ab'; }" 2 "a quote is not closed on its line, at ''ab'"
mistake "a comment left open" "$f /* b }\n\n" 4 "a comment is not closed, at '/* b }'"
mistake "a byte of no token" "$f a = 1 \\200 }" 2 "a byte that no token begins with, at ''"
mistake "a NUL" "$f a = 1; \\000 }" 2 "a byte that no token begins with, at ''"
mistake "a character of no token" "$f a @ 1; }" 2 "; is wanted, at '@'"
mistake "not a number" "$f a = 12ab; }" 2 "not a number, or too large, at '12a'"
mistake "not octal" "$f a = 08; }" 2 "not a number, or too large, at '08'"
mistake "too large" "$f a = 4294967296; }" 2 "not a number, or too large, at '4294967296'"
mistake "too large in hexadecimal" "$f a = 0x100000000; }" 2 "not a number, or too large, at '0x100000000'"
many() { awk -v k="$1" -v s="$2" 'BEGIN { while (k--) printf "%s", s }'; }
mistake "a name of 1001 letters" "int $(many 1001 a);" 1 "a name is longer than 1000 letters, at '$(many 40 a)'"
printf 'int %s; int main() { return %s; }' "$(many 1000 a)" "$(many 1000 a)" >in.c
check "1000 letters are a name" chain in.c program
mistake "a line of asm of 4001 characters" "int f() { asm(\"$(many 4001 a)\"); }" 1 "a line of more than 4000 characters, at '\"$(many 39 a)'"
# big WORDS MESSAGE: in.c is refused so
big() {
	status=0; rm -f out
	timeout 20 "$bin/cc_x86" in.c out 2>err || status=$?
	check "$1" test "$status $(sed 's/^cc_x86: [0-9]*: //; s/, at.*//' err)" = "1 $2"
}
{ printf 'int f(int a) { return '; many 200000 '('; } >in.c; big "200000 parentheses" "nested too deeply"
{ printf 'int f(int a) { return '; many 400000 '-'; } >in.c; big "400000 signs" "nested too deeply"
{ printf 'int f(int a) { '; many 200000 '{'; } >in.c; big "200000 blocks" "nested too deeply"
{ printf 'int f(int a) { '; many 200000 'if (a) '; } >in.c; big "200000 ifs" "nested too deeply"
{ printf 'int f(int a) { '; many 200000 'f('; } >in.c; big "200000 calls" "nested too deeply"
awk 'BEGIN { while (k++ < 200000) printf "struct s%d { ", k }' >in.c; big "200000 structs within each other" "nested too deeply"
{ printf 'int f(int a) { return '; many 2000 '('; printf a; many 2000 ')'; printf '; }'; } >in.c
check "2000 parentheses are good" "$bin/cc_x86" in.c out
awk 'BEGIN { print "int f() {"; while (k++ < 70000) printf "int a%d;\n", k; print "}" }' >in.c; big "70000 variables" "more than 65536 variables at once"
{ printf 'int %s(int a) { ' "$(many 1000 f)"; many 40000 'if (a) '; printf 'a; }'; } >in.c; big "40000 ifs in a function with a long name" "the output is longer than 63 MiB"
awk 'BEGIN { while (k++ < 1100000) printf "int a%d;", k }' >in.c; big "1100000 names" "names and types fill their 32 MiB"
awk 'BEGIN { while (k++ < 1040000) printf "int a_longer_name_%d;", k }' >in.c; big "a million globals" "texts and globals fill their 32 MiB"
{ printf 'int f(int a) {\n'; many 1200000 'f(a);\n'; } >in.c; big "a function of 1200000 calls" "the output is longer than 63 MiB"
{ printf 'int f(int a) { a = "'; many 16000000 'a'; printf '"; }'; } >in.c; big "a text of 16 million letters" "texts and globals fill their 32 MiB"
many 33000000 ' ' >in.c
status=0; "$bin/cc_x86" in.c out 2>err || status=$?
check "a text of 33 million blanks is too long" test "$status $(cat err)" = "1 cc_x86: cannot read, or too long: in.c"
told() { status=0; shift 2; "$@" 2>err || status=$?; }
told x x "$bin/cc_x86" none out
check "a missing file is told" test "$status $(cat err)" = "1 cc_x86: cannot read, or too long: none"
: >in.c
told x x "$bin/cc_x86" in.c /dev/full
check "a full disk is told" test "$status $(cat err)" = "1 cc_x86: cannot write: /dev/full"
told x x "$bin/cc_x86" in.c
check "one name is not enough" test "$status $(cat err)" = "1 cc_x86: wants IN and OUT"

# ---- broken texts: the cases with a few characters and words changed, lost, doubled

broken() { # NUMBER FILE...
	awk -v seed="$1" 'BEGIN { srand(seed); k = split("( ) { } [ ] ; , = == - -> ! ~ && || | < >> * / % \" \047 \\ # /* int char struct enum if else while do for return break goto asm sizeof 0x 09 7 a i n", w, " ") }
	NR == FNR { lines = FNR; next }
	{
		line = $0
		while (rand() < 3 / lines) {
			at = int(rand() * length(line)) + 1; r = rand()
			if (r < .4) line = substr(line, 1, at - 1) w[int(rand() * k) + 1] substr(line, at)
			else if (r < .7) line = substr(line, 1, at - 1) substr(line, at + 1 + int(rand() * 3))
			else if (r < .8) line = line line
			else if (r < .9) line = ""
			else line = substr(line, 1, at - 1) sprintf("%c", int(rand() * 255) + 1) substr(line, at + 1)
		}
		print line
	}' "$2" "$2"
}
wrong=0 taken=0
names=$(cd "$here/small" && echo ./*.c | sed 's,\./,,g; s/\.c//g; s/ lib / /')
for i in $(seq 300); do
	name=$(echo "$names" | cut -d' ' -f$((i % 20 + 1)))
	cat "$here/small/lib.c" "$here/small/$name.c" >all.c
	LC_ALL=C broken "$i" all.c >in.c 2>/dev/null
	rm -f out
	status=0
	timeout 5 "$bin/cc_x86" in.c out 2>err || status=$?
	if [ $status = 0 ] && "$bin/M0" out out.hex2; then taken=$((taken + 1))
	elif [ $status != 1 ] || [ -e out ] || [ "$(grep -c '^cc_x86: [0-9]*: [^ ]' err)/$(wc -l <err)" != 1/1 ]; then
		wrong=$((wrong + 1)); echo "# broken text $i: status $status, $(head -c 100 err)"
	fi
done
check "300 broken texts end in status 0 ($taken) or 1 and a line" test $wrong = 0

# ---- random expressions, against gcc

awk -v seed=7 'function e(depth,   r, k) {
		r = int(rand() * (depth > 4 ? 6 : 26))
		if (r < 2) return names[int(rand() * 5) + 1]
		if (r < 4) return int(rand() * rand() * 5000)
		if (r < 5) return "p->" (rand() < .5 ? "a" : "b")
		if (r < 6) return "t[" int(rand() * 4) "]"
		if (r < 18) return "(" e(depth + 1) " " ops[int(rand() * nops) + 1] " " e(depth + 1) ")"
		if (r < 19) return "(" e(depth + 1) " & 65535) " substr("/%", 1 + int(rand() * 2), 1) " ((" e(depth + 1) " & 255) + 1)"
		if (r < 20) return "(" e(depth + 1) (rand() < .5 ? " << " : " >> ") "(" e(depth + 1) " & 7))"
		if (r < 21) return substr("-!~", 1 + int(rand() * 3), 1) "(" e(depth + 1) ")"
		if (r < 22) return "mix(" e(depth + 1) ", " e(depth + 1) ")"
		if (r < 23) return "t[" e(depth + 1) " & 3]"
		if (r < 24) return "c[" e(depth + 1) " & 3]"
		if (r < 25) return e(depth + 1) " " ops[int(rand() * nops) + 1] " " e(depth + 1)
		return "p->next->a"
	}
	BEGIN {
		srand(seed); split("x y g h 1", names, " "); nops = split("+ - * & | ^ == != < <= > >= && ||", ops, " ")
		print "struct s { int a; int b; struct s* next; };\nint g;\nint h;\nstruct s* p;\nint* t;\nchar* c;"
		print "int mix(int a, int b) { return a * 31 + b; }"
		for (i = 0; i < 150; i++) printf "int e%d(int x, int y) {\n\tif (%s)\n\t\ty = y + 1;\n\treturn %s;\n}\n", i, e(0), e(0)
		print "int all(int x, int y) {"
		for (i = 0; i < 150; i++) printf "\tx = e%d(x, y);\n\tshow(\"e%d\", x >> 16 & 65535);\n\tshow(\"\", x & 65535);\n", i, i
		print "\treturn 0;\n}\nint main(void) {\n\tp = room(100); t = room(100); c = room(100);\n\tp->next = p; p->a = -3; p->b = 77; h = 12;"
		print "\tt[0] = 5; t[1] = -6; t[2] = 700; t[3] = 1 << 30; c[0] = 100; c[1] = -100; c[2] = 200; c[3] = 0;"
		print "\tall(3, -4); all(0, 1); all(123456, 0); all(-1, 2147483647);\n\treturn 0;\n}"
	}' >random.c
cat "$here/small/lib.c" random.c >all.c
random_agree() { chain all.c program && ./program >out && gcc -m32 -w -fwrapv -o native all.c system.o && ./native >want && cmp out want; }
if [ $gcc32 = yes ]; then check "300 random expressions give gcc's values" random_agree
else skip "300 random expressions give gcc's values" "gcc -m32 makes no programs here"; fi

# ---- the larger compiler, which is what this one is for

cc=$LBS_SRC/seed/cc
order=../base/base.c\ $(sed -n '/^\/\/     cc.h /,/^\/\/ It is/p' "$cc/cc.h" | grep -o '[a-z]*\.[ch]' | tr '\n' ' ')
# shellcheck disable=SC2086 # a list of files
(cd "$cc" && cat $order) >all.c
milliseconds() { echo $(($(date +%s%N) / 1000000)); }
from=$(milliseconds)
check "seed/cc compiles: $(wc -l <all.c) lines" chain all.c cc
took=$(($(milliseconds) - from))
check "in less than 2 s, with M0 and hex2" test $took -lt 2000
cat >in.c <<'END'
struct b { int x : 3; unsigned y : 5; } bb = { 1, 2 };
static const char *names[] = { "a", "bc", "\n" };
long long sum; double d = 3.25; float table[3];
#define TIMES(a, b) ((a) * (b))
int f(int x, ...) { switch (x) { case 1: return 2; case 7: x++; default: break; } return x ? TIMES(x, 3) / 2 : (int)(d * 2.5); }
void _start(void) { int i; for (i = 0; i < 10; i++) { sum += (long long)f(i) << 33; bb.y ^= i; table[i % 3] += d / 3; } }
END
printf '#include <stdio.h>\nint main(void) { printf("%%5.2f %%s %%lld\\n", 3.14159, "x", 1LL << 40); return 0; }\n' >main.c
cc_agrees() { ./cc "$@" -o a && ./cc.native "$@" -o b && cmp a b; }
if [ $gcc32 = yes ]; then
	check "gcc builds it, too" gcc -m32 -w -fwrapv -o cc.native all.c system.o
	check "what it makes is what it makes when gcc built it" cc_agrees in.c
	check "so is a program with the whole library" cc_agrees -I "$LBS_SRC/seed/libc/include" "$LBS_SRC"/seed/libc/*.c main.c
else skip "what it makes is what it makes when gcc built it" "gcc -m32 makes no programs here"; fi
echo "1..$n"
