/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scan - all markers in one pass over the bytes
 *
 * The one file that speaks to Hyperscan (or Vectorscan, which has the same
 * calls). A file is given in pieces that end at the end of a line, so that no marker
 * lies across two of them (a marker is within one line). Those that count in
 * the first lines only are looked for in the first SCAN_HEAD_LINES lines only, or less when those are
 * longer than SCAN_HEAD bytes together.
 */
#ifndef LBS_AUDIT_SCAN_H
#define LBS_AUDIT_SCAN_H

#include "base/err.h"
#include "base/str.h"
#include "rules.h"

enum { SCAN_HEAD = 8192, SCAN_HEAD_LINES = 50 };

/* The compiled markers of all rules: any number of threads may use them. */
struct markers;

/*
 * Compile them, which takes seconds; KEPT, which may be NULL, is what markers_load() takes the next
 * time, or empty when it cannot be had. ERR_SYNTAX, with the rule's place, for an expression that is none.
 * RULES is borrowed until markers_free().
 */
int markers_new(struct markers **markers, const struct rules *rules, struct str *kept, struct err *err);

/*
 * The same from what an earlier call left. False, and MARKERS untouched, when KEPT was changed, or is of other rules, of
 * another version of the library, or for a processor that this one is not.
 */
bool markers_load(struct markers **markers, const struct rules *rules, struct span kept);

/* A name for what is kept for RULES; owned. */
char *markers_name(const struct rules *rules);
void markers_free(struct markers *markers);

/* The room of one thread. */
struct scanner;

int scanner_new(struct scanner **scanner, const struct markers *markers, struct err *err);
void scanner_free(struct scanner *scanner);

/* The rules for certain names that take the file that began. Borrowed until the next begins. */
const struct rule *const *scan_named(const struct scanner *scanner, size_t *n);

struct scan_hit {
	const struct rule *rule;        /* borrowed */
	const struct marker *marker;    /* one of rule->marker; NULL: of rule->also, or rule->unless */
	const struct marker *other;     /* one of rule->also or rule->unless; else NULL */
	uint64_t line;                  /* the first is 1 */
	uint64_t offset;                /* where the marker ends */
	char *text;                     /* owned: the line up to where the marker ends, and a bit more */
};

/* A file called PATH (borrowed until the next) begins: what was found in the last one is forgotten. */
void scan_start(struct scanner *scanner, const char *path);

/* MIDDLE: the piece begins within a line, whose "^" is therefore none. MORE: another will follow. */
enum scan_flags { SCAN_MIDDLE = 1 << 0, SCAN_MORE = 1 << 1 };

/* PIECE is the next bytes. */
int scan_piece(struct scanner *scanner, struct span piece, enum scan_flags flags, struct err *err);

/* Each marker has at most one hit, its first; sorted by line. Borrowed until scan_start(). */
const struct scan_hit *scan_end(struct scanner *scanner, size_t *n);

#endif
