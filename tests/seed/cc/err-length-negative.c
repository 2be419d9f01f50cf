// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// an array's length below zero
int a[3 - 5]; // error
int main(void) { return 0; }
