// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// enumeration constants count on from the one before, and are ints
int printf(const char *format, ...);
enum colour { RED, GREEN = 5, BLUE, DARK = -3, DARKER, SAME = GREEN, LAST = (BLUE + 2) * 2, };
enum { BIT0 = 1 << 0, BIT5 = 1 << 5, MASK = ~(BIT0 | BIT5), CHAR = 'c', SIZE = sizeof(int) + 1 };
typedef enum { NO, YES } answer;
static int table[LAST] = { [BLUE] = 1 };
struct s { enum colour c; answer a; };

static const char *name(enum colour c) {
	switch (c) {
	case RED: return "red";
	case DARK: return "dark";
	case BLUE: return "blue";
	default: return "other";
	}
}

int main(void) {
	enum colour c = BLUE;
	answer a = YES;
	struct s s = { DARK, NO };
	enum inner { RED = 50, ONE } in = ONE;
	printf("%d %d %d %d %d %d\n", RED, GREEN, BLUE, DARK, DARKER, SAME);
	printf("%d %d %d %d %d\n", LAST, BIT5, MASK, CHAR, SIZE);
	printf("%d %d %d\n", (int)(sizeof(table) / sizeof(int)), table[6], (int)sizeof(enum colour));
	printf("%s %s %s %s\n", name(c), name(0), name(s.c), name(GREEN));
	printf("%d %d %d %d\n", a, s.a == NO, in, c + 1);
	c = 77;
	printf("%d %d\n", c, c < DARK);
	return 0;
}
