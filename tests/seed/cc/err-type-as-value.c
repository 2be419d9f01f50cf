// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the name of a type as a value
typedef int number;
int main(void) {
	int a;
	a = number; // error
	return a;
}
