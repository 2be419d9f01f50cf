// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a bit-field that an int holds becomes int; one of 32 bits stays unsigned
int printf(const char *format, ...);
static struct { unsigned a : 31, b : 32; int c : 32; unsigned short d : 16; } s = { 3, 3, -3, 65535 };

int main(void) {
	printf("%d %d %d %d\n", -1 < s.a, -1 < s.b, s.c < 3, s.c < 3u);
	printf("%d %d %d\n", s.a - 5 < 0, s.b - 5 < 0, -s.b > 5);
	printf("%d %u\n", -s.a / 2, -s.b / 2);
	printf("%lld %lld\n", -s.a + 0LL, -s.b + 0LL);
	printf("%d %d\n", ~s.d < 0, s.d << 15 < 0);
	printf("%d %lld\n", s.a = -1, 0LL + (s.b = -2));
	return 0;
}
