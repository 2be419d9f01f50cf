// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// host.h - stands before a tool that is built with sanitizers: alloc() and grow() are host.c's

void *alloc(int bytes);
void *grow(char *block, int bytes, int wanted);
