/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * licencehead - licences that a file names without giving their text
 *
 * "... under the terms of the GNU General Public License as published by the Free
 * Software Foundation; either version 2, or (at your option) any later version": the
 * GNU family is read by a small grammar (whose name, which version, or later; with
 * invariant sections). All else is a phrase of audit/licence/phrases, a line each:
 *
 *     EXPRESSION <tab> words        "..." in the words is any 0 to 12 words
 *     +EXCEPTION <tab> words        is added to the GNU licence named before or behind it
 *     ?EXPRESSION <tab> words       a weak sign
 *     -<tab>words                   says nothing, and hides what else is seen in these words
 *
 * A licence that is only mentioned ("see the GNU General Public License", "not
 * available under") is not named. tests/unit/licencehead.c belongs to this module.
 */
#ifndef LBS_AUDIT_LICENCEHEAD_H
#define LBS_AUDIT_LICENCEHEAD_H

#include "licenceindex.h"
#include "licencelist.h"

enum { LICENCE_PHRASE_WORDS = 56, LICENCE_GAP = 12 };

struct licence_phrase {
	char *expression;               /* owned; without its sign */
	char sign;                      /* '+', '?', '-', or 0 */
	uint32_t word[LICENCE_PHRASE_WORDS];    /* hashes; 0 is a gap */
	size_t nword;
};

struct licence_phrases {
	struct licence_phrase *phrase;  /* owned; sorted by first word */
	size_t nphrase;
	uint32_t *by_word;              /* per word of an index, its first phrase + 1; owned */
};

#define LICENCE_PHRASES_INIT { 0 }

/* Expressions in TEXT must be in normal form, and their names on LIST or a LicenseRef. */
int licence_phrases_parse(struct licence_phrases *phrases, const struct licence_list *list,
	const char *path, struct span text, struct err *err);
void licence_phrases_bind(struct licence_phrases *phrases, const struct licence_index *index);
void licence_phrases_release(struct licence_phrases *phrases);

/* The words that the GNU grammar knows: they must be in every index. NULL at the end. */
const char *const *licence_head_words(void);

struct licence_head {
	char *expression;               /* owned; of an exception its name alone */
	char sign;                      /* as in a phrase */
	unsigned confidence;            /* percent */
	size_t first, end;              /* words of the file, END not included */
};

/* What the N words WORD name; HASH has their hashes. In order; what lies within another is left out. Owned. */
void licence_heads(const struct licence_phrases *phrases, const uint16_t *number,
	const struct licence_word *word, size_t n, struct licence_head **head, size_t *nhead);
void licence_heads_free(struct licence_head *head, size_t nhead);

#endif
