// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a block's names hide the outer ones, from their declarator on
int printf(const char *format, ...);
static int x = 1, y = 2;
static int f(int x) { { int x = 5; y = x; } return x; }
static int g(int a) { int b = a; int c = b + 1; b++; int d = b * c; return d; }
static int h(void) { int n = 0; for (int i = 0, j = 10; i < j; i++, j--) n += i; for (int i = 3; i; i--) { int i = 100; n += i; } return n; }

int main(void) {
	int z = x;
	int x = z + 10, w = x + 1;
	printf("%d %d %d\n", z, x, w);
	{
		int size[sizeof(x) + 1], y = (int)sizeof(size);
		{ extern int outside; x = outside; }
		printf("%d %d\n", x, y);
		enum { y1 = 3, x1 } x = y1;
		x++;
		printf("%d\n", x == x1);
	}
	printf("%d %d ", x, f(9)); printf("%d\n", y);
	printf("%d %d\n", g(3), h());
	if (1) { int x = 50; z += x; } else { int x = 60; z -= x; }
	while (z > 10) { int z2 = z / 2; z = z2; }
	printf("%d\n", z);
	return 0;
}
int outside = 33;
