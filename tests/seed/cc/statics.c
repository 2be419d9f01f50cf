// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// static locals live on, each function has its own
int printf(const char *format, ...);
static int count(void) { static int n = 10; return n++; }
static int other(void) { static int n; { static int n = 100; n++; if (n > 101) return n; } return ++n; }
static int fact(int n) { static int depth, deepest; int r; if (++depth > deepest) deepest = depth; r = n < 2 ? deepest : fact(n - 1); depth--; return r; }
static const char *name(int i) { static const char *const names[] = { "zero", "one" }; static char buffer[4]; buffer[0] = 'a' + i; return i < 2 ? names[i] : buffer; }
static int *keep(void) { static int a[3] = { 1, 2, 3 }; return a; }

int main(void) {
	printf("%d ", count()); printf("%d ", count()); printf("%d\n", count());
	printf("%d ", other()); printf("%d ", other()); printf("%d\n", other());
	printf("%d ", fact(5)); printf("%d\n", fact(3));
	printf("%s ", name(1)); printf("%s\n", name(5));
	keep()[1] = 20;
	printf("%d %d\n", keep()[1], keep()[2]);
	return 0;
}
