/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recipe - what a step deletes and makes again, by reading its recipe
 *
 * Recipes of kaem and of the shell (lbs-steps's formats): rm, find -delete, cp and ">" onto a file, autoreconf
 * and its kin, bison -o and its kin, cd, variables of plain words, loops over plain words. What is not understood
 * deletes nothing: a finding too many, never one too few.
 *
 * A later runner that watches the step puts its evidence in the place of this reading: it fills the same
 * list of actions. Bytes come in, records go out. tests/unit/recipe.c and tests/fuzz/recipe.c belong to it.
 */
#ifndef LBS_AUDIT_RECIPE_H
#define LBS_AUDIT_RECIPE_H

#include <stdbool.h>

#include "base/err.h"
#include "base/span.h"

enum recipe_kind { RECIPE_KAEM, RECIPE_SH };
enum recipe_verb {
	RECIPE_DELETES,         /* a file, or all below a folder */
	RECIPE_REPLACES,        /* a file, with other bytes */
	RECIPE_RUNS,            /* a tool that writes its outputs anew, at and below a folder */
};

struct recipe_action {
	enum recipe_verb verb;
	char *path;             /* a fnmatch(3) pattern, below the folder that archives are unpacked in; owned */
	char *name;             /* of find: what the last part must match; else NULL */
	char *tool;             /* "autoreconf"; NULL but for RECIPE_RUNS */
	bool deep;              /* all below PATH, too */
	unsigned long line;
};

struct recipe {
	char *path;             /* for messages; owned */
	enum recipe_kind kind;
	struct recipe_action *action;
	size_t naction;
};

#define RECIPE_INIT { 0 }

/* What TEXT does. There is no error: what is odd does nothing. */
void recipe_read(struct recipe *recipe, const char *path, enum recipe_kind kind, struct span text);
void recipe_release(struct recipe *recipe);

/*
 * Does RECIPE delete FILE, a path in an archive, or make it again by one of TOOL? If so a line why, owned; else NULL.
 */
char *recipe_handles(const struct recipe *recipe, const char *file, char *const *tool, size_t ntool);

#endif
