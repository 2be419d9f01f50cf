/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outline - YAML as a tree of texts, lists and maps, each with its place
 *
 * What lbs.yaml, waivers and the audit's rules are read from. One document; an
 * empty file is an empty map. A key may stand in a map once; anchors, aliases
 * and NULs are refused (they serve no purpose here, and aliases can make a small
 * file very large), as is nesting deeper than OUTLINE_DEPTH.
 *
 * Bytes come in, a tree goes out: this module opens no file. It is the one file
 * that speaks to libyaml. tests/unit/outline.c and tests/fuzz/outline.c belong to it.
 */
#ifndef LBS_FORMAT_OUTLINE_H
#define LBS_FORMAT_OUTLINE_H

#include <stdbool.h>

#include "base/err.h"
#include "base/span.h"

enum { OUTLINE_DEPTH = 16 };
enum outline_type { OUTLINE_MAP, OUTLINE_LIST, OUTLINE_TEXT };

struct outline {
	enum outline_type type;
	char *key;                      /* owned; of a map's value, else NULL */
	char *text;                     /* owned; of a text, else NULL */
	struct outline *item;           /* owned; of a list or a map, in the order of the file */
	size_t nitem;
	unsigned long line, column;     /* where the value begins; the first is 1 */
	unsigned long key_line, key_column;
};

#define OUTLINE_INIT { .type = OUTLINE_MAP }

/* Parse TEXT. ERR_SYNTAX with "PATH:LINE:COLUMN: why"; OUTLINE is untouched then. */
int outline_parse(struct outline *outline, const char *path, struct span text, struct err *err);
void outline_release(struct outline *outline);

/* The value of KEY in MAP, borrowed; or NULL. */
const struct outline *outline_find(const struct outline *map, const char *key);

/* Fill ERR with "PATH:LINE:COLUMN: WHY 'WHAT'" (WHAT may be NULL) about a value, or a value's key; returns -1. */
int outline_refuse(const struct outline *value, const char *path, struct err *err, const char *why,
	const char *what);
int outline_refuse_key(const struct outline *value, const char *path, struct err *err, const char *why,
	const char *what);

/* Check that VALUE is a map, a list, a text. */
int outline_want(const struct outline *value, const char *path, enum outline_type type, struct err *err);

#endif
