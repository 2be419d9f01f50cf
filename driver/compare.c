/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "compare.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "chain/root.h"
#include "format/layer.h"
#include "host/image.h"

enum { TEXT_LIMIT = 256 << 20, DEPTH_LIMIT = 256, TOLD_MAX = 20 };

static bool
is_skipped(const char *path)
{
	static const char *const made[] = { "/script-generator", "/configurator", "/preseed-jump.kaem", "/init",
		"/init.bak", "/kaem.run", "/steps/bootstrap.cfg" };
	static const char *const numbered[] = { "/init.", "/kaem.run." };

	if (root_place(path) != ROOT_PART || !strcmp(path, "/lost+found") || !strncmp(path, "/lost+found/", 12))
		return true;
	for (size_t i = 0; i < sizeof(made) / sizeof(*made); i++) {
		if (!strcmp(path, made[i]))
			return true;
	}
	for (size_t i = 0; i < sizeof(numbered) / sizeof(*numbered); i++) {
		size_t n = strlen(numbered[i]);

		if (!strncmp(path, numbered[i], n) && span_number(span_of(path + n), INT_MAX) >= 0)
			return true;
	}
	return false;
}

/* Take out of ROOT what is not compared: parents of packages, settings of one run. */
static void
drop_skipped(struct layer *root)
{
	size_t n = 0;

	for (size_t i = 0; i < root->nentry; i++) {
		if (is_skipped(root->entry[i].path))
			layer_entry_release(&root->entry[i]);
		else
			root->entry[n++] = root->entry[i];
	}
	root->nentry = n;
}

/* What must lie there. 1: ROOT has it; 0: *UNKNOWN, a step, has no record. */
static int
expect(const struct options *options, const struct chain *chain, const struct target *target,
	struct layer *root, const char **unknown, struct err *err)
{
	for (size_t i = 0; i < target->nfile; i++) {
		const struct target_file *file = &target->file[i];
		struct layer_entry entry = { .path = io_join("/", file->path), .mode = file->mode,
			.digest = file->digest, .size = file->size };

		entry.type = file->type == TARGET_DIR ? LAYER_DIR : file->type == TARGET_LINK ? LAYER_LINK : LAYER_FILE;
		if (file->type == TARGET_LINK) {
			entry.mode = 0;
			entry.target = file->bytes.at;
		}
		if (!is_skipped(entry.path))
			root_pick(root, NULL, &entry);
		free(entry.path);
	}
	for (size_t i = 0; i < chain->nlayer; i++) {
		char *path = str_format("%s/checksums/%s/%s", options->tree, options->arch->name, chain->layer[i]);
		struct layer layer = LAYER_INIT;
		struct str text = STR_INIT;
		int ret = io_read_file(AT_FDCWD, path, TEXT_LIMIT, &text, err);

		if (ret == 0)
			ret = layer_parse(&layer, path, str_span(&text), err);
		if (ret == 0)
			root_apply(root, &layer);
		layer_release(&layer);
		str_release(&text);
		free(path);
		if (ret < 0 && err->sys == ENOENT) {
			*unknown = chain->layer[i];
			return 0;
		}
		if (ret < 0)
			return -1;
	}
	drop_skipped(root);
	return 1;
}

/* What lies there. */

static int
read_entry(int dir, const char *name, const char *path, const struct stat *st, struct layer *found,
	struct err *err)
{
	struct layer_entry entry = { .type = LAYER_FILE, .mode = st->st_mode & 07777 };
	char to[PATH_MAX];
	ssize_t n;
	int fd, ret = 0;

	if (S_ISDIR(st->st_mode)) {
		entry.type = LAYER_DIR;
	} else if (S_ISLNK(st->st_mode)) {
		n = readlinkat(dir, name, to, sizeof(to));
		if (n < 0)
			return err_sys(err, "%s", path);
		entry.type = LAYER_LINK;
		entry.mode = 0;
		entry.target = arr_dupn(to, (size_t)n);
	} else {
		entry.size = (uint64_t)st->st_size;
		fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
		ret = fd < 0 ? err_sys(err, "%s", path) : digest_fd(fd, path, &entry.digest, err);
		io_drop(&fd);
	}
	if (ret == 0) {
		entry.path = arr_dup(path);
		*arr_push(&found->entry, &found->nentry) = entry;
	}
	return ret;
}

static int
read_folder(int dir, const char *path, unsigned depth, struct layer *found, struct err *err)
{
	char **name;
	size_t n;
	int ret = 0;

	if (depth > DEPTH_LIMIT)
		return err_set(err, ERR_LIMIT, "%s: more than %d folders deep", path, DEPTH_LIMIT);
	if (io_list(dir, ".", &name, &n, err) < 0)
		return -1;
	for (size_t i = 0; i < n && ret == 0; i++) {
		char *below = str_format("%s/%s", path, name[i]);
		bool skipped = is_skipped(below);
		struct stat st;
		int fd = -1;

		/* Below the edge of working space something may count. */
		if (skipped && root_place(below) != ROOT_EDGE) {
			free(below);
			continue;
		}
		if (fstatat(dir, name[i], &st, AT_SYMLINK_NOFOLLOW) < 0)
			ret = err_sys(err, "%s", below);
		/* Devices and such are in no layer. */
		else if (!skipped && (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode) || S_ISLNK(st.st_mode)))
			ret = read_entry(dir, name[i], below, &st, found, err);
		if (ret == 0 && S_ISDIR(st.st_mode)) {
			fd = openat(dir, name[i], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
			ret = fd < 0 ? err_sys(err, "%s", below) : read_folder(fd, below, depth + 1, found, err);
			io_drop(&fd);
		}
		free(below);
	}
	io_free_names(name, n);
	return ret;
}

/* What steps/improve makes in a machine alone, and no record, which is of a root in a folder, has. */
static bool
is_machines(const char *path)
{
	return !strcmp(path, "/etc/mtab") || !strcmp(path, "/etc/resolv.conf") || !strcmp(path, "/swapfile");
}

static int
read_disk(const char *path, struct layer *found, struct err *err)
{
	struct image image = IMAGE_INIT;

	if (image_read(&image, path, 0, err) < 0)
		return -1;
	for (size_t i = 0; i < image.nentry; i++) {
		const struct image_entry *entry = &image.entry[i];
		struct layer_entry new = { .type = S_ISDIR(entry->mode) ? LAYER_DIR : LAYER_FILE,
			.path = io_join("/", entry->path), .mode = entry->mode & 07777 };

		if (S_ISLNK(entry->mode)) {
			new.type = LAYER_LINK;
			new.mode = 0;
			new.target = arr_dup(entry->target ? entry->target : "");
		}
		if (S_ISREG(entry->mode)) {
			new.digest = entry->digest;
			new.size = entry->size;
		}
		if (!entry->path[0] || is_skipped(new.path) || is_machines(new.path)
			|| !(S_ISREG(entry->mode) || S_ISDIR(entry->mode) || S_ISLNK(entry->mode)))
			layer_entry_release(&new);
		else
			*arr_push(&found->entry, &found->nentry) = new;
	}
	image_release(&image);
	return 0;
}

static int
find(const struct options *options, const char *root, struct layer *found, struct err *err)
{
	int fd, ret;

	if (options->mode == MODE_QEMU) {
		char *path = io_join(options->target, "disk.img");

		ret = read_disk(path, found, err);
		free(path);
		return ret;
	}
	fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ret = fd < 0 ? err_sys(err, "%s", root) : read_folder(fd, "", 0, found, err);
	io_drop(&fd);
	return ret;
}

static void
tell_change(const struct record_change *change)
{
	const struct layer_entry *a = change->recorded, *b = change->built;

	if (!a || !b)
		msg_line("%s: %s", (a ? a : b)->path, a ? "recorded, and not there" : "there, and in no record");
	else if (a->type == LAYER_FILE && b->type == LAYER_FILE && !digest_eq(&a->digest, &b->digest))
		msg_line("%s: recorded %.8s, built %.8s", a->path, digest_text(&a->digest).text, digest_text(&b->digest).text);
	else
		msg_line("%s: recorded %c %04o, built %c %04o", a->path, (char)a->type, a->mode, (char)b->type, b->mode);
}

/*
 * With OWN, paths that are in no record do not count: on a machine of its own scripts of improve/ do
 * more than they did when they were recorded, without a kernel of their own (mtab, a swap file).
 */
static int
tell(const struct options *options, struct layer *expected, struct layer *found, bool own)
{
	struct record_change *change;
	size_t nchange, n = 0, more = 0;

	root_compare(expected, found, &change, &nchange);
	for (size_t i = 0; i < nchange; i++) {
		if (own && !change[i].recorded)
			more++;
		else if (n++ < TOLD_MAX)
			tell_change(&change[i]);
		if (change[i].recorded)
			layer_entry_release(change[i].recorded);
		if (change[i].built)
			layer_entry_release(change[i].built);
		free(change[i].recorded);
		free(change[i].built);
	}
	free(change);
	if (n > TOLD_MAX)
		msg_line("... and %zu more", n - TOLD_MAX);
	if (n) {
		msg_line("%zu of %zu paths are not as recorded in checksums/%s", n, expected->nentry, options->arch->name);
		return EXIT_FOUND;
	}
	if (!options->quiet)
		printf("match    %zu files and folders are as recorded in checksums/%s\n", expected->nentry,
			options->arch->name);
	if (!options->quiet && more)
		printf("         %zu more are in no record, as improve scripts leave them on a machine\n", more);
	return EXIT_GOOD;
}

int
compare_answers(const struct options *options, const struct chain *chain, const struct target *target,
	struct str *text, struct err *err)
{
	struct layer expected = LAYER_INIT;
	const char *unknown;
	int known = expect(options, chain, target, &expected, &unknown, err);

	for (size_t i = 0; known == 1 && i < expected.nentry; i++) {
		const struct layer_entry *entry = &expected.entry[i];

		if (entry->type == LAYER_FILE)
			str_addf(text, "%s  %s\n", digest_text(&entry->digest).text, entry->path);
	}
	layer_release(&expected);
	return known;
}

int
compare_result(const struct options *options, const struct chain *chain, const struct target *target,
	const char *root)
{
	struct layer expected = LAYER_INIT, found = LAYER_INIT;
	const char *unknown = NULL;
	struct err err = ERR_INIT;
	int status = EXIT_NOANSWER, known;

	/* In memory the machine has looked at itself; its status was told. */
	if (options->initramfs && target_find(target, "external/answers")) {
		if (!options->quiet)
			printf("match    the files are as recorded in checksums/%s: the machine's sha256sum says so\n",
				options->arch->name);
		return EXIT_GOOD;
	}
	if (options->internal_ci || options->early_preseed || options->update_checksums) {
		if (!options->quiet)
			printf("not-checked  the result is not compared with checksums/%s\n", options->arch->name);
		return EXIT_GOOD;
	}
	known = expect(options, chain, target, &expected, &unknown, &err);
	if (known == 0 && !options->quiet)
		printf("not-checked  the result is not compared: checksums/%s has no record of %s\n", options->arch->name,
			unknown);
	if (known == 0)
		status = EXIT_GOOD;
	else if (known < 0 || find(options, root, &found, &err) < 0)
		msg_err(&err);
	else {
		layer_sort(&found);
		status = tell(options, &expected, &found, options->mode == MODE_QEMU && chain->nlayer > chain->nstep);
	}
	layer_release(&expected);
	layer_release(&found);
	return status;
}
