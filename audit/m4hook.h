/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * m4hook - m4index.h, hung into the audit: every .m4 file that it looks at, in all its threads
 *
 * aclocal.m4 and its like are left out: they are many files in one, and a rule of their own.
 * tests/cases/audit/m4.case and tests/audit/m4.sh belong to it.
 */
#ifndef LBS_AUDIT_M4HOOK_H
#define LBS_AUDIT_M4HOOK_H

#include "inspect.h"
#include "m4index.h"

/* Read the tables that came with this program, then the N files PATH of the user's own. */
int m4_tables_read(struct m4_index *index, char *const *path, size_t n, struct err *err);

/* Is PATH, as an audit has it, one that counts? Then *NAME is its last part. */
bool m4_path_counts(const char *path, struct span *name);

/* What to give to the audit; INDEX is borrowed until it is done. */
struct inspect_hook m4_hook_of(const struct m4_index *index);

#endif
