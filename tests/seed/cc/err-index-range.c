// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// an index in an initialiser behind the array's end
int a[3] = { [3] = 1 }; // error
int main(void) { return 0; }
