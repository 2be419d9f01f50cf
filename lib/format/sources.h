/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sources - where the files of a step come from, and what they must be
 *
 * A line a file, fields parted by one space (lbs-sources(5)); three generations
 * of upstream's format are read:
 *
 *     f URL SHA256 [NAME]                     since 2025-10; "file" is "f"
 *     g REPO~REF SNAPSHOT SHA256 [NAME]       the same; "git" is "g"; SNAPSHOT may be "_"
 *     URL SHA256 [NAME]                       before
 *     git://REPO~REF SNAPSHOT SHA256 [NAME]   before
 *
 * SHA256 is of the file as stored. NAME is by default the last part of the
 * URL (of SNAPSHOT for git). Lines of one NAME and one SHA256 are alternatives.
 * One space at the end of a line is tolerated, and a last line without a
 * newline counts (upstream's shell readers lose it). Empty lines, comments and
 * two spaces in a row are refused, as no reader of upstream's takes them.
 *
 * Bytes come in, records go out. tests/unit/sources.c and tests/fuzz/sources.c belong to it.
 */
#ifndef LBS_FORMAT_SOURCES_H
#define LBS_FORMAT_SOURCES_H

#include "base/digest.h"
#include "base/err.h"
#include "base/span.h"

enum source_kind { SOURCE_FILE, SOURCE_GIT };

struct source {
	enum source_kind kind;
	char *url;              /* owned; "" where the line has "_" */
	char *repo, *ref;       /* owned; of a git line, else "" */
	struct digest digest;
	char *name;             /* owned; flat: no slash, neither "_", "." nor ".." */
	unsigned long line;     /* the first is 1 */
};

struct sources {
	struct source *source;  /* owned; in the order of the lines: the first unpacks to the source folder */
	size_t nsource;
};

#define SOURCES_INIT { NULL, 0 }

/* Parse TEXT. ERR_SYNTAX with PATH:LINE; SOURCES is untouched then. */
int sources_parse(struct sources *sources, const char *path, struct span text, struct err *err);
void sources_release(struct sources *sources);

#endif
