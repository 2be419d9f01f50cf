// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// calls: recursion, pointers to functions, functions that are declared later

void put(int n);
void put_text(char* s);
void put_char(int c);
void end_line(void);

typedef int (*operation)(int, int);

struct entry {
	char* name;
	int (*run)(int, int);
};

int add(int a, int b) {
	return a + b;
}

int subtract(int a, int b);

int apply(int (*f)(int, int), int a, int b) {
	return f(a, b);
}

operation pick(int n) {
	if (n)
		return add;
	return subtract;
}

operation table[2];
struct entry entries[2] = { { "add", add }, { "subtract", subtract } };

int fibonacci(int n) {
	if (n < 2)
		return n;
	return fibonacci(n - 1) + fibonacci(n - 2);
}

int seven(int a, int b, int c, int d, int e, int f, int g) {
	int sum = a + b * 2 + c * 3;
	return sum + d * 4 + e * 5 + f * 6 + g * 7;
}

void nothing() {
}

inline static int hidden(register int n) {
	return -n;
}

int even(int n);
int odd(int n) {
	if (n == 0)
		return 0;
	return even(n - 1);
}

int even(int n) {
	int odd_value;
	if (n == 0)
		return 1;
	odd_value = odd(n - 1);
	return odd_value;
}

char narrow(char c) {
	return c;
}

int main(void) {
	operation local = add;
	int i;
	put(fibonacci(12)); put(seven(1, 2, 3, 4, 5, 6, 7)); put(add(add(1, 2), add(3, add(4, 5)))); end_line();
	put(apply(add, 3, 4)); put(apply(&subtract, 3, 4)); put(local(5, 6)); put((*local)(7, 8)); put(pick(0)(9, 1)); put(pick(1)(9, 1)); end_line();
	table[0] = add; table[1] = subtract;
	for (i = 0; i < 2; i++) {
		put(table[i](20, i + 5));
		put_text(entries[i].name);
		put(entries[i].run(table[i](1, 1), 2));
	}
	end_line();
	nothing(); put(hidden(4)); put(odd(5)); put(even(5)); put(local == add); put(narrow(200)); put(late(3)); end_line();
	return 0;
}

int subtract(int a, int b) {
	return a - b;
}

int late(int n) {
	return n * 11;
}
