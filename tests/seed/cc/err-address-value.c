// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a sum has no address
int main(void) {
	int a = 1, *p;
	p = &(a + 1); // error
	return *p;
}
