// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the other file: macros, typedefs, tags and statics of the first are not seen here
#ifdef LOCAL
#error a macro of another file
#endif
int shared = 10;
extern int common;
const char *words[2] = { "zero", "one" };
static char mine = 2;
static int same(int by) { static int n = 5; return n += by + mine - 2; }
struct s { int a; };
char t = 3;
int counted(void) { return same(shared - 14) - t + 3; }
int take(struct s *s) { common++; return s->a * t; }
