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
#include "format/record.h"
#include "host/store.h"
#include "tree.h"

enum run_flags {
	RUN_SERIAL = 1 << 0,    /* one after the other, on rebuilt layers alone */
	RUN_REBUILD = 1 << 1,   /* do not look results up */
};

struct run {
	struct store *store;    /* borrowed, as all here */
	const struct tree *tree;
	const char *work;       /* the run's private folder */
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

/* The root before step N: skeleton, files of the tree, and of LAYER[] what it names. NEED[] (n
 * bools) is set for the steps that gave something. */
int run_root_before(struct store *store, const struct tree *tree, size_t n,
	const struct layer *const *layer, struct layer *root, bool *need, struct err *err);

#endif
