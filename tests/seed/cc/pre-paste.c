// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ## makes one token of two, before arguments are expanded and before the line is read again
int printf(const char *format, ...);
#define PASTE(a, b) a ## b
#define DEEP(a, b) PASTE(a, b)
#define THREE(a, b, c) a##b##c
#define FIELD(n) member_##n
#define ONE 1
#define AB 77
#define A 5
#define SAME(x) x ## x + x
#define TEXT(x) #x
#define BOTH(x) TEXT(x ## 1)

struct s { int member_1, member_x; };

int main(void) {
	struct s s = { 10, 20 };
	int xONE = 3, x1 = 4, n = 6;
	PASTE(in, t) i = 2;
	printf("%d %d\n", PASTE(x, ONE), DEEP(x, ONE));
	printf("%d %d\n", PASTE(A, B), PASTE(1, 2));
	printf("%d %d\n", s.FIELD(1), s.FIELD(x));
	printf("%d\n", i PASTE(<, <) 3);
	i PASTE(+, +);
	printf("%d\n", i);
	printf("%d %d %d\n", PASTE(, n), PASTE(n, ), THREE(, n, ));
	printf("%d %x\n", THREE(1, 2, 3), PASTE(0x, fe));
	printf("%d\n", SAME(1));
	printf("%s %lld\n", BOTH(2), PASTE(4, LL));
	n PASTE(>>, =) 1;
	printf("%d\n", n);
	return 0;
}
