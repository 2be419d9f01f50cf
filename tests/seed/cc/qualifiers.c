// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// words of a type come in any order; const, volatile, register, inline change nothing
int printf(const char *format, ...);
static const volatile int cv = 3;
long unsigned int a = -1;
int long long unsigned b = -1;
short int signed c = -5;
char unsigned d = 255;
int const e = 6;
unsigned static g = 8;
long double const h = 2;
static inline int twice(register const int x) { return x * 2; }
static inline const char *text(const char *const s, volatile int i) { return s + i; }
extern int j;

int main(void) {
	register int i = 1;
	auto int k = 2;
	volatile unsigned char v = 255;
	const struct { const int x; char *const p; } s = { 4, "p" };
	const int *pc = &s.x, *const cpc = pc;
	int const volatile *const volatile *pp = &pc;
	signed l = -1;
	v++;
	printf("%u %llu %d %d %d %u %d\n", a, b, c, d, e, g, (int)h);
	printf("%d %d %s %d\n", cv, twice(i + k), text("abc", 1), v);
	printf("%d %d %d %s %d %d\n", *pc, *cpc, **pp, s.p, l, j);
	return 0;
}
int j = 9;
