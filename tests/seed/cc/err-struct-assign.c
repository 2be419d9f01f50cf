// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// one struct assigned to another's place
struct a { int x; } a;
struct b { int x; } b;
int main(void) {
	a = b; // error
	return 0;
}
