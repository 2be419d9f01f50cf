// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// numbers.c - constants, conversions and arithmetic of all sizes; a line each, to be compared with gcc's

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <math.h>

static unsigned long long state = 0x123456789ABCDEFULL;

static unsigned long long any(void) {
	state = state * 6364136223846793005ULL + 1442695040888963407ULL;
	return state ^ state >> 29;
}

double doubles[] = {
	0.0, 1.0, 0.1, 1e22, 1e23, 123456789012345678.0, 3.14159265358979323846, 2.2250738585072011e-308,
	1.7976931348623157e308, 4.9e-324, 5e-324, 9007199254740993.0, 0x1.8p3, 0x1.fffffffffffff8p0, 1e-10, .5e1
};
float floats[] = { 0.1f, 3.4028235e38f, 1e-45f, 16777217.0f, 1.17549435e-38f, 0x1p-149f };
long double longs[] = { 0.1L, 1e4932L, 3.6e-4951L, 18446744073709551615.0L, 18446744073709551617.0L, 0x1.8p-3L, 1e-4940L };
double folded[] = { 1.0 / 3, 2.0 / 3 * 3, 1e308 * 10, -1.0 / 3, 1.0 - 0.9, 1e16 + 1, 7 / 2, 7 / 2.0, (float)0.1, (int)-2.9 };
unsigned long long wholes[] = {
	0xFFFFFFFFFFFFFFFF, 18446744073709551615ULL, 1LL << 40, -1LL, ~0ULL >> 1, 0x100000000 / 3, 12345678901234LL % 1000007,
	-7LL / 2, -7LL % 2, -1LL >> 8, 0x8000000000000000ULL / 10, (unsigned)-1, 4294967296LL * 4294967295LL, 077, 'a', '\xff',
	1.9e10, (unsigned long long)1.8e19, (long long)-9e18, 5 > 3ULL, -1 < 1U, -1LL < 1U
};

static void show(const char *what, const void *value, int size) {
	const unsigned char *at = value;
	printf("%s", what);
	while (size-- > 0)
		printf(" %02x", at[size]);
	printf("\n");
}

static long long mixed(char c, short s, float f, long long l, double d, long double e, unsigned u) {
	return c + s * 2 + (long long)f * 3 + l * 5 + (long long)d * 7 + (long long)e * 11 + u * 13ULL;
}

int main(void) {
	int i;
	for (i = 0; i < sizeof doubles / sizeof *doubles; i++) {
		show("double", doubles + i, 8);
		printf("%.17g %g %e %f %g\n", doubles[i], doubles[i], doubles[i], doubles[i] < 1e30 ? doubles[i] : 0, 0.0);
	}
	for (i = 0; i < sizeof floats / sizeof *floats; i++)
		show("float", floats + i, 4);
	for (i = 0; i < sizeof longs / sizeof *longs; i++) {
		show("long double", longs + i, 10);
		printf("%.21Lg %Le\n", longs[i], longs[i]);
	}
	for (i = 0; i < sizeof folded / sizeof *folded; i++)
		show("folded", folded + i, 8);
	for (i = 0; i < sizeof wholes / sizeof *wholes; i++)
		printf("%lld %llu %llx\n", wholes[i], wholes[i], wholes[i]);
	for (i = 0; i < 300; i++) {
		long long a = any(), b = any() >> any() % 64;
		unsigned long long u = any(), v = (any() >> any() % 64) | 1;
		int n = any() % 64, k = any();
		double d = (double)a / 65536, e = (double)u;
		long double l = (long double)u * b;
		float f = a, g = u;
		char text[64];
		if (b == 0)
			b = 3;
		printf("%lld %lld %lld %lld %lld\n", a + b, a - b, a * b, a / b, a % b);
		printf("%llu %llu %llu %llu\n", u / v, u % v, u << n, u >> n);
		printf("%lld %lld %d %d %d\n", a << n, a >> n, a < b, u < v, a == b);
		printf("%lld %llu %d %u\n", (long long)d, (unsigned long long)e / 2, (int)(d / 1e10), (unsigned)(e / 1e12));
		printf("%d %d %llu %lld\n", (char)k, (short)k, (unsigned long long)k, (long long)(unsigned)k);
		show("d", &d, 8);
		show("e", &e, 8);
		show("l", &l, 10);
		show("f", &f, 4);
		show("g", &g, 4);
		d = d * e;              // one step at a time: tcc rounds what it puts aside, gcc does not
		d = d + f;
		l = l / 7;
		l = l - d;
		show("d", &d, 8);
		show("l", &l, 10);
		printf("%d %d %d %d\n", d < e, l > d, f == g, d != d);
		sprintf(text, "%.16e", d);
		printf("%s %d\n", text, strtod(text, 0) == d);
		sprintf(text, "%.20Le", l);
		printf("%s %d\n", text, strtold(text, 0) == l);
		g = l;
		printf("%.8e %d\n", f, strtof(text, 0) == g);
		d = ldexp(e, k % 1000);
		show("ldexp", &d, 8);
		printf("%lld\n", mixed(k, n, n, a, k, n, k));
	}
	return 0;
}
