// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a call of what is no function
int main(void) {
	int a = 1;
	return a(2); // error
}
