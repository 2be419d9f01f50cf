// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// an address does not fit a char
int a;
char b = (char)&a; // error
int main(void) { return b; }
