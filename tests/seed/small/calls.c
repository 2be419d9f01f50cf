// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// calls.c - arguments, calls within arguments, recursion, prototypes, results

int even(int n);
char* word(int);
int nothing(void);

int odd(int n) {
	if (n == 0)
		return 0;
	return even(n - 1);
}

int even(int n) {
	if (n == 0)
		return 1;
	return odd(n - 1);
}

int add(int a, int b) {
	return a + b;
}

int order(int a, int b, int c, int d, int e) {
	return a * 10000 + b * 1000 + c * 100 + d * 10 + e;
}

int deep(int n) {
	int here = n;
	if (n == 0)
		return 0;
	return deep(n - 1) + here - n + 1;
}

int fibonacci(int n) {
	if (n < 2)
		return n;
	return fibonacci(n - 1) + fibonacci(n - 2);
}

int ackermann(int m, int n) {
	if (m == 0)
		return n + 1;
	if (n == 0)
		return ackermann(m - 1, 1);
	return ackermann(m - 1, ackermann(m, n - 1));
}

char* word(int n) {
	if (n)
		return "true";
	return "false";
}

int nothing(void) {
	return 3;
}

void only(void) {
	return;
}

int changes(int a) {
	a = a + 1;
	return a;
}

int main(void) {
	int i = 4;
	show("even", even(10));
	show("odd", odd(10));
	show("order", order(1, 2, 3, 4, 5));
	show("nested", add(add(1, add(2, 3)), add(add(4, 5), 6)));
	show("nested", order(add(0, 1), i, add(i, i), i * 2, add(i, add(i, 1)) - 4));
	show("deep", deep(100000));
	show("fibonacci", fibonacci(20));
	show("ackermann", ackermann(2, 3));
	print(word(1));
	print(word(0));
	show("", word(1)[2]);
	show("nothing", nothing() + nothing() * nothing());
	only();
	show("changes", changes(i) + i);
	return 0;
}
