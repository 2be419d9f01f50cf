// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// narrowing keeps the low bits, widening spreads the sign of signed types
int printf(const char *format, ...);

static void show(unsigned x) {
	printf("%d %u %d %u %d %u\n", (signed char)x, (unsigned char)x, (short)x, (unsigned short)x, (int)x, (unsigned)x);
}
static void show_long(unsigned long long x) {
	show(x);
	printf("%lld %llu %d\n", (long long)x, x, (char)x);
}

int main(void) {
	signed char sc = -1;
	unsigned char uc = 255;
	short ss = -2;
	unsigned short us = 65534;
	int si = -3;
	unsigned ui = 4294967293u;
	long long ll;
	unsigned long long ull;
	show(0x12345678);
	show(0x87fe80ff);
	show(128);
	show(32768);
	show_long(0x89abcdef01234567ull);
	show_long(0x0123456789abcdefull);
	ll = sc; printf("%lld\n", ll);
	ll = uc; printf("%lld\n", ll);
	ll = ss; printf("%lld\n", ll);
	ll = us; printf("%lld\n", ll);
	ll = si; printf("%lld\n", ll);
	ll = ui; printf("%lld\n", ll);
	ull = sc; printf("%llx\n", ull);
	ull = ss; printf("%llx\n", ull);
	ull = si; printf("%llx\n", ull);
	ull = ui; printf("%llx\n", ull);
	ull = (unsigned)si; printf("%llx\n", ull);
	ull = (unsigned char)ss; printf("%llx\n", ull);
	return 0;
}
