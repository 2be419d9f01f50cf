// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// many arguments of all sizes, calls among them, and a result of each kind
int printf(const char *format, ...);
struct three { char c[3]; };
struct big { int a[5]; };
static long long all(char a, short b, int c, long long d, float e, double f, long double g, struct three h, struct big i, char *j, unsigned char k) {
	return a + b * 10LL + c * 100LL + d * 1000 + (int)(e * 2) * 10000LL + (int)(f * 4) * 100000LL + (int)(g * 8) * 1000000LL
		+ h.c[2] * 10000000LL + i.a[4] * 100000000LL + (j[1] - '0') * 1000000000LL + k * 10000000000LL;
}
static char c(int x) { return x + 1; }
static short s(short x) { return x + 1; }
static long long l(int x) { return x + 1; }
static float f(float x) { return x + 0.5f; }
static double d(int x) { return x + 0.25; }
static long double ld(double x) { return x + 0.125L; }
static struct three t(int x) { struct three t = { { 0 } }; t.c[2] = x; return t; }
static struct big b(int x, struct three t) { struct big b = { { 0 } }; b.a[4] = x + t.c[2]; return b; }
static char *p(char *x, int i) { return x + i; }

int main(void) {
	printf("%lld\n", all(1, 2, 3, 4, 2.5f, 1.5, 0.875L, t(8), b(8, t(1)), "01", 1));
	printf("%lld\n", all(c(0), s(1), c(2), l(3), f(2), d(1), ld(0.5), t(c(7)), b(c(c(0)), t(7)), p("x01", c(0)), c(0)));
	printf("%d %lld\n", c(s(c((int)l((int)f((float)d((int)ld(1))))))), l((int)all(0, 0, 0, 0, 0, 0, 0, t(0), b(0, t(0)), "00", 0)));
	return 0;
}
