// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// archive-weak-main.c - see archive-weak.c

int weak_zero(void);
int main(void) { return weak_zero(); }
