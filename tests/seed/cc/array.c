// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// arrays of arrays, rows as pointers, arrays as parameters
int printf(const char *format, ...);
static int g[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } };
static char cube[2][3][4];
static int at(int a[][3], int i, int j) { return a[i][j]; }
static int row(int (*p)[3], int j) { return p[1][j] + (*p)[j]; }
static int first(int a[10]) { a++; return *a; }

int main(void) {
	int i, j, k, m[4][5], *p, (*r)[5] = m, n = 0;
	short s[3] = { 1, 2, 3 };
	long long ll[2][2] = { { 1, 2 }, { 3, 4 } };
	for (i = 0; i < 4; i++)
		for (j = 0; j < 5; j++)
			m[i][j] = i * 10 + j;
	for (i = 0; i < 2; i++)
		for (j = 0; j < 3; j++)
			for (k = 0; k < 4; k++)
				cube[i][j][k] = n++;
	printf("%d %d %d %d\n", at(g, 1, 2), row(g, 1), first(g[1]), g[1][0]);
	printf("%d %d %d\n", m[3][4], r[2][1], (*(r + 1))[3]);
	printf("%d %d %d\n", *(*(m + 2) + 3), *m[1], **m);
	p = m[0]; printf("%d %d\n", p[7], *(&m[0][0] + 19));
	r += 2; printf("%d %d\n", **r, (int)(r - m));
	printf("%d %d %d\n", cube[1][2][3], *cube[1][0], (*(cube + 1))[1][2]);
	printf("%d %d %d %d\n", (int)sizeof(g), (int)sizeof(g[0]), (int)sizeof(cube[0]), (int)sizeof(*cube[0]));
	printf("%d %d %d\n", 1[s], 2[g][-1], (int)(&s[2] - s));
	ll[1][0] += ll[0][1]; printf("%lld\n", ll[1][0] * ll[1][1]);
	i = 1;
	g[i][2] = g[i][1] = g[!i][0]; printf("%d %d %d\n", g[i][0], g[i][1], g[i][2]);
	printf("%d\n", (int)((char *)&g[1] - (char *)g) + (int)((char *)(&g + 1) - (char *)&g));
	return 0;
}
