/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gatetree - every file of one side of an update, and what its bytes tell
 *
 * Filled while the audit reads the files, through a hook of inspect.h: one pass over the bytes. The other side's files are
 * found by name (below the archive's one top folder, which has the version in it) or, when they moved, by digest.
 * tests/audit/gate.sh belongs to it.
 */
#ifndef LBS_AUDIT_GATETREE_H
#define LBS_AUDIT_GATETREE_H

#include <pthread.h>

#include "gatelines.h"
#include "inspect.h"
#include "m4hook.h"

enum { GATE_FILES = 1000000 };

struct gate_file {
	char *path;                     /* as findings have it; owned, as all here */
	const char *name;               /* PATH without the top folder */
	char *target;                   /* of a symbolic link; NULL: a file */
	struct inspect_meta meta;
	struct digest digest;           /* of a link: of its target */
	uint64_t size;
	unsigned entropy;               /* hundredths of a bit for a byte */
	enum magic_kind kind;
	const char *format;             /* borrowed; NULL of text */
	char *version;                  /* of the generator, as the first lines say; NULL if they do not */
	bool known;                     /* macros whose name and code a table has: lbs-m4index(1) */
	bool has_code;
	struct digest code;             /* of macros and scripts: of what is no comment, or no line about copyright */
	char *licence;                  /* an expression; NULL if unknown */
	struct gate_lines lines;        /* of a build file */
	const struct gate_file *other;  /* the same file on the other side; NULL: there is none */
	bool moved;                     /* it has another name there */
	bool told;                      /* it was said why it changed */
};

/* What the first bytes of a file told, before it was known how they end. */
struct gate_hint {
	char *path;
	char *version;
	bool known, has_code;
	struct digest code;
	struct gate_lines lines;
};

struct gate_tree {
	const struct m4_index *m4;      /* borrowed */
	pthread_mutex_t lock;           /* of all while files come in */
	struct gate_file *file;         /* sorted by path */
	size_t nfile;
	struct gate_file **by_name;     /* sorted by name */
	struct gate_hint *hint;
	size_t nhint;
	char *top_name;                 /* "frob-1.2/", or "" */
	size_t top;                     /* bytes of the top folder, with its slash */
	bool full;                      /* there are more than GATE_FILES */
};

void gate_tree_init(struct gate_tree *tree, const struct m4_index *m4);
void gate_tree_release(struct gate_tree *tree);

/* What to give to the audit; any number of threads. */
struct inspect_hook gate_tree_hook(struct gate_tree *tree);

/* All files are in. STRIP: take the top folder off the names, if there is but one. */
void gate_tree_finish(struct gate_tree *tree, bool strip);

/* The licence of the file PATH, as licence_hook_each() calls it; TREE is finished. */
void gate_tree_licence(void *tree, const char *path, const char *expression);

/* By path, as findings have it, and by name; NULL when there is none. */
struct gate_file *gate_tree_find(const struct gate_tree *tree, const char *path);
struct gate_file *gate_tree_named(const struct gate_tree *tree, const char *name);

/* Is FILE what the other side has, but for comments and the like? */
bool gate_file_same(const struct gate_file *file);

/* Both are finished: find each file of NEW in OLD, and the other way round. */
void gate_trees_match(struct gate_tree *old, struct gate_tree *new);

#endif
