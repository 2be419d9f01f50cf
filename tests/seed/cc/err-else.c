// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// else without if
int main(void) {
	while (0) ;
	else return 1; // error
	return 0;
}
