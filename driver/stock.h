/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stock - a mirror's folder beside what it ought to hold
 *
 *     DIR/NAME             every source of steps/ and steps-guix/, flat, as upstream's tools ask for it
 *     DIR/SHA256SUMS       their list, for sha256sum -c; of a choice, also what it listed before
 *     DIR/.lbs-mirror/     state of ours: what is under way, repositories, the lock
 *
 * Nothing is written here. tests/driver/mirror.sh belongs to this module.
 */
#ifndef LBS_DRIVER_STOCK_H
#define LBS_DRIVER_STOCK_H

#include "base/progress.h"
#include "base/str.h"
#include "host/shelf.h"
#include "wanted.h"

#define STOCK_SUMS "SHA256SUMS"
#define STOCK_STATE ".lbs-mirror"

enum stock_end { STOCK_RIGHT, STOCK_MISSING, STOCK_WRONG };

struct stock {
	const char *path;               /* borrowed; of the folder */
	struct shelf shelf;             /* its .dir is the folder, owned here */
	struct wanted tree, chosen;
	struct wanted_files all, files; /* what the tree wants; what is looked at: all of it, or a choice */
	struct str sums;                /* what SHA256SUMS must be, and its digest */
	struct digest sums_digest;
	enum stock_end *end;            /* owned; one a file */
	enum stock_end sums_end;
	const char **stray;             /* owned; names that nobody wants, borrowed from the shelf */
	size_t nstray, nmissing, nwrong;
};

/*
 * Some of the tree's sources: those of builds of the manifest when it is to be asked, else of folders.
 */
struct stock_choice {
	char *const *step;              /* NSTEP names; 0: all */
	size_t nstep;
	const struct wanted_options *manifest;  /* or NULL */
	enum wanted_when when;
};

/* Read what TREE wants, of that CHOICE (or NULL), and open the folder PATH. ERR's sys is ENOENT when that is not there. */
int stock_open(struct stock *stock, const char *path, const char *tree, const struct stock_choice *choice,
	struct err *err);
void stock_close(struct stock *stock);

/* Look at every file (again), by JOBS threads, hashing what is new. */
int stock_take(struct stock *stock, unsigned jobs, struct progress *progress, struct err *err);

/* May a file of that NAME and digest be given out? With STRICT, names that nobody wants may not. */
bool stock_may(const struct stock *stock, const char *name, const struct digest *digest, bool strict);

/* Is all as it ought to be? STRICT: and nothing else. */
bool stock_is_good(const struct stock *stock, bool strict);

/* "wrong NAME: why" and so on, a line each, then the sum; to TEXT. */
void stock_tell(const struct stock *stock, struct str *text);

#endif
