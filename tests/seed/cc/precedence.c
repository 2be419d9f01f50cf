// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// operators bind as C has it
int printf(const char *format, ...);

int main(void) {
	int a = 6, b = 3, c = 2, x[2] = { 4, 5 }, *p = x;
	struct { int v[2]; int *q; } s = { { 7, 8 }, x }, *r = &s;
	printf("%d %d %d %d\n", a - b - c, a / b / c, a - b * c, a % b + c);
	printf("%d %d %d\n", a << 1 + 1, a + b << 1, a >> 1 & 1);
	printf("%d %d %d\n", a & b == 3, a ^ b & c | 8, a | b ^ b & c);
	printf("%d %d %d\n", a > b > c, a < b == c < a, a == 6 != b);
	printf("%d %d\n", a && b || c && 0, 0 && a || b);
	printf("%d %d %d\n", !a + 1, ~a & 7, -a * -b);
	printf("%d %d %d\n", *p + 1, -x[1], !x[0] == 0);
	printf("%d %d %d\n", *s.q, *r->q + r->v[1], -r->v[0]);
	printf("%d %d\n", &x[1] - p, *&x[1]);
	printf("%d %d\n", (int)sizeof x / 2, a = b += c);
	printf("%d %d\n", a ? b : c ? 1 : 2, (a ? 0 : c) ? 1 : 2);
	printf("%d %d\n", (a = 1, b = 2, a + b), a | 4 && 0);
	printf("%d\n", - - -a + !!b - ~c);
	printf("%d\n", *(p + 1) ** p);
	return 0;
}
