// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// words that make no type together
int main(void) {
	short char a = 1; // error
	return a;
}
