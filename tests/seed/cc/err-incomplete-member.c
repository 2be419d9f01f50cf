// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a struct that holds itself
struct s { int a; struct s s; }; // error
int main(void) { return 0; }
