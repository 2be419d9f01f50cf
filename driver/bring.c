/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "bring.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "halt.h"
#include "host/snapshot.h"

static void
show(void *data, const struct fetch_progress *at)
{
	char *line = str_format("%s: %llu bytes", at->name, (unsigned long long)at->got);

	progress_at(data, line);
	free(line);
}

static void
note(struct fetch_result *result, char *line)
{
	*arr_push(&result->failure, &result->nfailure) = line;
}

/* Has something stood in the way of the file NAME itself, so that no place will do? */
static bool
is_blocked(const struct bring *bring, const char *name)
{
	char *path = io_join(bring->folder, name);
	bool there = access(path, F_OK) == 0;

	free(path);
	return there;
}

/* PATH, whose digest fits, gets its name in the folder. */
static int
place(const struct bring *bring, const char *path, const char *name, uint64_t *size, struct err *err)
{
	char *to = io_join(bring->folder, name), *temporary = str_format("%s/.%s.%ld.tmp", bring->folder, name, (long)getpid());
	int in = open(path, O_RDONLY | O_CLOEXEC), out = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	int ret = -1;

	if (in < 0 || out < 0)
		err_sys(err, "%s", in < 0 ? path : temporary);
	else if (io_copy(in, out, temporary, err) == 0) {
		off_t n = lseek(out, 0, SEEK_CUR);

		*size = n > 0 ? (uint64_t)n : 0;
		if (fchmod(out, 0644) < 0 || fsync(out) < 0)
			err_sys(err, "%s", temporary);
		else
			ret = io_close(&out, temporary, err);
	}
	if (ret == 0 && rename(temporary, to) < 0)
		ret = err_sys(err, "%s", to);
	if (ret < 0)
		unlink(temporary);
	io_drop(&in);
	io_drop(&out);
	free(temporary);
	free(to);
	return ret;
}

static int
make_snapshot(const struct bring *bring, const struct wanted_file *file, struct fetch_result *result,
	struct err *err)
{
	const struct snapshot snapshot = { file->git->repo, file->git->ref, file->item.name, file->item.digest };
	char *where = str_format("git %s at %s", file->git->repo, file->git->ref);
	char *path = NULL;
	struct err why = ERR_INIT;
	int ret;

	progress_at(bring->progress, where);
	ret = snapshot_make(&snapshot, bring->cache, &path, &why);
	if (ret == 1) {
		ret = place(bring, path, file->item.name, &result->size, err);
		unlink(path);
		if (ret == 0) {
			result->end = FETCH_FETCHED;
			result->place = where;
			where = NULL;
		}
	} else if (ret == 0) {
		note(result, str_format("%s: %s", where, why.text));
	} else {
		*err = why;
	}
	free(where);
	free(path);
	return ret < 0 ? -1 : 0;
}

/* A folder that was only looked into because it is there has nothing to excuse itself for. */
static void
drop_absences(const struct bring *bring, const char *name, struct fetch_result *result)
{
	char *line = bring->first ? str_format("%s/%s: not there", bring->first, name) : NULL;
	size_t kept = 0;

	for (size_t i = 0; line && i < result->nfailure; i++) {
		if (!strcmp(result->failure[i], line))
			free(result->failure[i]);
		else
			result->failure[kept++] = result->failure[i];
	}
	if (line)
		result->nfailure = kept;
	free(line);
}

int
bring_files(const struct bring *bring, const struct wanted_files *files, struct fetch_result *result,
	struct err *err)
{
	const struct words *words = bring->words;
	struct fetch_item *item = arr_new(files->nfile + 1, sizeof(*item));
	const char **mirror = NULL;
	size_t nmirror = 0;
	int ret;

	for (size_t i = 0; i < files->nfile; i++)
		item[i] = files->file[i].item;
	if (bring->first)
		*arr_push(&mirror, &nmirror) = bring->first;
	for (size_t i = 0; i < words->nmirror; i++)
		*arr_push(&mirror, &nmirror) = words->mirror[i];
	ret = fetch_all(item, files->nfile, &(struct fetch_options){
		.distfiles = bring->folder,
		.mirror = mirror,
		.nmirror = nmirror,
		.cache = bring->cache,
		.offline = words->offline,
		.no_debian = words->no_debian,
		.jobs = words->jobs,
		.stall_seconds = words->stall,
		.stop = halt_flag(),
		.progress = show,
		.data = bring->progress,
	}, result, err);
	for (size_t i = 0; ret == 0 && i < files->nfile; i++) {
		const struct wanted_file *file = &files->file[i];

		drop_absences(bring, file->item.name, &result[i]);
		if (result[i].end == FETCH_MISSING && file->git && !words->no_git && !words->offline
			&& !is_blocked(bring, file->item.name)) {
			ret = *halt_flag() ? err_set(err, ERR_SYSTEM, "interrupted; what came so far is kept")
				: make_snapshot(bring, file, &result[i], err);
			if (ret < 0)
				fetch_results_release(result, files->nfile);
		}
	}
	free(mirror);
	free(item);
	return ret;
}

/* The end table. */

/* A failure that differs for other files by their name alone: "http://host/NAME: why". */
struct shared {
	char *words;                    /* owned */
	size_t nfile, last;             /* files, and the latest of them */
	bool grave;                     /* some file of it is missing for good */
};

/* LINE with every NAME as "*" and without libcurl's count of milliseconds, which is never the same; owned. */
static char *
general(const char *line, const char *name)
{
	struct str text = STR_INIT;
	size_t n = strlen(name);

	while (*line) {
		size_t digits = strncmp(line, " after ", 7) ? 0 : strspn(line + 7, "0123456789");

		if (digits && !strncmp(line + 7 + digits, " ms", 3)) {
			line += 7 + digits + 3;
		} else if (!strncmp(line, name, n)) {
			str_adds(&text, "*");
			line += n;
		} else {
			str_addc(&text, *line++);
		}
	}
	return str_take(&text);
}

static void
collect(struct shared **shared, size_t *n, const struct wanted_files *files, const struct fetch_result *result)
{
	for (size_t i = 0; i < files->nfile; i++) {
		for (size_t k = 0; k < result[i].nfailure; k++) {
			char *words = general(result[i].failure[k], files->file[i].item.name);
			struct shared *same = NULL;

			for (size_t s = 0; s < *n && !same; s++) {
				if (!strcmp((*shared)[s].words, words))
					same = &(*shared)[s];
			}
			if (!same) {
				same = arr_push(shared, n);
				*same = (struct shared){ .words = words };
				words = NULL;
			}
			/* Two places with the same words about one file count once. */
			same->nfile += same->nfile == 0 || same->last != i;
			same->last = i;
			same->grave = same->grave || result[i].end == FETCH_MISSING;
			free(words);
		}
	}
}

static void
print_line(const char *head, const char *text)
{
	struct str line = STR_INIT;

	str_add_escaped(&line, span_of(text));
	printf("%-10s%s\n", head, line.at ? line.at : "");
	str_release(&line);
}

static const struct shared *
find_shared(const struct shared *shared, size_t n, const char *failure, const char *name)
{
	char *words = general(failure, name);
	const struct shared *found = NULL;

	for (size_t i = 0; i < n && !found; i++) {
		if (!strcmp(shared[i].words, words))
			found = &shared[i];
	}
	free(words);
	return found;
}

void
bring_tell(const struct wanted_files *files, const struct fetch_result *result, bool quiet)
{
	size_t count[3] = { 0 }, nshared = 0;
	struct shared *shared = NULL;
	unsigned long long bytes = 0;

	collect(&shared, &nshared, files, result);
	for (size_t i = 0; i < files->nfile; i++) {
		const struct wanted_file *file = &files->file[i];
		bool missing = result[i].end == FETCH_MISSING;
		char *line = missing ? str_format("%s (%s)", file->item.name, file->step)
			: str_format("%s (%s)", file->item.name, result[i].place);

		count[result[i].end]++;
		bytes += missing ? 0 : result[i].size;
		if (missing || (!quiet && result[i].end == FETCH_FETCHED))
			print_line(missing ? "missing" : "fetched", line);
		free(line);
		for (size_t k = 0; k < result[i].nfailure; k++) {
			const struct shared *same = find_shared(shared, nshared, result[i].failure[k], file->item.name);

			if ((missing || !quiet) && same && same->nfile == 1)
				print_line("  failed", result[i].failure[k]);
		}
		if (missing && result[i].nfailure == 0)
			print_line("  failed", "no place is known for it: give a mirror that has it");
	}
	for (size_t s = 0; s < nshared; s++) {
		char *line = str_format("%s: %zu files", shared[s].words, shared[s].nfile);

		if (shared[s].nfile > 1 && (shared[s].grave || !quiet))
			print_line("failed", line);
		free(line);
		free(shared[s].words);
	}
	free(shared);
	if (!quiet)
		printf("%zu source%s: %zu present, %zu fetched, %zu missing; %llu bytes\n", files->nfile,
			files->nfile == 1 ? "" : "s", count[FETCH_PRESENT], count[FETCH_FETCHED], count[FETCH_MISSING], bytes);
}
