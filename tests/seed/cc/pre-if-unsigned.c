// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// #if compares as unsigned when one side is
int printf(const char *format, ...);

int main(void) {
	int n = 0;
#if 0xFFFFFFFFU > 0
	n += 1;
#endif
#if -1 > 0u
	n += 2;
#endif
#if 0x80000000 > 0x7FFFFFFF
	n += 4;
#endif
#if 4294967295U / 2 == 2147483647
	n += 8;
#endif
#if 0x80000000U >> 31 == 1
	n += 16;
#endif
	printf("%d\n", n);
	return 0;
}
