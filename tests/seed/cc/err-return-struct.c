// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the wrong struct as a result
struct a { int x; } a;
struct b { int x; } b;
struct a f(void) {
	return b; // error
}
int main(void) { return f().x; }
