// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a typedef's name may be hidden, and be a member or a label besides
int printf(const char *format, ...);
typedef int number, *pointer, row[3];
typedef struct pair { number a, b; } pair;
typedef pair pairs[2];
typedef unsigned char byte;
typedef byte byte2;
typedef long long wide;
struct holder { int number; pair pair; row row; };
static number f(number number) { return number * 2; }
static int hidden(int byte) { int x = (byte) + 1; return x; }
static int cast(void) { return (byte) + 300; }

int main(void) {
	number n = 5;
	pointer p = &n, q;
	row r = { 1, 2, 3 };
	pairs ps = { { 1, 2 }, { 3, 4 } };
	struct holder h = { 1, { 2, 3 }, { 4, 5, 6 } };
	byte2 b = 257;
	const pointer cp = &n;
	q = p;
	printf("%d %d %d\n", *q, r[2], ps[1].b);
	printf("%d %d %d\n", h.number, h.pair.b, h.row[1]);
	printf("%d %d %d %d\n", f(4), hidden(9), cast(), b);
	*cp = 6;
	{
		short number = 3;
		typedef char pointer[7];
		pointer c;
		number = number * n;
		printf("%d %d %d\n", number, (int)sizeof(number), (int)sizeof c);
	}
	{
		typedef wide number;
		number big = 1;
		printf("%lld\n", big << 33);
	}
	goto number;
number:
	printf("%d\n", (int)sizeof(number));
	return 0;
}
