// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// both sides of an operator get one type: the larger, unsigned if it is
int printf(const char *format, ...);

int main(void) {
	int m = -1;
	unsigned u = 1;
	long long ll = -1;
	unsigned long long ull = 1;
	unsigned char uc = 1;
	unsigned short us = 1;
	printf("%d %d %d\n", m < u, m < uc, m < us);
	printf("%d %d %d %d\n", ll < u, ll < ull, m < ull, m < ll + 1);
	printf("%u %lld %llu\n", m + u - 1, ll + u, m + ull + 5);
	printf("%u %d\n", m / 2u, m / 2);
	printf("%llu %lld\n", m / (ull + 1), ll / (long long)2);
	printf("%lld\n", u - 2 + 0LL);
	printf("%lld\n", u - 2LL);
	printf("%d %d\n", -1 > 0u, -1LL > 0u);
	printf("%d\n", sizeof(int) - 5 > 0);
	printf("%u %d\n", 1 ? m : u, (1 ? m : u) > 0);
	printf("%d\n", (0 ? 1u : m) > 5);
	return 0;
}
