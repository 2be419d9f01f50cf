// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a variable of type void
int main(void) {
	void a; // error
	return 0;
}
