// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// comparisons and conditions of floating numbers
int printf(const char *format, ...);
#define SIX(a, b) ((a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5)

int main(void) {
	static float f[] = { -1, 0, 0.5f };
	static double d[] = { -1e300, -0.0, 1e-300 };
	static long double l[] = { -1e4000L, 0, 1e-4000L };
	int i, j, n = 0;
	unsigned u = 0xFFFFFFFF;
	for (i = 0; i < 3; i++)
		for (j = 0; j < 3; j++)
			printf("%02x %02x %02x %02x %02x\n", SIX(f[i], f[j]), SIX(d[i], d[j]), SIX(l[i], l[j]), SIX(f[i], d[j]), SIX(i, l[j]));
	for (i = 0; i < 3; i++) {
		if (f[i]) n += 1;
		if (!d[i]) n += 10;
		n += l[i] ? 100 : 1000;
		if (l[i] > 0 && d[i] > 0 || f[i] < 0) n += 10000;
		while (!f[i] && d[i] == 0) { n += 100000; break; }
		n += !l[i];
	}
	printf("%d\n", n);
	printf("%d %d %d\n", u > 4294967294.0, u == -1.0, -1 < 0.5);
	printf("%d %d\n", 0.0 == -0.0, 1 / 4.0f == 1 / 4.0);
	printf("%d %d\n", f[2] && d[2], f[1] || d[1]);
	return 0;
}
