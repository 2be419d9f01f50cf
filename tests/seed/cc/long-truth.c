// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// conditions look at both words; a long long can be switched on
int printf(const char *format, ...);

static int kind(long long x) {
	switch (x) {
	case 0: return 1;
	case 0x100000000: return 2;
	case 1: return 3;
	case -1: return 4;
	case 0xFFFFFFFF: return 5;
	default: return 6;
	}
}

int main(void) {
	long long high = 0x100000000, zero = 0, n = 0x200000003;
	int steps = 0;
	if (high) printf("if\n");
	if (!high) printf("wrong\n");
	if (!zero) printf("not\n");
	printf("%d %d %d %d\n", !high, !!high, high && 1, zero || high);
	printf("%d %d\n", high ? 1 : 2, zero ? 1 : 2);
	while (n) { n = n & (n - 1); steps++; }
	for (; high; high >>= 1) steps++;
	do steps++; while (zero);
	printf("%d\n", steps);
	printf("%d %d %d %d %d %d\n", kind(0), kind(0x100000000), kind(1), kind(-1), kind(0xFFFFFFFF), kind(0x100000001));
	printf("%lld\n", (zero ? 5 : zero ? 6LL : -7));
	printf("%lld\n", zero ? 5ll : -1);
	printf("%llu\n", zero ? 5 : 4294967295u + 0ull);
	return 0;
}
