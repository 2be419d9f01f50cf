// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// members lie as the i386 ABI has it: nothing is aligned to more than 4
int printf(const char *format, ...);
#define OFFSET(t, m) ((int)&((t *)0)->m)
struct a { char c; short s; char d; int i; char e; };
struct b { char c; long long ll; char d; double x; char e; long double l; char f; };
struct c { char c[5]; short s; };
struct d { struct c c; char x; struct { char y; struct a a[2]; } in; void (*p)(void); };
union u { char c[7]; short s; };
union v { long double l; long long ll[2]; char c; };
struct e { char c; union u u; union v v; float f; };
struct f { char a, b, c; };
struct g { struct f f[3]; short s; };

int main(void) {
	printf("%d %d %d %d %d\n", OFFSET(struct a, s), OFFSET(struct a, d), OFFSET(struct a, i), OFFSET(struct a, e), (int)sizeof(struct a));
	printf("%d %d %d %d\n", OFFSET(struct b, ll), OFFSET(struct b, d), OFFSET(struct b, x), OFFSET(struct b, e));
	printf("%d %d %d\n", OFFSET(struct b, l), OFFSET(struct b, f), (int)sizeof(struct b));
	printf("%d %d\n", OFFSET(struct c, s), (int)sizeof(struct c));
	printf("%d %d %d %d %d\n", OFFSET(struct d, x), OFFSET(struct d, in), OFFSET(struct d, in.a[1].i), OFFSET(struct d, p), (int)sizeof(struct d));
	printf("%d %d\n", (int)sizeof(union u), (int)sizeof(union v));
	printf("%d %d %d %d\n", OFFSET(struct e, u), OFFSET(struct e, v.c), OFFSET(struct e, f), (int)sizeof(struct e));
	printf("%d %d %d\n", (int)sizeof(struct f), OFFSET(struct g, s), (int)sizeof(struct g));
	return 0;
}
