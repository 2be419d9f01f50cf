#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# ddc - lbs verify --ddc on a chain that is made up: its tcc copies a file and adds a line
. "$LBS_SRC/tests/verify/common.sh.inc"
echo 'int main(void) { return 0; }' >x.c
for compiler in gcc clang; do
	"$compiler" -m32 -nostdlib -c -o x.o x.c 2>why && "$compiler" -m32 -nostdlib -shared -o x.so x.o -lgcc 2>>why || { echo "1..0 # SKIP $compiler makes no 32-bit programs here"; exit 0; }
done
ddc() { verify --ddc "$@"; }

new_tree() {
	base_tree
	mkdir -p tree/steps/tcc-0.9.27 tree/seed/libc/include
	cat >tree/seed/libc/include/sys.h <<'C'
int sys_call(int number, int a, int b, int c);
#ifdef __clang__
#define CLANG 1
#else
#define CLANG 0
#endif
C
	cat >tree/seed/libc/sys.c <<'C'
#include <sys.h>
int main(int argc, char **argv);
__asm__(".globl _start\n_start: mov %esp, %eax\nand $-16, %esp\nsub $12, %esp\npush %eax\ncall begin\n");
__asm__(".globl sys_call\nsys_call: push %ebx\nmov 8(%esp), %eax\nmov 12(%esp), %ebx\nmov 16(%esp), %ecx\nmov 20(%esp), %edx\nint $0x80\npop %ebx\nret\n");
void begin(int *stack) { sys_call(1, main(stack[0], (char **)(stack + 1)), 0, 0); }
C
	cat >distfiles/tcc.c <<'C'
#include <sys.h>
int main(int argc, char **argv)
{
	static char block[4096];
	int in = sys_call(5, (int)argv[1], 0, 0), out = sys_call(5, (int)argv[2], 0x241, 0755);
	int n = sys_call(3, in, (int)block, sizeof(block));
	return argc != 3 || sys_call(4, out, (int)block, n) != n || sys_call(4, out, (int)"compiled\n", 9) != 9;
}
C
	[ $# = 0 ] || sed -i "$1" distfiles/tcc.c
	echo "f https://example.invalid/tcc.c $(sha256sum <distfiles/tcc.c | cut -d' ' -f1)" >tree/steps/tcc-0.9.27/sources
	echo 'build: tcc-0.9.27' >tree/steps/manifest
	cat >tree/steps/tcc-0.9.27/pass1.kaem <<'K'
# A tcc that no compiler has seen yet.
mkdir build
cd build
cp ${DISTFILES}/tcc.c tcc.c
cc \
    -o tcc-0 \
    -I /libc/include \
    -DWORD=1 \
    tcc.c \
    /libc/sys.c
./tcc-0 tcc.c tcc
cp tcc ${BINDIR}/tcc
chmod 755 ${BINDIR}/tcc
put ${BINDIR}/other of this
K
}

new_tree
ddc
check "a chain without records cannot be compared: status 2" test "$status" = 2 -a "$(grep -c "^unable .*the verdict of 'hex0' is not-checked" err)" = 2
record; ddc
check "the same by gcc and by clang: status 0" test "$status" = 0
check "a line a compiler, with its version and what was compared" test "$(grep -c '^same         \(gcc\|clang\) [0-9.]* (-m32 -O2): tcc-0.9.27: 2 files equal to those grown from the seed$' err)" = 2
check "the record has an entry for each" test "$(grep -c '"end": "same"' reports/record.json)" = 2
check "the two first compilers are not the same" test "$(grep '"first": "' reports/record.json | sort -u | wc -l)" = 2
cp reports/record.json first.json
ddc --jobs 1 --rebuild
check "again: the same record" cmp first.json reports/record.json
verify
check "without --ddc nothing of it is in the record" sh -c '! grep -q "\"ddc\"" reports/record.json'
"$bin/lbs-report" --format json first.json >again.json
check "reports read a record with it" cmp first.json again.json

# Compilers that are not there, or cannot.
mkdir only; for tool in gcc as ld; do ln -s "$(command -v $tool)" only/; done
PATH=$PWD/only ddc
check "one that is absent is told, and the other counts: status 0" test "$status" = 0 -a "$(grep -c '^same  *gcc\|^absent       clang: not installed$' err)" = 2
printf '#!/bin/sh\n[ "$1" = --version ] && { echo clang version 99.1; exit; }\necho "tcc.c:1: error: no" >&2; exit 1\n' >only/clang; chmod +x only/clang
PATH=$PWD/only:/bin ddc
check "one that cannot compile it is told: status 2" test "$status" = 2 -a -n "$(grep '^unable       clang 99.1 (-m32 -O2): it could not make the first compiler: tcc.c:1: error: no$' err)"
mkdir none; PATH=$PWD/none ddc
check "none at all: status 2" test "$status" = 2 -a "$(grep -c '^absent ' err)" = 2

# A first compiler that does something else.
new_tree 's/"compiled.n", 9) != 9/CLANG ? "Compiled\\n" : "compiled\\n", 9) != 9/'
record; ddc
check "clang's gives other bytes: status 1" test "$status" = 1 -a -n "$(grep '^differs      clang [0-9.]* (-m32 -O2): /usr/bin/tcc: recorded [0-9a-f]*, built [0-9a-f]*$' err)"
check "gcc's still are the same" grep -q '^same         gcc' err
run explain tcc-0.9.27
check "explain shows what clang made other: status 1" test "$status" = 1 -a -n "$(grep '^tcc-0.9.27, with clang .* in the place of cc: differs: ' out)" -a -n "$(grep -i 'ompiled$\|first difference' out)"
check "the record has the change, and what was the same" test -n "$(grep '"same": 1,' reports/record.json)"
new_tree 's/return argc != 3/return CLANG || argc != 3/'
record; ddc
check "clang's fails: status 1 and its log" test "$status" = 1 -a -n "$(grep '^failed       clang .*: ended with status 1' err)" -a -s reports/logs/tcc-0.9.27.clang.log

# Where nothing can be compared.
new_tree; sed -i 's,-DWORD=1,-wrapper /bin/false,' tree/steps/tcc-0.9.27/pass1.kaem; record; ddc
check "an option that the host's compiler could run a program for: status 2" test "$status" = 2 -a "$(grep -c "^unable .*pass1.kaem:5: in the command cc: '-wrapper'; wants files" err)" = 2
new_tree; sed -i 's,tcc.c .$,${DISTFILES}/tcc.c \\,' tree/steps/tcc-0.9.27/pass1.kaem; record; ddc
check "a variable in the command: status 2" test "$status" = 2 -a "$(grep -c "^unable .*pass1.kaem:5: in the command cc: '\${DISTFILES}/tcc.c'" err)" = 2
new_tree; echo 'cc -o /usr/bin/more x' >>tree/steps/tcc-0.9.27/pass1.kaem; record; ddc
check "a recipe that calls cc again: status 2" test "$status" = 2 -a "$(grep -c '^unable .*: wants one command cc, with -o FILE, got 2$' err)" = 2
new_tree; record; echo 'put ${BINDIR}/more x' >>tree/steps/tcc-0.9.27/pass1.kaem; ddc
check "a step that differs by itself: status 1, and no comparison" test "$status" = 1 -a "$(grep -c "^unable .*the verdict of 'tcc-0.9.27' is differs" err)" = 2
new_tree; echo 'build: other-1' >tree/steps/manifest; ddc
check "a chain without tcc: status 2" test "$status" = 2 -a -n "$(grep "ddc: the chain has no step 'tcc-0.9.27' with a recipe" err)"
check "no work is left" test -z "$(ls store/work)"
echo "1..$n"
