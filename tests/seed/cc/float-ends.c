// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the largest and the smallest constants, also those below the normal ones
int printf(const char *format, ...);
static union { float f; double d; long double l; unsigned w[3]; } u;
#define F(x) (u.f = (x), printf("%08x\n", u.w[0]))
#define D(x) (u.d = (x), printf("%08x%08x\n", u.w[1], u.w[0]))
#define L(x) (u.l = (x), printf("%04x%08x%08x\n", u.w[2] & 0xFFFF, u.w[1], u.w[0]))

int main(void) {
	F(1e-45f); F(1.17549421e-38f); F(3.40282346638528859811704183484516925440e+38f); F(1e-50f);
	D(1.7976931348623157e308); D(2.2250738585072014e-308); D(2.2250738585072009e-308); D(5e-324); D(1e-400);
	L(1e100L); L(1e-100L); L(1e4000L); L(1e-4000L);
	L(1.18973149535723176502e4932L); L(3.36210314311209350626e-4932L); L(3.6451995318824746025e-4951L);
	return 0;
}
