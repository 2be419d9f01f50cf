// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the wrong struct as an argument
struct a { int x; };
struct b { int x; } b;
int f(struct a a) { return a.x; }
int main(void) {
	return f(b); // error
}
