/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "regentree.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "unpack.h"

enum { BLOCK = 1 << 17 };

void
tree_release(struct tree *tree)
{
	for (size_t i = 0; i < tree->nentry; i++) {
		free(tree->entry[i].path);
		free(tree->entry[i].target);
	}
	free(tree->entry);
	io_free_names(tree->module, tree->nmodule);
	io_drop(&tree->fd);
	*tree = (struct tree){ .fd = -1 };
}

/* Paths. */

enum { MAKE_FOLDERS = 1 };

/* The folder that PATH is in, below FD, each part by itself; *LAST points to the last part. -1 and errno. */
static int
open_parent(int fd, const char *path, int make, const char **last)
{
	int here = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	struct span rest = span_of(path), part;

	while (here >= 0 && memchr(rest.at, '/', rest.n)) {
		char *name;
		int below;

		span_cut(&rest, '/', &part);
		name = span_dup(part);
		if (make)
			(void)mkdirat(here, name, 0755);
		below = openat(here, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		free(name);
		io_drop(&here);
		here = below;
	}
	*last = rest.at;
	return here;
}

int
tree_open_below(int fd, const char *path, struct err *err)
{
	const char *last;
	int folder = open_parent(fd, path, 0, &last), file;
	struct stat st;

	if (folder < 0)
		return err_sys(err, "%s", path);
	/* A pipe must not make us wait. */
	file = openat(folder, last, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	io_drop(&folder);
	if (file < 0)
		return err_sys(err, "%s", path);
	if (fstat(file, &st) < 0 || !S_ISREG(st.st_mode)) {
		io_drop(&file);
		return err_set(err, ERR_SYNTAX, "%s: not a regular file", path);
	}
	return file;
}

int
tree_read(const struct tree *tree, const char *path, size_t limit, struct str *text, struct err *err)
{
	int fd = tree_open_below(tree->fd, path, err), ret;

	if (fd < 0)
		return -1;
	ret = io_read(fd, path, limit, text, err);
	io_drop(&fd);
	return ret;
}

/* An archive's name as one of our paths; false when it may not be laid out. */
static bool
clean_name(struct str *path, const char *name)
{
	struct span rest = span_of(name ? name : ""), part;
	bool good = true;

	str_clear(path);
	while (span_cut(&rest, '/', &part)) {
		if (part.n == 0 || span_is(part, "."))
			continue;
		good = good && !span_is(part, "..");
		if (path->n)
			str_addc(path, '/');
		str_add(path, part);
	}
	return good && path->n > 0 && path->n < TREE_PATH;
}

/* Entries. */

struct laying {
	struct tree *tree;
	const char *name;               /* of the archive or folder, for messages */
	struct err *err;
};

static struct tree_entry *
add_entry(struct laying *laying, const char *path, enum tree_kind kind)
{
	struct tree *tree = laying->tree;
	struct tree_entry *entry;

	if (tree->nentry >= TREE_FILES) {
		err_set(laying->err, ERR_LIMIT, "%s: more than %d files", laying->name, TREE_FILES);
		return NULL;
	}
	entry = arr_push(&tree->entry, &tree->nentry);
	*entry = (struct tree_entry){ .path = arr_dup(path), .kind = kind };
	return entry;
}

/* Names that cannot be, beside others: no trouble of the host. */
static bool
is_odd(int error)
{
	return error == ENOTDIR || error == EISDIR || error == ELOOP || error == ENAMETOOLONG || error == EINVAL
		|| error == EILSEQ || error == EEXIST;
}

typedef ssize_t get_bytes(void *data, char *at, size_t n, struct err *err);

static int
write_file(struct laying *laying, int fd, struct tree_entry *entry, get_bytes *get, void *data)
{
	struct digest_sum sum;
	char *block = arr_new(BLOCK, 1);
	int ret = 0;
	ssize_t n;

	digest_start(&sum);
	while (ret == 0 && (n = get(data, block, BLOCK, laying->err)) != 0) {
		if (n < 0) {
			ret = -1;
			break;
		}
		digest_add(&sum, block, (size_t)n);
		entry->size += (uint64_t)n;
		laying->tree->nbyte += (uint64_t)n;
		if (laying->tree->nbyte > TREE_BYTES)
			ret = err_set(laying->err, ERR_LIMIT, "%s: more than %llu bytes", laying->name,
				(unsigned long long)TREE_BYTES);
		else
			ret = io_write(fd, entry->path, (struct span){ block, (size_t)n }, laying->err);
	}
	entry->digest = digest_end(&sum);
	free(block);
	return ret;
}

static int
lay_file(struct laying *laying, const char *path, bool executable, get_bytes *get, void *data)
{
	struct tree_entry *entry = add_entry(laying, path, TREE_FILE);
	const char *last;
	int folder, fd = -1, ret;

	if (!entry)
		return -1;
	entry->executable = executable;
	folder = open_parent(laying->tree->fd, path, MAKE_FOLDERS, &last);
	if (folder >= 0) {
		fd = openat(folder, last, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, executable ? 0755 : 0644);
		/* errno is kept: */
		io_drop(&folder);
	}
	if (fd < 0 && is_odd(errno)) {
		entry->kind = TREE_ODD;
		return 0;
	}
	if (fd < 0)
		return err_sys(laying->err, "laying out %s", laying->name);
	ret = write_file(laying, fd, entry, get, data);
	io_drop(&fd);
	return ret;
}

static int
lay_link(struct laying *laying, const char *path, const char *target)
{
	struct tree_entry *entry = add_entry(laying, path, TREE_LINK);

	if (!entry)
		return -1;
	entry->target = arr_dup(target);
	entry->digest = digest_of(span_of(target));
	return 0;
}

static ssize_t
get_descriptor(void *data, char *at, size_t n, struct err *err)
{
	ssize_t got;

	do
		got = read(*(int *)data, at, n);
	while (got < 0 && errno == EINTR);
	return got < 0 ? err_sys(err, "reading a source") : got;
}

/* A second name of a file that is laid out already. */
static int
lay_hardlink(struct laying *laying, const char *path, const char *target, bool executable)
{
	struct str clean = STR_INIT;
	struct err ignored;
	int fd = -1, ret = -1;

	if (clean_name(&clean, target) && strcmp(clean.at, path))
		fd = tree_open_below(laying->tree->fd, clean.at, &ignored);
	if (fd >= 0)
		ret = lay_file(laying, path, executable, get_descriptor, &fd);
	else if (add_entry(laying, path, TREE_ODD))
		ret = 0;
	io_drop(&fd);
	str_release(&clean);
	return ret;
}

/* Archives. */

static ssize_t
get_member(void *data, char *at, size_t n, struct err *err)
{
	struct archive *archive = data;
	la_ssize_t got = archive_read_data(archive, at, n);

	if (got < 0)
		return err_set(err, ERR_SYNTAX, "broken or cut short: %s", archive_error_string(archive)
			? archive_error_string(archive) : "libarchive does not say why");
	return got;
}

static int
lay_member(struct laying *laying, struct archive *archive, struct archive_entry *entry, struct str *path)
{
	const char *target = archive_entry_hardlink(entry);
	bool executable = archive_entry_perm(entry) & 0111;

	if (!clean_name(path, archive_entry_pathname(entry))) {
		/* "./" alone is what many archives begin with. */
		if (path->n == 0 && archive_entry_filetype(entry) == AE_IFDIR)
			return 0;
		return add_entry(laying, path->n ? path->at : "nameless", TREE_ODD) ? 0 : -1;
	}
	if (target)
		return lay_hardlink(laying, path->at, target, executable);
	switch (archive_entry_filetype(entry)) {
	case AE_IFDIR: {
		struct tree *tree = laying->tree;

		if (tree->nmodule < TREE_FILES)
			*arr_push(&tree->module, &tree->nmodule) = arr_dup(path->at);
		return 0;
	}
	case AE_IFREG:
		return lay_file(laying, path->at, executable, get_member, archive);
	case AE_IFLNK:
		return lay_link(laying, path->at, archive_entry_symlink(entry) ? archive_entry_symlink(entry) : "");
	default:
		return add_entry(laying, path->at, TREE_ODD) ? 0 : -1;
	}
}

static int
lay_archive(struct laying *laying, int fd)
{
	struct archive *archive = unpack_new(laying->err);
	struct archive_entry *entry;
	struct str path = STR_INIT;
	int ret = 0, status = ARCHIVE_OK;

	if (!archive)
		return -1;
	if (archive_read_open_fd(archive, fd, BLOCK) < ARCHIVE_WARN)
		status = ARCHIVE_FATAL;
	while (ret == 0 && status >= ARCHIVE_WARN) {
		status = archive_read_next_header(archive, &entry);
		if (status < ARCHIVE_WARN || status == ARCHIVE_EOF)
			break;
		if (archive_format(archive) == ARCHIVE_FORMAT_RAW)
			ret = err_set(laying->err, ERR_SYNTAX, "%s: wants an archive or a folder", laying->name);
		else
			ret = lay_member(laying, archive, entry, &path);
	}
	if (ret < 0 && laying->err->kind == ERR_SYNTAX && strncmp(laying->err->text, laying->name, strlen(laying->name)))
		err_at(laying->err, "%s", laying->name);
	if (ret == 0 && status < ARCHIVE_WARN)
		ret = err_set(laying->err, ERR_SYNTAX, "%s: broken or cut short: %s", laying->name,
			archive_error_string(archive) ? archive_error_string(archive) : "libarchive does not say why");
	str_release(&path);
	archive_read_free(archive);
	return ret;
}

/* Folders. */

static int
lay_folder(struct laying *laying, int fd, const char *prefix, const char *skip, unsigned depth)
{
	char **names;
	size_t n;
	int ret = 0;

	if (depth > 200)
		return err_set(laying->err, ERR_LIMIT, "%s: folders in more than 200 folders", laying->name);
	if (io_list(fd, ".", &names, &n, laying->err) < 0)
		return -1;
	for (size_t i = 0; i < n && ret == 0; i++) {
		char *path = *prefix ? io_join(prefix, names[i]) : arr_dup(names[i]), target[TREE_PATH];
		struct stat st;
		int below;

		if ((skip && !strcmp(names[i], skip)) || fstatat(fd, names[i], &st, AT_SYMLINK_NOFOLLOW) < 0) {
			free(path);
			continue;
		}
		if (S_ISDIR(st.st_mode) || S_ISREG(st.st_mode)) {
			below = openat(fd, names[i], O_RDONLY | O_NOFOLLOW | O_CLOEXEC | (S_ISDIR(st.st_mode) ? O_DIRECTORY : 0));
			if (below < 0)
				ret = err_sys(laying->err, "%s/%s", laying->name, path);
			else if (S_ISDIR(st.st_mode))
				ret = lay_folder(laying, below, path, skip, depth + 1);
			else
				ret = lay_file(laying, path, st.st_mode & 0111, get_descriptor, &below);
			io_drop(&below);
		} else if (S_ISLNK(st.st_mode)) {
			ssize_t length = readlinkat(fd, names[i], target, sizeof(target) - 1);

			target[length < 0 ? 0 : length] = '\0';
			ret = lay_link(laying, path, target);
		} else {
			ret = add_entry(laying, path, TREE_ODD) ? 0 : -1;
		}
		free(path);
	}
	io_free_names(names, n);
	return ret;
}

/* All together. */

/* Of two with one name the one that came later counts, as it does when an archive is unpacked. */
static int
compare_entries(const void *a, const void *b)
{
	const struct tree_entry *x = a, *y = b;

	return strcmp(x->path, y->path);
}

/* qsort(3) does not keep the order of equals: an index goes with them. */
struct placed {
	struct tree_entry entry;
	size_t at;
};

static int
compare_placed(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int order = strcmp(x->entry.path, y->entry.path);

	return order ? order : x->at < y->at ? -1 : 1;
}

static void
sort_entries(struct tree *tree)
{
	struct placed *placed = arr_new(tree->nentry, sizeof(*placed));
	size_t n = 0;

	for (size_t i = 0; i < tree->nentry; i++)
		placed[i] = (struct placed){ tree->entry[i], i };
	if (tree->nentry)
		qsort(placed, tree->nentry, sizeof(*placed), compare_placed);
	for (size_t i = 0; i < tree->nentry; i++) {
		if (i + 1 < tree->nentry && !strcmp(placed[i].entry.path, placed[i + 1].entry.path)) {
			free(placed[i].entry.path);
			free(placed[i].entry.target);
		} else {
			tree->entry[n++] = placed[i].entry;
		}
	}
	tree->nentry = n;
	free(placed);
}

/* Folders that hold a file are none that is missing its contents. */
static void
keep_empty_folders(struct tree *tree)
{
	size_t n = 0;

	for (size_t i = 0; i < tree->nmodule; i++) {
		char *inside = str_format("%s/", tree->module[i]);
		size_t low = 0, high = tree->nentry;

		while (low < high) {
			size_t middle = low + (high - low) / 2;

			if (strcmp(tree->entry[middle].path, inside) < 0)
				low = middle + 1;
			else
				high = middle;
		}
		if (low < tree->nentry && !strncmp(tree->entry[low].path, inside, strlen(inside)))
			free(tree->module[i]);
		else
			tree->module[n++] = tree->module[i];
		free(inside);
	}
	tree->nmodule = n;
}

static void
make_links(struct tree *tree)
{
	for (size_t i = 0; i < tree->nentry; i++) {
		const struct tree_entry *entry = &tree->entry[i];
		const char *last;
		int folder;

		if (entry->kind != TREE_LINK)
			continue;
		/* One that cannot be made is missing, and a generator that wants it says so. */
		folder = open_parent(tree->fd, entry->path, MAKE_FOLDERS, &last);
		if (folder >= 0 && symlinkat(entry->target, folder, last) < 0)
			errno = 0;
		io_drop(&folder);
	}
}

int
tree_lay(struct tree *tree, const char *folder, const char *path, const char *skip, struct err *err)
{
	struct laying laying = { .tree = tree, .name = path, .err = err };
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC), ret = -1;

	*tree = (struct tree){ .fd = -1 };
	if (fd < 0)
		return err_sys(err, "%s", path);
	tree->fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (tree->fd < 0)
		err_sys(err, "%s", folder);
	else if (fstat(fd, &st) < 0)
		err_sys(err, "%s", path);
	else if (S_ISDIR(st.st_mode))
		ret = lay_folder(&laying, fd, "", skip, 0);
	else
		ret = lay_archive(&laying, fd);
	io_drop(&fd);
	if (ret < 0) {
		tree_release(tree);
		return -1;
	}
	sort_entries(tree);
	keep_empty_folders(tree);
	make_links(tree);
	return 0;
}

const struct tree_entry *
tree_find(const struct tree *tree, const char *path)
{
	struct tree_entry wanted = { .path = (char *)(uintptr_t)path };

	return tree->nentry ? bsearch(&wanted, tree->entry, tree->nentry, sizeof(wanted), compare_entries) : NULL;
}
