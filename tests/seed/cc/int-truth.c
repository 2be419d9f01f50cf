// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ! && || give 0 or 1, and the right side only runs if it must
int printf(const char *format, ...);
static int calls;
static int say(int x) { calls = calls * 10 + 1; return x; }

int main(void) {
	int zero = 0, five = 5;
	char *p = 0, *q = "q";
	printf("%d %d %d %d\n", !zero, !five, !!five, !p);
	printf("%d %d %d %d\n", five && 7, five && zero, zero || 9, zero || zero);
	printf("%d %d %d\n", p && *p, p || q, !p && *q == 'q');
	calls = 0;
	printf("%d ", say(0) && say(1));
	printf("%d\n", calls);
	calls = 0;
	printf("%d ", say(1) || say(0));
	printf("%d\n", calls);
	calls = 0;
	printf("%d ", (say(1) && say(0)) || say(2));
	printf("%d\n", calls);
	printf("%d %d\n", 0 && say(1), 1 || say(1));
	printf("%d\n", calls);
	printf("%d %d\n", 1 || 0 && 0, (1 || 0) && 0);
	five = zero || five;
	printf("%d %d\n", five, (zero && five) + (five || zero) * 2);
	if (!(five && !zero))
		printf("wrong\n");
	while (zero < 3 && five)
		zero++;
	printf("%d\n", zero);
	return 0;
}
