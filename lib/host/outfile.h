/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outfile - a large file that appears under its name when it is whole
 *
 * It is written under a temporary name beside it and renamed; dropped, it leaves
 * nothing. base/io.h has the same for bytes in memory. What stands under the name
 * must be a regular file or nothing: a rename would take the place of a device, and
 * a link or folder in the way is for a person to look at. tests/unit/outfile.c belongs to it.
 */
#ifndef LBS_HOST_OUTFILE_H
#define LBS_HOST_OUTFILE_H

#include <stdint.h>
#include <sys/types.h>

#include "base/digest.h"
#include "base/err.h"

struct outfile {
	int dir;                /* borrowed, or AT_FDCWD */
	char *path;             /* owned; relative to DIR */
	char *temporary;        /* owned; NULL when nothing is open */
	int fd;
};

#define OUTFILE_INIT { -1, NULL, NULL, -1 }

int outfile_open(struct outfile *out, int dir, const char *path, struct err *err);

int outfile_write(struct outfile *out, struct span bytes, struct err *err);

/*
 * Append N bytes of FD from AT on (pread), called FROM in messages. DIGEST, if
 * not NULL, gets their SHA-256. ERR_DIFFERS when FD ends before.
 */
int outfile_copy(struct outfile *out, int fd, const char *from, uint64_t at, uint64_t n, struct digest *digest,
	struct err *err);

/*
 * Append the regular file FROM, whose size was found to be N; ERR_DIFFERS when it is
 * not that any more.
 */
int outfile_add(struct outfile *out, const char *from, uint64_t n, struct digest *digest, struct err *err);

/* Give the file MODE (the umask does not show) and its name. OUT is closed, also on failure. */
int outfile_commit(struct outfile *out, mode_t mode, struct err *err);

/* Close and remove what was written; nothing open is fine. */
void outfile_drop(struct outfile *out);

#endif
