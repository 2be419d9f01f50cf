// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a member of what is no struct
int main(void) {
	int a = 0;
	return a.x; // error
}
