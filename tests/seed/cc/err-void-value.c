// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the value of a void function used
void f(void) { }
int main(void) {
	int a;
	a = f(); // error
	return a;
}
