// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a cast to a wider unsigned type cuts the sign that the narrow one spread
int printf(const char *format, ...);

int main(void) {
	signed char sc = -4;
	unsigned char uc = 200;
	short ss = -5;
	int i = -6;
	unsigned u = 0x80000005;
	long long ll = -7, r;
	printf("%d %d %d\n", (unsigned short)sc + 1, (unsigned short)sc >> 1, (unsigned short)sc > 0);
	r = (unsigned short)sc; printf("%lld\n", r);
	printf("%lld %lld\n", ll - (unsigned short)sc, ll - (unsigned)sc);
	printf("%lld %lld\n", (long long)(unsigned)ss, (long long)(int)(unsigned short)ss);
	printf("%lld %lld\n", (signed char)uc + ll, (unsigned)(signed char)uc + ll);
	printf("%lld %lld\n", (short)(unsigned char)sc + ll, (long long)(int)u);
	r = (unsigned short)(signed char)ll; printf("%lld\n", r);
	printf("%lld\n", (unsigned char)(short)i + 0LL);
	printf("%d %d %d\n", (int)(double)(unsigned short)sc, (int)(float)(unsigned char)ss, (unsigned)sc == 4294967292.0L);
	return 0;
}
