/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ddc - diverse double-compiling: does tcc come out the same when another compiler made the first one?
 *
 * A compiler that hides something in what it compiles can do so only in the
 * compiler that it was made to know. The step tcc-0.9.27 compiles tcc by cc, grown
 * from the seed, and then tcc by that tcc. Here the host's gcc, and then its clang,
 * compile in cc's place: the same files, as the recipe patched them, with the same C
 * library. What they make is put where the recipe had cc make it, the rest of the
 * recipe is run on it, in the same root, and every file that it leaves has to be the
 * recorded one.
 *
 * What this asks of the recipe: one command, and no more, whose first word is "cc",
 * with "-o FILE", options -I, -D and -U alone, and no variables in it.
 */
#ifndef LBS_VERIFY_DDC_H
#define LBS_VERIFY_DDC_H

#include "base/progress.h"
#include "before.h"

struct ddc {
	const struct shop *shop;            /* borrowed, as all here */
	const struct record_step *step;     /* what run_steps() found */
	const char *logs;
	struct progress *progress;
};

/*
 * RECORD gets one entry a compiler, each told to PROGRESS. 0; or -1 on host trouble,
 * when STOP became true, or when the tree has no such step: ERR_SYNTAX.
 */
int ddc_run(const struct ddc *ddc, struct record *record, const volatile int *stop, struct err *err);

/* The status to leave with, for the entries of RECORD alone. */
int ddc_status(const struct record *record);

#endif
