// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// too many arguments
int f(int a, int b) { return a + b; }
int main(void) {
	return f(1, 2, 3); // error
}
