/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gather - the files that go into an image, from several folders, in one order
 *
 * Nothing of the host shows: entries are sorted by path, modes are 0755 for folders
 * and for what the owner may execute, else 0644; owners, times, link counts and
 * attributes are not kept. Contents stay where they are until the image is
 * written. tests/unit/gather.c belongs to this module.
 */
#ifndef LBS_HOST_GATHER_H
#define LBS_HOST_GATHER_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct gathered {
	char *path;             /* owned; in the image, without a first slash; "" is the root */
	char *from;             /* owned; the host's path; NULL for a folder or link */
	char *target;           /* owned; of a symbolic link, else NULL */
	unsigned mode;          /* type and permissions, as stat(2) has them */
	uint64_t size;          /* of a file */
};

struct gather {
	struct gathered *item;  /* owned; after gather_finish(): sorted by path, each once, parents there */
	size_t nitem;
};

#define GATHER_INIT { NULL, 0 }

enum gather_flags {
	GATHER_PLAIN = 0,
	GATHER_SKIP_GIT = 1 << 0,       /* leave out whatever has a name that begins with ".git" */
};

/*
 * Add what is in the folder FROM below WHERE ("/", "/external/distfiles"), or the file
 * FROM as WHERE. A symbolic link in a folder stays one; devices and such are refused.
 */
int gather_add(struct gather *gather, const char *from, const char *where, enum gather_flags flags,
	struct err *err);

/* Sort; folders that are there twice become one, a file that is there twice is ERR_SYNTAX. */
int gather_finish(struct gather *gather, struct err *err);

void gather_release(struct gather *gather);

#endif
