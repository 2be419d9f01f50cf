/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "host/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"

enum {
	TEXT_LIMIT = 256 << 20,         /* bytes of a layer's text */
	OBJECT_NAME = 8 + 2 + 1 + 62 + 1 + 4 + 1,
};

static const char marker[] = "lbs-store 1\n";
static const char result_head[] = "lbs-result 1\nlayer ";

static int
check_marker(struct store *store, struct err *err)
{
	struct str text = STR_INIT;
	char **names;
	size_t n;
	int ret = -1;

	if (faccessat(store->dir, "lbs-store", F_OK, 0) < 0) {
		if (io_list(store->dir, ".", &names, &n, err) < 0)
			return -1;
		/* A run killed at its very first moment leaves the lock alone, or a temporary. */
		for (size_t i = 0; i < n; i++) {
			if (strcmp(names[i], "lock") && strncmp(names[i], "lbs-store.", 10)) {
				/* Or another run made it a store between our two looks. */
				if (faccessat(store->dir, "lbs-store", F_OK, 0) == 0)
					break;
				err_set(err, ERR_SYNTAX, "%s: neither empty nor a store ('%s' is in it)",
					store->path, names[i]);
				io_free_names(names, n);
				return -1;
			}
		}
		io_free_names(names, n);
		if (io_replace(store->dir, "lbs-store", 0600, SPAN("lbs-store 1\n"), IO_DURABLE, err) < 0)
			return -1;
	}
	if (io_read_file(store->dir, "lbs-store", 64, &text, err) < 0)
		err_at(err, "%s", store->path);
	else if (!span_is(str_span(&text), marker))
		err_set(err, ERR_SYNTAX, "%s/lbs-store: a store of another version; wants 'lbs-store 1'",
			store->path);
	else
		ret = 0;
	str_release(&text);
	return ret;
}

static int
lock_store(struct store *store, enum store_flags flags, struct err *err)
{
	int how = (flags & STORE_ALONE) ? LOCK_EX | LOCK_NB : LOCK_SH;

	store->lock = openat(store->dir, "lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (store->lock < 0)
		return err_sys(err, "%s/lock", store->path);
	while (flock(store->lock, how) < 0) {
		if (errno == EINTR)
			continue;
		if (errno == EWOULDBLOCK)
			return err_set(err, ERR_LIMIT, "%s: another run is using this store", store->path);
		return err_sys(err, "%s/lock", store->path);
	}
	return 0;
}

/* A work folder whose lock nobody holds belonged to a run that was killed. */
static int
clear_dead_work(struct store *store, struct err *err)
{
	char **names;
	size_t n;
	int ret = 0;

	if (io_list(store->dir, "work", &names, &n, err) < 0)
		return -1;
	for (size_t i = 0; i < n && ret == 0; i++) {
		char *work = str_format("work/%s", names[i]);
		char *lock = str_format("%s/lock", work);
		int fd = openat(store->dir, lock, O_RDWR | O_CLOEXEC);
		struct stat st;

		/* Without a lock file it is being made just now, or was never finished. */
		if (fd < 0 && errno == ENOENT && fstatat(store->dir, work, &st, 0) == 0
			&& time(NULL) - st.st_mtime > 60)
			ret = io_remove(store->dir, work, err);
		else if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
			ret = io_remove(store->dir, work, err);
		io_drop(&fd);
		free(lock);
		free(work);
	}
	io_free_names(names, n);
	return ret;
}

int
store_open(struct store *store, const char *path, enum store_flags flags, struct err *err)
{
	static const char *const folder[] = { "objects", "layers", "results", "work" };
	struct store new = STORE_INIT;

	new.path = arr_dup(path);
	if (io_mkdirs(AT_FDCWD, path, 0700, err) < 0)
		goto fail;
	new.dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (new.dir < 0) {
		err_sys(err, "%s", path);
		goto fail;
	}
	if (check_marker(&new, err) < 0 || lock_store(&new, flags, err) < 0)
		goto fail;
	for (size_t i = 0; i < sizeof(folder) / sizeof(*folder); i++) {
		if (mkdirat(new.dir, folder[i], 0700) < 0 && errno != EEXIST) {
			err_sys(err, "%s/%s", path, folder[i]);
			goto fail;
		}
	}
	if (clear_dead_work(&new, err) < 0)
		goto fail;
	*store = new;
	return 0;
fail:
	store_close(&new);
	return -1;
}

void
store_close(struct store *store)
{
	io_drop(&store->lock);
	io_drop(&store->dir);
	free(store->path);
	store->path = NULL;
}

int
store_start_work(struct store *store, char **path, int *lock, struct err *err)
{
	char *name = NULL, *file = NULL, *temporary = NULL;
	int fd = -1;

	for (unsigned serial = 0;; serial++) {
		name = str_format("work/%ld.%u", (long)getpid(), serial);
		if (mkdirat(store->dir, name, 0700) == 0)
			break;
		if (errno != EEXIST) {
			err_sys(err, "%s/%s", store->path, name);
			free(name);
			return -1;
		}
		free(name);
	}
	/* The lock gets its name when it is held: whoever finds one that is free may clear the folder. */
	temporary = str_format("%s/lock.new", name);
	file = str_format("%s/lock", name);
	fd = openat(store->dir, temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) < 0
		|| renameat(store->dir, temporary, store->dir, file) < 0) {
		err_sys(err, "%s/%s", store->path, file);
		io_drop(&fd);
		free(temporary);
		free(file);
		free(name);
		return -1;
	}
	free(temporary);
	free(file);
	*path = io_join(store->path, name);
	*lock = fd;
	free(name);
	return 0;
}

int
store_end_work(struct store *store, char **path, int *lock, struct err *err)
{
	int ret = io_remove(AT_FDCWD, *path, err);

	(void)store;
	io_drop(lock);
	free(*path);
	*path = NULL;
	return ret;
}

/* "objects/ab/REST-MODE" */
static void
object_name(const struct digest *digest, unsigned mode, char name[OBJECT_NAME + 1])
{
	struct digest_hex hex = digest_text(digest);

	snprintf(name, OBJECT_NAME + 1, "objects/%.2s/%s-%04o", hex.text, hex.text + 2, mode & 0777);
}

/* Give the finished temporary file its mode, its time and its name. */
static int
place_object(struct store *store, int fd, const char *temporary, const char *name, unsigned mode,
	struct err *err)
{
	const struct timespec epoch[2] = { { 0, 0 }, { 0, 0 } };
	char folder[] = "objects/ab";

	memcpy(folder, name, sizeof(folder) - 1);
	if (mkdirat(store->dir, folder, 0700) < 0 && errno != EEXIST)
		return err_sys(err, "%s/%s", store->path, folder);
	/* Times are normalised: a tool that compares them must see the same on every machine. */
	if (futimens(fd, epoch) < 0 || fchmod(fd, mode & 0777) < 0)
		return err_sys(err, "%s/%s", store->path, temporary);
	if (renameat(store->dir, temporary, store->dir, name) < 0)
		return err_sys(err, "%s/%s", store->path, name);
	return 0;
}

static char *
temporary_name(void)
{
	static unsigned long serial;

	return str_format("objects/%ld.%lu.tmp", (long)getpid(), serial++);
}

int
store_add_fd(struct store *store, int fd, const char *path, unsigned mode,
	struct layer_entry *entry, struct err *err)
{
	enum { BLOCK = 1 << 16 };
	char name[OBJECT_NAME + 1];
	char *temporary = temporary_name();
	char *block = arr_new(BLOCK, 1);
	struct digest_sum sum;
	uint64_t size = 0;
	int out = openat(store->dir, temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	int ret = -1;

	if (out < 0) {
		err_sys(err, "%s/%s", store->path, temporary);
		free(block);
		free(temporary);
		return -1;
	}
	digest_start(&sum);
	for (;;) {
		ssize_t n = read(fd, block, BLOCK);

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
		digest_add(&sum, block, (size_t)n);
		size += (uint64_t)n;
		if (io_write(out, store->path, (struct span){ block, (size_t)n }, err) < 0)
			break;
	}
	entry->digest = digest_end(&sum);
	entry->size = size;
	entry->mode = mode & 07777;
	object_name(&entry->digest, mode, name);
	/* In the place of an object of that name too: if that one was damaged, it is whole now. */
	if (ret == 0)
		ret = place_object(store, out, temporary, name, mode, err);
	if (ret < 0)
		unlinkat(store->dir, temporary, 0);
	io_drop(&out);
	free(block);
	free(temporary);
	return ret;
}

int
store_add_bytes(struct store *store, struct span bytes, unsigned mode,
	struct layer_entry *entry, struct err *err)
{
	char name[OBJECT_NAME + 1];
	char *temporary;
	int out, ret;

	entry->digest = digest_of(bytes);
	entry->size = bytes.n;
	entry->mode = mode & 07777;
	object_name(&entry->digest, mode, name);
	temporary = temporary_name();
	out = openat(store->dir, temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (out < 0)
		ret = err_sys(err, "%s/%s", store->path, temporary);
	else
		ret = io_write(out, store->path, bytes, err);
	if (ret == 0)
		ret = place_object(store, out, temporary, name, mode, err);
	if (ret < 0)
		unlinkat(store->dir, temporary, 0);
	io_drop(&out);
	free(temporary);
	return ret;
}

/*
 * Content is content whatever its mode, and a file without the owner's read
 * bit cannot be opened by an ordinary user: look at it through a moment's chmod.
 */
static int
open_object(const struct store *store, const char *name, unsigned mode, struct err *err)
{
	int fd = openat(store->dir, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0 && errno == EACCES && !(mode & 0400)
		&& fchmodat(store->dir, name, (mode & 0777) | 0400, 0) == 0) {
		fd = openat(store->dir, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
		fchmodat(store->dir, name, mode & 0777, 0);
	}
	if (fd < 0)
		err_sys(err, "%s/%s", store->path, name);
	return fd;
}

int
store_open_object(const struct store *store, const struct layer_entry *entry, struct err *err)
{
	char name[OBJECT_NAME + 1];

	object_name(&entry->digest, entry->mode, name);
	return open_object(store, name, entry->mode, err);
}

int
store_check_object(const struct store *store, const struct layer_entry *entry, struct err *err)
{
	char name[OBJECT_NAME + 1];
	struct digest digest;
	struct stat st;
	int fd, ret;

	object_name(&entry->digest, entry->mode, name);
	fd = open_object(store, name, entry->mode, err);
	if (fd < 0 && err->sys == ENOENT)
		return err_set(err, ERR_DIFFERS, "%s/%s: not there", store->path, name);
	if (fd < 0)
		return -1;
	ret = fstat(fd, &st) < 0 ? err_sys(err, "%s/%s", store->path, name)
		: digest_fd(fd, name, &digest, err);
	io_drop(&fd);
	if (ret < 0)
		return -1;
	if (!digest_eq(&digest, &entry->digest))
		return err_set(err, ERR_DIFFERS, "%s/%s: damaged: its bytes have the digest %.8s",
			store->path, name, digest_text(&digest).text);
	if ((st.st_mode & 07777) != (entry->mode & 0777))
		return err_set(err, ERR_DIFFERS, "%s/%s: damaged: its mode is %04o", store->path, name,
			st.st_mode & 07777u);
	return 0;
}

static char *
digest_path(const char *folder, const struct digest *digest)
{
	return str_format("%s/%s", folder, digest_text(digest).text);
}

int
store_put_layer(struct store *store, const struct layer *layer, struct digest *digest,
	struct err *err)
{
	struct str text = STR_INIT;
	char *path;
	int ret;

	layer_format(layer, &text);
	*digest = digest_of(str_span(&text));
	path = digest_path("layers", digest);
	ret = io_replace(store->dir, path, 0600, str_span(&text), IO_PLAIN, err);
	free(path);
	str_release(&text);
	return ret;
}

int
store_find_layer(const struct store *store, const struct digest *digest, struct layer *layer,
	struct err *err)
{
	char *path = digest_path("layers", digest);
	struct str text = STR_INIT;
	struct digest actual;
	int ret = 0;

	if (io_read_file(store->dir, path, TEXT_LIMIT, &text, err) < 0) {
		ret = err->sys == ENOENT ? 0 : -1;
	} else {
		actual = digest_of(str_span(&text));
		if (digest_eq(&actual, digest))
			ret = layer_parse(layer, path, str_span(&text), err) == 0;
		else
			unlinkat(store->dir, path, 0);
	}
	str_release(&text);
	free(path);
	return ret;
}

int
store_check_layer(struct store *store, const struct layer *layer, struct err *err)
{
	for (size_t i = 0; i < layer->nentry; i++) {
		const struct layer_entry *entry = &layer->entry[i];

		if (entry->type != LAYER_FILE || store_check_object(store, entry, err) == 0)
			continue;
		if (err->kind != ERR_DIFFERS)
			return -1;
		/*
		 * It stays: the step that makes it again replaces it by rename. To
		 * take it away here could hit one that another run placed just now.
		 */
		err_at(err, "%s", entry->path);
		return 0;
	}
	return 1;
}

int
store_put_result(struct store *store, const struct digest *input, const struct digest *layer,
	struct err *err)
{
	char *path = digest_path("results", input);
	char *text = str_format("%s%s\n", result_head, digest_text(layer).text);
	int ret = io_replace(store->dir, path, 0600, span_of(text), IO_PLAIN, err);

	free(text);
	free(path);
	return ret;
}

/* The digest in a result's text; false when the text is not whole. */
static bool
read_result(struct span text, struct digest *layer)
{
	size_t n = sizeof(result_head) - 1;

	return text.n == n + DIGEST_HEX + 1 && span_starts(text, result_head)
		&& text.at[text.n - 1] == '\n'
		&& digest_parse((struct span){ text.at + n, DIGEST_HEX }, layer);
}

int
store_find_result(const struct store *store, const struct digest *input, struct digest *layer,
	struct err *err)
{
	char *path = digest_path("results", input);
	struct str text = STR_INIT;
	int ret;

	if (io_read_file(store->dir, path, 256, &text, err) < 0) {
		ret = err->sys == ENOENT || err->kind == ERR_LIMIT ? 0 : -1;
	} else {
		ret = read_result(str_span(&text), layer);
		if (!ret)
			unlinkat(store->dir, path, 0);
	}
	str_release(&text);
	free(path);
	return ret;
}
