// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// an operator without its right side
int main(void) {
	int a = 1 + ; // error
	return a;
}
