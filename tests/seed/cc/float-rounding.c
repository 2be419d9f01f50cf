// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a constant is rounded once, from all its digits, and to even when it lies in the middle
int printf(const char *format, ...);
static union { float f; double d; unsigned w[2]; } u;
#define F(x) (u.f = (x), printf("%08x\n", u.w[0]))
#define D(x) (u.d = (x), printf("%08x%08x\n", u.w[1], u.w[0]))

int main(void) {
	F(1.000000059604644775390625f);         /* 1 + 2^-24: the middle, to even */
	F(1.0000000596046448f);                 /* a little more, less than a double shows */
	F(1.000000178813934326171875f);         /* 1 + 3 * 2^-24: the middle, to even */
	D(1.00000000000000011102230246251565);  /* 1 + 2^-53, a little less */
	D(1.00000000000000011102230246251566);  /* a little more, less than a long double shows */
	D(9007199254740992.9999999999999999);
	D(9007199254740993.0000000000000001);
	D(8.5e-1);
	D(2.2250738585072011e-308);
	return 0;
}
