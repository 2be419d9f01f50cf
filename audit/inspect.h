/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inspect - one archive or folder, file by file, into a record_audit
 *
 * Gets files in blocks, from whoever unpacks them; finds magic and markers;
 * at the end confirms findings by the inputs that lie beside them.
 */
#ifndef LBS_AUDIT_INSPECT_H
#define LBS_AUDIT_INSPECT_H

#include "format/policy.h"
#include "format/record.h"
#include "magic.h"
#include "scan.h"

enum { EVIDENCE_BYTES = 120 };

struct inspection {
	struct scanner *scanner;                /* borrowed */
	const struct policy *policy;            /* borrowed */
	struct record_audit *audit;             /* borrowed: findings go here */
	char **path;                            /* of every file, for pairs */
	size_t npath;
	/* The file at hand. */
	char *file;
	struct str first;                       /* its first bytes, up to MAGIC_BYTES */
};

void inspection_release(struct inspection *inspection);

int inspect_start(struct inspection *inspection, const char *path, struct err *err);
int inspect_block(struct inspection *inspection, struct span block, struct err *err);

/* The file ends. OPENED: it is an archive whose contents are inspected on their own. */
int inspect_end(struct inspection *inspection, bool opened, struct err *err);

/* A finding about the file PATH that no marker gave. */
void inspect_say(struct inspection *inspection, const char *rule, const char *path,
	const char *evidence);

/* All files are in: name the inputs, sort. */
void inspect_finish(struct inspection *inspection);

#endif
