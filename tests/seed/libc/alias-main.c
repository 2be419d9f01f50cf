// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// alias-main.c - see alias.c

int second(void);
extern int other;
int main(void) { return second() != 42 || other != 7; }
