// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// decimal constants of all spellings become the nearest float, double or long double
int printf(const char *format, ...);
static union { float f; double d; long double l; unsigned w[3]; } u;
#define F(x) (u.f = (x), printf("%08x\n", u.w[0]))
#define D(x) (u.d = (x), printf("%08x%08x\n", u.w[1], u.w[0]))
#define L(x) (u.l = (x), printf("%04x%08x%08x\n", u.w[2] & 0xFFFF, u.w[1], u.w[0]))

int main(void) {
	F(0.0f); F(1.f); F(.5F); F(0.1f); F(3.4028235e38f); F(1.17549435e-38F); F(16777217.0f); F(33554435.0f); F(-2.5f);
	D(0.0); D(1.); D(.5); D(0.1); D(3.14159265358979323846); D(1e10); D(1E+10); D(1e-5); D(123e22); D(1e23);
	D(9007199254740993.0); D(4294967296.0); D(0.3); D(100.0); D(1e22); D(123456789012345678.0); D(9.5367431640625e-7); D(00012.50);
	L(0.0L); L(1.0l); L(0.1L); L(3.14159265358979323846264338327950288L); L(1e30L); L(1e-30L); L(18446744073709551615.0L); L(0.1); L(0.1f);
	printf("%d %d %d\n", (int)sizeof(1.0f), (int)sizeof(1.0), (int)sizeof(1.0L));
	return 0;
}
