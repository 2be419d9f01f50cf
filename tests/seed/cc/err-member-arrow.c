// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a member that the struct behind a pointer does not have
struct s { int x; } s, *p = &s;
int main(void) {
	return p->z; // error
}
