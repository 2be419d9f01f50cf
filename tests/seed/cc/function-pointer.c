// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// functions by pointer: in variables, tables, members, parameters and results
int printf(const char *format, ...);
typedef int binary(int, int);
typedef int (*handler)(int, int);
struct op { const char *name; binary *f; };
static int add(int a, int b) { return a + b; }
static int sub(int a, int b) { return a - b; }
static int mul(int a, int b) { return a * b; }
static struct op ops[] = { { "add", add }, { "sub", &sub }, { "mul", mul } };
static int apply(int f(int, int), int a, int b) { return f(a, b); }
static handler choose(int c) { return c == '+' ? add : c == '-' ? sub : 0; }
static int (*chosen(int i))(int, int) { return ops[i].f; }
static void call(void (*f)(int *), int *p) { f(p); }
static void bump(int *p) { ++*p; }
static int loops(int n, int (*self)()) { return n ? n + self(n - 1, self) : 0; }
binary later;

int main(void) {
	int (*f)(int, int) = add, (*table[2])(int, int) = { sub, mul }, i, n = 5;
	handler *h = table;
	long long (*wide)(long long) = 0;
	printf("%d %d %d %d\n", f(1, 2), (*f)(3, 4), (**f)(5, 6), (&add)(7, 8));
	for (i = 0; i < 3; i++)
		printf("%s %d\n", ops[i].name, ops[i].f(6, 3));
	printf("%d %d %d\n", table[1](4, 5), h[0](4, 5), (*h)(1, 2));
	printf("%d %d\n", apply(mul, 2, 3), apply(choose('-'), 2, 3));
	printf("%d %d\n", choose('+')(1, 1), chosen(2)(5, 5));
	printf("%d %d %d %d\n", choose('x') == 0, f == add, f == &add, f != sub);
	f = n > 3 ? mul : add; printf("%d\n", f(n, n));
	call(bump, &n); printf("%d\n", n);
	printf("%d\n", loops(10, loops));
	printf("%d %d\n", later(9, 2), !wide);
	if (f && !wide) printf("%d\n", (int)sizeof(f));
	printf("%d\n", ((int (*)(int, int))(void *)sub)(9, 1));
	return 0;
}
int later(int a, int b) { return a % b; }
