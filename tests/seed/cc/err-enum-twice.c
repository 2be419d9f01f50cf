// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// an enumeration constant defined twice
enum { A, B };
enum { C, A }; // error
int main(void) { return A; }
