/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * root - a tree of files as data: what layers add up to
 *
 * A root is a struct layer without removals: every directory on the way to a
 * file is an entry of its own. Pure data: nothing is opened here.
 * tests/unit/root.c belongs to this module.
 */
#ifndef LBS_CHAIN_ROOT_H
#define LBS_CHAIN_ROOT_H

#include "format/layer.h"
#include "format/record.h"

/*
 * What of a root is in layers. /dev /proc /tmp /steps /external are working space, gone
 * with the sandbox (or, at a bootstrap, made for one machine); of them count
 *
 *     /external/repo                        the packages, for `uninstall' and for comparison
 *     /steps/env, /steps/bootstrap.cfg      when a step changed them: later steps read them
 */
enum root_place {
	ROOT_PART,              /* in layers */
	ROOT_EDGE,              /* the folder of a working space: its mode is, what lies in it need not be */
	ROOT_OUTSIDE,           /* in no layer, and neither is what lies below */
};

enum root_place root_place(const char *path);

/* Is PATH one of the two files that carry settings from step to step? */
bool root_is_setting(const char *path);

/* Of working space, is it what no step can leave anything in: /dev, /proc, /tmp? */
bool root_is_volatile(const char *path);

/*
 * ROOT := ROOT + LAYER. A removal takes all below it along; a file or link in
 * the place of a directory does so too. Parents that are absent are made, mode 0755.
 */
void root_apply(struct layer *root, const struct layer *layer);

/* Put a copy of ENTRY into ROOT, with its parents as they are in FROM (0755 if absent there). */
void root_pick(struct layer *root, const struct layer *from, const struct layer_entry *entry);

/*
 * The layer that turns BEFORE into AFTER, for the paths that RAW names: RAW is
 * what an overlay's upper directory holds. An entry that is the same in BEFORE
 * is dropped. Takes RAW's entries over and leaves it empty.
 */
void root_reduce(struct layer *raw, const struct layer *before, struct layer *layer);

/* Every path at which RECORDED and BUILT are not the same, sorted; *CHANGE is owned. */
void root_compare(const struct layer *recorded, const struct layer *built,
	struct record_change **change, size_t *nchange);

#endif
