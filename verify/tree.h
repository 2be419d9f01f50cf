/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tree - a checkout read in: which steps there are, what each is given, what is recorded
 *
 * The seed stretch comes from seed/kaem.ARCH (chain/stage.h), what follows
 * from steps/manifest (lbs-manifest(5)). Files of seed/ lie in a root at the
 * same place without "seed": seed/x86/hex1/hex1.hex0 is /x86/hex1/hex1.hex0; those of
 * steps/ lie in /steps. A step finds its own files and no other step's.
 * Everything is read from one directory descriptor and stays below it.
 */
#ifndef LBS_VERIFY_TREE_H
#define LBS_VERIFY_TREE_H

#include "base/err.h"
#include "base/str.h"
#include "chain/arch.h"
#include "chain/plan.h"
#include "chain/stage.h"
#include "format/layer.h"
#include "format/policy.h"
#include "format/sources.h"
#include "format/sums.h"

/* A file of the tree that a step finds in its root. */
struct tree_file {
	char *path;                 /* in the root */
	unsigned mode;
	struct str bytes;
};

struct tree_step {
	char *name;                 /* "hex1", "tcc-0.9.27", "improve.merged_usr": each once; owned, as all here */
	unsigned pass;
	char *script;               /* a path in the tree; "" when there is none */
	bool announced;             /* in the manifest, but without a recipe: only its sources are looked at */
	struct stage *stage;        /* of the seed stretch: how to run it; borrowed from the tree; else NULL */
	char *recipe;               /* of steps/: the script that the era's shell is given, a path in the root; else NULL */
	enum plan_era era;          /* of that shell */
	char *folder;               /* of a build: its own in the root, "/steps/tcc-0.9.27"; else NULL */
	struct tree_file *file;
	size_t nfile;
	struct sources sources;
	bool has_recorded;
	struct layer recorded;
};

/* A step is a stage, or has a recipe, or is announced. */
struct tree {
	int dir;
	char *path;
	const struct arch *arch;
	struct tree_step *step;     /* in the order of the chain */
	size_t nstep;
	struct stages stages;
	struct sums packages;       /* steps/SHA256SUMS.pkgs, if it is there */
	bool has_policy;            /* lbs.yaml is there */
	struct policy policy;
};

#define TREE_INIT { .dir = -1 }
#define TREE_PACKAGES "steps/SHA256SUMS.pkgs"

/* Read the tree PATH for ARCH, up to the step UNTIL (NULL: all of it). */
int tree_read(struct tree *tree, const char *path, const struct arch *arch, const char *until,
	struct err *err);
void tree_release(struct tree *tree);

/* The step NAME, or NULL. */
struct tree_step *tree_find(const struct tree *tree, const char *name);

/* Does the regular file PATH exist in TREE? Its mode, normalised, goes to *MODE. */
bool tree_has_file(const struct tree *tree, const char *path, unsigned *mode);
int tree_read_file(const struct tree *tree, const char *path, struct str *text, struct err *err);

/* Give STEP its recorded layer, if there is one. */
int tree_read_recorded(const struct tree *tree, struct tree_step *step, struct err *err);

/* steps.c: add to TREE what steps/manifest and the folders of steps/ say, up to the step UNTIL, if it is not NULL. */
int tree_read_steps(struct tree *tree, const char *until, struct err *err);

void tree_step_release(struct tree_step *step);

/* "checksums/x86/hex1", "checksums/x86/tcc-0.9.27.pass2"; owned. */
char *tree_recorded_path(const struct tree *tree, const struct tree_step *step);

/* Files of checksums/ARCH that belong to no step of TREE, which was read whole; *NAME is owned. */
int tree_stale(const struct tree *tree, char ***name, size_t *n, struct err *err);

/* The digests of every layer that is recorded, for every architecture; *DIGEST is owned. */
int tree_recorded_layers(const struct tree *tree, struct digest **digest, size_t *n, struct err *err);

#endif
