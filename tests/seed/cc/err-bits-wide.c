// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a bit-field wider than its type
struct s { int a : 33; }; // error
int main(void) { return 0; }
