#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# libc - the seed's C library: its machine code, and what it gives compared with glibc
set -u
# shellcheck source=/dev/null
. "$LBS_SRC/tests/seed/common.sh.inc"
libc=$LBS_SRC/seed/libc
cases=$LBS_SRC/tests/seed/libc
n=${n:-0}
told() { if [ "$1" = 0 ]; then ok "$2"; else bad "$2"; fi; }

if ! echo 'int main(void) { return 0; }' | gcc -m32 -x c -o /dev/null - 2>/dev/null; then
	echo "1..0 # SKIP gcc -m32 makes no programs here"
	exit 0
fi
alone="-m32 -nostdlib -nostdinc -ffreestanding -fno-builtin -fno-pic -fno-stack-protector"

# The rows: the instruction column assembles to the bytes.
for file in machine crt1; do
	# shellcheck disable=SC2086
	gcc $alone -w -c -o $file.o "$libc/$file.c" && objcopy -O binary -j .text.machine $file.o bytes
	{ echo '.intel_syntax noprefix'; sed -n 's|^.*0x[0-9A-F][0-9A-F],\{0,1\} *// \([^#]*\).*|\1|p' "$libc/$file.c"; } >code.s
	as --32 -o code.o code.s && objcopy -O binary -j .text code.o code
	nm -S -n --defined-only $file.o | while read -r at size _; do   # the arrays without what lies between
		tail -c +$((0x$at + 1)) bytes | head -c $((0x$size))
	done | xxd -p -c1 | grep -v '^00$' >have                # zeros: the address in crt1, and its end
	xxd -p -c1 code | grep -v '^00$' >want
	test -s want && cmp have want
	told $? "$file.c: the instructions assemble to the bytes"
done

# shellcheck disable=SC2086
gcc $alone -O0 -w -c -I "$libc/include" -o library.o "$cases/library.c"
told $? "the program for our library compiles"
gcc -m32 -O0 -w -fno-builtin -o theirs "$cases/library.c" && SOME=thing ./theirs a >want 2>want.err
test $? = 7
told $? "the program for glibc runs"
for compiler in "gcc -O0" "gcc -O2" "clang -O1"; do
	if ! command -v "${compiler%% *}" >/dev/null; then skip "$compiler" "not here"; continue; fi
	# shellcheck disable=SC2086
	$compiler $alone -static -w -I "$libc/include" -o ours "$libc"/*.c library.o
	told $? "$compiler builds the library"
	timeout 60 env -i SOME=thing ./ours a >have 2>have.err
	test $? = 7
	told $? "$compiler: the program ends as it should"
	cmp have want && cmp have.err want.err
	told $? "$compiler: all $(wc -l <want) lines as with glibc"
done
# Nothing that C leaves open, but for words at any address: the first would end the program.
# shellcheck disable=SC2086
gcc $alone -O1 -static -w -fsanitize=undefined -fno-sanitize=alignment,object-size -fsanitize-undefined-trap-on-error \
	-I "$libc/include" -o ours "$libc"/*.c library.o && timeout 60 env -i SOME=thing ./ours a >have 2>have.err
cmp have want
told $? "the same with traps for undefined behaviour"

# Compilers of whole programs, named in the environment as for tcc.sh.
for compiler in $(echo "${FIRST_COMPILERS-}" | tr ',' ' '); do
	"$compiler" -I "$libc/include" -o ours "$libc"/*.c "$cases/library.c" && { timeout 60 env -i SOME=thing ./ours a >have 2>have.err; cmp have want; }
	told $? "$compiler: all lines as with glibc"
done
printf '#include <stdio.h>\nint main(void) { printf("text"); return 0; }\n' >lost.c
# shellcheck disable=SC2086
gcc $alone -static -w -I "$libc/include" -o lost "$libc"/*.c lost.c
./lost >/dev/full
test $? = 1 && test "$(./lost)" = text
told $? "a program whose output can't be written does not succeed"
# shellcheck disable=SC2086
gcc $alone -std=gnu89 -pedantic -Wall -Wextra -Wno-long-long -Wno-unused-parameter -Wno-sign-compare -Wno-comment \
	-fsyntax-only -I "$libc/include" "$libc"/*.c 2>&1 | grep -E 'warning:|error:' | grep -v 'C++ style' >warnings
test ! -s warnings
told $? "gcc -std=gnu89 -pedantic -Wall -Wextra has nothing to say"
test "$(cat "$libc"/*.[ch] "$libc"/include/*.h "$libc"/include/sys/*.h | wc -l)" -le 1400
told $? "not more than 1400 lines to read"
echo "1..$n"
