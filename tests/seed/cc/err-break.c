// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// break outside of loops and switches
int main(void) {
	while (0) ;
	break; // error
	return 0;
}
