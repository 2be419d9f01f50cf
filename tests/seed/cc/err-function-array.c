// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// an array of functions
int f[3](void); // error
int main(void) { return 0; }
