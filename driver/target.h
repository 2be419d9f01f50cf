/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * target - the files that a bootstrap starts with, as a list, and as a folder made equal to it
 *
 * Nothing in the folder is trusted: what is there with the right type, mode and
 * SHA-256 stays, everything else is made anew or taken away. So it does not
 * matter at which moment an earlier run was killed. A file gets its name by
 * rename, with all its bytes. Links that lie in the folder are never followed. Owner is who
 * runs this; modes are 0644, 0755. tests/unit/target.c belongs to this module.
 */
#ifndef LBS_DRIVER_TARGET_H
#define LBS_DRIVER_TARGET_H

#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/str.h"

enum target_type { TARGET_FILE, TARGET_DIR, TARGET_LINK };

struct target_file {
	enum target_type type;
	char *path;                     /* owned: relative, inside, "steps/manifest" */
	unsigned mode;
	struct digest digest;           /* of a file */
	uint64_t size;                  /* bytes of a file */
	char *host;                     /* owned: where its bytes are; or NULL */
	struct str bytes;               /* they themselves, when HOST is NULL; of a link its target */
};

struct target {
	struct target_file *file;       /* sorted by path after target_settle(), each once */
	size_t nfile;
};

#define TARGET_INIT { NULL, 0 }

void target_release(struct target *target);

/* Add a directory; the ones above are added by target_settle(). A later file of the same path wins. */
void target_add_dir(struct target *target, const char *path, unsigned mode);

/* Add a file with BYTES, which are taken over. */
void target_add_bytes(struct target *target, const char *path, unsigned mode, struct str bytes);

/* Add the host's file, read and hashed now; with DIGEST it must be that one (ERR_DIFFERS). */
int target_add_file(struct target *target, const char *path, const char *host, unsigned mode,
	const struct digest *digest, struct err *err);

/*
 * Add the host's folder HOST with all in it at PATH ("" for the root): files, folders, and
 * with LINKS symbolic links, which are an error otherwise. A file that its owner may run is 0755.
 */
enum target_flags { TARGET_PLAIN = 0, TARGET_LINKS = 1 << 0 };
int target_add_tree(struct target *target, const char *path, const char *host, enum target_flags flags,
	struct err *err);

/* Take away PATH and all below it. */
void target_drop(struct target *target, const char *path);

/* Sort, keep the last of each path, add parents. ERR_SYNTAX when a file stands where a folder must. */
int target_settle(struct target *target, struct err *err);

/* Bytes of all files, and what names this list: the digest of a line each. */
uint64_t target_bytes(const struct target *target);
struct digest target_digest(const struct target *target);

const struct target_file *target_find(const struct target *target, const char *path);

/*
 * Make the folder DIR equal to TARGET, which is settled. AT tells how far it is; it may be NULL.
 * -1 with ERR_NONE when *STOP became other than 0.
 */
struct target_progress {
	void (*at)(void *data, const char *path);
	void *data;
};
int target_write(const struct target *target, int dir, const struct target_progress *progress,
	const volatile int *stop, struct err *err);

#endif
