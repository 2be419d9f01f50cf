/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * againsttext - two texts of one file: do they differ in more than what a checkout or an export changes?
 *
 * Line ends; keywords ($Id$ of old version control, filled in); $Format:%H$ of git's export-subst. What fills a keyword may
 * be of few bytes only, none of which ends a comment, a string or a command: so no code hides in one. Pure;
 * tests/unit/againsttext.c belongs to it.
 */
#ifndef LBS_AUDIT_AGAINSTTEXT_H
#define LBS_AUDIT_AGAINSTTEXT_H

#include "regenlines.h"

enum against_text {
	AGAINST_SAME,
	AGAINST_LINE_ENDS,      /* CR LF for LF, or a last newline */
	AGAINST_KEYWORDS,       /* and keywords, or $Format$, filled in */
	AGAINST_BINARY,         /* one has a NUL: not compared by lines */
	AGAINST_OTHER,          /* in lines: LINES tells */
};

/* OURS is the archive's text, TAG the tag's. LINES is filled and owned for AGAINST_OTHER: lines_release(). */
enum against_text against_text(struct span ours, struct span tag, size_t shown, size_t bytes, struct lines *lines);

#endif
