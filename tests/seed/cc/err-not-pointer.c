// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// * of a number
int main(void) {
	int a = 1;
	return *a; // error
}
