// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// sums, differences, signs and bits of long long, with carries between the words
int printf(const char *format, ...);

int main(void) {
	unsigned long long a = 0xFFFFFFFF, b = 1, c = 0x123456789abcdef0, d = 0xfedcba9876543210;
	long long m = -1, n = 0x7FFFFFFF00000000, z = 0;
	int i = -1;
	printf("%llx %llx %llx\n", a + b, a + a, c + d);
	printf("%llx %llx %llx\n", b - a, c - d, z - b);
	printf("%lld %lld %lld\n", -m, -n, -z);
	printf("%llx %llx\n", ~c, ~a);
	printf("%llx %llx %llx\n", c & d, c | d, c ^ d);
	printf("%llx %llx\n", a + 1, a - 0x100000000);
	printf("%llx %llx\n", c + i, c - i);
	printf("%llx %llx\n", i + a, i & c);
	printf("%lld\n", m + n - n + m * 2);
	a += d; b -= c; c &= 0xFFFFFFFF00000000; d |= 0xF; m ^= n;
	printf("%llx %llx %llx %llx %llx\n", a, b, c, d, m);
	printf("%llx\n", (a + (b - (c + (d - (a & (b | (c ^ d))))))));
	return 0;
}
