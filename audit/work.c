/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "work.h"

#include <errno.h>
#include <fcntl.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "unpack.h"

enum { DEPTH_LIMIT = 256, JOBS_MAX = 64, AT_ONCE = 16, BATCH_BYTES = 1 << 18, BATCH_FILES = 128,
	BATCHES = 4, KEPT_BYTES = 1 << 20 };

/* A file to be looked at. */
struct task {
	size_t at;                      /* of which argument */
	char *shown;                    /* below it; "" when the argument is the file itself */
	char *trouble;                  /* owned */
};

/* An argument. */
struct place {
	const char *path;
	int fd;                         /* of a folder; -1 when it is a file */
	size_t left;                    /* tasks and batches that are not done */
};

/* Small files out of one archive, copied, for another thread to inspect. */
struct batch {
	struct batch *next;
	size_t at;                      /* of which argument */
	struct str bytes;
	struct item { char *path; size_t from, n; struct inspect_meta meta; } item[BATCH_FILES];
	size_t nitem;
};

struct crew {
	const struct work *work;
	struct place *place;
	struct record_audit *audit;
	struct work_result *result;
	struct task *task;
	size_t ntask;
	size_t next;
	pthread_mutex_t lock;           /* on all below, on NEXT, and on what is joined */
	pthread_cond_t change;
	struct batch *batch;            /* what waits for somebody; BATCHES at most */
	unsigned nbatch;
	unsigned helpers;               /* threads that take batches */
	unsigned busy;                  /* threads that may yet make one */
	uint64_t memory;                /* that decompressors at work ask for */
	struct err err;                 /* of a batch, the first */
};

struct worker {
	struct crew *crew;
	struct scanner *scanner;
	struct batch *batch;            /* that is being filled; NULL if none */
	size_t at;                      /* the argument at hand */
	pthread_t thread;
	bool started;
};

/* Which files there are. */

static int list_below(struct crew *crew, size_t at, int dir, const char *name, const char *shown, unsigned depth,
	struct err *err);

static int
list_folder(struct crew *crew, size_t at, int fd, const char *shown, unsigned depth, struct err *err)
{
	char **names;
	size_t n;
	int ret = 0;

	if (depth > DEPTH_LIMIT)
		return err_set(err, ERR_LIMIT, "%s/%s: folders nested deeper than %d", crew->place[at].path, shown,
			DEPTH_LIMIT);
	if (io_list(fd, ".", &names, &n, err) < 0)
		return err_at(err, "%s/%s", crew->place[at].path, shown);
	for (size_t i = 0; i < n && ret == 0; i++) {
		char *below = *shown ? io_join(shown, names[i]) : arr_dup(names[i]);

		/* The history of a work tree is not its source. */
		if (strcmp(names[i], ".git"))
			ret = list_below(crew, at, fd, names[i], below, depth + 1, err);
		free(below);
	}
	io_free_names(names, n);
	return ret;
}

/* For who lists files. What cannot be read of a link has no target. */
static void
tell_link(const struct crew *crew, int dir, const char *name, const char *shown)
{
	char target[4096];
	ssize_t n = readlinkat(dir, name, target, sizeof(target) - 1);

	target[n < 0 ? 0 : n] = '\0';
	for (size_t i = 0; i < crew->work->nhook; i++) {
		const struct inspect_hook *hook = &crew->work->hook[i];

		if (hook->link)
			hook->link(hook->data, shown, target);
	}
}

static int
list_below(struct crew *crew, size_t at, int dir, const char *name, const char *shown, unsigned depth,
	struct err *err)
{
	struct stat st;
	int fd, ret;

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return err_sys(err, "%s/%s", crew->place[at].path, shown);
	if (S_ISREG(st.st_mode)) {
		*arr_push(&crew->task, &crew->ntask) = (struct task){ .at = at, .shown = arr_dup(shown) };
		return 0;
	}
	if (S_ISLNK(st.st_mode))
		tell_link(crew, dir, name, shown);
	if (!S_ISDIR(st.st_mode))
		return 0;
	fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return err_sys(err, "%s/%s", crew->place[at].path, shown);
	ret = list_folder(crew, at, fd, shown, depth, err);
	io_drop(&fd);
	return ret;
}

static const char *
last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash && slash[1] ? slash + 1 : path;
}

static int
list_argument(struct crew *crew, size_t at, struct err *err)
{
	struct place *place = &crew->place[at];
	struct stat st;

	crew->audit[at].name = arr_dup(last_part(place->path));
	place->fd = open(place->path, O_RDONLY | O_CLOEXEC);
	if (place->fd < 0 || fstat(place->fd, &st) < 0)
		return err_sys(err, "%s", place->path);
	if (S_ISDIR(st.st_mode))
		return list_folder(crew, at, place->fd, "", 0, err);
	io_drop(&place->fd);
	if (S_ISCHR(st.st_mode) || S_ISBLK(st.st_mode))
		return err_set(err, ERR_SYNTAX, "%s: a device: wants a file or a folder", place->path);
	*arr_push(&crew->task, &crew->ntask) = (struct task){ .at = at, .shown = arr_dup("") };
	return 0;
}

/* Memory. */

static void do_batch(struct worker *worker, struct batch *batch);

/* Take the first batch; the lock is held. */
static struct batch *
next_batch(struct crew *crew)
{
	struct batch *batch = crew->batch;

	if (batch) {
		crew->batch = batch->next;
		crew->nbatch--;
	}
	return batch;
}

/* Do a batch of somebody else's, or wait for a change; the lock is held, before and after. */
static void
help_or_wait(struct worker *worker)
{
	struct crew *crew = worker->crew;
	struct batch *batch = next_batch(crew);

	if (!batch) {
		pthread_cond_wait(&crew->change, &crew->lock);
		return;
	}
	pthread_mutex_unlock(&crew->lock);
	do_batch(worker, batch);
	pthread_mutex_lock(&crew->lock);
}

/* Wait until MEMORY is free, or nobody else has any; help meanwhile. */
static void
reserve(struct worker *worker, uint64_t memory)
{
	struct crew *crew = worker->crew;

	pthread_mutex_lock(&crew->lock);
	crew->helpers++;
	while (crew->memory && crew->memory + memory > UNPACK_MEMORY)
		help_or_wait(worker);
	crew->helpers--;
	crew->memory += memory;
	pthread_mutex_unlock(&crew->lock);
}

static void
give_back(struct crew *crew, uint64_t memory)
{
	pthread_mutex_lock(&crew->lock);
	crew->memory -= memory;
	pthread_cond_broadcast(&crew->change);
	pthread_mutex_unlock(&crew->lock);
}

/* Looking at one. */

struct file {
	int fd;
	const char *path;
};

static ssize_t
read_file(void *data, char *at, size_t n, struct err *err)
{
	struct file *file = data;
	size_t have = 0;

	while (have < n) {
		ssize_t got = read(file->fd, at + have, n - have);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_sys(err, "%s: read", file->path);
		if (got == 0)
			break;
		have += (size_t)got;
	}
	return (ssize_t)have;
}

/* An archive in a folder is a file of it, too, for who lists files. */
static int
list_archive(struct inspection *inspection, struct file *file, const char *shown, struct err *err)
{
	struct inspect_told told = { .path = shown, .meta = inspection->meta, .kind = inspection->kind,
		.format = inspection->format };
	struct inspect_sums sums;
	char *block = arr_new(INSPECT_BLOCK, 1);
	ssize_t n = lseek(file->fd, 0, SEEK_SET) < 0 ? err_sys(err, "%s", file->path) : 1;

	inspect_sums_start(&sums);
	while (n > 0) {
		n = read_file(file, block, INSPECT_BLOCK, err);
		if (n > 0)
			inspect_sums_add(&sums, (struct span){ block, (size_t)n });
	}
	inspect_tell(inspection, &sums, &told);
	free(block);
	return n < 0 ? -1 : 0;
}

/* An archive is looked into, its paths beginning with PREFIX; any other file is looked at. */
static int
inspect_file(struct worker *worker, struct inspection *inspection, struct file *file, const char *shown, const char *prefix,
	struct err *err)
{
	struct stat st;
	uint64_t memory;
	int ret;

	if (fstat(file->fd, &st) < 0)
		return err_sys(err, "%s", file->path);
	inspection->meta = (struct inspect_meta){ st.st_mode & 07777, st.st_mtime };
	if (inspect_begin(inspection, shown, read_file, file, err) < 0)
		return -1;
	if (inspection->kind != MAGIC_ARCHIVE)
		return inspect_rest(inspection, read_file, file, err);
	/* Its members are counted, not itself. */
	inspect_forget(inspection);
	if (*prefix && inspect_lists(inspection) && list_archive(inspection, file, shown, err) < 0)
		return -1;
	if (lseek(file->fd, 0, SEEK_SET) < 0)
		return err_sys(err, "%s", file->path);
	memory = unpack_memory(inspect_head(inspection));
	reserve(worker, memory);
	ret = unpack_inspect(inspection, file->fd, file->path, (uint64_t)st.st_size, prefix, err);
	give_back(worker->crew, memory);
	return ret;
}

static int
inspect_below(struct worker *worker, struct inspection *inspection, const struct place *place, const char *shown, struct err *err)
{
	char *path = io_join(place->path, shown), *prefix = str_format("%s!", shown);
	struct file file = { openat(place->fd, shown, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC), path };
	int ret = -1;

	if (file.fd < 0)
		err_sys(err, "%s", path);
	else
		ret = inspect_file(worker, inspection, &file, shown, prefix, err);
	/* One broken archive in a folder is a finding, not the end of the audit. */
	if (ret < 0 && err->kind == ERR_SYNTAX) {
		inspect_say(inspection, "archive-not-opened", shown, err->text);
		ret = 0;
	}
	io_drop(&file.fd);
	free(prefix);
	free(path);
	return ret;
}

static int
inspect_argument(struct worker *worker, struct inspection *inspection, const struct place *place, struct record_audit *audit,
	struct err *err)
{
	struct file file = { open(place->path, O_RDONLY | O_CLOEXEC), place->path };
	int ret = -1;

	if (file.fd < 0)
		err_sys(err, "%s", place->path);
	else if (worker->crew->work->forgets_digest || digest_fd(file.fd, place->path, &audit->digest, err) == 0) {
		audit->has_digest = !worker->crew->work->forgets_digest;
		if (lseek(file.fd, 0, SEEK_SET) < 0)
			err_sys(err, "%s", place->path);
		else
			ret = inspect_file(worker, inspection, &file, audit->name, "", err);
	}
	io_drop(&file.fd);
	return ret;
}

/* The crew. */

static struct inspection
new_inspection(const struct worker *worker, struct record_audit *found)
{
	const struct work *work = worker->crew->work;

	return (struct inspection){
		.rules = work->rules,
		.scanner = worker->scanner,
		.policy = work->policy,
		.hook = work->hook,
		.nhook = work->nhook,
		.audit = found,
	};
}

/* Of the argument AT, N tasks or batches are done; the last one names its findings' inputs, and lets its paths go. */
static void
hand_in(struct crew *crew, size_t at, size_t n, struct inspection *inspection)
{
	struct inspection *seen = &crew->result[at].seen;
	bool last;

	pthread_mutex_lock(&crew->lock);
	inspection_join(seen, inspection);
	crew->place[at].left -= n;
	last = crew->place[at].left == 0;
	pthread_mutex_unlock(&crew->lock);
	if (last && crew->work->forgets_paths) {
		inspect_finish(seen);
		inspection_forget_paths(seen);
	}
}

/* Inspect BATCH, and free it. */
static void
do_batch(struct worker *worker, struct batch *batch)
{
	struct crew *crew = worker->crew;
	struct record_audit found = { .name = crew->audit[batch->at].name };
	struct inspection inspection = new_inspection(worker, &found);
	struct err err = ERR_INIT;
	int ret = 0;

	for (size_t i = 0; i < batch->nitem; i++) {
		struct span bytes = { str_span(&batch->bytes).at + batch->item[i].from, batch->item[i].n };

		inspection.meta = batch->item[i].meta;
		if (ret == 0) {
			inspect_given(&inspection, batch->item[i].path, bytes);
			ret = inspect_rest(&inspection, NULL, NULL, &err);
		}
		free(batch->item[i].path);
	}
	hand_in(crew, batch->at, 1, &inspection);
	if (ret < 0) {
		pthread_mutex_lock(&crew->lock);
		crew->err = err;
		pthread_mutex_unlock(&crew->lock);
	}
	inspection_release(&inspection);
	free(found.finding);
	str_release(&batch->bytes);
	free(batch);
}

/* Give the batch at hand to somebody who waits, or see to it here. */
static void
pass_on(struct worker *worker)
{
	struct crew *crew = worker->crew;
	struct batch *batch = worker->batch;

	worker->batch = NULL;
	if (!batch)
		return;
	pthread_mutex_lock(&crew->lock);
	crew->place[batch->at].left++;
	if (crew->helpers > 0 && crew->nbatch < BATCHES) {
		batch->next = crew->batch;
		crew->batch = batch;
		crew->nbatch++;
		batch = NULL;
		pthread_cond_signal(&crew->change);
	}
	pthread_mutex_unlock(&crew->lock);
	if (batch)
		do_batch(worker, batch);
}

/* inspection.defer: worth it when a thread has nothing to do. */
static bool
take_off(void *data, struct inspection *inspection)
{
	struct worker *worker = data;
	struct span head = inspect_head(inspection);
	struct batch *batch = worker->batch;

	if (!batch) {
		bool help;

		pthread_mutex_lock(&worker->crew->lock);
		help = worker->crew->helpers > 0;
		pthread_mutex_unlock(&worker->crew->lock);
		if (!help)
			return false;
		batch = worker->batch = arr_new(1, sizeof(*batch));
		batch->at = worker->at;
	}
	batch->item[batch->nitem++] = (struct item){ arr_dup(inspection->file), batch->bytes.n, head.n,
		inspection->meta };
	str_add(&batch->bytes, head);
	inspect_forget(inspection);
	if (batch->nitem == BATCH_FILES || batch->bytes.n >= BATCH_BYTES)
		pass_on(worker);
	return true;
}

/* Tasks FIRST to LAST - 1, all of one argument. */
static void
do_tasks(struct worker *worker, size_t first, size_t last)
{
	struct crew *crew = worker->crew;
	size_t at = crew->task[first].at;
	struct record_audit found = { .name = crew->audit[at].name };
	struct inspection inspection = new_inspection(worker, &found);

	inspection.defer = take_off;
	inspection.defer_data = worker;
	worker->at = at;
	for (size_t i = first; i < last; i++) {
		struct task *task = &crew->task[i];
		struct err err = ERR_INIT;
		int ret;

		if (task->shown[0])
			ret = inspect_below(worker, &inspection, &crew->place[at], task->shown, &err);
		else
			ret = inspect_argument(worker, &inspection, &crew->place[at], &found, &err);
		if (ret < 0)
			task->trouble = arr_dup(err.text);
	}
	if (found.has_digest) {
		crew->audit[at].has_digest = true;
		crew->audit[at].digest = found.digest;
	}
	pass_on(worker);
	hand_in(crew, at, last - first, &inspection);
	inspection_release(&inspection);
	free(found.finding);
}

/* No task is left: help those who still unpack. */
static void
help(struct worker *worker)
{
	struct crew *crew = worker->crew;

	pthread_mutex_lock(&crew->lock);
	if (--crew->busy == 0)
		pthread_cond_broadcast(&crew->change);
	crew->helpers++;
	while (crew->batch || crew->busy)
		help_or_wait(worker);
	crew->helpers--;
	pthread_mutex_unlock(&crew->lock);
}

static void *
work_on(void *data)
{
	struct worker *worker = data;
	struct crew *crew = worker->crew;

	for (;;) {
		size_t from, to;

		/* Files of a folder are small; an archive is much. */
		pthread_mutex_lock(&crew->lock);
		from = crew->next;
		to = from + 1;
		while (to < crew->ntask && to - from < AT_ONCE && crew->task[from].shown[0] && crew->task[to].shown[0])
			to++;
		crew->next = to;
		pthread_mutex_unlock(&crew->lock);
		if (from >= crew->ntask) {
			help(worker);
			return NULL;
		}
		while (from < to) {
			size_t end = from + 1;

			while (end < to && crew->task[end].at == crew->task[from].at)
				end++;
			do_tasks(worker, from, end);
			from = end;
		}
	}
}

static unsigned
count_jobs(const struct crew *crew)
{
	long n = crew->work->jobs ? (long)crew->work->jobs : sysconf(_SC_NPROCESSORS_ONLN);

	if (n > JOBS_MAX)
		n = JOBS_MAX;
	/* One more than there are tasks helps with what is unpacked. */
	if (n > (long)crew->ntask + 1)
		n = (long)crew->ntask + 1;
	return n < 1 ? 1 : (unsigned)n;
}

static int
work_together(struct crew *crew, struct err *err)
{
	unsigned n = count_jobs(crew);
	struct worker *worker = arr_new(n, sizeof(*worker));
	int ret = 0;

	for (unsigned i = 0; i < n && ret == 0; i++) {
		worker[i].crew = crew;
		ret = scanner_new(&worker[i].scanner, crew->work->markers, err);
	}
	/* The first is this thread itself; fewer than were wanted will do. */
	crew->busy = n;
	for (unsigned i = 1; i < n && ret == 0; i++) {
		worker[i].started = pthread_create(&worker[i].thread, NULL, work_on, &worker[i]) == 0;
		if (!worker[i].started) {
			pthread_mutex_lock(&crew->lock);
			crew->busy--;
			pthread_mutex_unlock(&crew->lock);
		}
	}
	if (ret == 0)
		work_on(&worker[0]);
	for (unsigned i = 1; i < n; i++) {
		if (worker[i].started)
			pthread_join(worker[i].thread, NULL);
	}
	for (unsigned i = 0; i < n; i++)
		scanner_free(worker[i].scanner);
	free(worker);
	if (ret == 0 && crew->err.kind != ERR_NONE) {
		*err = crew->err;
		ret = -1;
	}
	return ret;
}

int
work_run(const struct work *work, char *const *path, size_t n, struct record_audit *audit,
	struct work_result *result, struct err *err)
{
	struct crew crew = { .work = work, .audit = audit, .result = result };
	int ret;

#ifdef __GLIBC__
	/* Dictionaries are to go back to the system at once: left to itself, glibc keeps what is as large as the last. */
	(void)mallopt(M_MMAP_THRESHOLD, KEPT_BYTES);
	/* What is smaller is soon asked for again. */
	(void)mallopt(M_TRIM_THRESHOLD, 4 * KEPT_BYTES);
#endif
	crew.place = arr_new(n, sizeof(*crew.place));
	for (size_t i = 0; i < n; i++) {
		crew.place[i] = (struct place){ path[i], -1, 0 };
		result[i].seen = (struct inspection){ .rules = work->rules, .policy = work->policy, .audit = &audit[i] };
		if (list_argument(&crew, i, err) < 0)
			result[i].trouble = arr_dup(err->text);
	}
	for (size_t i = 0; i < crew.ntask; i++)
		crew.place[crew.task[i].at].left++;
	pthread_mutex_init(&crew.lock, NULL);
	pthread_cond_init(&crew.change, NULL);
	ret = work_together(&crew, err);
	pthread_cond_destroy(&crew.change);
	pthread_mutex_destroy(&crew.lock);
	for (size_t i = 0; i < crew.ntask; i++) {
		struct task *task = &crew.task[i];

		if (task->trouble && !result[task->at].trouble) {
			result[task->at].trouble = task->trouble;
			task->trouble = NULL;
		}
		free(task->trouble);
		free(task->shown);
	}
	for (size_t i = 0; i < n; i++) {
		/* The others were, when the last of their files was seen. */
		if (!work->forgets_paths)
			inspect_finish(&result[i].seen);
		io_drop(&crew.place[i].fd);
	}
	free(crew.task);
	free(crew.place);
	return ret;
}

void
work_result_release(struct work_result *result)
{
	inspection_release(&result->seen);
	free(result->trouble);
}
