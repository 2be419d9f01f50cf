// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a sum of two pointers
int main(void) {
	char *p = "a", *q = "b";
	return (p + q) != 0; // error
}
