/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * source - the sources of the steps: fetched by digest, audited, put into the record
 */
#ifndef LBS_VERIFY_SOURCE_H
#define LBS_VERIFY_SOURCE_H

#include "base/progress.h"
#include "format/record.h"
#include "options.h"
#include "tree.h"

/*
 * Fetch what the steps of TREE name into options->distfiles; RECORD gets its sources.
 * -1 on host trouble; a file that is not to be had is in the record, and where
 * it was not goes to PROGRESS.
 */
int sources_fetch(struct record *record, const struct tree *tree, const struct options *options,
	struct progress *progress, struct err *err);

/* Have lbs-audit, in PROGRAM_FOLDER, look into each source of RECORD that is at hand. */
int sources_audit(struct record *record, const struct tree *tree, const struct options *options,
	const char *program_folder, struct err *err);

#endif
