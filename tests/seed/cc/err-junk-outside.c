// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// what is no declaration
int a;
+ 5; // error
int main(void) { return 0; }
