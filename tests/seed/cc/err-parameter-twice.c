// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// two parameters of one name
int f(int a, char a) { return 0; } // error
int main(void) { return f(1, 2); }
