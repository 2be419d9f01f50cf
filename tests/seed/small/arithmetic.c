// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// arithmetic.c - each operator, its right side being a number, a local, a global, and neither

int g;

int same(int n) {
	return n;
}

int all(int a, int b) {
	g = b;
	show("+", a + b);
	show("+ g", a + g);
	show("+ e", a + same(b));
	show("-", a - b);
	show("- g", a - g);
	show("- e", a - same(b));
	show("*", a * b);
	show("* g", a * g);
	show("* e", a * same(b));
	show("/", a / b);
	show("/ g", a / g);
	show("/ e", a / same(b));
	show("%", a % b);
	show("% g", a % g);
	show("% e", a % same(b));
	show("<<", a << b);
	show("<< g", a << g);
	show("<< e", a << same(b));
	show(">>", a >> b);
	show(">> g", a >> g);
	show(">> e", a >> same(b));
	show("&", a & b);
	show("& g", a & g);
	show("& e", a & same(b));
	show("|", a | b);
	show("| g", a | g);
	show("| e", a | same(b));
	show("^", a ^ b);
	show("^ g", a ^ g);
	show("^ e", a ^ same(b));
	return 0;
}

int main(void) {
	int a = 1000;
	all(1000, 7);
	all(123456789, 3);
	show("+", a + 7);
	show("-", a - 7);
	show("*", a * 7);
	show("/", a / 7);
	show("%", a % 7);
	show("<<", a << 7);
	show(">>", a >> 7);
	show("&", a & 7);
	show("|", a | 7);
	show("^", a ^ 7);
	show("+ +", same(1) + (same(2) + (same(3) + (same(4) + same(5)))));
	show("- -", same(1) - (same(2) - (same(3) - (same(4) - same(5)))));
	show("runs over", 2147483647 + same(1) < 0);
	show("* runs over", 65536 * 65536 + same(3));
	return 0;
}
