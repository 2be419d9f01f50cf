// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// an argument may be empty, and a parameter list too
int printf(const char *format, ...);
#define ZERO() 5
#define ONE(a) 1 a
#define TWO(a, b) 1 a + 2 b
#define THREE(a, b, c) (a 0 + b 0 + c 0)
#define SIGN(s, n) s n
#define CALL(f, x) f(x)
#define OPTION(name, type, suffix) type name##suffix = sizeof(#suffix)
#define ROW(a, b, c, d) { a 1, b 1, c 1, d 1 }

static int nine(void) { return 9; }
static int rows[][4] = { ROW(,,,), ROW(-,,-,), ROW(,-,,) };

int main(void) {
	OPTION(x, int,);
	OPTION(x, int, y);
	printf("%d %d %d\n", ZERO(), ONE(), ONE(+ 1));
	printf("%d %d %d\n", TWO(,), TWO(+ 1,), TWO(, + 1));
	printf("%d %d\n", THREE(,,), THREE(1 +, , 2 +));
	printf("%d %d\n", SIGN(-, 4), SIGN(, 4));
	printf("%d\n", CALL(nine,));
	printf("%d %d\n", x, xy);
	printf("%d %d %d\n", rows[0][3], rows[1][2], rows[2][1]);
	return 0;
}
