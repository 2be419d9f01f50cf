/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * regentree - the files of an archive or folder, laid out in a folder of ours
 *
 * For what must see a whole tree at once: generators (regen.h), a comparison of two trees (against.h). Names from an
 * archive are never trusted: each part is opened by itself, no link is followed, nothing is written outside.
 * Links are made last. Modes are 0644 and 0755, times are now. tests/audit/regen.sh belongs to it.
 */
#ifndef LBS_AUDIT_REGENTREE_H
#define LBS_AUDIT_REGENTREE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/str.h"

enum { TREE_FILES = 400000, TREE_PATH = 4000 };
#define TREE_BYTES (4ULL << 30)

enum tree_kind {
	TREE_FILE,
	TREE_LINK,              /* a symbolic link */
	TREE_ODD,               /* a device, a name with "..", a file where a folder is: not laid out */
};

struct tree_entry {
	char *path;             /* as in the archive, without empty and "." parts; owned */
	enum tree_kind kind;
	bool executable;
	uint64_t size;
	struct digest digest;   /* of a file; of a link, of its target */
	char *target;           /* of a link; owned; else NULL */
};

struct tree {
	int fd;                         /* of the folder */
	struct tree_entry *entry;       /* sorted by path, each once: of two with one name the later */
	size_t nentry;
	char **module;                  /* folders that an archive has as empty ones: submodules, if it is git's; owned, sorted */
	size_t nmodule;
	uint64_t nbyte;
};

/*
 * Lay out PATH, an archive or folder, in the empty folder FOLDER. TREE is owned: tree_release(), which leaves the folder
 * to its owner. ERR_SYNTAX: broken, or no archive; ERR_LIMIT: more than TREE_FILES files or TREE_BYTES bytes. Of a
 * folder, what is named SKIP (".git"; NULL: nothing) is left out.
 */
int tree_lay(struct tree *tree, const char *folder, const char *path, const char *skip, struct err *err);
void tree_release(struct tree *tree);

/* The entry called PATH, or NULL; borrowed. */
const struct tree_entry *tree_find(const struct tree *tree, const char *path);

/* Append the file PATH of the tree to TEXT. */
int tree_read(const struct tree *tree, const char *path, size_t limit, struct str *text, struct err *err);

/* Open PATH below the folder FD, no link followed on the way, and only if it is a regular file; -1 and ERR. */
int tree_open_below(int fd, const char *path, struct err *err);

#endif
