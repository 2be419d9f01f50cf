/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bring - wanted files into a folder, from every place there is, and the table of how it went
 *
 * host/fetch.h brings what lies in folders and on servers; what is left of the
 * git lines is made from their repositories (host/snapshot.h). tests/driver/fetch.sh belongs to it.
 */
#ifndef LBS_DRIVER_BRING_H
#define LBS_DRIVER_BRING_H

#include "base/progress.h"
#include "wanted.h"
#include "words.h"

/*
 * Bring FILES into FOLDER; CACHE holds what is under way. RESULT is an array of
 * FILES->nfile. -1 on host trouble or an interruption; what is nowhere is in its result.
 */
struct bring {
	const struct words *words;
	const char *folder, *cache;
	const char *first;              /* a folder to look into before any mirror; or NULL */
	struct progress *progress;
};
int bring_files(const struct bring *bring, const struct wanted_files *files, struct fetch_result *result,
	struct err *err);

/*
 * Print the end table on standard output: a line for each file that was fetched
 * or is missing, each failure once (one that many files share, like a server that
 * is away, with their number), then the sum. QUIET leaves out all but what failed for good.
 */
void bring_tell(const struct wanted_files *files, const struct fetch_result *result, bool quiet);

#endif
