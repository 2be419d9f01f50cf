// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a file's variable may be declared again, and defined once, before or after
int printf(const char *format, ...);
int a; int a; int a = 5; int a;
extern int b; int b;
static int c; static int c = 7;
extern int d[]; int d[3] = { 1, 2, 3 };
int e[]; int e[4];
struct s; extern struct s s; struct s { int x; }; struct s s = { 9 };
int f(void); int f(); extern int f(void);
static int g(int);
extern int h = 4;

int main(void) {
	extern int later;
	int f(void);
	{ extern int a; a++; }
	printf("%d %d %d %d %d %d\n", a, b, c, d[2], e[3], s.x);
	printf("%d %d %d %d %d %d\n", f(), g(2), h, later, (int)sizeof(d), (int)sizeof(e));
	return 0;
}
int f(void) { return 6; }
static int g(int x) { return x * 10; }
int later = 8;
