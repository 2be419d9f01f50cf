// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// initialised arrays: the rest is zero, the length may come from the list, texts fit in
int printf(const char *format, ...);
static int a[5] = { 1, 2 }, b[] = { 3, 4, 5, }, c[2][3] = { { 1 }, { 2, 3 } }, d[2][2] = { 1, 2, 3 }, e[][2] = { { 1 }, { 2 }, { 3, 4 } };
static char s[] = "abc", t[3] = "abc", u[6] = "de", v[2][4] = { "fgh", { 'i', 'j' } }, w[] = { "braced" }, x[] = { 'x', 0 };
static const char *const y[] = { "one", "two" "three", 0 };
static int one = { 6 }, zero, none[3];
static unsigned char z[4] = "\xff\1";

int main(void) {
	int i, k = 7, l[4] = { k, k + 1, sizeof(b) }, m[] = { 1, 2, 3 };
	char n[] = "local", o[8] = "mno", p[2][3] = { "p", "qr" };
	for (i = 0; i < 5; i++)
		printf("%d ", a[i]);
	printf("%d\n", (int)sizeof(b));
	for (i = 0; i < 6; i++)
		printf("%d ", c[i / 3][i % 3]);
	for (i = 0; i < 4; i++)
		printf("%d ", d[i / 2][i % 2]);
	printf("%d %d %d\n", (int)sizeof(e), e[1][1], e[2][1]);
	printf("%s %d %c%c%c %s %d%d\n", s, (int)sizeof(s), t[0], t[1], t[2], u, u[2], u[5]);
	printf("%s %s %s %s %d\n", v[0], v[1], w, x, (int)sizeof(w));
	printf("%s %s %d\n", y[0], y[1], (int)sizeof(y));
	printf("%d %d %d %d %d %d\n", one, zero, none[2], z[0], z[1], z[3]);
	printf("%d %d %d %d %d\n", l[0], l[1], l[2], l[3], (int)sizeof(m));
	printf("%s %d %s %d%d %s %s\n", n, (int)sizeof(n), o, o[3], o[7], p[0], p[1]);
	return 0;
}
