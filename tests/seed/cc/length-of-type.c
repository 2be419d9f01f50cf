// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a type's name in an array's length, a parameter, a case does not disturb what is declared
int printf(const char *format, ...);
typedef struct { int a, b; } pair;
static char a[sizeof(pair)], b[(int)4][sizeof(int[3])], *c[sizeof(char *)];
static int f(char x[sizeof(long long)], int (*g)(char[sizeof(int)]), int y) { return x[0] + y; }
struct s { char x[sizeof(pair)]; int y : sizeof(char) + 2, z; };
enum { E = sizeof(short), F };

int main(void) {
	char d[sizeof(struct s)], *p = a;
	int e[2] = { sizeof(double), (int)sizeof(float) };
	p[0] = 5;
	printf("%d %d %d %d\n", (int)sizeof(a), (int)sizeof(b), (int)sizeof(c), (int)sizeof(d));
	printf("%d %d %d %d\n", f(a, 0, 6), F, e[0], e[1]);
	switch (e[1]) {
	case sizeof(int): printf("case\n");
	}
	return 0;
}
