// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a struct in a sum
struct s { int x; } s;
int main(void) {
	return s + 1; // error
}
