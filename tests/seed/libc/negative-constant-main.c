// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// negative-constant-main.c - see negative-constant.c

extern int whole[];
extern long long wide[];
int main(void) { return whole[0] != -2 || whole[1] != -70 || whole[2] != 3 || wide[0] != -9000000000000000000LL || wide[1] != -1; }
