// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a member of a struct that is not described
struct s *p;
int main(void) {
	return p->x; // error
}
