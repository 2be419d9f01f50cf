// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// enum.c - members with and without value

enum { A, B, C = 10, D, E = -5, F, G = 'x', H = C, I, };
enum { ONLY = 0x10 };
enum
{
	LATER = I,
	LAST = ~A
};

int main(void) {
	show("A", A);
	show("B", B);
	show("C", C);
	show("D", D);
	show("E", E);
	show("F", F);
	show("G", G);
	show("H", H);
	show("I", I);
	show("ONLY", ONLY);
	show("LATER", LATER);
	show("LAST", LAST);
	show("A + D", A + D);
	return 0;
}
