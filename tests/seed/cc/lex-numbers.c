// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a number's base, suffix and size give its type
int printf(const char *format, ...);
#define SHOW(x) printf("%d %d\n", (int)sizeof(x), (x) * 0 - 1 < 0)

int main(void) {
	SHOW(2147483647);
	SHOW(0x7FFFFFFF);
	SHOW(0x80000000);
	SHOW(037777777777);
	SHOW(0xFFFFFFFF);
	SHOW(0x100000000);
	SHOW(0x7FFFFFFFFFFFFFFF);
	SHOW(0x8000000000000000);
	SHOW(1u);
	SHOW(1L);
	SHOW(1UL);
	SHOW(1lu);
	SHOW(1LL);
	SHOW(1ull);
	SHOW(1LLU);
	printf("%d %d %d %d\n", 0, 00, 0x0, 0X1aF);
	printf("%d %d %u\n", 0777, 1234567890, 4294967295u);
	printf("%lld %llx %llu\n", 9223372036854775807, 0x0123456789abcdef, 18446744073709551615ull);
	printf("%lld %llx\n", 4294967296LL, 01777777777777777777777ull);
	return 0;
}
