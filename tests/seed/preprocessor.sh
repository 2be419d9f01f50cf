#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# preprocessor - the first chapters of seed/cc, built by the host's compiler, against the host's cpp
set -u
# shellcheck source=/dev/null
. "$LBS_SRC/tests/seed/common.sh.inc"
here=$LBS_SRC/tests/seed/pre
cc=$LBS_SRC/seed/cc
n=${n:-0}
told() { if [ "$1" = 0 ]; then ok "$2"; else bad "$2"; fi; }

if ! echo 'int main(void) { return 0; }' | gcc -m32 -x c -o /dev/null - 2>/dev/null; then
	echo "1..0 # SKIP gcc -m32 makes no programs here"
	exit 0
fi
cat "$LBS_SRC/seed/base/base.c" "$cc/cc.h" "$cc/lex.c" "$cc/type.c" "$cc/tree.c" "$cc/pre.c" "$cc/direct.c" \
	"$cc/emit.c" "$cc/float.c" "$here/host.c" >all.c
gcc -m32 -g -w -fwrapv -fsanitize=address,undefined -o pre all.c
told $? "the chapters up to pre.c build with sanitizers"

# Both as one stream without white space: the peer does not join texts, nor does it rewrite \n.
plain() { tr -d ' \n'; }
for file in "$here"/*.c; do
	case $file in */host.c) continue ;; esac
	./pre "$file" >ours 2>ours.err
	told $? "$(basename "$file"): no error"
	gcc -E -P "$file" 2>/dev/null | sed 's/" "//g' | plain >theirs
	plain <ours >ours.plain
	cmp -s ours.plain theirs
	told $? "$(basename "$file"): the tokens that cpp makes"
done

# Mistakes: one line with the place, status 1.
mistake() {
	# shellcheck disable=SC2059 # the text is a format on purpose
	printf "$1" >bad.c
	./pre bad.c >/dev/null 2>err
	status=$?
	test $status = 1 && test "$(wc -l <err)" = 1 && grep -q "^bad.c:$2: $3" err
	told $? "$4"
}
mistake '\n#error no such luck\n' 2 '#error' '#error stops with its text'
mistake '#if 1\nx\n' 3 'an #if' 'an #if without #endif is told'
mistake '#endif\n' 1 'no #if' 'an #endif without #if is told'
mistake '#include "none.h"\n' 1 "can't read" 'an included file that is not there is told'
mistake '\nchar *s = "abc\n' 2 'a quote' 'a quote that is not closed is told'
mistake '/* x\n' 1 'a comment' 'a comment that is not closed is told'
mistake '#define F(a, b) a\nF(1)\n' 2 'too few' 'too few arguments of a macro are told'
mistake '#define F(a) a\nF(1, 2)\n' 2 'too many' 'too many arguments of a macro are told'
mistake '#if 1 / 0\n#endif\n' 1 '#if: division' 'a division by zero in #if is told'
mistake '#if defined(X\n#endif\n' 1 '#if' 'a defined without ) is told'
mistake '#frob\n' 1 'unknown directive' 'an unknown directive is told'
echo "1..$n"
