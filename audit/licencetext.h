/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * licencetext - a text as the words that a licence is recognised by
 *
 * Layout, comment marks, markup, punctuation and case are not words; what is left is
 * the same for a licence in a file of its own, in a comment of C, shell, m4, Perl or
 * TeX, in a manual page and in HTML. A word is a run of ASCII letters and digits, in
 * lower case; a dot between digits ("2.1") and a plus sign behind ("GPLv2+") belong
 * to it. Left out: single letters, "dnl", numbers that count paragraphs ("2." "(3)"),
 * URLs, tags and character references of HTML, macros and escapes of troff, what
 * stands in angle brackets (a template's "<year>"). "licence" is "license".
 *
 * The same function makes the index when lbs is built and reads the sources, so what
 * it does matters less than that it does the same to both.
 * tests/unit/licencetext.c and tests/fuzz/licencetext.c belong to this module.
 */
#ifndef LBS_AUDIT_LICENCETEXT_H
#define LBS_AUDIT_LICENCETEXT_H

#include <stdint.h>

#include "base/span.h"

/* One word: its hash and the line it stands in (the first is 1). */
struct licence_word {
	uint32_t hash;
	uint32_t line;
};

struct licence_words {
	struct licence_word *word;      /* owned */
	size_t nword, room;
};

#define LICENCE_WORDS_INIT { NULL, 0, 0 }

/* The hash of a word that is in lower case already. */
uint32_t licence_hash(struct span word);

/* Replace WORDS by those of TEXT. */
void licence_words_read(struct licence_words *words, struct span text);
void licence_words_release(struct licence_words *words);

#endif
