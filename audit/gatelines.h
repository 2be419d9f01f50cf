/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gatelines - what the lines of a build file fetch, and what they read of the tests
 *
 * The rules of the audit tell of a file whether there is such a line; an update is told by each line that was not
 * there. A line that ends in a backslash goes on in the next one. Words count, not what a shell or make
 * would do with them. This module opens no file. tests/unit/gatelines.c and tests/fuzz/gatelines.c belong to it.
 */
#ifndef LBS_AUDIT_GATELINES_H
#define LBS_AUDIT_GATELINES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

enum gate_line_kind {
	GATE_FETCHES,           /* calls a program, or a function of a build system, that asks a network */
	GATE_READS_TESTS,       /* reads a file below a folder of tests that is no program */
	GATE_DECODES_TESTS,     /* and turns it into something else, or runs it, or pipes whatever into eval: as in xz 5.6 */
};

enum { GATE_LINE_BYTES = 16384, GATE_LINES_MAX = 4000 };

struct gate_line {
	enum gate_line_kind kind;
	uint64_t line;          /* where it begins; the first is 1 */
	char *text;             /* one blank for each run of blanks; owned */
};

struct gate_lines {
	struct gate_line *line; /* in the order of the file; GATE_LINES_MAX at most */
	size_t nline;
};

#define GATE_LINES_INIT { NULL, 0 }

/* Is a file a part of the build, by its name? */
bool gate_is_build_file(const char *path);

/* Append what TEXT, the file PATH, has of such lines. Of a line longer than GATE_LINE_BYTES the rest is another line. */
void gate_lines_read(struct gate_lines *lines, const char *path, struct span text);
void gate_lines_release(struct gate_lines *lines);

#endif
