// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a function with two bodies
int f(void) { return 1; }
int g(void) { return 2; }
int f(void) { return 3; } // error
int main(void) { return f() + g(); }
