// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// alias.c - one place, two names, for functions and for data

static int first(void) { return 42; }
int second(void) __attribute__((alias("first")));
int number = 7;
extern int other __attribute__((alias("number")));
