// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ++ and -- before and behind, on every kind of place
int printf(const char *format, ...);

int main(void) {
	struct { short s; unsigned char c; int *p; } x = { 32767, 255, 0 }, *q = &x;
	int a[4] = { 10, 20, 30, 40 }, *p = a, i = 1, n;
	long long ll = 0xFFFFFFFF;
	unsigned long long ull = 0;
	char c = 'a';
	float f = 1.5f;
	long double ld = 2;
	n = i++; printf("%d %d\n", n, i);
	n = ++i; printf("%d %d\n", n, i);
	n = i--; printf("%d %d\n", n, i);
	n = --i; printf("%d %d\n", n, i);
	n = q->s++; printf("%d %d\n", n, q->s);
	n = ++q->c; printf("%d %d\n", n, x.c);
	n = *p++; printf("%d %d\n", n, *p);
	n = *++p; printf("%d %d\n", n, *p);
	n = ++*p; printf("%d %d\n", n, a[2]);
	n = (*p)++; printf("%d %d\n", n, a[2]);
	n = *--p; printf("%d %d\n", n, (int)(p - a));
	x.p = a; x.p++; ++q->p; printf("%d\n", *q->p);
	ll++; printf("%llx\n", ll);
	printf("%llx ", ll--); printf("%llx\n", ll);
	ull--; printf("%llx\n", ull);
	printf("%llx ", ++ull); printf("%llx\n", ull);
	printf("%c ", c++); printf("%c\n", ++c);
	printf("%d ", (int)(f++ * 2)); printf("%d\n", (int)(f * 2));
	printf("%d ", (int)--ld); printf("%d\n", (int)ld);
	return 0;
}
