/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hint - has the chain, at a step, what would make a file again?
 *
 * What steps bring is read from what is recorded of them: checksums/ARCH/STEP, lbs-layer(5). A step of the manifest of
 * which nothing is recorded is known by its name alone. tests/unit/hint.c and tests/cases/audit/hint.case belong to it.
 */
#ifndef LBS_AUDIT_HINT_H
#define LBS_AUDIT_HINT_H

#include "format/layer.h"
#include "rules.h"

/* A program that the chain has. */
struct hint_program {
	char *path;                     /* "/usr/bin/yacc"; owned */
	char *step;                     /* which brought it, last; owned */
};

struct hints {
	char *step;                     /* "make-4.3"; "": the chain as a whole; owned */
	struct hint_program *program;
	size_t nprogram;
	char **unrecorded;              /* steps before it of which nothing is recorded; owned */
	size_t nunrecorded;
};

/* What the chain in TREE has before STEP, a folder of steps/ in its manifest; "": at its end. HINTS must be zeroed. */
int hints_read(struct hints *hints, const char *tree, const char *step, struct err *err);
void hints_release(struct hints *hints);

/* The layer of STEP comes on top. */
void hints_add(struct hints *hints, const char *step, const struct layer *layer);

/* "at make-4.3 the chain has yacc: /usr/bin/yacc, of byacc-2.0"; for each of RULE's tools. NULL if it names none. Owned. */
char *hint_line(const struct hints *hints, const struct rules *rules, const struct rule *rule);

/* To each finding of AUDIT that nothing handles. */
void hints_apply(const struct hints *hints, const struct rules *rules, struct record_audit *audit);

#endif
