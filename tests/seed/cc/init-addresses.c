// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// static data may hold addresses of data and functions, with distances
int printf(const char *format, ...);
struct s { int a, b[4]; struct s *next; const char *t; };
static int x = 5, y[4] = { 1, 2, 3, 4 }, m[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } };
static int *px = &x, *py = y, *py2 = &y[2], *py3 = y + 3, *pend = &y[4] - 1, *prow = m[1], (*pm)[3] = m + 1, *none = 0, *cast = (int *)0 + 0;
static char *text = "text", *tail = "tail" + 2, *second = &"third"[1];
extern struct s last;
static struct s first = { 1, { 2, 3 }, &last, "first" + 1 }, *list[] = { &first, &last, 0, &first + 1 };
static int *inside = &first.b[1], *deep = &last.b[0] + 1;
struct s last = { 10, { 20, 30 }, &last, 0 };
static int f(int n) { return n + 1; }
static int (*pf)(int) = f, (*pf2)(int) = &f;
static void *v = &x, *self = &self;
static unsigned where = (unsigned)&y[1];
static const char *const words[2][2] = { { "a", "b" }, { "c" } };
static char *bytes = (char *)&last + 8;
static struct { struct s **l; int (*f)(int); } both = { list + 1, f };

int main(void) {
	static int *ps = &x, inner = 8, *pi = &inner;
	printf("%d %d %d %d %d %d %d %d\n", *px, *py, *py2, *py3, *pend, *prow, (*pm)[1], none == cast);
	printf("%s %s %s\n", text, tail, second);
	printf("%d %d %s %d\n", first.next->a, first.next->next->b[1], first.t, list[1]->b[0]);
	printf("%d %d %d %d\n", *inside, *deep, (int)(list[3] - &first), list[2] == 0);
	printf("%d %d %d %d\n", pf(1), pf2(2), *(int *)v, self == &self);
	printf("%d %s %d %d\n", *(int *)where, words[1][0], words[1][1] == 0, *(int *)bytes);
	printf("%d %d %d %d\n", *ps, *pi, (*both.l)->a, both.f(3));
	return 0;
}
