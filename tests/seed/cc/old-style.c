// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// functions as before prototypes
int printf(const char *format, ...);
static int undeclared();
int add(a, b) int b, a; { return a + b; }
static char *pick(n, s, c, d) int n; char **s, c; double d; { return n > c && d > 0.5 ? s[n] : "none"; }
int none() { return 7; }
short narrow(c, s, u) char c; short s; unsigned char u; { c++; return c + s + u; }

int main() {
	char *texts[3] = { "a", "b", "c" };
	float f = 0.75f;
	printf("%d %s %s\n", add(1, 2), pick(2, texts, 'A' - 64, f), pick(0, texts, 1, 1.0));
	printf("%d %d %d\n", none(), narrow(300, 70000, -1), undeclared(5, 6));
	return 0;
}
static int undeclared(a, b) int a, b; { return a * b; }
