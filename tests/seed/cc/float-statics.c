// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// floating constants, and sums of them, in static data
int printf(const char *format, ...);
static float f = 1, fs[3] = { 0.5, -2, 1.0 / 4 };
static double d = 3 * 1.5 - 1, ds[] = { 1, 'a', -1u, 1LL << 40, 5 / 2, 5 / 2., -(2.5) };
static long double l = 10, ls[2] = { 1.25L };
static int i = 2.75, is[2] = { (int)(1.5 * 2), 1.5 > 1 };
static struct { char c; double d; float f; } s = { 65.9, 2, 3 };
static unsigned long long big = 1e19;

int main(void) {
	int k;
	static double inner = -0.125;
	printf("%d %d %d %d\n", (int)f, (int)(fs[0] * 8), (int)fs[1], (int)(fs[2] * 8));
	printf("%d", (int)(d * 8));
	for (k = 0; k < 7; k++)
		printf(" %lld", (long long)(ds[k] * 8));
	printf("\n%d %d %d\n", (int)l, (int)(ls[0] * 8), (int)ls[1]);
	printf("%d %d %d %d\n", i, is[0], is[1], (int)(inner * 8));
	printf("%d %d %d\n", s.c, (int)s.d, (int)s.f);
	printf("%llu\n", big);
	return 0;
}
