// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// an empty character constant
int a = ''; // error
int main(void) { return 0; }
