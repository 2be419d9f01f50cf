// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a struct as a condition
struct s { int x; } s;
int main(void) {
	if (s) // error
		return 1;
	return 0;
}
