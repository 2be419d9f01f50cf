// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a shift of a floating number
int main(void) {
	float f = 5;
	return (int)(f << 2); // error
}
