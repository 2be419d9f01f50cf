/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * m4index - tables of known .m4 files, and what one more file is, beside them
 *
 * A table is text that lbs-m4index(1) makes; its page has the grammar. Lines of a word and its fields, parted by single spaces:
 *
 *     file NAME SERIAL DIGEST WHERE,...      a file, its code's digest (m4text.h), the packages it was seen in; "-": no serial
 *     old NAME SERIAL DIGEST WHERE,...       the same, but its serial is none that later ones are measured by
 *     macro MACRO NAME                       what such files define
 *     source NAME DIGEST                     what the table was made from: said to people alone
 *     # anything
 *
 * Opens nothing, prints nothing. tests/unit/m4index.c and tests/fuzz/m4index.c belong to it.
 */
#ifndef LBS_AUDIT_M4INDEX_H
#define LBS_AUDIT_M4INDEX_H

#include "base/err.h"
#include "base/str.h"
#include "m4text.h"

struct m4_row {
	struct span name, serial;       /* serial is empty if it has none; borrowed from the index's texts */
	struct span code;               /* 64 digits */
	struct span where;              /* as written */
	bool old;
};

struct m4_macro {
	struct span macro, name;
};

struct m4_index {
	char **text;                    /* owned: what all else points into */
	size_t ntext;
	struct m4_row *row;             /* sorted by name, serial, code */
	size_t nrow;
	struct m4_macro *macro;         /* sorted by macro, name */
	size_t nmacro;
};

#define M4_INDEX_INIT { NULL, 0, NULL, 0, NULL, 0 }

/* Add the table TEXT. ERR_SYNTAX with PATH and the line: INDEX is as it was. */
int m4_index_add(struct m4_index *index, const char *path, struct span text, struct err *err);
void m4_index_release(struct m4_index *index);

/* The order of rows. */
int m4_row_cmp(const void *a, const void *b);

/* Is a file called NAME known? */
bool m4_index_has(const struct m4_index *index, struct span name);

/* What a file is. */
enum m4_kin {
	M4_NAMELESS,            /* no known file has its name */
	M4_KNOWN,               /* name and code are known, and its serial is not above every known one */
	M4_VERSION,             /* another version: a serial below the highest, that no known one has; or none has a serial */
	M4_NAMESAKE,            /* a known name; but it defines nothing that a known file of that name does */
	M4_UNNUMBERED,          /* has no serial, and every known one has */
	M4_CHANGED,             /* as M4_FORGED, but no newest version has such a file: it lives on elsewhere */
	M4_AHEAD,               /* its serial is known of none, and above every one that is not old */
	M4_FORGED,              /* its serial is known, its code is not */
	M4_ELSEWHERE,           /* no known name, but defines what a known file does: MACRO */
	M4_NKIN,
};

/* "known", "forged", ... */
const char *m4_kin_word(enum m4_kin kin);

struct m4_verdict {
	enum m4_kin kin;
	const struct m4_row *row;       /* M4_KNOWN, M4_FORGED: one of those; else the highest that is not old; borrowed */
	size_t nrow;                    /* how many of its name there are */
	struct m4_macro macro;          /* of M4_ELSEWHERE; borrowed */
};

/* What a file called NAME with TEXT in it is. */
struct m4_verdict m4_judge(const struct m4_index *index, struct span name, const struct m4_text *text);

/* One line of why: the serials and places that are known, the digest; owned. "" for what needs none. */
char *m4_evidence(const struct m4_verdict *verdict, const struct m4_text *text);

#endif
