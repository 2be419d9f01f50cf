// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// signs.c - < and >> know signs

int main(void) {
	int minus = -1;
	int one = 1;
	show("<", minus < one);
	show("<=", minus <= one);
	show(">", minus > one);
	show(">=", minus >= one);
	show("==", minus == -1);
	show("!=", minus != -1);
	show("<", one < one);
	show("<=", one <= one);
	show(">", one > one);
	show(">=", one >= one);
	show("least", -2147483647 - 1 < minus);
	show(">>", -256 >> 4);
	show(">>", minus >> 31);
	show(">> of the highest", (1 << 31) >> 31);
	show("-", -one);
	show("- -", - -one);
	show("~", ~one);
	show("~~", ~~one);
	show("* of minus", minus * 5);
	show("tight", one-minus);
	show("set tight", one=-1);
	return 0;
}
