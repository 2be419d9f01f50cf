// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// two labels of one name
int main(void) {
	goto a;
a:	;
a:	; // error
	return 0;
}
