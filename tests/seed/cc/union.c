// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the members of a union lie in one place; the first is initialised
int printf(const char *format, ...);
union u { unsigned char b[8]; unsigned short s; unsigned i; long long ll; float f; double d; };
static union u first = { { 1, 2, 3 } };
static union { int i; char c[5]; } plain = { 0x41424344 };
static union u make(unsigned i) { union u u; u.ll = 0; u.i = i; return u; }
static int byte(union u u, int n) { return u.b[n]; }

int main(void) {
	union u u, v, *p = &v;
	u.ll = 0x0102030405060708;
	printf("%x %x %d %d\n", u.i, u.s, u.b[0], u.b[7]);
	v = u; p->b[0] = 0xFF;
	printf("%x %x\n", v.s, u.s);
	u.f = 1.0f; printf("%x\n", u.i);
	u.d = -2.0; printf("%llx\n", u.ll);
	printf("%x %d\n", first.i, (int)sizeof(union u));
	printf("%c %d\n", plain.c[0], (int)sizeof plain);
	printf("%d %d\n", byte(make(0x11223344), 1), make(77).s);
	return 0;
}
