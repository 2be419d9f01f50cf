/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * build - one step, run once in a sandbox: its inputs go in, its layer comes out
 */
#ifndef LBS_VERIFY_BUILD_H
#define LBS_VERIFY_BUILD_H

#include "base/err.h"
#include "before.h"
#include "format/layer.h"
#include "host/sandbox.h"

/*
 * Circumstances that must not show in a layer. Two independent rebuilds differ
 * in all that a host may differ in: where the scratch lies (and so in which order a
 * folder lists its names), the host's name, the clock's offset.
 */
enum build_variation {
	BUILD_FIRST, BUILD_SECOND,
	BUILD_WHOLE,                /* like the first, but its layer has /steps and /external in it */
};

struct build {
	struct sandbox_job job;
	char *folder;               /* WORK/NAME.N: farm, scratch, layer; removed at the end */
	char *lower, *scratch, *log;
	char **word;                /* the command, NULL at its end; its words are borrowed */
	struct layer before;        /* the root that the step was given */
};

/*
 * The digest of all that STEP is a function of: the architecture, its
 * command and environment, the sandbox's contract, the root before.
 */
struct digest build_input(const struct tree *tree, const struct tree_step *step,
	const struct layer *before);

/* Start STEP of the shop's tree; takes BEFORE over. LOG is the host file for what it prints. */
int build_start(struct build *build, const struct shop *shop, const struct tree_step *step,
	struct layer *before, enum build_variation variation, const char *log, struct err *err);

/*
 * After build->job.fd became readable. 1: LAYER is what the step did (in the store);
 * 0: it failed, and *REASON (owned) says how in one line; -1: host trouble. *NOTE, if it
 * is not NULL (owned), is what a person should know of it: "changed /steps/x, ...".
 */
int build_finish(struct build *build, struct store *store, struct layer *layer, char **reason, char **note,
	struct err *err);

/* Kill it and forget it. */
void build_kill(struct build *build);

#endif
