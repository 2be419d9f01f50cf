// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// values on their way survive the calls beside them, however deep
int printf(const char *format, ...);
static int f(int a) { return a + 1; }
static int g(int a, int b, int c) { return a * 100 + b * 10 + c; }
static int many(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j) { return a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6 + g * 7 + h * 8 + i * 9 + j * 10; }
static long long l(long long x) { return x * 3; }
static double d(double x) { return x * 2; }

int main(void) {
	int a = 3, b = 4, x[4] = { 1, 2, 3, 0 }, i;
	char big[5000];
	for (i = 0; i < 5000; i++) big[i] = i;
	printf("%d %d\n", g(f(1), f(f(2)), g(0, f(0), 1)), f(g(f(1), 1, f(2))));
	printf("%d\n", f(1) * f(2) + f(3) * (f(4) - f(5) * f(6)) - (f(7) - (f(8) - (f(9) - f(10)))));
	printf("%d\n", many(1, f(1), 3, f(3), 5, f(5), 7, f(7), 9, many(1, 1, 1, 1, 1, 1, 1, 1, 1, f(0))));
	printf("%d\n", ((((((((a + b) * (a - b)) + ((a * b) - (a / b))) * (((a + 1) * (b + 1)) - ((a - 1) * (b - 1)))) + a) * b) + (((a))))));
	printf("%d\n", a + (b + (a + (b + (a + (b + (a + (b + (a + (b + (a + (b + f(a)))))))))))));
	printf("%lld\n", l(l(1) + f(2)) * l(2) - l(f(3)) / l(1) + (f(1) << f(3)));
	printf("%d\n", (int)(d(1.5) + f(2) * d(f(1)) - l(2) / d(0.5)));
	printf("%d %d\n", x[x[x[0]] - 1] + x[f(x[0]) - 1], x[f(0)] * (x[f(1)] - f(x[f(f(0))])));
	printf("%d %d\n", big[4999], big[f(4997)] * f(big[100]));
	printf("%d\n", (a < f(b)) + (f(a) > b) * 2 + (f(a) == f(3)) * 4 + !f(-1) * 8);
	x[f(0)] += x[f(1)] *= f(x[f(2)] = f(9));
	printf("%d %d %d %d\n", x[0], x[1], x[2], x[3]);
	return 0;
}
