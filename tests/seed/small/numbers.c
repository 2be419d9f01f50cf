// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// numbers.c - decimal, hexadecimal in either case, octal

int main(void) {
	show("0", 0);
	show("10", 10);
	show("0x1F", 0x1F);
	show("0xabc", 0xabc);
	show("0XfF", 0XfF);
	show("0x80000000", 0x80000000 == 1 << 31);
	show("0xFFFFFFFF", 0xFFFFFFFF == -1);
	show("017", 017);
	show("0600", 0600);
	show("2147483647", 2147483647);
	return 0;
}
