// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// braces may be left out inside; unions take their first member
int printf(const char *format, ...);
struct in { char a; int b[2]; };
struct s { int x; struct in in[2]; union { short s; char c[4]; } u; const char *t; };
static struct s full = { 1, { { 2, { 3, 4 } }, { 5, { 6, 7 } } }, { 8 }, "nine" };
static struct s flat = { 1, 2, 3, 4, 5, 6, 7, 8, "nine" };
static struct s part = { 1, { { 2 }, 5, 6 }, .5 };
static struct s many[] = { { 1 }, { 2, { { 3, 4 } } }, 3, 4, 5, 6, 7, 8, 9, 10, "end" };
static struct { char c; struct { int x, y; } p; } pairs[2] = { 'a', 1, 2, 'b', { 3 } };
static struct in zero = { 0 };
static void show(struct s *s) {
	printf("%d %d %d %d %d %d %d %d %s\n", s->x, s->in[0].a, s->in[0].b[0], s->in[0].b[1], s->in[1].a, s->in[1].b[0], s->in[1].b[1], s->u.s, s->t ? s->t : "-");
}
static int dirty(int n) { char c[400]; int i; for (i = 0; i < 400; i++) c[i] = n; return c[n]; }
static void local(int n) {
	struct s s = { n, { { n + 1, { n + 2 } } }, { n }, "local" }, copy = s, none = { 0 };
	struct in in = { 9, 8, 7 }, two[2] = { in, { 1 } };
	struct { struct in in; int after; } whole = { in, 5 };
	show(&s); show(&copy); show(&none);
	printf("%d %d %d %d %d\n", two[0].b[1], two[1].a, two[1].b[1], whole.in.b[0], whole.after);
}

int main(void) {
	unsigned i;
	show(&full); show(&flat); show(&part);
	for (i = 0; i < sizeof(many) / sizeof(many[0]); i++)
		show(&many[i]);
	printf("%d %d %c %d %d %d\n", pairs[0].p.x, pairs[0].p.y, pairs[1].c, pairs[1].p.x, pairs[1].p.y, zero.b[1]);
	dirty(99);
	local(10);
	return 0;
}
