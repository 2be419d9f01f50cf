// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// [index] = value goes there, and what follows goes on from there
int printf(const char *format, ...);
enum { ZERO, ONE, TWO, FIVE = 5 };
static int a[] = { [TWO] = 20, 30, [FIVE] = 50, [ZERO] = 1 }, b[8] = { 1, [3] = 4, 5, [1] = 2, };
static const char *names[] = { [FIVE] = "five", [ONE] = "one" };
static char m[3][3] = { [1] = { 1, 2, [2] = 3 }, { 4 } };
static struct { int a[4], b; } s = { { [2] = 1 }, 7 };

int main(void) {
	int i, n = 3, l[5] = { [4] = n, [1] = n * 2, 8 };
	printf("%d", (int)(sizeof(a) / sizeof(int)));
	for (i = 0; i < 6; i++)
		printf(" %d", a[i]);
	printf("\n");
	for (i = 0; i < 8; i++)
		printf(" %d", b[i]);
	printf("\n%d %s %s %d\n", (int)(sizeof(names) / sizeof(names[0])), names[5], names[1], names[0] == 0);
	printf("%d %d %d %d\n", m[1][1], m[1][2], m[2][0], m[0][0]);
	printf("%d %d %d\n", s.a[2], s.a[3], s.b);
	printf("%d %d %d %d %d\n", l[0], l[1], l[2], l[3], l[4]);
	return 0;
}
