// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a function may be called before it is declared; it gives an int
int printf(const char *format, ...);

int main(void) {
	float f = 2.5f;
	printf("%d %d\n", later(1, 2), later(3, 4) + much_later(f, 'a'));
	return 0;
}
int later(int a, int b) { return a * 10 + b; }
int much_later(double d, int c) { return d * 100 + c; }
