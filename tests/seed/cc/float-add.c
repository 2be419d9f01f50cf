// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// sums, products, quotients that come out even, in the three sizes
int printf(const char *format, ...);
static float fs[] = { 1.5f, -2.25f, 1024, 0.125f };
static double ds[] = { 1.5, -2.25, 1048576.5, 0.03125 };
static long double ls[] = { 1.5L, -2.25L, 65536.5L, 0.0009765625L };
static void show(long double x) {
	long long n = x * 1048576;
	printf(" %lld", n);
}
#define TABLE(a) \
	for (i = 0; i < 4; i++) { \
		for (j = 0; j < 4; j++) { \
			show(a[i] + a[j]); show(a[i] - a[j]); show(a[i] * a[j]); \
		} \
		show(a[i] / 4); show(a[i] / fs[3]); show(3 - a[i]); show(2 * a[i]); show(-a[i]); show(+a[i]); \
		printf("\n"); \
	}

int main(void) {
	int i, j;
	double d = 10;
	TABLE(fs)
	TABLE(ds)
	TABLE(ls)
	show((d - 1) * (d + 1) / (d + d - 2) - (d * 2 - (d - (d - 5))));
	d += 2.5; d *= d; d /= 0.25; d -= 1;
	show(d);
	printf("\n");
	return 0;
}
