// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a macro's arguments may go over lines, and commas in parentheses do not part them
int printf(const char *format, ...);
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define LONG(a) do { \
		int i = a; \
		printf("%d\n", i); \
	} while (0)
#define SWAP(type, a, b) { type t = a; a = b; b = t; }

static int add(int a, int b) { return a + b; }

int main(void) {
	int x = 1, y = 2;
	printf("%d\n", MAX
		(add(1, 2),
		add(
			3, 4)
		));
	LONG((x, y));
	if (x)
		LONG(3);
	else
		LONG(4);
	SWAP(int, x, y)
	printf("%d %d\n", x, y);
	return 0;
}
