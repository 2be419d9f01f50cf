/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inside - the sandbox's parts that run behind its walls; private to sandbox.c
 */
#ifndef LBS_HOST_INSIDE_H
#define LBS_HOST_INSIDE_H

#include "host/sandbox.h"

/* What the warden tells the supervisor, and the supervisor the caller, in one write. */
struct inside_report {
	bool good;                      /* RESULT counts; else ERR does */
	struct sandbox_result result;
	struct err err;
};

/* walls.c: namespaces and mounts. */

/* Enter the new namespaces and become uid 0 there. */
int walls_enter(const char *hostname, struct err *err);

/*
 * Mount the overlay on WORK/root. *MEMORY tells whether the upper folder came to
 * lie in a tmpfs of LIMIT bytes; *UPPER is an open descriptor of it. The work
 * folder becomes the current one.
 */
int walls_mount(const struct sandbox *sandbox, unsigned long long limit, bool *memory, int *upper,
	struct err *err);

/*
 * From the work folder, where walls_mount() left us: mount /proc and /dev in
 * "root" and make it the root; the host's tree is gone.
 */
int walls_close(struct err *err);

/* Keep the capabilities that uid 0 has over its own files, drop all others for good. */
int walls_drop(struct err *err);

/* filter.c: the system calls that are refused from now on, for 64-bit and 32-bit programs. */
int filter_load(struct err *err);

/*
 * warden.c: run the program as process 1 of the sandbox and never come back. Its
 * output comes in through a pipe and goes to the descriptor LOG (-1: nowhere).
 */
_Noreturn void warden_run(const struct sandbox *sandbox, const struct sandbox_limits *limits,
	bool memory, int log, int report);

#endif
