// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// two variables of one name in a block
int main(void) {
	int a = 1;
	char b = 2;
	char a = 3; // error
	return a + b;
}
