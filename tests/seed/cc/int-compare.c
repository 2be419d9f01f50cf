// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the six comparisons at the borders of every type
int printf(const char *format, ...);
#define SIX(a, b) ((a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5)
#define BRANCH(a, b) ((a < b ? 1 : 0) + (a <= b ? 2 : 0) + (a > b ? 4 : 0) + (a >= b ? 8 : 0) + (a == b ? 16 : 0) + (a != b ? 32 : 0))

int main(void) {
	static signed char cs[] = { -128, -1, 0, 127 };
	static unsigned char ucs[] = { 128, 255, 0, 127 };
	static short ss[] = { -32768, -1, 0, 32767 };
	static unsigned short uss[] = { 32768, 65535, 0, 32767 };
	static int is[] = { -2147483647 - 1, -1, 0, 2147483647 };
	static unsigned us[] = { 2147483648u, 4294967295u, 0, 2147483647 };
	static long long lls[] = { -9223372036854775807LL - 1, -1, 0, 9223372036854775807LL };
	static unsigned long long ulls[] = { 0x8000000000000000u, 0xFFFFFFFFFFFFFFFFu, 0, 0x7FFFFFFFFFFFFFFF };
	static long long near[] = { 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x100000000 };
	static unsigned long long far[] = { 0x00000001FFFFFFFF, 0x0000000200000000, 0xFFFFFFFF00000000, 0xFFFFFFFF00000001 };
	int i, j, sum = 0;
#define ROWS(v) \
	for (i = 0; i < 4; i++) \
		for (j = 0; j < 4; j++) { \
			printf("%02x%c", SIX(v[i], v[j]), j == 3 && i == 3 ? '\n' : ' '); \
			sum += SIX(v[i], v[j]) != BRANCH(v[i], v[j]); \
		}
	ROWS(cs)
	ROWS(ucs)
	ROWS(ss)
	ROWS(uss)
	ROWS(is)
	ROWS(us)
	ROWS(lls)
	ROWS(ulls)
	ROWS(near)
	ROWS(far)
	printf("%d\n", sum);
	return 0;
}
