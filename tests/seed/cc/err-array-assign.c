// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// an array can't be assigned
int a[3], b[3];
int main(void) {
	a = b; // error
	return 0;
}
