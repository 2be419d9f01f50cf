// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a float rounds when it is stored, passed, returned or cast
int printf(const char *format, ...);
struct s { float f; double d; };
static float give(double x) { return x; }
static double take(float x) { return x; }
static double third(void) { return 1.0L / 3; }

int main(void) {
	double d = 16777217.0, big = 9007199254740993.0L;
	long double l = 9007199254740993.0L, third_l = 1.0L / 3;
	float f = d;
	struct s s;
	float a[2];
	double three = 3;
	s.f = d; s.d = l; a[1] = d;
	printf("%d %d %d\n", (int)f, (int)s.f, (int)a[1]);
	printf("%d %d %d\n", (int)give(d), (int)take(d), (int)(float)d);
	printf("%lld %lld %lld\n", (long long)big, (long long)s.d, (long long)(double)l);
	printf("%lld\n", (long long)l);
	d = 1 / three; f = 1 / three;
	printf("%d %d %d\n", f == d, d == third(), third_l == d);
	f = 0.1f; f += 0.2;
	printf("%d\n", f == 0.3f);
	return 0;
}
