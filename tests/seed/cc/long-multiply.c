// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// products, quotients and remainders of long long
int printf(const char *format, ...);

int main(void) {
	static long long v[] = { -1, 10, 0xFFFFFFFF, -0x123456789, 0x7FFFFFFFFFFFFFFF };
	static unsigned long long u[] = { 3, 0xFFFFFFFF, 0x8000000000000000, 0xFFFFFFFFFFFFFFFF, 0x123456789abcdef };
	int i, j;
	long long x = 1;
	unsigned long long y = 0xFFFFFFFFFFFFFFFF;
	for (i = 0; i < 5; i++)
		for (j = 0; j < 5; j++)
			printf("%llx %lld %lld\n", (unsigned long long)v[i] * v[j], v[i] / v[j], v[i] % v[j]);
	for (i = 0; i < 5; i++)
		for (j = 0; j < 5; j++)
			printf("%llx %llu %llu\n", u[i] * u[j], u[i] / u[j], u[i] % u[j]);
	for (i = 1; i <= 20; i++)
		x *= i;
	printf("%lld %lld %lld\n", x, x / 1000000007, x % 1000000007);
	x /= -3; x %= 1000000; y /= 10; y %= 1000003; y *= 3;
	printf("%lld %llu\n", x, y);
	printf("%lld %lld\n", -7LL / 2, -7LL % 2);
	i = -7;
	printf("%lld %llu %u\n", i / 2LL, i / 2ull, (unsigned)(i % 10ull));
	return 0;
}
