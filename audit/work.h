/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * work - archives and folders, each into an audit of its own, by several threads
 *
 * An archive is one piece of work, a folder as many as it has files. A thread that has nothing to do takes small
 * files off one that unpacks. What comes out does not depend on how many threads there are.
 * An archive whose compression asks for much memory waits until the others that are at work leave it room: all of
 * them have UNPACK_MEMORY together, or one has what it asks for alone.
 */
#ifndef LBS_AUDIT_WORK_H
#define LBS_AUDIT_WORK_H

#include "inspect.h"

struct work {
	const struct rules *rules;
	const struct markers *markers;
	const struct policy *policy;
	const struct inspect_hook *hook;
	size_t nhook;
	unsigned jobs;                  /* threads; 0: one a processor */
	bool forgets_digest;            /* nobody asks for that of an archive itself */
	bool forgets_paths;             /* no finding is added afterwards that an input might lie beside */
};

/* What one argument came to: SEEN's audit is in the record; its digests are for waivers. */
struct work_result {
	struct inspection seen;
	char *trouble;                  /* why it was not looked at to its end; NULL when it was; owned */
};

/*
 * Look into PATH[0] to PATH[N - 1]; AUDIT and RESULT have N each, zeroed. inspect_finish() is
 * done. -1 and ERR when no thread can be had.
 */
int work_run(const struct work *work, char *const *path, size_t n, struct record_audit *audit,
	struct work_result *result, struct err *err);
void work_result_release(struct work_result *result);

#endif
