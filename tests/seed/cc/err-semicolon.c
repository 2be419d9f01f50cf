// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a statement without its end
int main(void) {
	int a = 1;
	a = 2 return a; // error
}
