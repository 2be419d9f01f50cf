# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# cc_x86-twin.awk - the M1 source of cc_x86 as text for GNU as
#
#     awk -f cc_x86-twin.awk -v mode=MODE FILE...
#
# MODE twin: all of it. defines: each DEFINE of an instruction with made-up operands, its bytes
# behind it as a comment. code: the instructions in the comments behind raw bytes and behind
# "call %code", their bytes in the same way; a row without such a comment is an error.
#
# A DEFINE's name is the instruction; its first '_' is a blank, i8 and i32 are operands: the words
# that follow. Names in capitals are constants.

function value(h,   i, v) { v = 0; h = toupper(h); for (i = 1; i <= length(h); i++) v = v * 16 + index("0123456789ABCDEF", substr(h, i, 1)) - 1; return v }
function from_bytes(h,   i, v) { v = ""; for (i = length(h) - 1; i >= 1; i -= 2) v = v substr(h, i, 2); return "0x" v }
function is_capital(t) { return t ~ /^[A-Z][A-Z_]*$/ }

# The words of a line, comments away: word[1..n]; the comment is `remark`.
function split_line(line,   c, k) {
	n = 0; remark = ""
	while (line != "") {
		c = substr(line, 1, 1)
		if (c == " " || c == "\t") { line = substr(line, 2); continue }
		if (c == "#" || c == ";") { remark = substr(line, 2); return }
		if (c == "\"" || c == "'") k = index(substr(line, 2), c) + 1
		else k = match(line, /[ \t]/) ? RSTART - 1 : length(line)
		word[++n] = substr(line, 1, k)
		line = substr(line, k + 1)
	}
}

function operand(t) {
	if (t in constant) return from_bytes(constant[t])
	if (t ~ /^[!%]-?[0-9]/) return substr(t, 2)
	return "L_" substr(t, 2)
}

# The instruction NAME; its operands are word[at + 1] and so on, or made up.
function instruction(name, made_up,   text, i, k, parts, label) {
	if (name == "call" || name ~ /^j[a-z]+(32)?$/) {
		if (made_up) label = name == "call" || name == "jmp32" ? ". + 0x11223349" : name ~ /32$/ ? ". + 0x1122334A" : ". + 0x13"
		else label = operand(word[++at])
		if (name == "call") return "call " label
		return (name ~ /32$/ ? "{disp32} " : "{disp8} ") substr(name, 1, length(name) - (name ~ /32$/ ? 2 : 0)) " " label
	}
	if (name ~ /^rep/ || name == "int_0x80" || name !~ /_/) { sub(/_/, " ", name); return name }
	text = substr(name, 1, index(name, "_") - 1) " "
	k = split(substr(name, index(name, "_") + 1), parts, ",")
	for (i = 1; i <= k; i++) {
		sub(/^byte\[/, "byte ptr [", parts[i]); sub(/^word\[/, "word ptr [", parts[i]); sub(/^dword\[/, "dword ptr [", parts[i])
		if (parts[i] ~ /i8/) sub(/i8/, made_up ? "0x11" : operand(word[++at]), parts[i])
		else if (parts[i] ~ /\[i32\]/) sub(/\[i32\]/, made_up ? "ds:[0x11223344]" : "[" operand(word[++at]) "]", parts[i])
		else if (parts[i] ~ /i32/) sub(/i32/, made_up ? "0x11223344" : (word[at + 1] ~ /^&/ ? "OFFSET " : "") operand(word[++at]), parts[i])
		text = text (i > 1 ? ", " : "") parts[i]
	}
	return text
}

function made_up_bytes(name,   h, s) {
	if (name == "call" || name ~ /^j[a-z]+32$/) return "44332211"
	if (name ~ /^j[a-z]+$/) return "11"
	h = ""
	for (s = name; match(s, /i8|i32/); s = substr(s, RSTART + RLENGTH)) h = h (RLENGTH == 2 ? "11" : "44332211")
	return h
}

function data(t,   i, h, two) {
	if (t ~ /^"/) { gsub(/\\/, "\\\\", t); return "\t.asciz " t }
	if (t ~ /^'/) {
		gsub(/[^0-9A-Fa-f]/, "", t); h = "\t.byte "
		for (i = 1; i < length(t); i += 2) h = h (i > 1 ? ", " : "") "0x" substr(t, i, 2)
		return h
	}
	if (t in constant) return (length(constant[t]) == 2 ? "\t.byte " : "\t.long ") from_bytes(constant[t])
	if (t ~ /^%.*>/) { split(substr(t, 2), two, ">"); return "\t.long L_" two[1] " - L_" two[2] }
	if (t ~ /^!/) return "\t.byte " operand(t)
	if (t ~ /^@/) return "\t.short " substr(t, 2)
	if (t ~ /^[%&]/) return "\t.long " operand(t) (t ~ /^%[^-0-9]/ ? " - . - 4" : "")
	print FILENAME ":" FNR ": what is " t "?" >"/dev/stderr"; exit bad = 1
}

# The instructions of a comment, which stand for the bytes HEX.
function checked(hex, remark,   i, k, parts) {
	sub(/^ +/, "", remark); sub(/   .*$/, "", remark); sub(/ +#.*$/, "", remark)
	if (remark == "") { print FILENAME ":" FNR ": no instruction beside " hex >"/dev/stderr"; exit bad = 1 }
	if (hex ~ /c/) { sub(/c/, "4", hex); sub(/jc/, "je", remark); sub(/setc/, "sete", remark) }
	gsub(/ l$/, hex ~ /^E[89]/ ? " . + 0x11223349" : " . + 0x1122334A", remark)
	gsub(/ n$/, " 0x11223344", remark)
	gsub(/[ln]/, "44332211", hex)
	if (remark ~ /^j/) remark = "{disp32} " remark
	k = split(remark, parts, "; ")
	for (i = 1; i <= k; i++) print "\t" parts[i] (i == k ? " # " hex : "")
}

BEGIN { print ".intel_syntax noprefix" }
{
	split_line($0)
	for (at = 1; at <= n; at++) {
		t = word[at]
		if (t == "DEFINE") {
			if (is_capital(word[at + 1])) constant[word[at + 1]] = word[at + 2]
			else {
				known[word[at + 1]] = 1
				if (mode == "defines") print "\t" instruction(word[at + 1], 1) " # " word[at + 2] made_up_bytes(word[at + 1])
			}
			at += 2
		} else if (mode == "code") {
			if (t == "%code" && word[at - 1] == "call") { h = word[at + 1]; gsub(/"/, "", h); checked(h, remark) }
			if (t ~ /^'/ && FILENAME ~ /start/ && seen_start && word[at + 1] !~ /^%/) { gsub(/'/, "", t); checked(t, remark) }
			if (t == ":start") seen_start = 1
		} else if (mode == "twin") {
			if (t ~ /^:/) print "L_" substr(t, 2) ":"
			else if (t in known) print "\t" instruction(t, 0)
			else print data(t)
		}
	}
}
END { if (bad) exit 1 }
