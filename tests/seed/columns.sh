#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# columns - the address and instruction columns of every seed text say what its bytes are
#
# The instruction column is assembled again by GNU as and compared with the bytes that an
# independent converter makes of the first column; addresses are counted.
set -eu
# shellcheck source=/dev/null
. "$LBS_SRC/tests/seed/common.sh.inc"
make_reference

# Turn a listing into assembler source.
rows_to_source() { # BASE < listing
	awk -v base="$1" '
		function hexbytes(s,   i, k, t, parts, out) {
			k = split(s, parts, " "); out = ""
			for (i = 1; i <= k; i++) {
				t = parts[i]
				if (t ~ /^&/) out = out "\t.long " substr(t, 2) "\n"
				else if (t ~ /^%.*>/) { sub(/^%/, "", t); sub(/>/, " - ", t); out = out "\t.long " t "\n" }
				else if (t ~ /^[0-9A-F][0-9A-F]$/) out = out "\t.byte 0x" t "\n"
				else { print "strange byte column: " s > "/dev/stderr"; exit 1 }
			}
			return out
		}
		BEGIN { print ".intel_syntax noprefix\n.set base, " base }
		/^#:/ { print substr($0, 3) ":"; next }
		/^#/ || /^$/ { next }
		/^:/ {
			print substr($1, 2) ":"
			next
		}
		{
			cut = index($0, " ; "); bytes = substr($0, 1, cut - 1); rest = substr($0, cut + 3)
			sub(/^[0-9A-F]+ /, "", rest); sub(/ # .*$/, "", rest); sub(/ +$/, "", rest)
			if (rest ~ /^\./) { printf "%s", hexbytes(bytes); next }
			print "\t" rest
		}'
}

# Count addresses: each row must stand where the bytes before it end.
addresses_are_right() { # LISTING BASE
	awk -v base="$2" '
		function value(h,   i, v) { v = 0; for (i = 1; i <= length(h); i++) v = v * 16 + index("0123456789ABCDEF", substr(h, i, 1)) - 1; return v }
		BEGIN { at = value(base) }
		/^#/ || /^:/ || /^$/ { next }
		{
			cut = index($0, " ; "); if (!cut) { print FILENAME ":" FNR ": no columns" > "/dev/stderr"; exit 1 }
			rest = substr($0, cut + 3)
			if (value(substr(rest, 1, 8)) != at) { print FILENAME ":" FNR ": stands at " at > "/dev/stderr"; exit 1 }
			k = split(substr($0, 1, cut - 1), parts, " ")
			for (i = 1; i <= k; i++) {
				c = substr(parts[i], 1, 1)
				at += c == "!" ? 1 : c == "@" || c == "$" ? 2 : c == "%" || c == "&" ? 4 : 1
			}
		}' "$1"
}

for file in "$LBS_SRC"/seed/x86/*/*.hex[012]; do
	name=$(basename "$file")
	language=${name##*.}
	base=08048000
	[ "$name" != hex0.hex0 ] || base=06FF0000
	./hexref "$language" <"$file" >bytes
	rows_to_source "0x$base" <"$file" >rows.s
	check "$name: every row stands at its address" addresses_are_right "$file" "$base"
	if as --32 -o rows.o rows.s 2>as.log &&
		ld -m elf_i386 -N -Ttext="0x$base" -e 0 -o rows.elf rows.o 2>>as.log &&
		objcopy -O binary -j .text rows.elf rows.bin && cmp rows.bin bytes; then
		ok "$name: the instructions assemble to the bytes"
	else
		bad "$name: the instructions assemble to the bytes"; sed 's/^/# /' as.log
	fi
	twin=$LBS_SRC/tests/seed/twins/x86/${name%.*}.s
	if as --32 -o twin.o "$twin" && ld -m elf_i386 -N -Ttext="0x$base" -e 0 -o twin.elf twin.o 2>/dev/null &&
		objcopy -O binary -j .text twin.elf twin.bin && cmp twin.bin bytes; then
		ok "$name: the twin assembles to the same bytes"
	else
		bad "$name: the twin assembles to the same bytes"
	fi
done
sed 's/[#;].*//' "$LBS_SRC/seed/x86/hex0/hex0.hex0" | xxd -r -p >a
./hexref hex0 <"$LBS_SRC/seed/x86/hex0/hex0.hex0" >b
check "hex0.hex0: two unrelated converters agree" cmp a b
echo "1..$n"
