// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// structs of any size go by value into functions
int printf(const char *format, ...);
struct one { char c; };
struct three { char c[3]; };
struct two { int a, b; };
struct mix { char c; double d; short s; };
struct big { int a[20]; };
static int sum(struct one o, int i, struct three t, char c, struct two w, long long ll, struct mix m) {
	i += o.c + t.c[0] + t.c[1] * 10 + t.c[2] * 100 + c + w.a + w.b + ll + (int)(m.d * 4) + m.s + m.c;
	o.c = t.c[1] = w.a = m.d = 0;
	return i;
}
static int total(struct big b, int n) {
	int s = 0;
	while (n-- > 0) {
		s += b.a[n];
		b.a[n] = -1;
	}
	return s;
}
static int twice(struct big b) { return total(b, 20) + total(b, 20); }
static struct two *into(struct two w, struct two *to) { *to = w; return to; }

int main(void) {
	struct one o = { 1 };
	struct three t = { { 2, 3, 4 } };
	struct two w = { 1000, 2000 }, v;
	struct mix m = { 5, 2.75, 6 };
	struct big b;
	int i;
	for (i = 0; i < 20; i++)
		b.a[i] = i;
	printf("%d\n", sum(o, 10000, t, 7, w, 100000, m));
	printf("%d %d %d %d\n", o.c, t.c[1], w.a, (int)m.d);
	printf("%d %d %d\n", total(b, 20), twice(b), b.a[3]);
	printf("%d\n", into(w, &v)->b);
	return 0;
}
