// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a function that is declared and called, and defined nowhere
int f(void);
int main(void) {
	return f(); // error
}
