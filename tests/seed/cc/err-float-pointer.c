// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a pointer made of a floating number
int main(void) {
	double d = 1;
	char *p = (char *)d; // error
	return 0;
}
