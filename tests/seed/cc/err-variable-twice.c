// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// two definitions of a variable with values
int a = 1;
int a = 2; // error
int main(void) { return a; }
