// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// an array's length that is no constant
int n = 5;
int a[n]; // error
int main(void) { return 0; }
