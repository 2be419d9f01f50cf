/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * image - what a machine starts from: disks and initramfs, made and read back
 *
 *     builder-hex0   boot sector, text of the builder kernel, disk script (format/diskscript.h)
 *     ext3           DOS label, one partition, ext3 in it
 *     initramfs      newc cpio
 *
 * The same files give the same bytes, whatever folder, owner, time and order the
 * host has. An image appears when it is whole (host/outfile.h). lbs-disk(5)
 * describes the three. tests/driver/image.sh belongs to these modules.
 */
#ifndef LBS_HOST_IMAGE_H
#define LBS_HOST_IMAGE_H

#include <stdbool.h>

#include "base/digest.h"
#include "format/diskscript.h"
#include "host/gather.h"

enum {
	SECTOR = 512,
	BUILDER_SCRIPT_SECTOR = 175,    /* a constant in builder-hex0's stage 2 */
};

struct builder_disk {
	const char *stage1;             /* path: hex0 text, or 512 bytes as they are */
	const char *stage2;             /* path: hex0 text; it goes on the disk as text */
	const char *script;             /* path: lines behind the files, format/diskscript.h; or NULL */
	uint64_t script_sector;         /* where the kernel looks for the script; 0: wherever it comes to stand */
	uint64_t size;                  /* extend to so many bytes, sparse; 0: not at all */
	struct diskscript_limits spare; /* room that has to be left for what is made while it runs */
	/* Told: */
	uint64_t nfile, nbyte;          /* places and bytes that the kernel has in use at the start */
};

/* GATHER is finished, with GATHER_SKIP_GIT. Nothing is written before everything was checked. */
int image_make_builder(const char *path, const struct gather *gather, struct builder_disk *disk, struct err *err);

struct ext3_disk {
	uint64_t size;                  /* of the whole disk, bytes; a multiple of 1 MiB */
	uint64_t start;                 /* of the partition, bytes; a multiple of 1 MiB, not 0 */
};

/* Runs mke2fs and debugfs (e2fsprogs), then reads the result back and compares. */
int image_make_ext3(const char *path, const struct gather *gather, const struct ext3_disk *disk, struct err *err);

/* CONSOLE: with /dev/console, which Linux wants before anything could make it. */
int image_make_initramfs(const char *path, const struct gather *gather, bool console, struct err *err);

/* Reading. */

enum image_kind { IMAGE_BUILDER, IMAGE_EXT3, IMAGE_INITRAMFS, IMAGE_PAYLOAD };

struct image_entry {
	char *path;                     /* owned; without a first slash; "" is the root */
	char *target;                   /* owned; of a symbolic link, else NULL */
	char *command;                  /* owned; a command of the script as it stands there; then the rest is not set */
	unsigned mode;                  /* as stat(2) has it */
	uint64_t size;
	struct digest digest;           /* of a file */
};

struct image {
	enum image_kind kind;
	uint64_t at;                    /* where what is listed begins, in bytes: script, partition */
	struct image_entry *entry;      /* owned; in the script's order, or sorted */
	size_t nentry;
	uint64_t nfile, nbyte;          /* regular files, and bytes in them */
};

#define IMAGE_INIT { IMAGE_BUILDER, 0, NULL, 0, 0, 0 }

/*
 * Read the image PATH whole, contents hashed. What it is, its bytes say. SCRIPT_SECTOR: as in
 * struct builder_disk; 0 looks for the end of the kernel's text. ERR_SYNTAX names the byte.
 */
int image_read(struct image *image, const char *path, uint64_t script_sector, struct err *err);
void image_release(struct image *image);

const char *image_kind_word(enum image_kind kind);

/* For the modules of this group alone. */
int image_read_at(int fd, const char *path, uint64_t at, void *bytes, size_t n, struct err *err);
int image_read_initramfs(struct image *image, int fd, const char *path, struct err *err);
int image_read_ext3(struct image *image, int fd, const char *path, uint64_t start, uint64_t total, struct err *err);
struct image_entry *image_add(struct image *image, const char *path, unsigned mode, uint64_t size);

#endif
