/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pack - payloads on disk: put together, looked into, taken apart
 *
 * format/payload.h has the form. Files of any size go through in small blocks.
 * tests/driver/payload.sh belongs to this module.
 */
#ifndef LBS_HOST_PACK_H
#define LBS_HOST_PACK_H

#include "base/digest.h"
#include "base/err.h"
#include "format/payload.h"
#include "format/sums.h"

/* What goes into a payload. */
struct pack_file {
	char *name;             /* owned; in the payload */
	char *from;             /* owned; the file's path */
	uint64_t size;
};

struct pack {
	struct pack_file *file; /* owned; sorted by name after pack_write() */
	size_t nfile;
};

#define PACK_INIT { NULL, 0 }

/*
 * Add the file FROM, or all files in the folder FROM. A payload is flat: a folder in
 * the folder is refused, as is a name that cannot be in a payload, and a file past 4 GiB.
 */
int pack_add(struct pack *pack, const char *from, struct err *err);
void pack_release(struct pack *pack);

/*
 * Write the payload PATH: names sorted, each once (two files of one name must have
 * the same bytes), the same bytes on every run. With SUMS each file must be in it,
 * with the digest it has. PATH appears when it is whole.
 */
int pack_write(struct pack *pack, const char *path, const struct sums *sums, struct err *err);

/* A payload that is read: a file, or a block device, which may be longer. */
struct packed {
	struct payload payload;
	int fd;
};

#define PACKED_INIT { PAYLOAD_INIT, -1 }

/* Every head is read and checked before this returns 0. PATH must outlive PACKED. */
int packed_open(struct packed *packed, const char *path, enum payload_flags flags, struct err *err);
void packed_close(struct packed *packed);

/* The SHA-256 of FILE's bytes. */
int packed_digest(const struct packed *packed, const struct payload_file *file, struct digest *digest,
	struct err *err);

/*
 * Write every file into the folder FOLDER, made if need be, mode 0644. What has the
 * name of a file is replaced if it is a file, and refused if it is anything else;
 * a file appears when it is whole; nothing is ever written outside.
 */
int packed_extract(const struct packed *packed, const char *folder, struct err *err);

#endif
