// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// precedence.c - the binary operators bind as C says, and to the left

int main(void) {
	int two = 2;
	int three = 3;
	int four = 4;
	show("+ *", two + three * four);
	show("* +", two * three + four);
	show("- -", 20 - four - three);
	show("/ *", 100 / four * three);
	show("% *", 100 % 7 * three);
	show("<< +", 1 << two + three);
	show("+ <<", two + three << 1);
	show("< <<", 1 << two < three << 1);
	show("== <", two < three == three < four);
	show("& ==", 6 & two == 2);
	show("== &", three == 3 & four);
	show("^ &", 6 ^ 12 & 5);
	show("& ^", 12 & 5 ^ 6);
	show("| ^", 8 | 6 ^ 2);
	show("^ |", 6 ^ 2 | 8);
	show("&& |", 0 && 0 | 1);
	show("|| &&", 1 || 0 && 0);
	show("&& ||", 0 && 0 || 1);
	show("= ||", two = 0 || 5);
	show("= right", two = three = 7);
	show("two", two);
	show("three", three);
	show("()", (two + three) * (four - 1));
	show("- *", -three * four);
	show("! ==", !three == 0);
	show("~ &", ~three & 15);
	show("- -", 5 - -three);
	show("> >", 5 > four > 0);
	show("!= ==", 5 != 5 == 0);
	show(">> -", 256 >> four - 1);
	return 0;
}
