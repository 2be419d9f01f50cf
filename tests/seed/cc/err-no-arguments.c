// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// an argument for a function that takes none
int f(void) { return 1; }
int main(void) {
	return f(1); // error
}
