// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a member that the struct does not have
struct s { int x; } s;
int main(void) {
	s.x = 1;
	s.y = 2; // error
	return 0;
}
