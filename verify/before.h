/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * before - the root that a step is given
 *
 * A stage of the seed stretch finds the files that it names, and no others. A
 * step of steps/ finds all that the steps before it left, its own folder in
 * /steps, its sources in /external/distfiles, and of seed/ the folders that its recipe names.
 */
#ifndef LBS_VERIFY_BEFORE_H
#define LBS_VERIFY_BEFORE_H

#include "format/record.h"
#include "host/store.h"
#include "tree.h"

/*
 * What the first NLAYER steps left: kept, since the next step wants it again with
 * a layer more.
 */
struct past {
	struct layer root;
	const struct layer **layer;     /* what ROOT is made of: owned list of borrowed layers, NULL for none */
	size_t nlayer;
};

void past_release(struct past *past);

/* Where steps are built, and from what; all borrowed. */
struct shop {
	struct store *store;
	const struct tree *tree;
	const char *work;               /* the run's private folder */
	const char *distfiles;
	const struct record_source *source;     /* sorted by name; which are at hand */
	size_t nsource;
	struct past *past;              /* zeroed by the owner, who releases it */
};

/* The first source of step N that is not at hand, or NULL. */
const char *before_missing(const struct shop *shop, size_t n);

/*
 * Make ROOT (empty or released), what step N is given. LAYER[] has the layer of each step
 * before it that there is, else NULL; a layer that was told stays as it is, where it is,
 * while the shop is used. NEED[] (n bools) is set for those that gave
 * something. Every content is in the store afterwards. ERR_DIFFERS when a source is no
 * longer what it was.
 */
int before_make(const struct shop *shop, size_t n, const struct layer *const *layer,
	struct layer *root, bool *need, struct err *err);

#endif
