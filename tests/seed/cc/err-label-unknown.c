// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// goto a label that is not in the function
int f(void) { here: return 0; }
int main(void) {
	goto here; // error
	return f();
}
