/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "host/shelf.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"

enum { JOBS_MAX = 64 };

static void
release_files(struct shelf_file *file, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(file[i].name);
		free(file[i].why);
	}
	free(file);
}

void
shelf_release(struct shelf *shelf)
{
	release_files(shelf->file, shelf->nfile);
	*shelf = (struct shelf){ .dir = shelf->dir };
}

static int
compare_name(const void *key, const void *element)
{
	return strcmp(key, ((const struct shelf_file *)element)->name);
}

const struct shelf_file *
shelf_find(const struct shelf *shelf, const char *name)
{
	if (!shelf->nfile)
		return NULL;
	return bsearch(name, shelf->file, shelf->nfile, sizeof(*shelf->file), compare_name);
}

static struct shelf_mark
mark_of(const struct stat *st)
{
	return (struct shelf_mark){ st->st_dev, st->st_ino, (unsigned long long)st->st_size, st->st_mtim, st->st_ctim };
}

bool
shelf_is_same(const struct shelf_mark *a, const struct shelf_mark *b)
{
	return a->dev == b->dev && a->ino == b->ino && a->size == b->size
		&& a->mtime.tv_sec == b->mtime.tv_sec && a->mtime.tv_nsec == b->mtime.tv_nsec
		&& a->ctime.tv_sec == b->ctime.tv_sec && a->ctime.tv_nsec == b->ctime.tv_nsec;
}

int
shelf_open(int dir, const char *name, struct shelf_mark *mark, struct err *err)
{
	/* O_NONBLOCK: a pipe that took the file's place since it was looked at must not hold us. */
	struct open_how how = {
		.flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV,
	};
	struct stat st;
	int fd;

	if (!*name || strchr(name, '/') || !strcmp(name, ".") || !strcmp(name, ".."))
		return err_set(err, ERR_SYNTAX, "'%s': not a plain file name", name);
	/* Opening a device can do things: only a plain file is opened at all. */
	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return err_sys(err, "%s", name);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_SYNTAX, "%s: not a plain file", name);
	fd = (int)syscall(SYS_openat2, dir, name, &how, sizeof(how));
	/* Kernels before 5.6 and some sandboxes have no openat2; one part of a path needs no more than O_NOFOLLOW. */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		fd = openat(dir, name, (int)how.flags);
	if (fd < 0)
		return err_sys(err, "%s", name);
	if (fstat(fd, &st) < 0) {
		err_sys(err, "%s", name);
		io_drop(&fd);
	} else if (!S_ISREG(st.st_mode)) {
		err_set(err, ERR_SYNTAX, "%s: not a plain file", name);
		io_drop(&fd);
	} else {
		*mark = mark_of(&st);
	}
	return fd;
}

/* Hashing side by side: each thread takes the next file that is left. */
struct hashing {
	const struct shelf_options *options;
	int dir;
	struct shelf_file **file;       /* what there is to hash */
	size_t nfile, next, done;
	pthread_mutex_t lock;           /* of next and done, and of progress() */
};

static bool
is_stopped(const struct shelf_options *options)
{
	return options->stop && *options->stop;
}

static void
hash_file(int dir, struct shelf_file *file)
{
	struct err err = ERR_INIT;
	int fd = shelf_open(dir, file->name, &file->mark, &err);

	if (fd < 0 || digest_fd(fd, file->name, &file->digest, &err) < 0) {
		file->kind = SHELF_UNREADABLE;
		file->why = arr_dup(err.text);
	}
	io_drop(&fd);
}

static void *
hash_files(void *data)
{
	struct hashing *hashing = data;

	for (;;) {
		struct shelf_file *file = NULL;

		pthread_mutex_lock(&hashing->lock);
		if (hashing->next < hashing->nfile && !is_stopped(hashing->options))
			file = hashing->file[hashing->next++];
		if (file && hashing->options->progress)
			hashing->options->progress(hashing->options->data, file->name, hashing->done, hashing->nfile);
		pthread_mutex_unlock(&hashing->lock);
		if (!file)
			return NULL;
		hash_file(hashing->dir, file);
		pthread_mutex_lock(&hashing->lock);
		hashing->done++;
		pthread_mutex_unlock(&hashing->lock);
	}
}

static int
hash_all(struct hashing *hashing, struct err *err)
{
	unsigned jobs = hashing->options->jobs;
	pthread_t thread[JOBS_MAX];
	size_t n = 0;

	if (jobs > JOBS_MAX)
		jobs = JOBS_MAX;
	pthread_mutex_init(&hashing->lock, NULL);
	/* This thread is one of them; where there is no other to be had it does all. */
	while (n + 1 < jobs && n + 1 < hashing->nfile
		&& pthread_create(&thread[n], NULL, hash_files, hashing) == 0)
		n++;
	hash_files(hashing);
	while (n > 0)
		pthread_join(thread[--n], NULL);
	pthread_mutex_destroy(&hashing->lock);
	return hashing->done == hashing->nfile ? 0 : err_set(err, ERR_SYSTEM, "interrupted");
}

int
shelf_refresh(struct shelf *shelf, const struct shelf_options *options, struct err *err)
{
	struct hashing hashing = { .options = options, .dir = shelf->dir };
	struct shelf_file *file = NULL;
	size_t nfile = 0, nname;
	char **name;
	int ret;

	if (io_list(shelf->dir, ".", &name, &nname, err) < 0)
		return -1;
	file = arr_new(nname ? nname : 1, sizeof(*file));
	for (size_t i = 0; i < nname; i++) {
		const struct shelf_file *old = shelf_find(shelf, name[i]);
		struct shelf_file new = { .kind = SHELF_OTHER };
		struct stat st;

		/* Gone since it was listed: not there. */
		if (fstatat(shelf->dir, name[i], &st, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		new.name = arr_dup(name[i]);
		new.mark = mark_of(&st);
		if (name[i][0] == '.')
			new.kind = SHELF_HIDDEN;
		else if (S_ISREG(st.st_mode))
			new.kind = SHELF_FILE;
		file[nfile] = new;
		if (new.kind == SHELF_FILE && old && old->kind == SHELF_FILE && shelf_is_same(&old->mark, &new.mark))
			file[nfile].digest = old->digest;
		else if (new.kind == SHELF_FILE)
			*arr_push(&hashing.file, &hashing.nfile) = &file[nfile];
		nfile++;
	}
	io_free_names(name, nname);
	ret = hash_all(&hashing, err);
	free(hashing.file);
	if (ret < 0) {
		release_files(file, nfile);
		return -1;
	}
	shelf_release(shelf);
	shelf->file = file;
	shelf->nfile = nfile;
	return 0;
}
