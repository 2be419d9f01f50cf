// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a struct described twice
struct s { int x; };
struct s { int y; }; // error
int main(void) { return 0; }
