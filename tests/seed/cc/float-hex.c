// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// constants in hex with a binary exponent
int printf(const char *format, ...);
static union { float f; double d; long double l; unsigned w[3]; } u;
#define F(x) (u.f = (x), printf("%08x\n", u.w[0]))
#define D(x) (u.d = (x), printf("%08x%08x\n", u.w[1], u.w[0]))
#define L(x) (u.l = (x), printf("%04x%08x%08x\n", u.w[2] & 0xFFFF, u.w[1], u.w[0]))

int main(void) {
	F(0x1p0f); F(0x1.8p3f); F(0xA.p-2f); F(0x.8P1f);
	D(0x1p-1); D(0x1.fffffffffffffp1023); D(0x10p+2); D(0x0.4p0); D(0x1p-1022); D(0x1p-1074);
	L(0x1p0L); L(0x8.000000000000001p-3L); L(0xFFFFFFFFFFFFFFFFp0L); L(0x1p-16382L);
	return 0;
}
