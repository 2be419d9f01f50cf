// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// bit-fields hold what fits, with their sign, and leave their neighbours alone
int printf(const char *format, ...);
struct s { unsigned a : 3; signed b : 4; unsigned c : 1; int d : 11; unsigned e : 32; unsigned short f : 9; unsigned char g : 7; };
static struct s still = { 5, -3, 1, -1000, 0xDEADBEEF, 300, 100 };
static void show(struct s *p) {
	printf("%u %d %u %d %x %d %d\n", p->a, p->b, p->c, p->d, p->e, p->f, p->g);
}

int main(void) {
	struct s s = { 1, 2, 0, 3, 4, 5, 6 }, *p = &s, t;
	int n;
	show(&still);
	show(&s);
	s.a = 9; s.b = 9; s.c = 2; p->d = 1023; p->e = -1; s.f = 513; s.g = 255;
	show(p);
	n = s.a = 15; printf("%d\n", n);
	n = s.b = 7; printf("%d\n", n);
	s.a += 3; s.b -= 10; s.c ^= 1; s.d *= 2; s.e >>= 4; s.f |= 0x10; s.g %= 10;
	show(p);
	n = s.a++; printf("%d %d\n", n, s.a);
	n = --s.b; printf("%d %d\n", n, s.b);
	n = p->c--; printf("%d %d\n", n, s.c);
	printf("%d %d\n", s.a - 5 < 0, s.c ? 1 : 2);
	printf("%d %d\n", -s.a, ~s.f);
	t = s; t.d = t.a + t.b;
	show(&t);
	for (s.a = 0, n = 0; s.a < 7; s.a++)
		n += s.a;
	printf("%d\n", n);
	if (s.c) printf("wrong\n");
	if (s.g && !s.c) printf("right\n");
	return 0;
}
