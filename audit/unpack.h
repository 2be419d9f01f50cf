/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unpack - everything that libarchive unpacks, in a stream, given to an inspection
 *
 * Speaks to libarchive, as regentree.c does. Nothing is written to disk, so no name in an
 * archive can lead anywhere. Archives in archives are opened to a depth, in the same stream; what grows
 * beyond measure is cut off and said. No archive is held in memory, but one inside another
 * whose form (7z, rar) can only be read from its end: up to UNPACK_HELD bytes.
 */
#ifndef LBS_AUDIT_UNPACK_H
#define LBS_AUDIT_UNPACK_H

#include "inspect.h"

enum {
	UNPACK_DEPTH = 3,                      /* archives in archives in an archive */
	UNPACK_RATIO = 1000,                   /* bytes out for a byte in, from UNPACK_FREE bytes on */
	UNPACK_HELD = 16 << 20,
};
#define UNPACK_MEMORY (32ULL << 20)        /* of all decompressors of archives that are at work at once */
#define UNPACK_FREE (64ULL << 20)
#define UNPACK_TOTAL (64ULL << 30)         /* bytes out, of one archive with all in it */

/*
 * Inspect the archive in FD, which is SIZE bytes long. NAME is for messages, PREFIX goes before the
 * paths of what is in it. ERR_SYNTAX: it is broken or cut short; what was seen of it is in the
 * inspection.
 */
int unpack_inspect(struct inspection *inspection, int fd, const char *name, uint64_t size,
	const char *prefix, struct err *err);

/* How much memory it takes to undo the compression of an archive that begins with HEAD: the dictionary that it names. */
uint64_t unpack_memory(struct span head);

/* A reader of libarchive's for all that is read here, not opened yet; NULL and ERR when there is no memory. Owned. */
struct archive;
struct archive *unpack_new(struct err *err);

#endif
