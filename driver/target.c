/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "target.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"

enum { DEPTH_LIMIT = 64, DIR_MODE = 0755 };

static void
file_release(struct target_file *file)
{
	free(file->path);
	free(file->host);
	str_release(&file->bytes);
}

void
target_release(struct target *target)
{
	for (size_t i = 0; i < target->nfile; i++)
		file_release(&target->file[i]);
	free(target->file);
	*target = (struct target)TARGET_INIT;
}

void
target_add_dir(struct target *target, const char *path, unsigned mode)
{
	*arr_push(&target->file, &target->nfile) = (struct target_file){
		.type = TARGET_DIR, .path = arr_dup(path), .mode = mode };
}

void
target_add_bytes(struct target *target, const char *path, unsigned mode, struct str bytes)
{
	*arr_push(&target->file, &target->nfile) = (struct target_file){
		.type = TARGET_FILE, .path = arr_dup(path), .mode = mode, .size = bytes.n,
		.digest = digest_of(str_span(&bytes)), .bytes = bytes };
}

int
target_add_file(struct target *target, const char *path, const char *host, unsigned mode,
	const struct digest *digest, struct err *err)
{
	struct target_file file = { .type = TARGET_FILE, .mode = mode };
	int fd = open(host, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0)
		return err_sys(err, "%s", host);
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		err_set(err, ERR_SYSTEM, "%s: not a plain file", host);
	else if (digest_fd(fd, host, &file.digest, err) == 0) {
		if (!digest || digest_eq(digest, &file.digest)) {
			file.size = (uint64_t)st.st_size;
			file.path = arr_dup(path);
			file.host = arr_dup(host);
			*arr_push(&target->file, &target->nfile) = file;
			io_drop(&fd);
			return 0;
		}
		err_set(err, ERR_DIFFERS, "%s: was changed while this run was working", host);
	}
	io_drop(&fd);
	return -1;
}

static int
add_link(struct target *target, const char *path, const char *host, struct err *err)
{
	char to[PATH_MAX];
	ssize_t n = readlink(host, to, sizeof(to));
	struct target_file file = { .type = TARGET_LINK, .path = NULL };

	if (n < 0)
		return err_sys(err, "%s", host);
	file.path = arr_dup(path);
	str_add(&file.bytes, (struct span){ to, (size_t)n });
	*arr_push(&target->file, &target->nfile) = file;
	return 0;
}

static int
add_tree(struct target *target, const char *path, const char *host, enum target_flags flags, unsigned depth,
	struct err *err)
{
	struct stat st;
	char **name;
	size_t n;
	int ret = 0;

	if (lstat(host, &st) < 0)
		return err_sys(err, "%s", host);
	if (S_ISREG(st.st_mode))
		return target_add_file(target, path, host, st.st_mode & 0100 ? 0755 : 0644, NULL, err);
	if (S_ISLNK(st.st_mode) && (flags & TARGET_LINKS))
		return add_link(target, path, host, err);
	if (!S_ISDIR(st.st_mode) || depth > DEPTH_LIMIT)
		return err_set(err, ERR_SYNTAX, "%s: wants plain files, and folders of them, %d deep at most: "
			"move it out of the tree", host, DEPTH_LIMIT);
	if (*path)
		target_add_dir(target, path, DIR_MODE);
	if (io_list(AT_FDCWD, host, &name, &n, err) < 0)
		return -1;
	for (size_t i = 0; i < n && ret == 0; i++) {
		char *below = io_join(host, name[i]), *at = *path ? io_join(path, name[i]) : arr_dup(name[i]);

		ret = add_tree(target, at, below, flags, depth + 1, err);
		free(at);
		free(below);
	}
	io_free_names(name, n);
	return ret;
}

int
target_add_tree(struct target *target, const char *path, const char *host, enum target_flags flags,
	struct err *err)
{
	return add_tree(target, path, host, flags, 0, err);
}

static bool
is_at_or_below(const char *path, const char *above)
{
	size_t n = strlen(above);

	return strncmp(path, above, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

void
target_drop(struct target *target, const char *path)
{
	size_t kept = 0;

	for (size_t i = 0; i < target->nfile; i++) {
		if (is_at_or_below(target->file[i].path, path))
			file_release(&target->file[i]);
		else
			target->file[kept++] = target->file[i];
	}
	target->nfile = kept;
}

/* Parts of a path are compared, so that a folder stands before all that is in it. */
static int
compare_paths(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	if (*a == *b)
		return 0;
	if (*a == '\0' || *b == '\0')
		return *a ? 1 : -1;
	if (*a == '/' || *b == '/')
		return *a == '/' ? -1 : 1;
	return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
}

struct ranked {
	struct target_file file;
	size_t rank;                    /* when it was added */
};

static int
compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	int order = compare_paths(x->file.path, y->file.path);

	return order ? order : x->rank < y->rank ? -1 : 1;
}

static void
add_parents(struct target *target)
{
	size_t n = target->nfile;

	for (size_t i = 0; i < n; i++) {
		char *path = arr_dup(target->file[i].path);

		for (char *at = path; (at = strchr(at, '/')); at++) {
			*at = '\0';
			target_add_dir(target, path, DIR_MODE);
			*at = '/';
		}
		free(path);
	}
}

int
target_settle(struct target *target, struct err *err)
{
	struct ranked *ranked;
	size_t given = target->nfile, n, kept = 0;

	add_parents(target);
	n = target->nfile;
	ranked = arr_new(n, sizeof(*ranked));
	for (size_t i = 0; i < n; i++) {
		/* A parent that was made up gives way to whatever was added. */
		ranked[i] = (struct ranked){ target->file[i], i < given ? i + n : i };
	}
	if (n)
		qsort(ranked, n, sizeof(*ranked), compare_ranked);
	for (size_t i = 0; i < n; i++) {
		if (i + 1 < n && !strcmp(ranked[i].file.path, ranked[i + 1].file.path))
			file_release(&ranked[i].file);
		else
			target->file[kept++] = ranked[i].file;
	}
	target->nfile = kept;
	free(ranked);
	for (size_t i = 0; i + 1 < kept; i++) {
		const struct target_file *file = &target->file[i];

		if (file->type != TARGET_DIR && is_at_or_below(file[1].path, file->path))
			return err_set(err, ERR_SYNTAX, "/%s: is a file, and a folder for /%s", file->path, file[1].path);
	}
	return 0;
}

uint64_t
target_bytes(const struct target *target)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < target->nfile; i++)
		bytes += target->file[i].size;
	return bytes;
}

struct digest
target_digest(const struct target *target)
{
	struct digest_sum sum;
	struct str line = STR_INIT;

	digest_start(&sum);
	for (size_t i = 0; i < target->nfile; i++) {
		const struct target_file *file = &target->file[i];

		str_clear(&line);
		str_addf(&line, "%d %04o ", (int)file->type, file->mode);
		if (file->type == TARGET_FILE)
			str_addf(&line, "%s ", digest_text(&file->digest).text);
		if (file->type == TARGET_LINK)
			str_add_escaped(&line, str_span(&file->bytes));
		str_addc(&line, ' ');
		str_add_escaped(&line, span_of(file->path));
		str_addc(&line, '\n');
		digest_add(&sum, line.at, line.n);
	}
	str_release(&line);
	return digest_end(&sum);
}

const struct target_file *
target_find(const struct target *target, const char *path)
{
	for (size_t i = 0; i < target->nfile; i++) {
		if (!strcmp(target->file[i].path, path))
			return &target->file[i];
	}
	return NULL;
}

/* Writing. */

struct writing {
	const struct target *target;
	const struct target_progress *progress;
	const volatile int *stop;
	size_t at;                      /* the next file of the list */
};

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Is what lies at NAME in DIR this very file? Whatever cannot be read is not. */
static bool
is_right(int dir, const char *name, const struct target_file *file)
{
	char to[PATH_MAX];
	struct digest got;
	struct err ignored;
	struct stat st;
	ssize_t n;
	int fd;
	bool right;

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return false;
	if (file->type == TARGET_DIR)
		return S_ISDIR(st.st_mode);
	if (file->type == TARGET_LINK) {
		n = S_ISLNK(st.st_mode) ? readlinkat(dir, name, to, sizeof(to)) : -1;
		return n >= 0 && span_eq((struct span){ to, (size_t)n }, str_span(&file->bytes));
	}
	if (!S_ISREG(st.st_mode) || st.st_nlink != 1 || (uint64_t)st.st_size != file->size
		|| (st.st_mode & 07777) != file->mode)
		return false;
	fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	right = fd >= 0 && digest_fd(fd, name, &got, &ignored) == 0 && digest_eq(&got, &file->digest);
	io_drop(&fd);
	return right;
}

static int
copy_host_file(int dir, const char *name, const struct target_file *file, struct err *err)
{
	char *temporary = str_format(".lbs.%.200s.tmp", name);
	int in = open(file->host, O_RDONLY | O_CLOEXEC), out = -1, ret = -1;
	struct digest got;

	unlinkat(dir, temporary, 0);
	out = openat(dir, temporary, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (in < 0 || out < 0)
		err_sys(err, "%s", in < 0 ? file->host : file->path);
	else if (io_copy(in, out, file->path, err) == 0) {
		/* What was read is hashed again: the file may have changed since it was listed. */
		if (lseek(out, 0, SEEK_SET) < 0 || fchmod(out, file->mode) < 0)
			err_sys(err, "%s", file->path);
		else if (digest_fd(out, file->path, &got, err) == 0) {
			if (!digest_eq(&got, &file->digest))
				err_set(err, ERR_DIFFERS, "%s: was changed while this run was working", file->host);
			else if (io_close(&out, file->path, err) == 0)
				ret = renameat(dir, temporary, dir, name) < 0 ? err_sys(err, "%s: rename", file->path) : 0;
		}
	}
	io_drop(&in);
	io_drop(&out);
	if (ret < 0)
		unlinkat(dir, temporary, 0);
	free(temporary);
	return ret;
}

static int
make(int dir, const char *name, const struct target_file *file, struct err *err)
{
	switch (file->type) {
	case TARGET_DIR:
		return mkdirat(dir, name, 0700) < 0 ? err_sys(err, "%s: mkdir", file->path) : 0;
	case TARGET_LINK:
		return symlinkat(file->bytes.at, dir, name) < 0 ? err_sys(err, "%s: symlink", file->path) : 0;
	case TARGET_FILE:
		break;
	}
	if (!file->host)
		return io_replace(dir, name, file->mode, str_span(&file->bytes), IO_PLAIN, err);
	return copy_host_file(dir, name, file, err);
}

/* Does the list go on with something that lies in the folder FILE (NULL: the root) itself? */
static bool
is_next_in(const struct writing *writing, const struct target_file *folder)
{
	const char *path;

	if (writing->at >= writing->target->nfile)
		return false;
	path = writing->target->file[writing->at].path;
	return !folder || (is_at_or_below(path, folder->path) && strcmp(path, folder->path));
}

static int write_folder(struct writing *writing, int dir, const struct target_file *folder, struct err *err);

static int
write_one(struct writing *writing, int dir, struct err *err)
{
	const struct target_file *file = &writing->target->file[writing->at++];
	const char *name = base_name(file->path);
	int below, ret;

	if (writing->stop && *writing->stop)
		return err_set(err, ERR_NONE, "interrupted");
	if (writing->progress && writing->progress->at)
		writing->progress->at(writing->progress->data, file->path);
	if (!is_right(dir, name, file)) {
		if (io_remove(dir, name, err) < 0 || make(dir, name, file, err) < 0)
			return -1;
	}
	if (file->type != TARGET_DIR)
		return 0;
	below = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (below < 0 && errno == EACCES && fchmodat(dir, name, 0700, 0) == 0)
		below = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (below < 0)
		return err_sys(err, "%s", file->path);
	ret = fchmod(below, 0700) < 0 ? err_sys(err, "%s: chmod", file->path)
		: write_folder(writing, below, file, err);
	if (ret == 0 && fchmod(below, file->mode) < 0)
		ret = err_sys(err, "%s: chmod", file->path);
	io_drop(&below);
	return ret;
}

/* What is in DIR and not in the list goes; then each file of the list, in its order. */
static int
write_folder(struct writing *writing, int dir, const struct target_file *folder, struct err *err)
{
	size_t skip = folder ? strlen(folder->path) + 1 : 0, from = writing->at, n;
	char **name;
	int ret = 0;

	if (io_list(dir, ".", &name, &n, err) < 0)
		return -1;
	for (size_t i = 0; i < n && ret == 0; i++) {
		bool known = false;

		for (size_t k = from; k < writing->target->nfile && !known; k++) {
			const char *path = writing->target->file[k].path;

			if (folder && !is_at_or_below(path, folder->path))
				break;
			known = !strcmp(path + skip, name[i]);
		}
		if (!known)
			ret = io_remove(dir, name[i], err);
	}
	io_free_names(name, n);
	while (ret == 0 && is_next_in(writing, folder))
		ret = write_one(writing, dir, err);
	return ret;
}

int
target_write(const struct target *target, int dir, const struct target_progress *progress,
	const volatile int *stop, struct err *err)
{
	struct writing writing = { target, progress, stop, 0 };

	*err = (struct err)ERR_INIT;
	return write_folder(&writing, dir, NULL, err);
}
