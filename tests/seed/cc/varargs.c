// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// arguments behind ... are taken by their types, twice if one likes, also by another function
#include <stdarg.h>
int printf(const char *format, ...);
struct s { int a; char b; };
typedef int (*function)(int);
static void show(const char *types, va_list ap) {
	for (; *types; types++) {
		switch (*types) {
		case 'i': printf("%d ", va_arg(ap, int)); break;
		case 'u': printf("%u ", va_arg(ap, unsigned)); break;
		case 'l': printf("%lld ", va_arg(ap, long long)); break;
		case 'd': printf("%d ", (int)(va_arg(ap, double) * 100)); break;
		case 'L': printf("%d ", (int)(va_arg(ap, long double) * 100)); break;
		case 's': printf("%s ", va_arg(ap, char *)); break;
		case 'p': printf("%d ", *va_arg(ap, int *)); break;
		case 'S': { struct s s = va_arg(ap, struct s); printf("%d%c ", s.a, s.b); } break;
		case 'f': printf("%d ", va_arg(ap, function)(1)); break;
		}
	}
	printf("\n");
}
static void twice(const char *types, ...) {
	va_list ap, again;
	va_start(ap, types);
	va_copy(again, ap);
	show(types, ap);
	va_end(ap);
	show(types, again);
	va_end(again);
	va_start(ap, types);
	show(types, ap);
	va_end(ap);
}
static int sum(char count, ...) {
	int total = 0;
	va_list ap;
	va_start(ap, count);
	while (count-- > 0)
		total += va_arg(ap, int);
	va_end(ap);
	return total;
}
static int next(int x) { return x + 1; }

int main(void) {
	int i = 5;
	struct s s = { 6, 'x' };
	float f = 1.25f;
	char c = -1;
	short h = -2;
	unsigned char uc = 255;
	twice("iuldLspSfii", 1, 4000000000u, -5000000000LL, 2.5, 3.75L, "text", &i, s, next, c, h);
	twice("dilu", f, uc, (long long)c, 7);
	twice("");
	printf("%d %d %d\n", sum(0), sum(3, 1, 2, 3), sum(5, c, h, uc, 'a', i));
	return 0;
}
