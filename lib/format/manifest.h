/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * manifest - the list of what a chain builds, as it is written
 *
 *     line      := directive [ rest ] [ "#" comment ]
 *     directive := ("build:" | "improve:" | "jump:") NAME [ predicate ]
 *                | "uninstall:" NAME... [ predicate ]
 *                | "define:" NAME "=" ( WORD | predicate ) [ predicate ]
 *     predicate := "(" logic ")"
 *     logic     := WORD | NAME ("==" | "!=") WORD [ ("||" | "&&") logic ]
 *
 * Tokens are parted by exactly one space; a token may be empty only after ==
 * or !=, where it means the empty string. '#' ends the line wherever it
 * stands. A line that is empty or begins with '#' is skipped. There is no
 * precedence and no nesting: logic is right-associative. lbs-manifest(5).
 *
 * What upstream takes is taken, without its limits on length; what makes it
 * crash (a missing argument or bracket) or lets control characters into names (tabs,
 * carriage returns) is an error with its place. What upstream ignores without
 * a word (tokens after a whole predicate) is ignored, and told in .ignored.
 *
 * Bytes come in, records go out. tests/unit/manifest.c and tests/fuzz/manifest.c belong to it.
 */
#ifndef LBS_FORMAT_MANIFEST_H
#define LBS_FORMAT_MANIFEST_H

#include "base/err.h"
#include "base/span.h"

enum manifest_kind { MANIFEST_BUILD, MANIFEST_IMPROVE, MANIFEST_JUMP, MANIFEST_UNINSTALL, MANIFEST_DEFINE };

enum manifest_join { MANIFEST_LAST, MANIFEST_OR, MANIFEST_AND };

struct manifest_term {
	char *name;                     /* owned; of a variable; NULL for a literal, whose text is WORD */
	bool differs;                   /* != rather than == */
	char *word;                     /* owned; may be "" */
	enum manifest_join join;        /* with the terms after it */
};

struct manifest_logic {
	struct manifest_term *term;     /* owned; none: there is no predicate */
	size_t nterm;
};

struct manifest_directive {
	enum manifest_kind kind;
	char *argument;                 /* owned; the names joined by one space; of a define its variable */
	char *value;                    /* owned; of a define with a plain word, else NULL */
	struct manifest_logic logic;    /* of a define with logic as its value */
	struct manifest_logic predicate;
	char *ignored;                  /* owned; what stands after the predicate; NULL if nothing does */
	unsigned long line;             /* the first is 1 */
};

struct manifest {
	struct manifest_directive *directive;   /* owned; in the order of the lines */
	size_t ndirective;
};

#define MANIFEST_INIT { NULL, 0 }

/* Parse TEXT. ERR_SYNTAX with PATH:LINE:COLUMN (bytes, the first is 1); MANIFEST is untouched then. */
int manifest_parse(struct manifest *manifest, const char *path, struct span text, struct err *err);
void manifest_release(struct manifest *manifest);

/* "build", "improve", ... */
const char *manifest_word(enum manifest_kind kind);

#endif
