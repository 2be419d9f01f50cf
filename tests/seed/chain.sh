#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# chain - the seed stretch by hand: no program of ours takes part but the seed itself
set -eu
# shellcheck source=/dev/null
. "$LBS_SRC/tests/seed/common.sh.inc"
make_reference
make_root
if ! can_chroot; then echo "1..0 # SKIP neither root nor user namespaces: no chroot"; exit 0; fi

check "the first binary has at most 181 bytes" test "$(wc -c <root/bootstrap-seeds/POSIX/x86/hex0-seed)" -le 181
check "two lines and a script bring it to the tools" grow
check "hex0 makes itself again" cmp root/bootstrap-seeds/POSIX/x86/hex0-seed root/x86/bin/hex0
for file in "$LBS_SRC"/seed/x86/*/*.hex[012]; do
	name=$(basename "$file")
	./hexref "${name##*.}" <"$file" >want
	check "${name%.*} is what an independent converter makes of its text" cmp want "root/x86/bin/${name%.*}"
	step=${name%.*} path=/x86/bin/${name%.*}
	case $name in hex1.*) step=seed-tools-1 path=/usr/bin/hex1 ;; esac
	recorded=$(awk -v path="$path" '$5 == path { print $3 }' "$LBS_SRC/checksums/x86/$step")
	check "${name%.*} is as recorded" test "$(sha256sum <"root/x86/bin/${name%.*}")" = "$recorded  -"
done
check "the shell shows every command" grep -q '^ +> /x86/bin/hex2 /x86/M0/M0.hex2 /x86/bin/M0 $' log
mv root root.first
make_root
grow
rm -rf root.first/nothing
check "a second run makes the same" diff -r root.first root
echo "1..$n"
