// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a division by zero in a static initialiser
long long a = 1LL / (2 - 2); // error
int main(void) { return 0; }
