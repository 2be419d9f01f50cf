// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// globals.c - one word each, zero at first; declared again is the same

int a;
char* text;
int b;
int a;
unsigned u;
long l;

int set(int n) {
	a = n;
	b = a + 1;
	return a;
}

int main(void) {
	show("a", a);
	show("text", text == 0);
	set(5);
	show("a", a);
	show("b", b);
	text = "text";
	text = text + 1;
	show("letter", text[0]);
	u = 3;
	l = u * 2;
	show("l", l);
	show("a - b", a - b);
	show("a * b", a * b);
	show("-a", -a);
	show("!a", !a);
	show("[a]", text[a - 5]);
	return a - 5;
}
