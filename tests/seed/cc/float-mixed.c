// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the wider type of both sides is worked in; calls keep what is on the way
int printf(const char *format, ...);
static double half(int x) { return x / 2.0; }
static float quarter(float x) { return x / 4; }
static long double add(char a, float b, double c, long double d, long long e) { return a + b + c + d + e; }
static int whole(double x) { return x; }

int main(void) {
	int i = 7, a[4] = { 1, 2, 3, 4 };
	float f = 0.5f;
	double d = 0.25, *p = &d;
	long double l = 1, m[2] = { 2, 3 };
	printf("%d %d\n", (int)(i * f * 100), (int)((i / 2 + d) * 100));
	printf("%d\n", (int)(half(7) * 10 + half(half(9) + half(3)) * 100 - quarter(half(10)) * 8));
	printf("%d\n", (int)(add(1, f, d, l, 1000000000000LL) - add(1, f, 0, 0, 999999999999LL) + 0.5));
	printf("%d\n", whole(1 + whole(2 + whole(3.5) * 1.5) * 2.5));
	*p += i; *p *= f; printf("%d\n", (int)(d * 1000));
	m[a[0]] /= 4; m[0] -= m[1]; printf("%d\n", (int)(m[0] * 1000));
	printf("%d\n", a[whole(half(5))]);
	printf("%d %d\n", i > 6.5 ? 1 : 0, (int)((i ? 1 : 2.5) / 2 * 10));
	for (d = 0, i = 0; d < 1; d += 0.125) i++;
	printf("%d\n", i);
	f = i = 3.99; printf("%d %d\n", i, (int)f);
	d = -d; d = - -d; printf("%d\n", (int)d);
	printf("%d\n", (int)((1.5 + (2.5 + (3.5 + (4.5 + (5.5 + (6.5 + (7.5 + (8.5 + (9.5 + half(19))))))))))));
	return 0;
}
