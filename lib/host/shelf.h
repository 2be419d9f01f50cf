/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shelf - a flat folder of files and their SHA-256, kept up to date
 *
 * Files are hashed side by side, and again only when their inode, size or times are others.
 * Whatever stands in the place of a plain file (a folder, a link, a device) is told, and
 * never opened. Names lead nowhere but to the folder itself: see shelf_open().
 * A shelf has no lock of its own: a caller with threads brings one.
 * tests/unit/shelf.c belongs to this module.
 */
#ifndef LBS_HOST_SHELF_H
#define LBS_HOST_SHELF_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "base/digest.h"
#include "base/err.h"

enum shelf_kind {
	SHELF_FILE,
	SHELF_OTHER,            /* no plain file */
	SHELF_HIDDEN,           /* the name begins with a dot: half written or state of ours; never hashed */
	SHELF_UNREADABLE,       /* .why */
};

/* What changes when a file does. */
struct shelf_mark {
	unsigned long long dev, ino, size;
	struct timespec mtime, ctime;
};

struct shelf_file {
	char *name;             /* owned, as all here */
	enum shelf_kind kind;
	struct shelf_mark mark;
	struct digest digest;   /* of a file */
	char *why;              /* of an unreadable one, else NULL */
};

struct shelf {
	int dir;                /* borrowed */
	struct shelf_file *file;        /* sorted by name */
	size_t nfile;
};

#define SHELF_INIT { -1, NULL, 0 }

struct shelf_options {
	unsigned jobs;                  /* files hashed side by side; 0: 1 */
	const volatile int *stop;       /* other than 0: give up between two files; or NULL */
	void (*progress)(void *data, const char *name, size_t done, size_t total);      /* or NULL; one call at a time */
	void *data;
};

/* Look at the folder SHELF->dir again. -1, SHELF as it was, when it cannot be listed or work was stopped. */
int shelf_refresh(struct shelf *shelf, const struct shelf_options *options, struct err *err);
void shelf_release(struct shelf *shelf);

/* The file NAME, or NULL. Borrowed until the next refresh. */
const struct shelf_file *shelf_find(const struct shelf *shelf, const char *name);

/*
 * Open the plain file NAME in the folder DIR for reading, without following
 * anything: one part alone, no link, no mount, nothing that could block. MARK
 * is of the descriptor, which is owned. -1 and ERR (sys is ENOENT or ELOOP among others) if not.
 */
int shelf_open(int dir, const char *name, struct shelf_mark *mark, struct err *err);

bool shelf_is_same(const struct shelf_mark *a, const struct shelf_mark *b);

#endif
