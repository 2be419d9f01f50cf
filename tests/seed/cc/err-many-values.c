// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// more values than the array has elements
int a[2] = { 1, 2, 3 }; // error
int main(void) { return 0; }
