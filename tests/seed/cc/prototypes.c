// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// arguments and results are converted to the declared types
int printf(const char *format, ...);
static int narrow(char c, unsigned char u, short s) { return c + u + s; }
static int real(double d, float f) { return d * 10 + f * 100; }
static long long wide(long long a, unsigned long long b) { return a + b; }
static char c(int i) { return i; }
static unsigned char uc(int i) { return i; }
static short s(double d) { return d; }
static unsigned us(short i) { return i; }
static long long ll(unsigned u) { return u; }
static float fl(int i) { return i; }
static double db(long long l) { return l / 2; }
static int truth(float f) { return !f; }
static void nothing(void) { return; }
static int unnamed(int, char *), two(int a, int), (paren)(int x);
static int two(int a, int b) { return a - b; }
static int (paren)(int x) { return x; }
static void *p(int i) { static int x; return i ? &x : 0; }

int main(void) {
	int i = 300;
	printf("%d %d\n", narrow(i, i, 70000), narrow(1.9, 2.9, -3.9));
	printf("%d %d\n", real(1, 2), real(i, 'a' / 100.0));
	printf("%lld %lld %lld\n", wide(-1, 1), wide(1.5, 2.5f), wide((char)-1, 0));
	printf("%d %d %d %u\n", c(i), uc(i), s(3.99), us(-1));
	printf("%lld %d %d %d\n", ll(-1), (int)fl(7), (int)db(5), truth(0));
	nothing();
	printf("%d %d %d\n", unnamed(1, 0), two(5, 3), paren(4));
	printf("%d %d\n", p(1) != 0, p(0) == 0);
	printf("%d\n", c(200) < 0 && uc(-1) == 255);
	return 0;
}
static int unnamed(int i, char *s) { return i + !s; }
