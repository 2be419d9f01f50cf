/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * regenlines - the lines in which two texts differ, but for differences of a kind that does not matter
 *
 * What does not matter is the caller's to say: he gives each line the form in which it is compared. Lines are
 * compared whole, never by a hash that somebody could aim at. Bytes come in, text goes out; tests/unit/regenlines.c
 * and tests/fuzz/regenlines.c belong to it.
 */
#ifndef LBS_AUDIT_REGENLINES_H
#define LBS_AUDIT_REGENLINES_H

#include <stdbool.h>

#include "base/str.h"

enum { LINES_EDITS = 1000 };            /* more edits than this are counted, not followed */

/* Append LINE, without its newline, to FORM as it is to be compared. */
typedef void lines_form(void *data, struct span line, struct str *form);

struct lines {
	size_t nline;           /* in the old text alone, and in the new one alone */
	size_t nalike;          /* the same in form, with other bytes */
	size_t first;           /* the first difference: line of the old text (what follows the last: its number and 1); 0: none */
	char *shown;            /* "-old\n" and "+new\n", escaped and shortened; owned */
	bool counted;           /* too many: NLINE comes from counting equal lines, wherever they are */
};

/*
 * Compare OLD with NEW. FORM may be NULL: all bytes count. No more than SHOWN lines are shown, of BYTES bytes each. A last
 * line with no newline is the same line.
 */
void lines_compare(struct span old, struct span new, lines_form *form, void *data, size_t shown, size_t bytes,
	struct lines *lines);
void lines_release(struct lines *lines);

#endif
