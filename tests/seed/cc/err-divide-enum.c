// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a division by zero in an enumeration constant
enum { A, B = 10 / A }; // error
int main(void) { return B; }
