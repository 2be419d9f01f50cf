// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// more values than the struct has members
struct { int x, y; } s = { 1,
	2, 3 }; // error
int main(void) { return 0; }
