// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the distance of a member is a constant: in tables, sizes, cases
#include <stddef.h>
int printf(const char *format, ...);
struct in { short x; int y[4]; };
struct s { char c; struct in in[3]; long long ll; struct { char d, e; } t; };
#define OFFSET(type, member) ((size_t)&((type *)0)->member)
static struct { const char *name; int at; } table[] = {
	{ "in", OFFSET(struct s, in) },
	{ "ll", (int)OFFSET(struct s, ll) },
	{ "y", offsetof(struct s, in[1].y[2]) },
	{ "e", OFFSET(struct s, t.e) + 1 },
};
static char room[OFFSET(struct s, t)];
enum { AT_LL = (int)&((struct s *)0)->ll, AT_PLUS = (char *)&((struct s *)8)->in[1] - (char *)0 };

int main(void) {
	struct s s;
	unsigned i;
	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		printf("%s %d\n", table[i].name, table[i].at);
	*(int *)((char *)&s + OFFSET(struct s, in[2].y[1])) = 77;
	printf("%d %d %d\n", s.in[2].y[1], (int)sizeof(room), AT_LL);
	switch (offsetof(struct s, in)) {
	case OFFSET(struct s, c): printf("wrong\n"); break;
	case offsetof(struct s, in): printf("right\n"); break;
	}
	return 0;
}
