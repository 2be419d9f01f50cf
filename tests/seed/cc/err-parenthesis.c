// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a parenthesis that is not closed
int main(void) {
	int a = (1 + 2; // error
	return a;
}
