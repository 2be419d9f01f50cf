// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// division cuts towards zero; the remainder has the sign of the left side
int printf(const char *format, ...);

int main(void) {
	static int a[] = { 7, -7, 2147483647, -2147483647 - 1, 0 };
	static int b[] = { 2, -2, 7, 1000, 2147483647 };
	int i, j;
	unsigned u = 4000000000u;
	signed char c = -128;
	unsigned short us = 65535;
	for (i = 0; i < 5; i++)
		for (j = 0; j < 5; j++)
			printf("%d %d%c", a[i] / b[j], a[i] % b[j], j == 4 ? '\n' : ' ');
	printf("%u %u %u %u\n", u / 3, u % 3, u / 4000000001u, u % 4000000001u);
	printf("%d %d %d\n", c / -1, c / 3, us / 256);
	printf("%d %d\n", -13 / 4 * 4 + -13 % 4, 13 / -4 * -4 + 13 % -4);
	u /= 7;
	u %= 1000;
	printf("%u\n", u);
	i = -100;
	i /= 7;
	printf("%d\n", i);
	i %= 4;
	printf("%d\n", i);
	return 0;
}
