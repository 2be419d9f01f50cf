// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// prototype-main.c - see prototype.c

int call(void);
int main(void) { return call(); }
