// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a static local initialised by a call
int f(void) { return 1; }
int main(void) {
	static int a = f(); // error
	return a;
}
