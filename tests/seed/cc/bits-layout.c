// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// where bit-fields lie: in units of their type, from the low end, as gcc has it
int printf(const char *format, ...);
struct a { unsigned a : 3, b : 5, c : 8, d : 16; };
struct b { unsigned a : 20, b : 20; };
struct c { char c; unsigned a : 4; unsigned b : 21; char d; };
struct d { unsigned short a : 5, b : 1, c : 1, d : 2, e : 1, f : 1, g : 1, h : 1, i : 3; };
struct e { unsigned a : 3; unsigned : 0; unsigned b : 3; unsigned : 6; unsigned c : 2; };
struct f { unsigned char a : 3, b : 6; unsigned short c : 9; char : 0; char d; };
struct g { char c; short s : 3; int i : 7; };
union h { unsigned a : 3; unsigned char b : 5; };
struct i { short s; unsigned a : 20; };
#define SHOW(type, set) { \
		union { type x; unsigned char b[16]; } u; \
		int i; \
		for (i = 0; i < 16; i++) u.b[i] = 0; \
		set; \
		for (i = 0; i < (int)sizeof(type); i++) printf("%02x", u.b[i]); \
		printf("\n"); \
	}

int main(void) {
	SHOW(struct a, (u.x.a = 5, u.x.b = 17, u.x.c = 0xAB, u.x.d = 0x1234))
	SHOW(struct b, (u.x.a = 0x12345, u.x.b = 0xABCDE))
	SHOW(struct c, (u.x.c = 1, u.x.a = 10, u.x.b = 0x1FFFFF, u.x.d = 2))
	SHOW(struct d, (u.x.a = 0x15, u.x.c = 1, u.x.d = 2, u.x.g = 1, u.x.i = 5))
	SHOW(struct e, (u.x.a = 7, u.x.b = 5, u.x.c = 3))
	SHOW(struct f, (u.x.a = 7, u.x.b = 33, u.x.c = 0x155, u.x.d = 9))
	SHOW(struct g, (u.x.c = -1, u.x.s = 2, u.x.i = 0x55))
	SHOW(union h, (u.x.b = 31, u.x.a = 2))
	SHOW(struct i, (u.x.s = 0x1122, u.x.a = 0xABCDE))
	return 0;
}
