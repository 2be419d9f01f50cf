// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a declaration that names nothing it could
int a, ; // error
int main(void) { return 0; }
