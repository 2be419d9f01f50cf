// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// declarators wind around their name as they should
int printf(const char *format, ...);
static int a3[3] = { 1, 2, 3 }, b3[3] = { 4, 5, 6 };
static int twice(int x) { return 2 * x; }
static int (*get(void))[3] { return &b3; }
static int *element(int i) { return a3 + i; }
static int *(*pick(char c))(int) { return c ? element : 0; }
typedef int *(*chooser)(int), (*rows)[3], numbers[3];
int *p, (*pa)[3], *ap[3], (*fp)(int), *(*fpp)(int), (*(*fa)(void))[3], (*af[2])(int), (**pf)(int), *(*(*deep)(char))(int);
const char *const *names, *const list[] = { "x", "y", 0 };
static char (*texts)[4], (*(*nested)[2])[2], inner[2][2] = { { 1, 2 }, { 3, 4 } };
int (paren) = 7, *(star), ((*both)), function(int (int), int [2], int (*)(int), char *[]);

int main(void) {
	char t[2][4] = { "abc", "def" }, (*hold[2])[2];
	numbers n = { 7, 8, 9 };
	rows r = &n;
	chooser ch = element;
	p = *(pa = &a3) + 1; ap[2] = p; fp = twice; fpp = element; fa = get; af[1] = twice; pf = &af[1]; deep = pick;
	names = list; texts = t; star = &paren; both = &n[1];
	hold[1] = inner; nested = &hold;
	printf("%d %d %d %d\n", *p, (*pa)[2], *ap[2], fp(4));
	printf("%d %d %d %d\n", *fpp(0), (*fa())[1], af[1](5), (*pf)(6));
	printf("%d %s %s %d\n", *deep(1)(2), names[1], texts[1], (*nested)[1][1][0]);
	printf("%d %d %d %d\n", (*r)[1], *ch(1), *star, *both);
	printf("%d %d %d\n", (int)sizeof(numbers), (int)sizeof(rows), (int)sizeof(char (*(*)[2])[2]));
	printf("%d\n", function(twice, a3, twice, 0));
	return 0;
}
int function(int f(int), int a[], int (*g)(int), char **s) { return f(a[1]) + g(a[2]) + !s; }
