// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// tags, members, labels and variables have names of their own; inner ones hide outer ones
int printf(const char *format, ...);
struct x { int x; struct y *y; };
struct y { struct x x; struct y *next; int y; };
typedef struct node node;
struct node { int v; node *next; };
static node three = { 3 }, two = { 2, &three }, x1 = { 1, &two };
struct later *nothing(struct later *p) { return p; }
struct later { int now; };

int main(void) {
	struct x x = { 1, 0 };
	struct y y = { { 2 }, 0, 4 };
	node *n;
	int sum = 0;
	struct later l = { 9 };
	goto x;
	sum = 100;
x:	x.y = &y; y.next = &y; y.x.x = x.x + 10;
	printf("%d %d %d\n", x.x, x.y->next->x.x, y.y);
	for (n = &x1; n; n = n->next)
		sum = sum * 10 + n->v;
	printf("%d %d\n", sum, nothing(&l)->now);
	{
		struct x { char a[100]; } x;
		struct y;
		struct z { struct y *p; } z;
		struct y { short s; } w = { 7 };
		z.p = &w;
		x.a[0] = z.p->s;
		printf("%d %d %d\n", (int)sizeof(struct x), (int)sizeof(struct y), x.a[0]);
	}
	printf("%d\n", (int)sizeof(struct x));
	return 0;
}
