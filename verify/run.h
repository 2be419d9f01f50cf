/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * run - the chain, step by step: what can start is started, what is done is compared
 *
 * Checking takes recorded layers as given: a step whose needs lie in the store
 * as they are recorded starts at once, in any order. A serial run takes nothing
 * as given but what it rebuilt itself.
 */
#ifndef LBS_VERIFY_RUN_H
#define LBS_VERIFY_RUN_H

#include "base/progress.h"
#include "before.h"

enum run_flags {
	RUN_SERIAL = 1 << 0,    /* one after the other, on rebuilt layers alone */
	RUN_REBUILD = 1 << 1,   /* do not look results up */
};

struct run {
	const struct shop *shop;        /* borrowed, as all here */
	const char *logs;       /* folder for the steps' logs */
	unsigned jobs;
	enum run_flags flags;
	struct progress *progress;
};

/*
 * Run all steps of the tree; STEP (the record's, tree->nstep of them, zeroed)
 * gets names, verdicts, layers and reasons. 0; or -1 on host trouble or when
 * STOP became true (a signal): what is done is in the store.
 */
int run_steps(const struct run *run, struct record_step *step, const volatile int *stop,
	struct err *err);

/* The first of N changes and how many more: "/x86/bin/hex2: recorded 77f3da9f, built 0c1d44be (and 2 more)"; owned. */
char *run_describe_changes(const struct record_change *change, size_t n);

/* What build_finish() has to tell of the step NAME; takes NOTE over. */
void run_tell_note(struct progress *progress, const char *name, char *note);

#endif
