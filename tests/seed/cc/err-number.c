// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a number that goes on with letters
int a = 12;
int b = 12abc; // error
int main(void) { return 0; }
