// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// archive-weak.c - only a weak name leads to this file of the archive

int __attribute__((weak)) weak_zero(void) { return 0; }
