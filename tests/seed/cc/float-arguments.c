// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// without a prototype and behind ... a float goes as a double
#include <stdarg.h>
int printf(const char *format, ...);
static int sum(int n, ...) {
	va_list ap;
	double d = 0;
	va_start(ap, n);
	while (n--)
		d += va_arg(ap, double);
	va_end(ap);
	return d * 100;
}
static double old();
static long double wide(long double a, long double b) { return a - b; }

int main(void) {
	float f = 1.5f;
	double (*p)() = old;
	printf("%d\n", sum(3, f, 2.25, (float)0.5));
	printf("%d %d\n", (int)(old(f, 2) * 100), (int)(p(f, 3) * 100));
	printf("%d\n", (int)(wide(f, 1) * 100));
	return 0;
}
static double old(x, n) double x; int n; { return x * n; }
