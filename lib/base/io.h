/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * io - descriptors and files, with every answer asked for
 *
 * Interrupted calls are made again, short writes go on. A file is replaced by
 * writing a temporary name beside it and renaming, so that a reader sees the
 * old bytes or the new ones and a crash leaves no half file under the name.
 * PATH in messages is what the caller opened. tests/unit/io.c belongs to it.
 */
#ifndef LBS_BASE_IO_H
#define LBS_BASE_IO_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/span.h"
#include "base/str.h"

/* Close *FD if it is open and set it to -1; errno is kept. For clean-up paths. */
void io_drop(int *fd);

/* close(2) whose answer matters (after writing). *FD becomes -1 either way. */
int io_close(int *fd, const char *path, struct err *err);

int io_write(int fd, const char *path, struct span bytes, struct err *err);

/* Append all that is left in FD to TEXT; ERR_LIMIT above LIMIT bytes. */
int io_read(int fd, const char *path, size_t limit, struct str *text, struct err *err);

/* Open PATH under DIRFD (AT_FDCWD allowed) and read it whole. */
int io_read_file(int dirfd, const char *path, size_t limit, struct str *text, struct err *err);

/*
 * Replace the file PATH under DIRFD by BYTES; fsync'ed before the rename when DURABLE.
 * A device or a pipe, as /dev/null, stays and is written to.
 */
enum io_flags { IO_PLAIN = 0, IO_DURABLE = 1 << 0 };
int io_replace(int dirfd, const char *path, mode_t mode, struct span bytes, enum io_flags flags,
	struct err *err);

/* mkdir -p; an existing directory is fine. */
int io_mkdirs(int dirfd, const char *path, mode_t mode, struct err *err);

/* Remove the file or the whole tree PATH; absent is fine. Never follows a symbolic link. */
int io_remove(int dirfd, const char *path, struct err *err);

/* Copy all that is left in IN to OUT. */
int io_copy(int in, int out, const char *path, struct err *err);

/*
 * The names in the directory DIRFD/PATH without "." and "..", sorted by bytes.
 * *NAMES is an owned array of *N owned strings; io_free_names() frees it.
 */
int io_list(int dirfd, const char *path, char ***names, size_t *n, struct err *err);
void io_free_names(char **names, size_t n);

/*
 * Is PATH one that stays in its folder: relative, not empty, no "..", no "."
 * component, no empty component, no NUL?
 */
bool io_is_inside(struct span path);

/* PATH made of A and B with one slash between; owned. */
char *io_join(const char *a, const char *b);

/* Nanoseconds of the monotonic clock. */
long long io_now(void);

#endif
