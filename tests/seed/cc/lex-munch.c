// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the longest token wins, and blanks part tokens
int printf(const char *format, ...);

int main(void) {
	int a = 5, b = 3, c, z = 0;
	int *p = &b;
	c = a+++b;
	printf("%d %d %d\n", a, b, c);
	c = a---b;
	printf("%d %d %d\n", a, b, c);
	c = a- -b;
	printf("%d\n", c);
	c=-1;
	printf("%d\n", c);
	c = a/ *p;
	printf("%d\n", c);
	c = a&&&b;
	printf("%d\n", c);
	c = a<<1>>1;
	c<<=2; c>>=1; c|=1; c^=2; c&=~4; c+=-1; c-=-2; c*=-1; c/=-1; c%=100;
	printf("%d\n", c);
	c = z?-1:+1;
	printf("%d\n", c);
	c = a>b==1;
	printf("%d\n", c);
	c = - -a + + +b - ~-1;
	printf("%d\n", c);
	return 0;
}
