/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * againstgit - the tree of a tag, from a git repository that nobody vouches for
 *
 * The outside program is git. A repository's own configuration and attributes can make git run programs and change
 * contents, so the tree is not read from it but from an empty repository of ours that borrows its objects: no filter
 * runs, no line end is converted, nothing is left out or filled in. Nothing is fetched.
 */
#ifndef LBS_AUDIT_AGAINSTGIT_H
#define LBS_AUDIT_AGAINSTGIT_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

struct against_tag {
	char *name;             /* "v1.2"; owned, as all here */
	char *commit;           /* its digits */
	bool guessed;
};

/* Is PATH a git repository, with a work tree or without? */
bool against_is_git(const char *path);

/*
 * Write the tree of REF, or, when that is NULL, of the tag that fits the archive's name ARCHIVE, as a tar archive to
 * FOLDER/tag.tar. FOLDER is ours and empty. -1 and ERR: no git, no such tag (those that are nearest are named).
 */
int against_git(const char *path, const char *ref, const char *archive, const char *folder, struct against_tag *tag,
	struct err *err);
void against_tag_release(struct against_tag *tag);

/*
 * The tags that an archive called ARCHIVE may be of, the likeliest first: "v1.2", "1.2", "frob-1.2" of frob-1.2.tar.gz.
 * *NAMES is owned: io_free_names().
 */
void against_guesses(const char *archive, char ***names, size_t *n);

#endif
