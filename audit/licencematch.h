/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * licencematch - which licence texts stand in a file, word for word or nearly so
 *
 * Shingles that file and index share say which texts may be there, and where. Those
 * are then compared word by word (the least number of words to put in or take out),
 * so that of thirty relatives of MIT the nearest is named, whatever names stand in it.
 * tests/unit/licencematch.c belongs to this module.
 */
#ifndef LBS_AUDIT_LICENCEMATCH_H
#define LBS_AUDIT_LICENCEMATCH_H

#include "licenceindex.h"

enum {
	LICENCE_SURE = 860,     /* likeness, per mille, from which a text counts as found */
	LICENCE_NEAR = 740,     /* and from which it is said to be a changed one */
};

struct licence_match {
	uint32_t text;          /* of the index */
	uint32_t likeness;      /* per mille of the words; 1000 is word for word */
	size_t first, end;      /* words of the file, END not included */
};

/*
 * The texts in the N words WORD, which are numbers of INDEX; in the order they stand in.
 * CUT: the file goes on behind them. *MATCH is owned.
 */
void licence_match(const struct licence_index *index, const uint16_t *word, size_t n, bool cut,
	struct licence_match **match, size_t *nmatch);

#endif
