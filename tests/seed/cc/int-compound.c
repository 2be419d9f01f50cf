// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a op= b works in the common type and stores in a's; a is looked at once
int printf(const char *format, ...);
static int looks;
static int *look(int *p) { looks++; return p; }

int main(void) {
	int a[3] = { 1, 2, 3 }, i = 0;
	unsigned char uc = 250;
	signed char sc = 100;
	short ss = 30000;
	unsigned u = 10;
	long long ll = 1;
	char *s = "abcdef";
	a[i++] += 10;
	printf("%d %d\n", a[0], i);
	*look(a + 1) *= 7;
	(*look(a + 2))++;
	printf("%d %d %d\n", a[1], a[2], looks);
	uc += 10; sc += 100; ss *= 2;
	printf("%d %d %d\n", uc, sc, ss);
	uc = 7; uc *= 1.5;
	i = 10; i *= 0.25; i += 0.75;
	printf("%d %d\n", uc, i);
	i = -7; i /= 2u; printf("%d\n", i);
	u -= 11; printf("%u\n", u);
	ll <<= 40; ll |= 5; ll -= 6u; ll ^= -1; printf("%lld\n", ll);
	i = 5; i += ll; printf("%d\n", i);
	i = 1; i <<= 4LL; printf("%d\n", i);
	s += 2; s -= 1; printf("%s\n", s);
	a[0] = a[1] = a[2] = 9;
	a[0] += a[1] -= a[2] = 4;
	printf("%d %d %d\n", a[0], a[1], a[2]);
	uc = 255; printf("%d\n", uc += 1);
	i = 0xF0; i &= 0x3C; i ^= 1; i |= 0x100; i %= 100; i >>= 1; printf("%d\n", i);
	return 0;
}
