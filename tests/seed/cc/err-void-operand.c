// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the value of a void function in a sum
void f(void) { }
int main(void) {
	return 1 + f(); // error
}
