// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// structs of any size come back from functions, also into arguments of others
int printf(const char *format, ...);
struct one { char c; };
struct three { char c[3]; };
struct two { int a, b; };
struct eight { double d; };
struct big { int a[10]; char c; };
static struct one one(char c) { struct one o; o.c = c; return o; }
static struct three three(int i) { struct three t; t.c[0] = i; t.c[1] = i + 1; t.c[2] = i + 2; return t; }
static struct two pair(int a, int b) { struct two t; t.a = a; t.b = b; return t; }
static struct two swap(struct two t) { return pair(t.b, t.a); }
static struct eight eight(float f) { struct eight e; e.d = f; return e; }
static struct big fill(int from, struct two step) {
	struct big b;
	int i;
	for (i = 0; i < 10; i++)
		b.a[i] = from + i * step.a + step.b;
	b.c = 'b';
	return b;
}
static struct two deep(int n) { return n == 0 ? pair(0, 1) : swap(deep(n - 1)); }

int main(void) {
	struct two t = pair(1, 2);
	struct big b, c[2];
	struct two (*p)(struct two) = swap;
	int i = 5;
	printf("%c %d %d\n", one('x').c, three(4).c[0] + 0, pair(3, 4).b);
	t = swap(t);
	printf("%d %d\n", t.a, t.b);
	printf("%d %d\n", swap(swap(pair(5, 6))).a, p(t).a);
	b = fill(100, pair(10, 1)); c[1] = fill(b.a[9], swap(pair(7, 2)));
	printf("%d %d %c %d\n", b.a[0], b.a[9], b.c, c[1].a[3]);
	printf("%d %d\n", (int)(eight(2.5f).d * 2), deep(7).a);
	pair(1, 2); fill(0, t);
	printf("%d\n", (i ? pair(8, 9) : t).b);
	printf("%d\n", pair(pair(1, 2).b, 3).a * 10 + swap(pair(i, 4)).a);
	i = three(1).c[2] + three(10).c[1];
	printf("%d\n", i);
	return 0;
}
