// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a macro's arguments that do not end
#define F(a) a
int main(void) {
	return F(1; // error
}
