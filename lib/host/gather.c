/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "host/gather.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"

enum { DEPTH_MAX = 128, TARGET_MAX = 4095 };

void
gather_release(struct gather *gather)
{
	for (size_t i = 0; i < gather->nitem; i++) {
		free(gather->item[i].path);
		free(gather->item[i].from);
		free(gather->item[i].target);
	}
	free(gather->item);
	*gather = (struct gather)GATHER_INIT;
}

static struct gathered *
add_item(struct gather *gather, const char *path, unsigned mode)
{
	struct gathered *item = arr_push(&gather->item, &gather->nitem);

	*item = (struct gathered){ .path = arr_dup(path), .mode = mode };
	return item;
}

static int
add_link(struct gather *gather, const char *from, const char *path, struct err *err)
{
	char target[TARGET_MAX + 1];
	ssize_t n = readlink(from, target, sizeof(target));

	if (n < 0)
		return err_sys(err, "%s", from);
	if (n > TARGET_MAX)
		return err_set(err, ERR_LIMIT, "%s: a link's target longer than %d bytes", from, TARGET_MAX);
	add_item(gather, path, S_IFLNK | 0777)->target = arr_dupn(target, (size_t)n);
	return 0;
}

static int add_folder(struct gather *gather, const char *from, const char *path, enum gather_flags flags,
	unsigned depth, struct err *err);

static int
add_below(struct gather *gather, const char *from, const char *path, enum gather_flags flags, unsigned depth,
	struct err *err)
{
	struct gathered *item;
	struct stat st;

	if (strpbrk(path, "\n\r"))
		return err_set(err, ERR_SYNTAX, "%s: a line's end in a name", from);
	/* The arguments themselves may be links; what lies in a folder is taken as it is. */
	if (fstatat(AT_FDCWD, from, &st, depth ? AT_SYMLINK_NOFOLLOW : 0) < 0)
		return err_sys(err, "%s", from);
	if (S_ISDIR(st.st_mode))
		return add_folder(gather, from, path, flags, depth, err);
	if (S_ISLNK(st.st_mode))
		return add_link(gather, from, path, err);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_SYNTAX, "%s: neither a file nor a folder nor a symbolic link", from);
	item = add_item(gather, path, S_IFREG | (st.st_mode & 0100 ? 0755 : 0644));
	item->from = arr_dup(from);
	item->size = (uint64_t)st.st_size;
	return 0;
}

static int
add_folder(struct gather *gather, const char *from, const char *path, enum gather_flags flags, unsigned depth,
	struct err *err)
{
	char **names;
	size_t n;
	int ret = 0;

	if (depth > DEPTH_MAX)
		return err_set(err, ERR_LIMIT, "%s: folders nested deeper than %d", from, DEPTH_MAX);
	if (io_list(AT_FDCWD, from, &names, &n, err) < 0)
		return -1;
	add_item(gather, path, S_IFDIR | 0755);
	for (size_t i = 0; i < n && ret == 0; i++) {
		char *below, *below_from;

		if ((flags & GATHER_SKIP_GIT) && span_starts(span_of(names[i]), ".git"))
			continue;
		below = *path ? io_join(path, names[i]) : arr_dup(names[i]);
		below_from = io_join(from, names[i]);
		ret = add_below(gather, below_from, below, flags, depth + 1, err);
		free(below);
		free(below_from);
	}
	io_free_names(names, n);
	return ret;
}

int
gather_add(struct gather *gather, const char *from, const char *where, enum gather_flags flags, struct err *err)
{
	struct span path = span_of(where);
	char *clean;
	int ret;

	if (!span_starts(path, "/"))
		return err_set(err, ERR_SYNTAX, "'%s': a path in the image begins with a slash", where);
	path.at++;
	path.n--;
	if (path.n && path.at[path.n - 1] == '/')
		path.n--;
	if (path.n && !io_is_inside(path))
		return err_set(err, ERR_SYNTAX, "'%s': wants a path in the image, without '.', '..' and empty parts", where);
	clean = span_dup(path);
	/* The folders above. */
	add_item(gather, "", S_IFDIR | 0755);
	for (size_t i = 0; i < path.n; i++) {
		if (clean[i] == '/') {
			clean[i] = '\0';
			add_item(gather, clean, S_IFDIR | 0755);
			clean[i] = '/';
		}
	}
	ret = add_below(gather, from, clean, flags, 0, err);
	free(clean);
	return ret;
}

static int
compare_items(const void *a, const void *b)
{
	const struct gathered *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	if (order)
		return order;
	/* Which of two is told as the first must not hang on the sort. */
	return strcmp(x->from ? x->from : "", y->from ? y->from : "");
}

/* Its folder is among the items before it, sorted as they are. */
static int
check_parent(const struct gather *gather, const struct gathered *item, struct err *err)
{
	const char *slash = strrchr(item->path, '/');
	struct gathered key = { .path = slash ? arr_dupn(item->path, (size_t)(slash - item->path)) : arr_dup("") };
	const struct gathered *above = bsearch(&key, gather->item, gather->nitem, sizeof(*above), compare_items);

	/* The key has no "from": so it only finds what is no file. */
	free(key.path);
	if (above && S_ISDIR(above->mode))
		return 0;
	return err_set(err, ERR_SYNTAX, "'/%s': what is above it is no folder", item->path);
}

int
gather_finish(struct gather *gather, struct err *err)
{
	size_t n = 0;

	if (gather->nitem == 0)
		return 0;
	qsort(gather->item, gather->nitem, sizeof(*gather->item), compare_items);
	for (size_t i = 0; i < gather->nitem; i++) {
		struct gathered *item = &gather->item[i], *last = n ? &gather->item[n - 1] : NULL;

		if (last && !strcmp(last->path, item->path)) {
			if (!S_ISDIR(last->mode) || !S_ISDIR(item->mode))
				return err_set(err, ERR_SYNTAX, "'/%s' is there twice%s%s", item->path, item->from ? ": " : "",
					item->from ? item->from : "");
			free(item->path);
			*item = (struct gathered){ 0 };
			continue;
		}
		if (n != i) {
			gather->item[n] = *item;
			*item = (struct gathered){ 0 };
		}
		n++;
	}
	gather->nitem = n;
	for (size_t i = 1; i < n; i++) {
		if (check_parent(gather, &gather->item[i], err) < 0)
			return -1;
	}
	return 0;
}
