// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// pointers count in elements; differences, comparisons, chains
int printf(const char *format, ...);
struct s { int v; struct s *next; char name[6]; };
static int strlen_(const char *s) { const char *p = s; while (*p) p++; return p - s; }
static void copy(char *to, const char *from) { while ((*to++ = *from++)) ; }
static void set(int **p, int *to) { *p = to; }

int main(void) {
	int a[5] = { 1, 2, 3, 4, 5 }, *p = a + 3, *q = &a[1], **pp = &p, ***ppp = &pp;
	struct s s[3] = { { 1, s + 1, "one" }, { 2, &s[2], "two" }, { 3, 0, "three" } }, *t = s;
	char buffer[10], *c = buffer;
	void *v = a;
	long long ll[3], *l = ll + 2;
	unsigned char i = 1;
	printf("%d %d %d\n", *p, p[-1], *(p - 2));
	printf("%d %d %d %d\n", (int)(p - q), (int)(q - p), p > q, p <= q);
	printf("%d %d %d\n", p == a + 3, p != q, !p);
	**pp += 10; ***ppp += 100; printf("%d\n", a[3]);
	set(&p, q); printf("%d %d\n", *p, ***ppp);
	p += 2; p -= 1; p++; printf("%d %d\n", *p, (int)(p - a));
	printf("%d ", *p++); printf("%d\n", *--p);
	printf("%d %s %s\n", t->next->next->v, s[1].name, (t + 2)->name);
	printf("%c %c %d\n", t->next->name[1], *t[2].name, (int)(t->next->next - s));
	copy(c, "copied"); printf("%s %d\n", buffer, strlen_(buffer));
	printf("%d %d\n", ((int *)v)[2], *(a + i));
	printf("%d %d\n", (int)(l - ll), (int)((char *)l - (char *)ll));
	printf("%d %d\n", &a[5] - a, &*p == p);
	for (t = s; t; t = t->next) printf("%s;", t->name);
	printf("%d\n", t == 0);
	p = a + 4; i = 0;
	do i += *p; while (p-- > a);
	printf("%d\n", i);
	v = (char *)v + 4; printf("%d\n", *(int *)v);
	return 0;
}
