// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// shifts of long long by 0 to 63, constant and not
int printf(const char *format, ...);
#define ALL(n) printf("%llx %llx %llx\n", u << n, u >> n, s >> n)

int main(void) {
	unsigned long long u = 0x8123456789abcdef, w;
	long long s = -0x7edcba9876543211;
	static int counts[] = { 0, 1, 4, 31, 32, 33, 47, 62, 63 };
	int i;
	char c = 36;
	unsigned long long big = 8;
	ALL(0); ALL(1); ALL(31); ALL(32); ALL(33); ALL(63);
	for (i = 0; i < 9; i++)
		ALL(counts[i]);
	ALL(c); ALL(big);
	printf("%llx %x\n", 1LL << 40, 1 << (int)big);
	w = u; w <<= 12; w >>= 20; printf("%llx\n", w);
	s >>= counts[3]; printf("%llx\n", s);
	i = -1;
	printf("%llx %llx %llx\n", (long long)i << 36, (unsigned long long)(unsigned)i << 28, (u >> 32) << 16 >> 8);
	return 0;
}
