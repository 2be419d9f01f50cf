// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// long long as parameter, result, element and member, among other sizes
int printf(const char *format, ...);

struct s { char c; long long ll; short h; };
static long long mix(char a, long long b, int c, unsigned long long d, short e) {
	return a * 1000000000000 + b * 100000000 + c * 10000 + d * 100 + e;
}
static long long identity(long long x) { return x; }
static int low(long long x) { return x; }
static unsigned long long widen(unsigned x) { return x; }
static long long sign(int x) { return x; }
static long long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

int main(void) {
	long long a[3] = { 1, -2, 0x300000003 }, *p = a, i = 2;
	struct s s = { 1, 2, 3 }, *q = &s;
	printf("%lld\n", mix(1, 2, 3, 4, 5));
	printf("%lld\n", mix(identity(1), low(identity(0x500000002)), identity(3), 4u, 5));
	printf("%llx %llx %llx\n", identity(-1), widen(-1), sign(-1));
	q->ll = a[i] * 2 + q->c; s.h += q->ll;
	printf("%llx %d %d\n", s.ll, s.h, s.c);
	printf("%llx %lld %lld\n", p[i], *(p + 1), p[i - 2]);
	p[i -= 1] = identity(p[1]) + fib(15);
	printf("%lld\n", a[1]);
	printf("%d %d %d\n", (int)sizeof(struct s), (int)((char *)&s.ll - (char *)&s), (int)sizeof(a));
	return 0;
}
