/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ext3 - what is in an ext2 or ext3 file system, read without mounting it
 *
 * Numbers are little-endian. 1024 bytes from the start stands the superblock; in
 * the block behind it a table of groups, 32 bytes each, of which we want where the
 * group's inodes are. An inode has mode (0), size (4, 108), links (26), and 15
 * block numbers (40): 12 of blocks, then one each of a block of numbers, of blocks
 * of those, and of blocks of those; 0 is a hole. A folder's bytes are records:
 * inode, length of the record, length of the name, type, name. Inode 2 is the root.
 *
 * Extents and other things of ext4 are refused. Folders that contain themselves,
 * and files larger than the disk, are errors, not endless work. The caller brings
 * the bytes: this module opens no file. tests/unit/ext3.c and tests/fuzz/ext3.c
 * belong to it.
 */
#ifndef LBS_FORMAT_EXT3_H
#define LBS_FORMAT_EXT3_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/span.h"

/* Read exactly N bytes at AT; -1 and ERR. */
typedef int ext3_read(void *data, uint64_t at, void *bytes, size_t n, struct err *err);

struct ext3_entry {
	char *path;             /* owned; without a first slash, "" is the root */
	unsigned mode;          /* type and permissions, as stat(2) has them */
	uint64_t size;
	uint32_t inode;
	uint64_t head;          /* where the inode is, bytes from the start of the disk */
	char *target;           /* owned; of a symbolic link, else NULL */
};

struct ext3 {
	struct ext3_entry *entry;       /* owned; sorted by path */
	size_t nentry;
	const char *path;       /* for messages; borrowed */
	ext3_read *read;
	void *data;
	uint64_t start, total;  /* of the file system, on the disk, in bytes */
	uint32_t inodes, group_inodes, blocks, first_block;
	uint32_t block_size, inode_size;
	bool journal;           /* ext3, else ext2 */
	bool filetype;
	uint64_t seen_bytes;    /* of files and folders, so far */
	size_t path_bytes;      /* of their paths */
};

#define EXT3_INIT { NULL, 0, NULL, NULL, NULL, 0, 0, 0, 0, 0, 0, 0, 0, false, false, 0, 0 }

/* Does a disk that has BYTES (2048 of them) at the start of a partition have an ext file system there? */
bool ext3_is(struct span bytes);

/* Read all names from PATH's file system, which has TOTAL bytes from START on. EXT3 must be EXT3_INIT or released. */
int ext3_open(struct ext3 *ext3, const char *path, uint64_t start, uint64_t total, ext3_read *read, void *data,
	struct err *err);
void ext3_release(struct ext3 *ext3);

/* The bytes of the file ENTRY, in order, in pieces; 0 or -1 and ERR, also when TAKE said -1. */
typedef int ext3_take(void *data, struct span bytes, struct err *err);
int ext3_bytes(struct ext3 *ext3, const struct ext3_entry *entry, ext3_take *take, void *data, struct err *err);

#endif
