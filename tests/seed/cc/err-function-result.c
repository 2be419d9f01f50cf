// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a function that gives an array
int f(void)[3]; // error
int main(void) { return 0; }
