// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// functions call themselves and each other, deeply
int printf(const char *format, ...);
static int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
static int ack(int m, int n) { return m == 0 ? n + 1 : n == 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1)); }
static int odd(unsigned n);
static int even(unsigned n) { if (n == 0) return 1; return odd(n - 1); }
static int odd(unsigned n) { if (n == 0) return 0; return even(n - 1); }
static int deep(int n) { int a[8]; a[n & 7] = n; return n == 0 ? 0 : deep(n - 1) + a[n & 7] % 3; }
static void hanoi(int n, int from, int to, int *moves) {
	if (n == 0) return;
	hanoi(n - 1, from, 6 - from - to, moves);
	++*moves;
	hanoi(n - 1, 6 - from - to, to, moves);
}

int main(void) {
	int moves = 0;
	hanoi(10, 1, 3, &moves);
	printf("%d %d %d %d %d %d\n", fib(20), ack(2, 5), even(1001), odd(1001), deep(20000), moves);
	return 0;
}
