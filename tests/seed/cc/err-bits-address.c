// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the address of a bit-field
struct { int a : 3; } s;
int main(void) {
	return &s.a != 0; // error
}
