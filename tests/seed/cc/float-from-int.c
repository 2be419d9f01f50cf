// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// whole numbers of all types become floating ones
int printf(const char *format, ...);
static union { float f; double d; long double l; unsigned w[3]; } u;
#define EACH(x) \
	u.f = x; printf("%08x ", u.w[0]); \
	u.d = x; printf("%08x%08x ", u.w[1], u.w[0]); \
	u.l = x; printf("%04x%08x%08x\n", u.w[2] & 0xFFFF, u.w[1], u.w[0])

int main(void) {
	signed char c = -100;
	unsigned char uc = 200;
	short s = -30000;
	unsigned short us = 60000;
	int i = -2147483647 - 1;
	unsigned ui = 4294967295u;
	long long ll = -9007199254740992LL;
	unsigned long long ull = 1ull << 63;
	EACH(c);
	EACH(uc);
	EACH(s);
	EACH(us);
	EACH(i);
	i = 16777216;
	EACH(i);
	EACH(ui);
	ui = 2147483648u;
	EACH(ui);
	EACH(ll);
	ll = 0x4000000000000001;
	EACH(ll);
	EACH(ull);
	ull = 0xFFFFFF8000000000;
	EACH(ull);
	u.l = ull = 0xFFFFFFFFFFFFFFFF; printf("%04x%08x%08x\n", u.w[2] & 0xFFFF, u.w[1], u.w[0]);
	u.l = ull = 0x8000000000000001; printf("%04x%08x%08x\n", u.w[2] & 0xFFFF, u.w[1], u.w[0]);
	EACH((double)3);
	EACH((float)'a');
	EACH(0u - 1);
	return 0;
}
