// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a remainder of zero in an array's length
char a[1 % 0]; // error
int main(void) { return 0; }
