/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * farm - a root laid out as a folder, and an overlay's upper folder read back
 *
 * A farm is the read-only lower side of a step's sandbox: directories of its
 * own, files hard-linked to the store's objects. All times are 0. A content
 * that occurs twice is linked once and copied after that: else tools that
 * know hard links by device and inode number (tar, cp -a, du) would take
 * two files for one, which they are not when the chain is run in one go.
 * Files with set-id bits are copies too, for an object has permissions alone.
 *
 * tests/unit/farm.c belongs to this module.
 */
#ifndef LBS_HOST_FARM_H
#define LBS_HOST_FARM_H

#include "base/err.h"
#include "format/layer.h"
#include "host/store.h"

/* Lay out ROOT (no removals in it; objects checked) in the empty folder PATH. */
int farm_make(const struct store *store, const struct layer *root, const char *path,
	struct err *err);

/* Is PATH, below some folder of the root, left out with all in it? */
typedef bool farm_skip(const char *path, void *data);

/*
 * Read the upper folder UPPER of an overlay whose lower side is BEFORE: every
 * file's content goes into STORE, *RAW lists all that is there, sorted, with
 * removals (whiteouts: character device 0:0; opaque folders: what BEFORE has in them and
 * UPPER has not). SKIP (or NULL), called with DATA, says what is working space and
 * left out, as are devices, sockets and pipes. Symbolic links are never followed.
 */
int farm_read(struct store *store, int upper, const struct layer *before, farm_skip *skip, void *data,
	struct layer *raw, struct err *err);

#endif
