/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layer - what one step adds to a root, changes in it and takes away
 *
 * Text, lbs-layer(5): the first line is "lbs-layer 1", then one line an entry,
 * sorted by the path's bytes, each path once:
 *
 *     f 0755 SHA256 SIZE PATH            regular file
 *     d 0755 PATH                        directory
 *     l TARGET PATH                      symbolic link
 *     - PATH                             removed
 *
 * Fields are parted by one space; mode is four octal digits, SIZE is bytes in
 * decimal. PATH is absolute. In PATH and TARGET a space, a backslash, DEL and
 * every byte below 0x20 is written \ooo, so that a line is a line and a field a
 * field. There is exactly one spelling of a layer: the SHA-256 of the text names it.
 *
 * What is left out, so that a layer is the same everywhere: owner and group
 * (all are 0), times, extended attributes, link counts (hard links are files
 * of their own), device nodes, sockets and pipes.
 *
 * Bytes come in, records go out: this module opens no file. tests/unit/layer.c
 * and tests/fuzz/layer.c belong to it.
 */
#ifndef LBS_FORMAT_LAYER_H
#define LBS_FORMAT_LAYER_H

#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/str.h"

enum layer_type { LAYER_FILE = 'f', LAYER_DIR = 'd', LAYER_LINK = 'l', LAYER_GONE = '-' };

struct layer_entry {
	enum layer_type type;
	char *path;               /* owned; begins with '/' */
	unsigned mode;            /* permission bits and set-id, sticky: 0..07777; 0 for links and gone */
	struct digest digest;     /* of a file */
	uint64_t size;            /* of a file, bytes */
	char *target;             /* of a link; owned; else NULL */
};

struct layer {
	struct layer_entry *entry;      /* owned; sorted by path, each path once */
	size_t nentry;
};

#define LAYER_INIT { NULL, 0 }

void layer_release(struct layer *layer);
void layer_entry_release(struct layer_entry *entry);

/* Parse TEXT; only the one canonical spelling is taken. ERR_SYNTAX with PATH:LINE. */
int layer_parse(struct layer *layer, const char *path, struct span text, struct err *err);

/* Append the canonical text. LAYER must be sorted: layer_sort(). */
void layer_format(const struct layer *layer, struct str *text);

/* Sort the entries; a path that is there twice is a broken invariant. */
void layer_sort(struct layer *layer);

/* The digest of the canonical text. */
struct digest layer_digest(const struct layer *layer);

/* The entry of PATH, or NULL; borrowed. */
const struct layer_entry *layer_find(const struct layer *layer, struct span path);

bool layer_entry_eq(const struct layer_entry *a, const struct layer_entry *b);

/* A deep copy; owned. */
struct layer_entry layer_entry_copy(const struct layer_entry *entry);

#endif
