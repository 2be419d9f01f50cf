// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// an index of what is no pointer
int main(void) {
	int a = 1, b = 2;
	return a[b]; // error
}
