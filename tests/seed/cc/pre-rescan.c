// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// what a macro leaves is read again, with what follows it; a macro does not expand in itself
int printf(const char *format, ...);
static int SELF = 7;
#define SELF SELF + 1
#define f(x) g(x)
#define g(x) (x + f(1))
#define CALL(m, x) m(x)
#define TWICE(x) x x
#define NAME TWICE
#define EMPTY
#define LPAREN (
#define ADD(a, b) ((a) + (b))
#define ARGS 3, 4
#define APPLY(m, args) m(args)
#define SPREAD(m, args) APPLY2(m, args)
#define APPLY2(m, a) m a
#define INC(x) x + 1

static int SELF_value = 5;
#define SELF_value SELF_value * 2
static int (f)(int x) { return 100 + x; }
static int plain(int x) { return x * 10; }
#define plain(x) plain(x + 1)

int main(void) {
	printf("%d\n", SELF);
	printf("%d\n", SELF_value);
	printf("%d\n", f(2));
	printf("%d\n", plain(1));
	printf("%d\n", (plain)(1));
	printf("%d\n", plain EMPTY (1));
	printf("%s\n", NAME ("ab"));
	printf("%d\n", CALL(INC, CALL(INC, 1)));
	printf("%d\n", SPREAD(ADD, (ARGS)));
	printf("%d\n", INC(INC(INC(0))));
	printf("%d\n", ADD(ADD(1, 2), ADD((3, 4), 5)));
	return 0;
}
