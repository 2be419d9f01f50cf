// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a long double keeps 64 bits through variables, members, parameters and results
int printf(const char *format, ...);
struct s { char c; long double l; char d; };
static long double pass(int i, long double l, char c) { return l + i + c; }
static void show(long double x) {
	unsigned w[3];
	char *to = (char *)w, *from = (char *)&x;
	int i;
	for (i = 0; i < 10; i++)
		to[i] = from[i];
	printf("%04x%08x%08x\n", w[2] & 0xFFFF, w[1], w[0]);
}

int main(void) {
	long double l = 1.0L / 3, a[2], *p = a;
	struct s s, t;
	show(l);
	a[1] = l; s.l = a[1]; s.c = 1; s.d = 2; t = s; *p = t.l;
	show(a[0]); show(-t.l);
	show(pass(1, l, 1));
	show(l * l); show(l / 7); show(l + 1e-10L);
	show(18446744073709551615.0L); show(4294967295u + l);
	printf("%d %d\n", (int)sizeof(struct s), t.d);
	return 0;
}
