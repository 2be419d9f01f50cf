// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a variable declared again with another type
int a;
char *a; // error
int main(void) { return 0; }
