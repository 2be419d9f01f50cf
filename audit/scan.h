/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scan - all markers in one pass over the bytes
 *
 * The one file that speaks to Hyperscan (or Vectorscan, which has the same
 * calls). A file is given in blocks of any size; a match may lie across them.
 */
#ifndef LBS_AUDIT_SCAN_H
#define LBS_AUDIT_SCAN_H

#include "base/err.h"
#include "base/str.h"
#include "rules.h"

struct scanner;                         /* the compiled rules, and room to scan in */

struct scan_hit {
	const struct rule *rule;        /* borrowed */
	uint64_t line;                  /* the first is 1 */
	char *text;                     /* owned: the line up to where the marker ends, and a bit more */
};

/* Compile all rules that have markers. */
int scanner_new(struct scanner **scanner, struct err *err);
void scanner_free(struct scanner *scanner);

/* A file begins: what was found in the last one is forgotten. */
int scan_start(struct scanner *scanner, struct err *err);
int scan_block(struct scanner *scanner, struct span block, struct err *err);

/* It ends: each row of the rules has at most one hit, its first; sorted by line. Borrowed until scan_start(). */
int scan_end(struct scanner *scanner, const struct scan_hit **hit, size_t *n, struct err *err);

#endif
