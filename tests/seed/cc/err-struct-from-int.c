// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a number where a struct is wanted
struct a { int x; } a;
int main(void) {
	a = 5; // error
	return 0;
}
