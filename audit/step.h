/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * step - what the steps of a chain do about what is found in their sources
 */
#ifndef LBS_AUDIT_STEP_H
#define LBS_AUDIT_STEP_H

#include "hint.h"
#include "recipe.h"
#include "rules.h"

struct step {
	char *name;                     /* "make-4.3", "tcc-0.9.27.pass2"; owned */
	struct recipe *recipe;          /* one a pass; a step that is only announced has none */
	size_t nrecipe;
	char **source;                  /* file names of its sources; owned */
	size_t nsource;
	struct hints hints;             /* what the chain has before it */
};

/* Is there a step NAME in TREE? */
bool step_exists(const char *tree, const char *name);

/* Read the step NAME of TREE. STEP must be zeroed. */
int step_read(struct step *step, const char *tree, const char *name, struct err *err);
void step_release(struct step *step);

/*
 * What every pass of every step deletes or makes again is handled. The others are told whether
 * the chain has the tool at the first of the steps.
 */
void steps_apply(const struct step *step, size_t n, const struct rules *rules, struct record_audit *audit);

#endif
