// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// pointer.c - this compiler's own type FUNCTION, called like a function

FUNCTION kept;

struct table {
	FUNCTION f;
};

int twice(int n) {
	return n + n;
}

int square(int n) {
	return n * n;
}

int apply(FUNCTION f, int n) {
	return f(n);
}

int compose(FUNCTION f, FUNCTION g, int n) {
	return f(g(f(n)));
}

FUNCTION choose(int which) {
	if (which)
		return square;
	return twice;
}

int main(void) {
	struct table* t = room(100);
	show("apply", apply(twice, 21));
	show("apply", apply(square, 12));
	show("compose", compose(twice, square, 3));
	kept = square;
	show("global", kept(7) + kept(1));
	t->f = twice;
	show("member", t->f(8));
	show("result", choose(1)(9));
	show("result", choose(0)(choose(1)(3)));
	return 0;
}
