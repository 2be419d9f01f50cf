/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * process - an outside program, run to its end: never through a shell
 *
 * Standard input is /dev/null; what the program prints is kept in memory up to
 * a limit. It is killed, with what it started, when its time is over.
 * tests/unit/process.c belongs to this module.
 */
#ifndef LBS_HOST_PROCESS_H
#define LBS_HOST_PROCESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

struct process {
	const char *const *argv;        /* argv[0] is looked up in PATH unless it has a slash; NULL ends it */
	const char *const *set;         /* "NAME=value" to add to the environment; NULL ends it; or NULL */
	const char *directory;          /* NULL: here */
	long long wall_ns;              /* 0: no limit */
	size_t out_limit;               /* bytes of each stream that are kept; 0: 1 MiB */
};

struct process_result {
	bool exited;                    /* else: killed by a signal */
	bool timed_out;
	int status;                     /* exit status, or signal */
	struct str out, err;            /* owned: process_result_release() */
};

/*
 * Returns 0 when the program ran, however it ended; -1 when it could not be
 * started (ERR's sys is ENOENT when there is no such program).
 */
int process_run(const struct process *process, struct process_result *result, struct err *err);
void process_result_release(struct process_result *result);

#endif
