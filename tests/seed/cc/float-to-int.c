// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// floating numbers are cut off towards zero in all types, also above 2 to the 63rd
int printf(const char *format, ...);
static float fs[] = { 0.9f, -0.9f, 2.5f, -2.5f, 127.99f, -128.5f };
static double ds[] = { 2147483647.9, -2147483648.9, 1e5, -0.0 };

int main(void) {
	int i;
	unsigned ui;
	unsigned char uc;
	short s;
	float f = 4294967040.0f;
	double d = 4294967295.5;
	long double l = 9223372036854775807.0L;
	for (i = 0; i < 6; i++)
		printf("%d %d %lld\n", (int)fs[i], (signed char)fs[i], (long long)fs[i]);
	for (i = 0; i < 4; i++)
		printf("%d %lld\n", (int)ds[i], (long long)ds[i]);
	ui = f; printf("%u\n", ui);
	ui = d; printf("%u %u\n", ui, (unsigned)2147483648.0);
	printf("%lld %lld %llu\n", (long long)l, (long long)-l, (unsigned long long)l);
	l = l + 1; printf("%llu %lld\n", (unsigned long long)l, (long long)-l);
	l = l * 2 - 1; printf("%llu\n", (unsigned long long)l);
	d = 1.5e19; printf("%llu\n", (unsigned long long)d);
	f = 1.5e19f; printf("%llu\n", (unsigned long long)f);
	d = 1.25; printf("%llu %u\n", (unsigned long long)d, (unsigned)d);
	uc = d * 100; s = -d * 1000; printf("%d %d\n", uc, s);
	i = 7; i = i / 2.0 * 2; printf("%d\n", i);
	i = 5; i += 1.9; printf("%d\n", i);
	printf("%d %d\n", (int)1e9, (int)-1.999999);
	printf("%d\n", "abcdef"[(int)3.7]);
	return 0;
}
