/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "base/io.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arr.h"

void
io_drop(int *fd)
{
	int sys = errno;

	if (*fd >= 0)
		close(*fd);
	*fd = -1;
	errno = sys;
}

int
io_close(int *fd, const char *path, struct err *err)
{
	int ret = close(*fd);

	*fd = -1;
	/* Linux closes the descriptor even when it answers EINTR. */
	if (ret < 0 && errno != EINTR)
		return err_sys(err, "%s: close", path);
	return 0;
}

int
io_write(int fd, const char *path, struct span bytes, struct err *err)
{
	while (bytes.n) {
		ssize_t n = write(fd, bytes.at, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_sys(err, "%s: write", path);
		bytes.at += n;
		bytes.n -= (size_t)n;
	}
	return 0;
}

int
io_read(int fd, const char *path, size_t limit, struct str *text, struct err *err)
{
	enum { BLOCK = 1 << 16 };
	char *block = arr_new(BLOCK, 1);
	size_t total = 0;
	int ret = -1;

	for (;;) {
		ssize_t n = read(fd, block, BLOCK);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			err_sys(err, "%s: read", path);
			goto out;
		}
		if (n == 0)
			break;
		total += (size_t)n;
		if (total > limit) {
			err_set(err, ERR_LIMIT, "%s: longer than %zu bytes", path, limit);
			goto out;
		}
		str_add(text, (struct span){ block, (size_t)n });
	}
	ret = 0;
out:
	free(block);
	return ret;
}

int
io_read_file(int dirfd, const char *path, size_t limit, struct str *text, struct err *err)
{
	int fd = openat(dirfd, path, O_RDONLY | O_CLOEXEC);
	int ret;

	if (fd < 0)
		return err_sys(err, "%s", path);
	ret = io_read(fd, path, limit, text, err);
	io_drop(&fd);
	return ret;
}

/* A directory entry is only safe on disk when its directory has been synced. */
static int
sync_parent(int dirfd, const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash ? arr_dupn(path, slash == path ? 1 : (size_t)(slash - path)) : arr_dup(".");
	int fd = openat(dirfd, dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int ret = 0;

	if (fd < 0 || fsync(fd) < 0)
		ret = err_sys(err, "%s: fsync", dir);
	io_drop(&fd);
	free(dir);
	return ret;
}

/* Is PATH a device or a pipe? Then a file put in its place would take it from the whole system. */
static bool
is_written_to(int dirfd, const char *path)
{
	struct stat st;

	/* What a person names may be a link, as /dev/stdout is; in a folder of ours no link is followed. */
	return fstatat(dirfd, path, &st, dirfd == AT_FDCWD ? 0 : AT_SYMLINK_NOFOLLOW) == 0
		&& !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode) && !S_ISLNK(st.st_mode);
}

static int
write_to(int dirfd, const char *path, struct span bytes, struct err *err)
{
	int fd = openat(dirfd, path, O_WRONLY | O_CLOEXEC | (dirfd == AT_FDCWD ? 0 : O_NOFOLLOW));
	int ret = -1;

	if (fd < 0)
		err_sys(err, "%s", path);
	else if (io_write(fd, path, bytes, err) == 0)
		ret = io_close(&fd, path, err);
	io_drop(&fd);
	return ret;
}

int
io_replace(int dirfd, const char *path, mode_t mode, struct span bytes, enum io_flags flags,
	struct err *err)
{
	static unsigned long serial;    /* tells apart two temporaries of one process */

	if (is_written_to(dirfd, path))
		return write_to(dirfd, path, bytes, err);

	char *temporary = str_format("%s.%ld.%lu.tmp", path, (long)getpid(), serial++);
	int fd = openat(dirfd, temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	int ret = -1;

	if (fd < 0) {
		err_sys(err, "%s", temporary);
		free(temporary);
		return -1;
	}
	if (io_write(fd, path, bytes, err) < 0)
		goto out;
	/* The umask must not show in what we write. */
	if (fchmod(fd, mode) < 0) {
		err_sys(err, "%s: chmod", path);
		goto out;
	}
	if ((flags & IO_DURABLE) && fsync(fd) < 0) {
		err_sys(err, "%s: fsync", path);
		goto out;
	}
	if (io_close(&fd, path, err) < 0)
		goto out;
	if (renameat(dirfd, temporary, dirfd, path) < 0) {
		err_sys(err, "%s: rename", path);
		goto out;
	}
	ret = (flags & IO_DURABLE) ? sync_parent(dirfd, path, err) : 0;
out:
	io_drop(&fd);
	if (ret < 0)
		unlinkat(dirfd, temporary, 0);
	free(temporary);
	return ret;
}

int
io_mkdirs(int dirfd, const char *path, mode_t mode, struct err *err)
{
	char *copy = arr_dup(path);
	int ret = 0;

	for (char *at = copy + 1; *copy; at++) {
		char kept = *at;

		if (kept != '/' && kept != '\0')
			continue;
		*at = '\0';
		if (mkdirat(dirfd, copy, mode) < 0 && errno != EEXIST) {
			ret = err_sys(err, "%s: mkdir", copy);
			break;
		}
		*at = kept;
		if (!kept)
			break;
	}
	free(copy);
	return ret;
}

int
io_remove(int dirfd, const char *path, struct err *err)
{
	char **names;
	size_t n;
	int fd, ret = 0;

	if (unlinkat(dirfd, path, 0) == 0 || errno == ENOENT)
		return 0;
	if (errno != EISDIR && errno != EPERM)
		return err_sys(err, "%s: unlink", path);
	fd = openat(dirfd, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 && errno == EACCES) {
		/* A step may leave a folder that its owner cannot enter. */
		fchmodat(dirfd, path, 0700, 0);
		fd = openat(dirfd, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	}
	if (fd < 0)
		return err_sys(err, "%s", path);
	fchmod(fd, 0700);
	if (io_list(fd, ".", &names, &n, err) < 0) {
		io_drop(&fd);
		return -1;
	}
	for (size_t i = 0; i < n && ret == 0; i++)
		ret = io_remove(fd, names[i], err);
	io_free_names(names, n);
	io_drop(&fd);
	if (ret == 0 && unlinkat(dirfd, path, AT_REMOVEDIR) < 0 && errno != ENOENT)
		ret = err_sys(err, "%s: rmdir", path);
	return ret;
}

int
io_copy(int in, int out, const char *path, struct err *err)
{
	enum { BLOCK = 1 << 16 };
	char *block = arr_new(BLOCK, 1);
	int ret = -1;

	for (;;) {
		ssize_t n = read(in, block, BLOCK);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			err_sys(err, "%s: read", path);
			break;
		}
		if (n == 0) {
			ret = 0;
			break;
		}
		if (io_write(out, path, (struct span){ block, (size_t)n }, err) < 0)
			break;
	}
	free(block);
	return ret;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int
io_list(int dirfd, const char *path, char ***names, size_t *n, struct err *err)
{
	char **list = NULL;
	size_t nlist = 0;
	struct dirent *entry;
	int fd = openat(dirfd, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir;
	int sys;

	if (fd < 0)
		return err_sys(err, "%s", path);
	dir = fdopendir(fd);
	if (!dir) {
		err_sys(err, "%s", path);
		io_drop(&fd);
		return -1;
	}
	while ((errno = 0, entry = readdir(dir))) {
		if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
			*arr_push(&list, &nlist) = arr_dup(entry->d_name);
	}
	sys = errno;
	closedir(dir);
	if (sys) {
		errno = sys;
		io_free_names(list, nlist);
		return err_sys(err, "%s: readdir", path);
	}
	if (nlist)
		qsort(list, nlist, sizeof(*list), compare_names);
	*names = list;
	*n = nlist;
	return 0;
}

void
io_free_names(char **names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(names[i]);
	free(names);
}

bool
io_is_inside(struct span path)
{
	struct span part;

	if (path.n == 0 || path.at[path.n - 1] == '/' || memchr(path.at, '\0', path.n))
		return false;
	while (span_cut(&path, '/', &part)) {
		if (part.n == 0 || span_is(part, ".") || span_is(part, ".."))
			return false;
	}
	return true;
}

char *
io_join(const char *a, const char *b)
{
	size_t n = strlen(a);

	return str_format("%s%s%s", a, n && a[n - 1] == '/' ? "" : "/", b);
}

long long
io_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}
