// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// members of an unnamed struct or union count as its owner's
int printf(const char *format, ...);
struct s {
	int kind;
	union {
		struct { short low, high; };
		int both;
		struct { char a; union { char b; signed char c; }; } named;
	};
	struct { int x, y; } point, *link;
	union { long long ll; double d; };
};

int main(void) {
	struct s s = { 1, { { 2, 3 } }, { 4, 5 }, 0, { 6 } }, *p = &s;
	printf("%d %x %d %d\n", s.kind, s.both, p->high, (int)p->ll);
	p->low = 0x1234; p->named.b = -2;
	printf("%x %d\n", s.low & 0xFFFF, s.named.c);
	p->link = (void *)&p->point;
	p->link->y++;
	printf("%d %d\n", s.point.x, s.point.y);
	printf("%d %d %d\n", (int)&((struct s *)0)->high, (int)&((struct s *)0)->d, (int)sizeof(s));
	s.d = 1; printf("%llx\n", s.ll);
	return 0;
}
