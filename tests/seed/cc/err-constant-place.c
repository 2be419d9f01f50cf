// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a number has no place to assign to
int main(void) {
	5 = 6; // error
	return 0;
}
