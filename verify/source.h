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
 * Fetch what the steps of TREE name into options->distfiles, and have lbs-audit
 * look into each; RECORD gets sources and audits. PROGRAM_FOLDER holds lbs-audit.
 * -1 on host trouble; a file that is not to be had is in the record, and its
 * failures go to PROGRESS.
 */
int sources_bring(struct record *record, const struct tree *tree, const struct options *options,
	const char *program_folder, struct progress *progress, struct err *err);

#endif
