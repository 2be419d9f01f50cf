// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// truth.c - comparisons and logic as values and as conditions; what is skipped is not run

int calls;

int say(int n) {
	calls = calls + 1;
	print_number(n);
	print(" ");
	return n;
}

int yes(char* words) {
	print(words);
	print(" yes\n");
	return 1;
}

int no(char* words) {
	print(words);
	print(" no\n");
	return 0;
}

int all(int a, int b, int c) {
	int x;
	show("a&&b", say(a) && say(b));
	show("a||b", say(a) || say(b));
	show("a&&b&&c", say(a) && say(b) && say(c));
	show("a||b||c", say(a) || say(b) || say(c));
	show("a&&b||c", say(a) && say(b) || say(c));
	show("a||b&&c", say(a) || say(b) && say(c));
	show("a&&(b||c)", say(a) && (say(b) || say(c)));
	show("(a||b)&&c", (say(a) || say(b)) && say(c));
	show("a||(b||c)", say(a) || (say(b) || say(c)));
	show("a&&(b&&c)", say(a) && (say(b) && say(c)));
	show("!(a&&b)||c", !(say(a) && say(b)) || say(c));
	show("!(a||!b)&&!c", !(say(a) || !say(b)) && !say(c));
	show("!!a", !!say(a));
	show("(a==b)==c", (say(a) == say(b)) == say(c));
	show("(a&&b)+(b||c)", (say(a) && say(b)) + (say(b) || say(c)));
	show("(a<b||b<c)&&(c<a||a==0)", (a < b || b < c) && (c < a || a == 0));
	x = say(a) || say(b);
	show("x", x);
	x = say(a) && say(b);
	show("x", x);
	if (say(a) && say(b)) yes("if &&"); else no("if &&");
	if (say(a) || say(b)) yes("if ||"); else no("if ||");
	if (!(say(a) || say(b)) || say(c)) yes("if !||"); else no("if !||");
	if ((say(a) || say(b)) && (say(b) || say(c))) yes("if ()&&()"); else no("if ()&&()");
	if ((say(a) && say(b)) || (say(b) && say(c))) yes("if ()||()"); else no("if ()||()");
	if (say(a)) yes("a"); else no("a");
	if (!say(a)) yes("!a"); else no("!a");
	while (say(a) && x < 3)
		x = x + 1;
	show("x", x);
	say(a) && yes("then");
	say(a) || yes("else");
	return 0;
}

int main(void) {
	all(0, 0, 0);
	all(0, 0, 1);
	all(0, 2, 0);
	all(0, 2, 1);
	all(5, 0, 0);
	all(5, 0, 1);
	all(5, 2, 0);
	all(5, 2, 1);
	show("calls", calls);
	show("1 && 2", 1 && 2);
	show("0 || 0", 0 || 0);
	show("0 || 7", 0 || 7);
	show("!0", !0);
	show("!7", !7);
	if (1) yes("1");
	if (0) yes("0");
	return 0;
}
