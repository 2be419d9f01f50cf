// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// fewer arguments than stand before the dots
int f(int a, char *b, ...) { return a; }
int main(void) {
	return f(1); // error
}
