/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "host/farm.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"

enum { DEPTH_LIMIT = 256 };

static const struct timespec epoch[2] = { { 0, 0 }, { 0, 0 } };

static int
copy_object(const struct store *store, const struct layer_entry *entry, int dir, const char *name,
	struct err *err)
{
	int in = store_open_object(store, entry, err);
	int out = -1, ret = -1;

	if (in < 0)
		return -1;
	out = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (out < 0)
		err_sys(err, "%s", entry->path);
	else if (io_copy(in, out, entry->path, err) == 0
		&& (fchmod(out, entry->mode) < 0 || futimens(out, epoch) < 0))
		err_sys(err, "%s", entry->path);
	else
		ret = 0;
	io_drop(&out);
	io_drop(&in);
	return ret;
}

static int
link_object(const struct store *store, const struct layer_entry *entry, int dir, const char *name,
	struct err *err)
{
	struct digest_hex hex = digest_text(&entry->digest);
	char *object = str_format("objects/%.2s/%s-%04o", hex.text, hex.text + 2, entry->mode & 0777);
	int tries = 100;
	int ret;

	/*
	 * Another run that makes the same object renames its own in this one's
	 * place; one that lost its name while we link to it is "not there" to the
	 * kernel, though the name never was empty.
	 */
	while ((ret = linkat(store->dir, object, dir, name, 0)) < 0 && errno == ENOENT && --tries > 0)
		;
	if (ret < 0) {
		/* Too many links, another file system, or links forbidden: a copy is as good. */
		if (errno == EMLINK || errno == EXDEV || errno == EPERM)
			ret = copy_object(store, entry, dir, name, err);
		else
			ret = err_sys(err, "%s/%s", store->path, object);
	}
	free(object);
	return ret;
}

static int
compare_names(const void *a, const void *b)
{
	const struct layer_entry *x = *(const struct layer_entry *const *)a;
	const struct layer_entry *y = *(const struct layer_entry *const *)b;
	int order = digest_cmp(&x->digest, &y->digest);

	if (order == 0)
		order = (int)(x->mode & 0777) - (int)(y->mode & 0777);
	return order ? order : strcmp(x->path, y->path);
}

/* For each file of ROOT, in ROOT's order: is it the first one with its object? */
static bool *
find_firsts(const struct layer *root)
{
	const struct layer_entry **file = NULL;
	bool *first = arr_new(root->nentry, sizeof(*first));
	size_t n = 0;

	for (size_t i = 0; i < root->nentry; i++) {
		if (root->entry[i].type == LAYER_FILE)
			*arr_push(&file, &n) = &root->entry[i];
	}
	if (n)
		qsort(file, n, sizeof(*file), compare_names);
	for (size_t i = 0; i < n; i++)
		first[file[i] - root->entry] = i == 0
			|| !digest_eq(&file[i]->digest, &file[i - 1]->digest)
			|| (file[i]->mode & 0777) != (file[i - 1]->mode & 0777);
	free(file);
	return first;
}

static int
make_entry(const struct store *store, const struct layer_entry *entry, bool first, int dir,
	struct err *err)
{
	const char *name = entry->path + 1;

	switch (entry->type) {
	case LAYER_DIR:
		/* Its own mode comes last, when it is full. */
		return mkdirat(dir, name, 0700) < 0 ? err_sys(err, "%s: mkdir", entry->path) : 0;
	case LAYER_LINK:
		if (symlinkat(entry->target, dir, name) < 0
			|| utimensat(dir, name, epoch, AT_SYMLINK_NOFOLLOW) < 0)
			return err_sys(err, "%s: symlink", entry->path);
		return 0;
	case LAYER_FILE:
		if (first && !(entry->mode & 07000))
			return link_object(store, entry, dir, name, err);
		return copy_object(store, entry, dir, name, err);
	case LAYER_GONE:
		break;
	}
	return err_set(err, ERR_SYNTAX, "%s: a removal in a root", entry->path);
}

int
farm_make(const struct store *store, const struct layer *root, const char *path, struct err *err)
{
	int dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool *first;
	int ret = 0;

	if (dir < 0)
		return err_sys(err, "%s", path);
	first = find_firsts(root);
	for (size_t i = 0; i < root->nentry && ret == 0; i++)
		ret = make_entry(store, &root->entry[i], first[i], dir, err);
	/* From the end, so that a folder is still open while those below it get their mode. */
	for (size_t i = root->nentry; i-- > 0 && ret == 0;) {
		const struct layer_entry *entry = &root->entry[i];

		if (entry->type != LAYER_DIR)
			continue;
		if (utimensat(dir, entry->path + 1, epoch, 0) < 0
			|| fchmodat(dir, entry->path + 1, entry->mode, 0) < 0)
			ret = err_sys(err, "%s", entry->path);
	}
	if (ret == 0 && (futimens(dir, epoch) < 0 || fchmod(dir, 0755) < 0))
		ret = err_sys(err, "%s", path);
	free(first);
	io_drop(&dir);
	return ret;
}

/* Reading back. */

struct reading {
	struct store *store;
	const struct layer *before;
	farm_skip *skip;
	void *data;
	struct layer *raw;
	struct err *err;
};

static bool
is_skipped(const struct reading *reading, const char *path)
{
	return reading->skip && reading->skip(path, reading->data);
}

/* The kernel marks a folder that hides the lower one so (mounted with userxattr). */
static bool
is_opaque(int dir)
{
	char value[4];

	return fgetxattr(dir, "user.overlay.opaque", value, sizeof(value)) == 1 && value[0] == 'y';
}

static void
add_gone(struct layer *raw, const char *path)
{
	*arr_push(&raw->entry, &raw->nentry) =
		(struct layer_entry){ .type = LAYER_GONE, .path = arr_dup(path) };
}

static int
compare_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The direct children of the opaque folder PATH that are in BEFORE and not among NAMES (sorted). */
static void
add_hidden(struct reading *reading, const char *path, char **names, size_t n)
{
	char *head = str_format("%s/", path);
	size_t nhead = strlen(head);

	for (size_t i = 0; i < reading->before->nentry; i++) {
		const char *old = reading->before->entry[i].path;
		const char *name = old + nhead;

		if (strncmp(old, head, nhead) || strchr(name, '/') || is_skipped(reading, old))
			continue;
		if (!n || !bsearch(&name, names, n, sizeof(*names), compare_text))
			add_gone(reading->raw, old);
	}
	free(head);
}

static int
add_file(struct reading *reading, int dir, const char *name, const struct stat *st,
	struct layer_entry *entry)
{
	int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	int ret;

	if (fd < 0)
		return err_sys(reading->err, "%s", entry->path);
	ret = store_add_fd(reading->store, fd, entry->path, st->st_mode & 07777u, entry, reading->err);
	io_drop(&fd);
	return ret;
}

static int
add_link(struct reading *reading, int dir, const char *name, struct layer_entry *entry)
{
	char target[PATH_MAX + 1];
	ssize_t n = readlinkat(dir, name, target, sizeof(target));

	if (n < 0)
		return err_sys(reading->err, "%s: readlink", entry->path);
	if ((size_t)n >= sizeof(target))
		return err_set(reading->err, ERR_LIMIT, "%s: a link's target longer than %d bytes",
			entry->path, PATH_MAX);
	entry->target = arr_dupn(target, (size_t)n);
	return 0;
}

static int read_folder(struct reading *reading, int dir, const char *path, unsigned depth);

static int
read_below(struct reading *reading, int dir, const char *name, const char *path, unsigned depth)
{
	int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	int ret;

	if (fd < 0)
		return err_sys(reading->err, "%s", path);
	ret = read_folder(reading, fd, path, depth + 1);
	io_drop(&fd);
	return ret;
}

static int
read_name(struct reading *reading, int dir, const char *name, const char *path, unsigned depth)
{
	struct layer_entry entry = { .path = arr_dup(path) };
	struct stat st;
	int ret = 0;

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0) {
		ret = err_sys(reading->err, "%s", path);
	} else if (S_ISREG(st.st_mode)) {
		entry.type = LAYER_FILE;
		ret = add_file(reading, dir, name, &st, &entry);
	} else if (S_ISLNK(st.st_mode)) {
		entry.type = LAYER_LINK;
		ret = add_link(reading, dir, name, &entry);
	} else if (S_ISDIR(st.st_mode)) {
		entry.type = LAYER_DIR;
		entry.mode = st.st_mode & 07777u;
	} else if (S_ISCHR(st.st_mode) && st.st_rdev == makedev(0, 0)) {
		entry.type = LAYER_GONE;
	} else {
		layer_entry_release(&entry);
		return 0;
	}
	if (ret < 0) {
		layer_entry_release(&entry);
		return -1;
	}
	*arr_push(&reading->raw->entry, &reading->raw->nentry) = entry;
	if (entry.type == LAYER_DIR)
		ret = read_below(reading, dir, name, path, depth);
	return ret;
}

static int
read_folder(struct reading *reading, int dir, const char *path, unsigned depth)
{
	char **names;
	size_t n;
	int ret = 0;

	if (depth > DEPTH_LIMIT)
		return err_set(reading->err, ERR_LIMIT, "%s: folders nested deeper than %d", path, DEPTH_LIMIT);
	if (io_list(dir, ".", &names, &n, reading->err) < 0)
		return err_at(reading->err, "%s", path);
	if (is_opaque(dir))
		add_hidden(reading, path, names, n);
	for (size_t i = 0; i < n && ret == 0; i++) {
		char *below = str_format("%s/%s", path, names[i]);

		if (!is_skipped(reading, below))
			ret = read_name(reading, dir, names[i], below, depth);
		free(below);
	}
	io_free_names(names, n);
	return ret;
}

int
farm_read(struct store *store, int upper, const struct layer *before, farm_skip *skip, void *data,
	struct layer *raw, struct err *err)
{
	struct layer new = LAYER_INIT;
	struct reading reading = { store, before, skip, data, &new, err };

	if (read_folder(&reading, upper, "", 0) < 0) {
		layer_release(&new);
		return -1;
	}
	layer_sort(&new);
	*raw = new;
	return 0;
}
