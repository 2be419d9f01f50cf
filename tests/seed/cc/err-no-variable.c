// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a variable that is declared and used, and defined nowhere
extern int a;
int main(void) {
	return a; // error
}
