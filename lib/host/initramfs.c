/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* The one file of lib/host that speaks to libarchive. */
#define _GNU_SOURCE
#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "host/image.h"
#include "host/outfile.h"

enum { BLOCK = 1 << 18, ENTRIES_MAX = 1 << 20, PATH_BYTES_MAX = 1 << 28 };

static int
archive_fault(struct archive *archive, const char *path, enum err_kind kind, struct err *err)
{
	const char *why = archive_error_string(archive);

	return err_set(err, kind, "%s: %s", path, why ? why : "libarchive does not say why");
}

/* Making. */

static int
write_bytes(struct archive *archive, const char *path, const struct gathered *item, struct err *err)
{
	int fd = open(item->from, O_RDONLY | O_CLOEXEC);
	char *block = arr_new(BLOCK, 1);
	uint64_t left = item->size;
	int ret = 0;

	if (fd < 0)
		ret = err_sys(err, "%s", item->from);
	/* One byte more than there should be is asked for: longer is as wrong as shorter. */
	while (ret == 0) {
		ssize_t n = read(fd, block, left < BLOCK ? (size_t)left + 1 : BLOCK);

		if (n < 0)
			ret = err_sys(err, "%s: read", item->from);
		else if ((uint64_t)n > left || (n == 0 && left))
			ret = err_set(err, ERR_DIFFERS, "%s: changed while it was read", item->from);
		else if (n && archive_write_data(archive, block, (size_t)n) != n)
			ret = archive_fault(archive, path, ERR_SYSTEM, err);
		if (n <= 0)
			break;
		left -= (uint64_t)n;
	}
	free(block);
	io_drop(&fd);
	return ret;
}

/* Inode numbers count up, the device is 0:0, times are 0, every file has one link. */
static int
write_entry(struct archive *archive, const char *path, const struct gathered *item, uint32_t inode, dev_t device,
	struct err *err)
{
	struct archive_entry *entry = archive_entry_new();
	int ret = 0;

	archive_entry_set_pathname(entry, item->path);
	archive_entry_set_mode(entry, item->mode);
	archive_entry_set_ino64(entry, inode);
	archive_entry_set_nlink(entry, S_ISDIR(item->mode) ? 2 : 1);
	archive_entry_set_mtime(entry, 0, 0);
	archive_entry_set_size(entry, (int64_t)item->size);
	if (item->target)
		archive_entry_set_symlink(entry, item->target);
	if (device) {
		archive_entry_set_rdevmajor(entry, major(device));
		archive_entry_set_rdevminor(entry, minor(device));
	}
	if (archive_write_header(archive, entry) != ARCHIVE_OK)
		ret = archive_fault(archive, item->path, ERR_LIMIT, err);
	else if (item->from)
		ret = write_bytes(archive, path, item, err);
	archive_entry_free(entry);
	return ret;
}

static int
write_all(struct archive *archive, const char *path, const struct gather *gather, bool console, struct err *err)
{
	char node_path[] = "dev/console", folder_path[] = "dev";
	struct gathered node = { .path = node_path, .mode = S_IFCHR | 0600 };
	struct gathered folder = { .path = folder_path, .mode = S_IFDIR | 0755 };
	bool has_folder = false;
	uint32_t inode = 0;

	for (size_t i = 0; i < gather->nitem; i++) {
		const struct gathered *item = &gather->item[i];

		if (!strcmp(item->path, folder.path))
			has_folder = true;
		if (console && !strcmp(item->path, node.path))
			return err_set(err, ERR_SYNTAX, "'/%s' is there twice", item->path);
		/* The kernel makes its root itself. */
		if (*item->path && write_entry(archive, path, item, ++inode, 0, err) < 0)
			return -1;
	}
	if (console && !has_folder && write_entry(archive, path, &folder, ++inode, 0, err) < 0)
		return -1;
	return console ? write_entry(archive, path, &node, ++inode, makedev(5, 1), err) : 0;
}

int
image_make_initramfs(const char *path, const struct gather *gather, bool console, struct err *err)
{
	struct archive *archive = archive_write_new();
	struct outfile out = OUTFILE_INIT;
	int ret = -1;

	if (outfile_open(&out, AT_FDCWD, path, err) < 0)
		goto out;
	if (archive_write_set_format_cpio_newc(archive) != ARCHIVE_OK
		|| archive_write_set_bytes_in_last_block(archive, 1) != ARCHIVE_OK
		|| archive_write_open_fd(archive, out.fd) != ARCHIVE_OK) {
		archive_fault(archive, path, ERR_SYSTEM, err);
		goto out;
	}
	if (write_all(archive, path, gather, console, err) < 0)
		goto out;
	if (archive_write_close(archive) != ARCHIVE_OK)
		archive_fault(archive, path, ERR_SYSTEM, err);
	else
		ret = outfile_commit(&out, 0644, err);
out:
	archive_write_free(archive);
	outfile_drop(&out);
	return ret;
}

/* Reading. */

static int
hash_entry(struct archive *archive, const char *path, struct image_entry *entry, struct err *err)
{
	char *block = arr_new(BLOCK, 1);
	struct digest_sum sum;
	uint64_t left = entry->size;
	la_ssize_t n = 0;
	int ret = 0;

	digest_start(&sum);
	while (ret == 0 && (n = archive_read_data(archive, block, BLOCK)) > 0) {
		if ((uint64_t)n > left)
			break;
		digest_add(&sum, block, (size_t)n);
		left -= (uint64_t)n;
	}
	entry->digest = digest_end(&sum);
	free(block);
	if (n < 0 || left)
		return err_set(err, ERR_SYNTAX, "%s: byte %lld: '%s' is cut short", path,
			(long long)archive_read_header_position(archive), entry->path);
	return ret;
}

static int
take_entry(struct image *image, struct archive *archive, struct archive_entry *from, const char *path,
	size_t *path_bytes, struct err *err)
{
	const char *name = archive_entry_pathname(from);
	unsigned mode = archive_entry_mode(from);
	long long at = archive_read_header_position(archive);
	struct image_entry *entry;
	struct span clean = span_of(name ? name : "");

	if (span_is(clean, "."))
		clean.n = 0;
	else if (span_starts(clean, "./"))
		clean = span_of(name + 2);
	else if (span_starts(clean, "/"))
		clean = span_of(name + 1);
	if (clean.n && !io_is_inside(clean))
		return err_set(err, ERR_SYNTAX, "%s: byte %lld: the name '%s' leads outwards", path, at, name);
	*path_bytes += clean.n + 1;
	if (image->nentry == ENTRIES_MAX || *path_bytes > PATH_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "%s: more than %d files, or %d bytes in their paths", path, ENTRIES_MAX,
			PATH_BYTES_MAX);
	if (archive_entry_hardlink(from) || (archive_entry_nlink(from) > 1 && S_ISREG(mode)))
		return err_set(err, ERR_SYNTAX, "%s: byte %lld: '%s' is a hard link, which is not read here", path, at, name);
	entry = image_add(image, clean.n ? clean.at : "", mode,
		S_ISREG(mode) && archive_entry_size(from) > 0 ? (uint64_t)archive_entry_size(from) : 0);
	if (S_ISLNK(mode))
		entry->target = arr_dup(archive_entry_symlink(from) ? archive_entry_symlink(from) : "");
	return S_ISREG(mode) ? hash_entry(archive, path, entry, err) : 0;
}

static int
compare_entries(const void *a, const void *b)
{
	return strcmp(((const struct image_entry *)a)->path, ((const struct image_entry *)b)->path);
}

int
image_read_initramfs(struct image *image, int fd, const char *path, struct err *err)
{
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;
	size_t path_bytes = 0;
	int ret = -1, got;

	if (archive_read_support_format_cpio(archive) != ARCHIVE_OK || archive_read_open_fd(archive, fd, BLOCK) != ARCHIVE_OK) {
		archive_fault(archive, path, ERR_SYSTEM, err);
		goto out;
	}
	while ((got = archive_read_next_header(archive, &entry)) == ARCHIVE_OK || got == ARCHIVE_WARN) {
		if (take_entry(image, archive, entry, path, &path_bytes, err) < 0)
			goto out;
	}
	if (got != ARCHIVE_EOF) {
		err_set(err, ERR_SYNTAX, "%s: byte %lld: %s", path, (long long)archive_filter_bytes(archive, 0),
			archive_error_string(archive) ? archive_error_string(archive) : "broken");
		goto out;
	}
	if (image->nentry)
		qsort(image->entry, image->nentry, sizeof(*image->entry), compare_entries);
	for (size_t i = 1; i < image->nentry; i++) {
		if (!strcmp(image->entry[i - 1].path, image->entry[i].path)) {
			err_set(err, ERR_SYNTAX, "%s: '%s' is there twice", path, image->entry[i].path);
			goto out;
		}
	}
	ret = 0;
out:
	archive_read_free(archive);
	return ret;
}
