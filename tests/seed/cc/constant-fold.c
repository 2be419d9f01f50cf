// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the same comes out whether the compiler works it out or the program
int printf(const char *format, ...);
#define EACH(M) \
	M(i * 3 - 100 / 7 % 5, int) M(-i >> 3, int) M((unsigned)-i >> 3, unsigned) M((unsigned)-i / 3, unsigned) \
	M(-i / 3, int) M(-i % 7, int) M((i << 28) + 1, int) M(~i & 0xF0 | 3 ^ 5, int) M(i > -1 && i < 1u + 100, int) \
	M((signed char)(i * 11), int) M((unsigned char)(-i), int) M((short)(i * 3001), int) M((unsigned short)(i * -3001), int) \
	M(i ? i * 2 : i / 0x7f, int) M(!i || !!i, int) M(-1 < (unsigned)i, int) M((i | 0x80000000) > 0, int) \
	M(i * 0x100000001LL, long long) M(-i * 1000000007LL / 13, long long) M((unsigned long long)-i / 10, long long) \
	M((unsigned long long)-i % 1000, long long) M((long long)-i >> 2, long long) M((unsigned long long)-i >> 33, long long) \
	M((long long)i << 45, long long) M((int)(i * 0x80000001LL), int) M(i + 0xFFFFFFFFu + 1LL, long long) \
	M(~(long long)i ^ 0xFF00FF00FF00LL, long long) M((long long)i * i == 1764, int) M(-1LL < i, int) M(-1LL < (unsigned long long)i, int)

enum { i = 42 };
static int run(int n, long long *to) {
	int i = n, k = 0;
#define NOW(e, t) to[k++] = (e);
	EACH(NOW)
	return k;
}
static long long folded[] = {
#define FOLD(e, t) (e),
	EACH(FOLD)
};

int main(void) {
	long long now[40];
	int n = run(42, now), k;
	for (k = 0; k < n; k++)
		printf("%lld%s\n", folded[k], folded[k] == now[k] ? "" : " not when run");
	return 0;
}
