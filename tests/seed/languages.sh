#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# languages - each tool takes its language, corner by corner, and says what is wrong
#
# Then random texts, good and broken, through tool and reference: same bytes, or
# both refuse; no tool crashes or hangs.
set -eu
# shellcheck source=/dev/null
. "$LBS_SRC/tests/seed/common.sh.inc"
make_reference
make_root
if ! can_chroot; then echo "1..0 # SKIP neither root nor user namespaces: no chroot"; exit 0; fi
grow
bin=$PWD/root/x86/bin

# gives TOOL WORDS TEXT(printf) HEX: the text converts to these bytes
gives() {
	tool=$1 words=$2 want=$4
	# shellcheck disable=SC2059 # the text is a format on purpose
	printf "$3" >in
	rm -f out
	if timeout 10 "$bin/$tool" in out 2>err && [ "$(xxd -p <out | tr -d '\n')" = "$want" ] && [ ! -s err ]; then
		ok "$tool: $words"
	else
		bad "$tool: $words"; echo "# got $(xxd -p <out | tr -d '\n'), $(cat err)"
	fi
}

# refuses TOOL WORDS TEXT MESSAGE
refuses() {
	tool=$1 words=$2 want=$4 status=0
	# shellcheck disable=SC2059
	printf "$3" >in
	rm -f out
	timeout 10 "$bin/$tool" in out 2>err || status=$?
	if [ "$status" = 1 ] && [ "$(cat err)" = "$tool: $want" ] && [ ! -e out ]; then
		ok "$tool: $words"
	else
		bad "$tool: $words"; echo "# status $status, $(cat err)"
	fi
}

for tool in hex0 hex1 hex2; do
	gives $tool "two digits make a byte, high one first, in either case" '7F 4c 0a' 7f4c0a
	gives $tool "blanks may stand between a byte's digits" '4 1\n4\n2 4\t3' 414243
	gives $tool "'#' and ';' start comments up to the newline" '41#42\n43;44\n45' 414345
	gives $tool "a comment at the end needs no newline" '41 # 42' 41
	gives $tool "other characters are ignored, G too" 'Gg4(1)zZ,' 41
	gives $tool "an empty text makes an empty file" '' ''
	gives $tool "nothing but a comment makes an empty file" '# 41' ''
	printf '41' >in; rm -f out; "$bin/$tool" in out
	check "$tool: the product can be run at once" test "$(stat -c %a out)" = 700
done
gives hex0 "a carriage return does not end a comment" '41 # c\r42\n43' 4143
gives hex0 "a lone last digit is dropped" '41 4' 41
gives hex1 "a carriage return ends a comment" '41 # c\r42' 4142
gives hex2 "a carriage return ends a comment" '41 # c\r42' 4142
gives hex1 "a label is a place, a pointer a distance from behind itself" ':a 41 %%b :b %%a' 4100000000f7ffffff
gives hex1 "any byte can be a label's name" ':# 90 %%#' 90fbffffff
gives hex1 "the last of two labels counts, for pointers before it, too" ':a 90 %%a :a' 9000000000
gives hex2 "one byte back to itself" ':top EB !top' ebfe
gives hex2 "every pointer has its size and base" ':t &t $t %%t @t !t' 008004080080f6fffffff4fff3
gives hex2 "a distance may be counted from a label" '%%end>tab :tab 9090 :end' 020000009090
gives hex2 "after an address the base means nothing" ':tab &tab>end :end' 00800408
gives hex2 "a name may hold most characters" ':a:b#c;d 90 !a:b#c;d ' 90fe
gives hex2 "a name at the end needs no newline" '90 :end %%end>end' 9000000000
gives hex2 "the last of two labels counts" ':a 90 !a :a' 9000
gives hex2 "a tab ends a name" ':a\t90 !a\t91' 90fe91
refuses hex1 "a label that is nowhere" '%%z' 'a label that is nowhere: z'
refuses hex1 "half a byte at the end" '41 4' 'half a byte, before a label or at the end'
refuses hex1 "half a byte before a label" '4 :a' 'half a byte, before a label or at the end'
refuses hex1 "half a byte before a pointer" ':a 4 %%a' 'half a byte, before a label or at the end'
refuses hex1 "a colon at the end" '41 :' 'a label without a name at the end'
refuses hex2 "a label that is nowhere" '&not_here' 'a label that is nowhere: not_here'
refuses hex2 "a base that is nowhere" ':a %%a>b' 'a label that is nowhere: b'
refuses hex2 "half a byte" '4 :a' 'half a byte, before a label or at the end'
refuses hex2 "a label without a name" ': a' 'a label without a name'
refuses hex2 "a label that is too far for a byte" "!a $(printf '90 %.0s' $(seq 128)) :a" 'too far away: a'
gives M0 "a word a line, numbers low byte first" '%%1 @-2 !255 x' "$(printf '01000000\nFEFF\nFF\nx\n' | xxd -p | tr -d '\n')"
gives M0 "hexadecimal numbers have capitals; small letters make the whole 0" '!0x1F !0x1f' "$(printf '1F\n00\n' | xxd -p | tr -d '\n')"
gives M0 "one byte after any other character, as ever" '$1 ~2 &3 12 C3' "$(printf '01\n02\n03\n02\n03\n' | xxd -p | tr -d '\n')"
gives M0 "labels and pointers pass" ':a &a !a %%a>b <' "$(printf ':a\n&a\n!a\n%%a>b\n<\n' | xxd -p | tr -d '\n')"
gives M0 "text becomes digits and 00" '"hi\n#"' "$(printf '68690A2300\n' | xxd -p | tr -d '\n')"
gives M0 "raw text passes as it is" "'48 89 C0'" "$(printf '48 89 C0\n' | xxd -p | tr -d '\n')"
gives M0 "a name means its value from there on, and the last value counts" 'a DEFINE a 90\na DEFINE a "91 92" a' "$(printf 'a\n90\n91 92\n' | xxd -p | tr -d '\n')"
gives M0 "a value is not looked up again" 'DEFINE a b DEFINE b c a' "$(printf 'b\n' | xxd -p | tr -d '\n')"
gives M0 "a comment begins at the beginning of a word alone" '# c\na#b ; c' "$(printf 'a#b\n' | xxd -p | tr -d '\n')"
refuses M0 "an open quote" 'a "b' 'a quote that is never closed'
refuses M0 "a DEFINE without value" 'DEFINE a' 'a DEFINE without name or value at the end'
refuses M0 "a number beyond a byte" '!256' 'a number that does not fit: !256'
refuses M0 "a number beyond two bytes" '@-32769' 'a number that does not fit: @-32769'

for tool in hex1 hex2 M0; do
	"$bin/$tool" no-such-file out 2>err && bad "$tool: a missing file" ||
		check "$tool: a missing file is told" grep -q 'cannot read, or too long: no-such-file' err
	printf '41' >in
	"$bin/$tool" in /dev/full 2>err && bad "$tool: a full disk" ||
		check "$tool: a full disk is told" grep -q 'cannot write: /dev/full' err
done
printf 'ab' >x; printf 'c' >y
"$bin/catm" out x y x
check "catm: files one after the other" test "$(cat out)" = abcab
"$bin/catm" out x none 2>err && bad "catm: a missing file" || check "catm: a missing file is told" grep -q 'none' err

printf '/bin/sh -c "exit 3"\n/bin/touch made\n' >s
"$bin/kaem" s >log 2>err && bad "kaem: a failing command" ||
	check "kaem: a failing command ends the script and is named" grep -q '^kaem: the command failed: /bin/sh$' err
check "kaem: nothing runs after it" test ! -e made
# shellcheck disable=SC1003
printf '/bin/echo "a b" c\\\n d # e\n\n\t/bin/echo x"y"z\n/bin/echo last' >s
"$bin/kaem" s | grep -v '^ +>' >log
printf 'a b c d\nxy z\nlast\n' >want
check "kaem: quotes, backslash and comments; a quote ends the word" cmp want log
"$bin/kaem" none 2>err && bad "kaem: a missing script" || check "kaem: a missing script is told" grep -q none err

# Random texts. The seed of the generator is fixed: a failure can be seen again.
random_text() { # NUMBER LANGUAGE
	awk -v seed="$1" -v language="$2" 'BEGIN {
		srand(seed); k = int(rand() * 60)
		split("a b c label x1 _y A9 end", name, " ")
		for (i = 0; i < k; i++) {
			r = rand(); w = language == "hex1" ? substr("abcxyz", int(rand() * 6) + 1, 1) : name[int(rand() * 8) + 1]
			if (language == "M0") {
				if (r < .15) printf "DEFINE %s %02X\n", w, int(rand() * 256)
				else if (r < .3) printf "%s%d ", substr("!@%$~&", int(rand() * 6) + 1, 1), int(rand() * 300) - 100
				else if (r < .4) printf "\"%s \" ", w
				else if (r < .5) printf "\047%02X\047 ", int(rand() * 256)
				else if (r < .55) printf "!0x%X\n", int(rand() * 300)
				else if (r < .6) printf "# %s\n", w
				else printf "%s%s%s", substr(":&!%", int(rand() * 4) + 1, rand() < .5), w, rand() < .5 ? " " : "\n"
			} else {
				if (r < .5) printf "%02X ", int(rand() * 256)
				else if (r < .6) printf "%X", int(rand() * 16)
				else if (r < .65) printf "# %s\n", w
				else if (language == "hex0") printf "%c", 32 + int(rand() * 90)
				else if (r < .8) printf ":%s%s", w, rand() < .9 ? "\n" : " "
				else if (language == "hex1") printf "%%%s ", w
				else printf "%s%s%s ", substr("!@$%&", int(rand() * 5) + 1, 1), w, rand() < .2 ? ">" name[int(rand() * 8) + 1] : ""
			}
		}
	}'
}
for tool in hex0 hex1 hex2 M0; do
	differ=0 good=0
	for i in $(seq 150); do
		random_text "$i" $tool >in
		rm -f out; status=0 wanted=0
		timeout 10 "$bin/$tool" in out 2>err || status=$?
		./hexref $tool <in >want 2>/dev/null || wanted=$?
		if [ "$status" != "$wanted" ] || { [ "$status" = 0 ] && ! cmp -s want out; }; then
			differ=$((differ + 1)); cp in "differs.$tool.$i"
			echo "# text $i: status $status, wanted $wanted: $(head -c 200 in | tr '\n' '~')"
		fi
		[ "$status" != 0 ] || good=$((good + 1))
	done
	check "$tool: 150 random texts give what the reference gives ($good are good ones)" test "$differ" = 0
	crashed=0
	for i in $(seq 60); do
		head -c $((i * 40)) "$LBS_SRC/seed/x86/M0/M0.hex2" | tail -c $((i * 13)) |
			tr "$(printf '%s' '0-9 :%' | cut -c1-$((i % 6 + 1)))" "$(printf ':%%!"&D' | cut -c1-$((i % 6 + 1)))" >in
		head -c "$i" /dev/urandom >>in
		status=0
		timeout 10 "$bin/$tool" in out 2>err || status=$?
		[ "$status" -le 1 ] || { crashed=$((crashed + 1)); cp in "crashed.$tool.$i"; }
	done
	check "$tool: 60 pieces of broken text end in status 0 or 1" test "$crashed" = 0
done
echo "1..$n"
