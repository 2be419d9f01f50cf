// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// operators on signed and unsigned numbers, as C has them

void put(int n);
void end_line(void);


int side;
int touch(int n) {
	side = side + 1;
	return n;
}

int main(void) {
	int a = 17;
	int b = -5;
	unsigned u = 0xFFFFFFF0;
	unsigned w = 3;
	put(a + b); put(a - b); put(a * b); put(a / b); put(a % b); end_line();
	put(b / 2); put(b % 2); put(b >> 1); put(b << 3); put(-a); put(~a); put(!a); put(!0); put(!!a); end_line();
	put(a & 6); put(a | 6); put(a ^ 6); put(2 + 3 * 4); put((2 + 3) * 4); put(20 - 5 - 3); put(1 << 2 + 1); end_line();
	put(a < b); put(a > b); put(a <= 17); put(a >= 18); put(a == 17); put(a != 17); end_line();
	put(u / 16); put(u % 7); put(u >> 4); put(u > w); put(u < w); put(u <= w); put(u >= w); end_line();
	put(b < w); put(w > b); end_line();
	put(touch(0) && touch(1)); put(side); put(touch(1) || touch(0)); put(side);
	put(1 && 2); put(0 || 4); put(3 && 0); end_line();
	a += 4; put(a); a -= 2; put(a); a *= 3; put(a); a /= 4; put(a); a %= 9; put(a);
	a = 12; a <<= 2; put(a); a >>= 1; put(a); a &= 28; put(a); a |= 3; put(a); a ^= 1; put(a); end_line();
	a = b = 7; put(a); put(b); put(a++); put(a); put(a--); put(a); put(++a); put(--a); end_line();
	put(0x1F); put(017); put('A'); put('\n'); put('\x41'); put('\101'); put('\''); put('\\'); put('\0'); end_line();
	put(a == 7 && b == 7 || a == 1); put(-(-3)); put(- -3); put(5 - -3); end_line();
	side = 0; put((touch(5), 2) + 3); put(-(touch(1), 2)); put(side); end_line();
	return 0;
}
