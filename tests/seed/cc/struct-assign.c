// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a struct is copied as a whole, whatever its size
int printf(const char *format, ...);
struct one { char c; };
struct three { char c[3]; };
struct seven { char c[7]; };
struct big { int a[30]; char tail[2]; struct three t; };
static struct big whole, other;
static struct big *where(struct big *b) { b->a[0]++; return b; }

int main(void) {
	struct one o = { 'o' }, p, guard[3] = { { 1 }, { 2 }, { 3 } };
	struct three t = { { 1, 2, 3 } }, u[3] = { { { 9, 9, 9 } }, { { 8, 8, 8 } }, { { 7, 7, 7 } } };
	struct seven s = { "seven!" }, r[2];
	struct big b, c, *q = &c;
	int i;
	p = o; guard[1] = o;
	printf("%c %d %c %d\n", p.c, guard[0].c, guard[1].c, guard[2].c);
	u[1] = t;
	printf("%d %d %d %d\n", u[0].c[2], u[1].c[0], u[1].c[2], u[2].c[0]);
	r[0] = r[1] = s;
	printf("%s %s\n", r[0].c, r[1].c);
	for (i = 0; i < 30; i++)
		b.a[i] = i * i;
	b.tail[1] = 'T'; b.t = t;
	whole = *q = b;
	other = *where(&whole);
	printf("%d %d %d %c %d\n", c.a[29], whole.a[0], other.a[0], other.tail[1], other.t.c[1]);
	*where(q) = other;
	printf("%d %d\n", c.a[0], (*q).a[5]);
	printf("%d %d\n", (c = b).a[3], (whole.t = u[2]).c[1]);
	c = *&c;
	printf("%d %d\n", c.a[7], c.t.c[2]);
	return 0;
}
