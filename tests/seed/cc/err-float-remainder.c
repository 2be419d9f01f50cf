// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the remainder of floating numbers
int main(void) {
	double d = 5;
	return d % 2; // error
}
