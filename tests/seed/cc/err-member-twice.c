// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// two members of one name
struct s {
	int x;
	char y;
	short x; // error
};
int main(void) { return sizeof(struct s); }
