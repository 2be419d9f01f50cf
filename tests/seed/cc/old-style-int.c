// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// what has no type is int: results, parameters, variables
int printf(const char *format, ...);
const five = 5;
static six = 6;
add(a, b) { return a + b; }
twice(n, by) char by; { return n * by; }

main() {
	register n = 1;
	printf("%d %d %d\n", add(five, six), twice(4, 2), n);
	return 0;
}
