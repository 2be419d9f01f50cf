// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a character that C does not know
int main(void) {
	int a = 1 @ 2; // error
	return a;
}
