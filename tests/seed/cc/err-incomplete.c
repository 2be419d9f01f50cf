// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a variable of a struct that is not described
struct s;
int main(void) {
	struct s a; // error
	return 0;
}
