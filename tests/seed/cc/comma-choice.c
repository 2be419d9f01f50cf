// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a comma gives its right side; ?: gives one of two in their common type
int printf(const char *format, ...);
struct s { int a, b; };
static int n;
static int bump(int by) { n += by; return n; }
static void nothing(void) { n += 100; }

int main(void) {
	int i, j, a[2] = { 1, 2 };
	struct s x = { 1, 2 }, y = { 3, 4 };
	char *p = 0;
	signed char c = -1;
	unsigned u = 5;
	i = (bump(1), bump(2), bump(4));
	printf("%d %d\n", i, n);
	for (i = 0, j = 10; i < j; i++, j--)
		;
	printf("%d %d\n", i, j);
	printf("%d\n", (1, 2) + (3, 4));
	i = 1 ? bump(1) : bump(10);
	i = 0 ? bump(1) : bump(10);
	printf("%d %d\n", i, n);
	n > 5 ? nothing() : (void)0;
	n < 5 ? nothing() : (void)(n = n + 1);
	printf("%d\n", n);
	printf("%d %d %d\n", i < 5 ? 1 : i < 20 ? 2 : 3, i ? i > 3 ? 4 : 5 : 6, 0 ? 1 : 0 ? 2 : 3);
	printf("%d %d\n", (i ? x : y).b, (!i ? x : y).a);
	x = i == 18 ? y : x;
	printf("%d\n", x.a);
	p = i ? "text" : 0;
	printf("%s %s\n", p, i ? p : (void *)0);
	*(i ? a : a + 1) = 7;
	printf("%d %d\n", a[0], (i ? a : 0)[1]);
	printf("%d %d\n", (i ? c : u) > 100, (i ? c : 5) > 100);
	printf("%d\n", (int)((i ? 1 : 2.5) * 2 / 4 * 100));
	printf("%d\n", (i ? bump : 0)(0));
	return 0;
}
