/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stock - a mirror's folder beside what it ought to hold
 *
 *     DIR/NAME             every source of steps/ and steps-guix/, flat, as upstream's tools ask for it
 *     DIR/SHA256SUMS       their list, for sha256sum -c
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
	struct wanted wanted;
	struct wanted_files files;
	struct str sums;                /* what SHA256SUMS must be, and its digest */
	struct digest sums_digest;
	enum stock_end *end;            /* owned; one a file */
	enum stock_end sums_end;
	const char **stray;             /* owned; names that nobody wants, borrowed from the shelf */
	size_t nstray, nmissing, nwrong;
};

/* Read what TREE wants and open the folder PATH. ERR's sys is ENOENT when that is not there. */
int stock_open(struct stock *stock, const char *path, const char *tree, struct err *err);
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
