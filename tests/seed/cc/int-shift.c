// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a shift has the type of its left side; to the right, signed ones keep their sign
int printf(const char *format, ...);

int main(void) {
	int i = -16, n = 3;
	unsigned u = 0x80000000;
	signed char c = -128;
	unsigned char uc = 255;
	long long count = 4;
	printf("%d %d %u %u\n", i >> 2, i >> n, u >> 4, u >> (n + 28));
	printf("%d %d %d %d\n", c >> 3, c << 1, uc << 24 >> 24, uc >> 4);
	printf("%d %u\n", 1 << 30, 1u << 31);
	printf("%d %d\n", i >> count, 5 << (char)3);
	printf("%d\n", (-1 >> 1u) < 0);
	printf("%u\n", 0xFFFFFFFF >> 31);
	i >>= 1;
	u >>= n;
	uc <<= 1;
	c >>= 2;
	printf("%d %u %d %d\n", i, u, uc, c);
	printf("%d %d\n", 1 << 0, i >> 0);
	printf("%d\n", 1 << n << n >> 2);
	return 0;
}
