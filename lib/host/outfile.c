/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "host/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"

enum { BLOCK = 1 << 18 };

int
outfile_open(struct outfile *out, int dir, const char *path, struct err *err)
{
	struct outfile new = { dir, NULL, NULL, -1 };
	struct stat st;

	if (fstatat(dir, path, &st, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISREG(st.st_mode))
		return err_set(err, ERR_SYSTEM, "%s: %s is in the way", path, S_ISDIR(st.st_mode) ? "a folder"
			: S_ISLNK(st.st_mode) ? "a symbolic link" : "a device, or something like it,");
	for (unsigned i = 0;; i++) {
		new.temporary = str_format("%s.%ld.%u.tmp", path, (long)getpid(), i);
		new.fd = openat(dir, new.temporary, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
		if (new.fd >= 0 || errno != EEXIST)
			break;
		free(new.temporary);
	}
	if (new.fd < 0) {
		err_sys(err, "%s", path);
		free(new.temporary);
		return -1;
	}
	new.path = arr_dup(path);
	*out = new;
	return 0;
}

int
outfile_write(struct outfile *out, struct span bytes, struct err *err)
{
	return io_write(out->fd, out->path, bytes, err);
}

/* A block of zeros is stepped over: images and archives on disk have holes for them. */
static int
write_block(struct outfile *out, struct span block, struct err *err)
{
	if (block.n == BLOCK && block.at[0] == '\0' && memcmp(block.at, block.at + 1, BLOCK - 1) == 0) {
		if (lseek(out->fd, BLOCK, SEEK_CUR) < 0)
			return err_sys(err, "%s: seek", out->path);
		return 0;
	}
	return io_write(out->fd, out->path, block, err);
}

/* What was stepped over last is part of the file. */
static int
set_end(struct outfile *out, struct err *err)
{
	off_t at = lseek(out->fd, 0, SEEK_CUR);
	struct stat st;

	if (at < 0 || fstat(out->fd, &st) < 0 || (st.st_size < at && ftruncate(out->fd, at) < 0))
		return err_sys(err, "%s: extend", out->path);
	return 0;
}

int
outfile_copy(struct outfile *out, int fd, const char *from, uint64_t at, uint64_t n, struct digest *digest,
	struct err *err)
{
	char *block = arr_new(BLOCK, 1);
	struct digest_sum sum;
	int ret = 0;

	digest_start(&sum);
	while (n && ret == 0) {
		ssize_t got = pread(fd, block, n < BLOCK ? (size_t)n : BLOCK, (off_t)at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			ret = err_sys(err, "%s: read", from);
		} else if (got == 0) {
			ret = err_set(err, ERR_DIFFERS, "%s: became shorter while it was read", from);
		} else {
			if (digest)
				digest_add(&sum, block, (size_t)got);
			ret = write_block(out, (struct span){ block, (size_t)got }, err);
			at += (uint64_t)got;
			n -= (uint64_t)got;
		}
	}
	if (digest)
		*digest = digest_end(&sum);
	else
		digest_end(&sum);
	free(block);
	return ret;
}

int
outfile_add(struct outfile *out, const char *from, uint64_t n, struct digest *digest, struct err *err)
{
	int fd = open(from, O_RDONLY | O_CLOEXEC);
	struct stat st;
	int ret;

	if (fd < 0)
		return err_sys(err, "%s", from);
	ret = outfile_copy(out, fd, from, 0, n, digest, err);
	if (ret == 0 && fstat(fd, &st) < 0)
		ret = err_sys(err, "%s", from);
	else if (ret == 0 && (uint64_t)st.st_size != n)
		ret = err_set(err, ERR_DIFFERS, "%s: became longer while it was read", from);
	io_drop(&fd);
	return ret;
}

int
outfile_commit(struct outfile *out, mode_t mode, struct err *err)
{
	int ret = set_end(out, err);

	if (ret == 0 && fchmod(out->fd, mode) < 0)
		ret = err_sys(err, "%s: chmod", out->path);
	if (ret == 0)
		ret = io_close(&out->fd, out->path, err);
	if (ret == 0 && renameat(out->dir, out->temporary, out->dir, out->path) < 0)
		ret = err_sys(err, "%s: rename", out->path);
	if (ret == 0) {
		free(out->temporary);
		out->temporary = NULL;
	}
	outfile_drop(out);
	return ret;
}

void
outfile_drop(struct outfile *out)
{
	int sys = errno;

	io_drop(&out->fd);
	if (out->temporary)
		unlinkat(out->dir, out->temporary, 0);
	free(out->temporary);
	free(out->path);
	*out = (struct outfile)OUTFILE_INIT;
	errno = sys;
}
