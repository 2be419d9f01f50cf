/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "host/fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "host/apt.h"
#include "host/download.h"

struct fetching {
	const struct fetch_item *item;
	size_t n;
	const struct fetch_options *options;
	struct fetch_result *result;
	int distfiles;                  /* the folder */
	bool unwritten;                 /* it takes no more, ERR says why: no other place can help */
	struct err *err;
};

void
fetch_note_failure(struct fetch_result *result, char *line)
{
	*arr_push(&result->failure, &result->nfailure) = line;
}

void
fetch_results_release(struct fetch_result *result, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(result[i].place);
		for (size_t k = 0; k < result[i].nfailure; k++)
			free(result[i].failure[k]);
		free(result[i].failure);
		result[i] = (struct fetch_result){ 0 };
	}
}

static bool
is_flat(const char *name)
{
	return *name && !strchr(name, '/') && strcmp(name, ".") && strcmp(name, "..");
}

/* 1: the file PATH under DIR fits; 0: it is not there; -1: it is, and does not fit or cannot be read. */
static int
check_file(int dir, const char *path, const struct digest *want, uint64_t *size, struct err *err)
{
	int fd = openat(dir, path, O_RDONLY | O_CLOEXEC);
	struct digest got;
	struct stat st;
	int ret = -1;

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? 0 : err_sys(err, "%s", path);
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		err_set(err, ERR_SYSTEM, "%s: not a plain file", path);
	else if (digest_fd(fd, path, &got, err) == 0) {
		*size = (uint64_t)st.st_size;
		ret = digest_eq(&got, want) ? 1
			: err_set(err, ERR_DIFFERS, "wrong bytes: the SHA-256 is %s", digest_text(&got).text);
	}
	io_drop(&fd);
	return ret;
}

/* Copy the file PATH, whose digest is checked once more on the way, to distfiles/NAME. */
static int
place_file(struct fetching *fetching, size_t i, const char *path, const char *place)
{
	const struct fetch_item *item = &fetching->item[i];
	struct fetch_result *result = &fetching->result[i];
	char *temporary = str_format(".%s.%ld.tmp", item->name, (long)getpid());
	int in = open(path, O_RDONLY | O_CLOEXEC), out = -1;
	struct err why = ERR_INIT;
	int ret = -1;

	out = openat(fetching->distfiles, temporary, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (in < 0 || out < 0)
		err_sys(&why, "%s", in < 0 ? path : fetching->options->distfiles);
	else if (io_copy(in, out, temporary, &why) == 0) {
		if (fchmod(out, 0644) < 0 || fsync(out) < 0)
			err_sys(&why, "%s", temporary);
		else if (check_file(fetching->distfiles, temporary, &item->digest, &result->size, &why) == 1) {
			if (renameat(fetching->distfiles, temporary, fetching->distfiles, item->name) < 0)
				err_sys(&why, "%s/%s", fetching->options->distfiles, item->name);
			else
				ret = 0;
		}
	}
	io_drop(&out);
	/* What does not fit is the place's fault (or that of who changes it); the rest is ours. */
	if (ret < 0 && why.kind != ERR_DIFFERS && in >= 0) {
		fetching->unwritten = true;
		*fetching->err = why;
	}
	io_drop(&in);
	if (ret < 0) {
		unlinkat(fetching->distfiles, temporary, 0);
		fetch_note_failure(result, str_format("%s: %s", place, why.text));
	} else {
		result->end = FETCH_FETCHED;
		result->place = arr_dup(place);
	}
	free(temporary);
	return ret;
}

/* What is in distfiles already. A file with other bytes stays: it is somebody's, and in the way. */
static void
look_at_distfiles(struct fetching *fetching, bool *blocked)
{
	for (size_t i = 0; i < fetching->n; i++) {
		struct fetch_result *result = &fetching->result[i];
		struct err why = ERR_INIT;
		int found = check_file(fetching->distfiles, fetching->item[i].name, &fetching->item[i].digest,
			&result->size, &why);

		if (found == 1) {
			result->end = FETCH_PRESENT;
			result->place = arr_dup("distfiles");
		} else if (found < 0) {
			blocked[i] = true;
			fetch_note_failure(result, str_format("%s/%s: %s; move it away to have it fetched",
				fetching->options->distfiles, fetching->item[i].name, why.text));
		}
	}
}

/* The folder that MIRROR names, or NULL when it is an address. */
static const char *
mirror_folder(const char *mirror)
{
	if (!strncmp(mirror, "file://", 7))
		return mirror + 7;
	return strstr(mirror, "://") ? NULL : mirror;
}

static void
try_folder(struct fetching *fetching, size_t i, const char *folder)
{
	struct fetch_result *result = &fetching->result[i];
	char *path = io_join(folder, fetching->item[i].name);
	struct err why = ERR_INIT;
	int found = check_file(AT_FDCWD, path, &fetching->item[i].digest, &result->size, &why);

	if (found == 1)
		place_file(fetching, i, path, folder);
	else
		fetch_note_failure(result, str_format("%s: %s", path, found ? why.text : "not there"));
	free(path);
}

static char *
partial_path(const struct fetching *fetching, size_t i)
{
	return str_format("%s/partial/%s", fetching->options->cache,
		digest_text(&fetching->item[i].digest).text);
}

/*
 * Download what is still missing: from MIRROR, or, when that is NULL, from each
 * file's own addresses. The caller holds the lock on the partial files, so that
 * two runs do not write to the same one.
 */
static int
try_addresses(struct fetching *fetching, const bool *blocked, const char *mirror)
{
	struct download *download = NULL;
	size_t n = 0;
	int ret = 0;

	for (size_t i = 0; i < fetching->n; i++) {
		const struct fetch_item *item = &fetching->item[i];
		struct download one = { .item = item, .result = &fetching->result[i] };

		if (blocked[i] || fetching->result[i].end != FETCH_MISSING || (!mirror && item->nurl == 0))
			continue;
		if (mirror)
			*arr_push(&one.url, &one.nurl) = io_join(mirror, item->name);
		for (size_t k = 0; !mirror && k < item->nurl; k++)
			*arr_push(&one.url, &one.nurl) = arr_dup(item->url[k]);
		one.partial = partial_path(fetching, i);
		*arr_push(&download, &n) = one;
	}
	if (n)
		ret = download_all(download, n, fetching->options, fetching->err);
	for (size_t i = 0; i < n; i++) {
		if (ret == 0 && download[i].done) {
			size_t at = (size_t)(download[i].item - fetching->item);
			const char *place = download[i].at < download[i].nurl
				? download[i].url[download[i].at] : "an earlier download";

			if (place_file(fetching, at, download[i].partial, place) == 0)
				unlink(download[i].partial);
		}
		for (size_t k = 0; k < download[i].nurl; k++)
			free(download[i].url[k]);
		free(download[i].url);
		free(download[i].partial);
	}
	free(download);
	return fetching->unwritten ? -1 : ret;
}

static int
try_debian(struct fetching *fetching, const bool *blocked)
{
	for (size_t i = 0; i < fetching->n; i++) {
		struct err why = ERR_INIT;
		char *path, *where;
		int found;

		if (blocked[i] || fetching->result[i].end != FETCH_MISSING)
			continue;
		if (fetching->options->progress)
			fetching->options->progress(fetching->options->data,
				&(struct fetch_progress){ fetching->item[i].name, 0 });
		found = apt_fetch(&fetching->item[i].digest, fetching->options->cache, &path, &where, &why);
		if (found < 0) {
			*fetching->err = why;
			return -1;
		}
		if (found == 0) {
			fetch_note_failure(&fetching->result[i],
				str_format("Debian source archive: %s", why.text));
		} else {
			place_file(fetching, i, path, where);
			unlink(path);
		}
		free(path);
		free(where);
		if (fetching->unwritten)
			return -1;
	}
	return 0;
}

static int
open_folders(struct fetching *fetching, int *lock)
{
	char *partial = io_join(fetching->options->cache, "partial");
	char *path = io_join(partial, "lock");
	int ret = -1;

	if (io_mkdirs(AT_FDCWD, fetching->options->distfiles, 0755, fetching->err) < 0)
		goto out;
	fetching->distfiles = open(fetching->options->distfiles, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fetching->distfiles < 0) {
		err_sys(fetching->err, "%s", fetching->options->distfiles);
		goto out;
	}
	if (io_mkdirs(AT_FDCWD, partial, 0755, fetching->err) < 0)
		goto out;
	*lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	ret = *lock < 0 ? err_sys(fetching->err, "%s", path) : 0;
out:
	free(path);
	free(partial);
	return ret;
}

static bool
is_any_missing(const struct fetching *fetching, const bool *blocked)
{
	for (size_t i = 0; i < fetching->n; i++) {
		if (fetching->result[i].end == FETCH_MISSING && !blocked[i])
			return true;
	}
	return false;
}

static int
try_places(struct fetching *fetching, bool *blocked)
{
	const struct fetch_options *options = fetching->options;

	for (size_t m = 0; m < options->nmirror; m++) {
		const char *folder = mirror_folder(options->mirror[m]);

		if (!folder && !options->offline && try_addresses(fetching, blocked, options->mirror[m]) < 0)
			return -1;
		for (size_t i = 0; folder && i < fetching->n; i++) {
			if (fetching->result[i].end == FETCH_MISSING && !blocked[i])
				try_folder(fetching, i, folder);
			if (fetching->unwritten)
				return -1;
		}
	}
	if (options->offline)
		return 0;
	if (!options->no_debian && try_debian(fetching, blocked) < 0)
		return -1;
	return try_addresses(fetching, blocked, NULL);
}

int
fetch_all(const struct fetch_item *item, size_t n, const struct fetch_options *options,
	struct fetch_result *result, struct err *err)
{
	struct fetching fetching = { item, n, options, result, -1, false, err };
	bool *blocked = arr_new(n, sizeof(*blocked));
	int lock = -1, ret = -1;

	for (size_t i = 0; i < n; i++)
		result[i] = (struct fetch_result){ 0 };
	for (size_t i = 0; i < n; i++) {
		if (!is_flat(item[i].name)) {
			err_set(err, ERR_SYNTAX, "'%s': not a plain file name", item[i].name);
			goto out;
		}
	}
	if (open_folders(&fetching, &lock) < 0)
		goto out;
	look_at_distfiles(&fetching, blocked);
	if (!is_any_missing(&fetching, blocked)) {
		ret = 0;
		goto out;
	}
	while (flock(lock, LOCK_EX) < 0) {
		if (errno != EINTR) {
			err_sys(err, "%s/partial/lock", options->cache);
			goto out;
		}
	}
	ret = try_places(&fetching, blocked);
out:
	if (ret < 0)
		fetch_results_release(result, n);
	io_drop(&lock);
	io_drop(&fetching.distfiles);
	free(blocked);
	return ret;
}
