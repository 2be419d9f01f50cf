// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// in #if too, && || and ?: leave alone what they don't need
int printf(const char *format, ...);

int main(void) {
	int n = 0;
#if defined ZERO && 10 / ZERO
	n += 1;
#endif
#if 1 || 1 / 0
	n += 2;
#endif
#if 1 ? 1 : 1 / 0
	n += 4;
#endif
#if 0
#elif 1
	n += 8;
#elif 1 / 0
	n += 16;
#endif
	printf("%d\n", n);
	return 0;
}
