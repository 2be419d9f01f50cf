// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a static variable initialised by another one
int a = 1;
int b = a; // error
int main(void) { return b; }
