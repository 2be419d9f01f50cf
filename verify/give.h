/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * give - what a step's sandbox holds of the tree
 */
#ifndef LBS_VERIFY_GIVE_H
#define LBS_VERIFY_GIVE_H

#include "tree.h"

enum give_flags {
	GIVE_STEPS = 1 << 0,        /* of steps/, too, what is named: for scripts of improve/, which have no folder */
};

/* A file of these BYTES at PATH; takes them over. What STEP was given there before stays. */
void give_bytes(struct tree_step *step, const char *path, unsigned mode, struct str bytes);

/* The file PATH of the tree, or all below it, at AT in the root of STEP. ERR_SYNTAX for links and such. */
int give_path(const struct tree *tree, struct tree_step *step, const char *path, const char *at,
	struct err *err);

/*
 * Of seed/ a recipe, TEXT, finds the folders that it names by a whole path, or of which
 * it names a file, with all in them: as a word ("/libc/start.c"), after an equals
 * sign ("LIBC=/libc"), or after a letter ("-I/libc/include").
 */
int give_named(const struct tree *tree, struct tree_step *step, struct span text, enum give_flags flags,
	struct err *err);

#endif
