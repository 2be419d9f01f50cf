// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// random.h - what the two kinds of random programs share (gen.c)

extern int seed;                        // of the program at hand; in all its names, as several make one text
extern int at;                          // tabs before a line
extern int pure;                        // the function at hand is a reader: it may not write globals
extern int level;                       // its number: calls go to lower ones
extern int loops;                       // around the statement at hand, each with its own variable
extern int labels;                      // used in this function

unsigned chance(unsigned below);        // 0 ... below - 1

// printf, with tabs at the head of each line; and @N is an expression with N levels, $ a floating leaf,
// $N a floating expression.
void say(const char *format, ...);
extern int (*make_expression)(int depth);

void small_program(void);               // small.c
extern const char small_head[];
