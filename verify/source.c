/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "source.h"

#include <stdlib.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "host/fetch.h"
#include "host/process.h"
#include "stop.h"

enum { AUDIT_SECONDS = 600, AUDIT_LIMIT = 64 << 20 };

/* All sources of the tree by name, each once, with every address that a step gives. */
struct wanted {
	struct fetch_item *item;
	size_t n;
};

static void
wanted_release(struct wanted *wanted)
{
	for (size_t i = 0; i < wanted->n; i++)
		free((void *)wanted->item[i].url);
	free(wanted->item);
}

static int
add_wanted(struct wanted *wanted, const struct source *source, const char *step, struct err *err)
{
	struct fetch_item *item = NULL;

	for (size_t i = 0; i < wanted->n; i++) {
		if (!strcmp(wanted->item[i].name, source->name))
			item = &wanted->item[i];
	}
	if (item && !digest_eq(&item->digest, &source->digest))
		return err_set(err, ERR_SYNTAX, "steps/%s/sources:%lu: '%s' has another digest in another step",
			step, source->line, source->name);
	if (!item) {
		item = arr_push(&wanted->item, &wanted->n);
		*item = (struct fetch_item){ .name = source->name, .digest = source->digest };
	}
	if (source->url[0]) {
		const char **url = (const char **)item->url;

		*arr_push(&url, &item->nurl) = source->url;
		item->url = url;
	}
	return 0;
}

static int
compare_items(const void *a, const void *b)
{
	return strcmp(((const struct fetch_item *)a)->name, ((const struct fetch_item *)b)->name);
}

static int
find_wanted(struct wanted *wanted, const struct tree *tree, struct err *err)
{
	for (size_t i = 0; i < tree->nstep; i++) {
		const struct sources *sources = &tree->step[i].sources;

		for (size_t k = 0; k < sources->nsource; k++) {
			if (add_wanted(wanted, &sources->source[k], tree->step[i].name, err) < 0)
				return -1;
		}
	}
	if (wanted->n)
		qsort(wanted->item, wanted->n, sizeof(*wanted->item), compare_items);
	return 0;
}

static void
show_fetch(void *data, const struct fetch_progress *at)
{
	char *line = str_format("%s: %llu bytes", at->name, (unsigned long long)at->got);

	progress_at(data, line);
	free(line);
}

static void
take_result(struct record *record, const struct fetch_item *item, const struct fetch_result *result,
	struct progress *progress)
{
	bool present = result->end != FETCH_MISSING;
	struct record_source source = {
		.name = arr_dup(item->name),
		.digest = item->digest,
		.size = present ? result->size : 0,
		.url = arr_dup(item->nurl ? item->url[0] : ""),
		.present = present,
	};
	char *line;

	*arr_push(&record->source, &record->nsource) = source;
	for (size_t i = 0; i < result->nfailure; i++) {
		line = str_format("source %s: %s", item->name, result->failure[i]);
		progress_note(progress, line);
		free(line);
	}
	line = present ? str_format("%-12s %s (%s)", "source", item->name, result->place)
		: str_format("%-12s %s: no place has a file with its digest", "missing", item->name);
	progress_done(progress, line);
	free(line);
}

int
sources_fetch(struct record *record, const struct tree *tree, const struct options *options,
	struct progress *progress, struct err *err)
{
	struct wanted wanted = { NULL, 0 };
	struct fetch_result *result = NULL;
	int ret = -1;

	if (find_wanted(&wanted, tree, err) < 0)
		goto out;
	if (wanted.n == 0) {
		ret = 0;
		goto out;
	}
	progress->total += wanted.n;
	result = arr_new(wanted.n, sizeof(*result));
	if (fetch_all(wanted.item, wanted.n, &(struct fetch_options){
		.distfiles = options->distfiles,
		.mirror = options->mirror,
		.nmirror = options->nmirror,
		.cache = options->cache,
		.offline = options->offline,
		.no_debian = options->no_debian,
		.stop = stop_flag(),
		.progress = show_fetch,
		.data = progress,
	}, result, err) < 0)
		goto out;
	ret = 0;
	for (size_t i = 0; i < wanted.n; i++)
		take_result(record, &wanted.item[i], &result[i], progress);
	fetch_results_release(result, wanted.n);
out:
	free(result);
	wanted_release(&wanted);
	return ret;
}

/* The words of lbs-audit for the source NAME that lies in FILE: with every step that takes it. */
static const char **
audit_words(const struct tree *tree, const char *name, const char *program, const char *policy, const char *file)
{
	const char **word = NULL;
	size_t n = 0;

	*arr_push(&word, &n) = program;
	*arr_push(&word, &n) = "--json";
	if (tree->has_policy) {
		*arr_push(&word, &n) = "--policy";
		*arr_push(&word, &n) = policy;
	}
	*arr_push(&word, &n) = "--tree";
	*arr_push(&word, &n) = tree->path;
	for (size_t i = 0; i < tree->nstep; i++) {
		const struct sources *sources = &tree->step[i].sources;
		size_t k = 0;

		while (k < sources->nsource && strcmp(sources->source[k].name, name))
			k++;
		if (k == sources->nsource)
			continue;
		*arr_push(&word, &n) = "--step";
		*arr_push(&word, &n) = tree->step[i].name;
	}
	*arr_push(&word, &n) = file;
	*arr_push(&word, &n) = NULL;
	return word;
}

/* Run lbs-audit on FILE and move its audits into RECORD. */
static int
audit_file(struct record *record, const struct tree *tree, const char *program_folder,
	const char *name, const char *file, struct err *err)
{
	char *program = io_join(program_folder, "lbs-audit");
	char *policy = io_join(tree->path, "lbs.yaml");
	const char **argv = audit_words(tree, name, program, policy, file);
	struct process_result result = { 0 };
	struct record found = RECORD_INIT;
	int ret = -1;

	if (process_run(&(struct process){
		.argv = argv,
		.wall_ns = AUDIT_SECONDS * 1000000000LL,
		.out_limit = AUDIT_LIMIT,
	}, &result, err) < 0)
		goto out;
	/* 1 says that something was found: the record has it. */
	if (!result.exited || result.status > EXIT_FOUND) {
		err_set(err, ERR_SYSTEM, "lbs-audit gave no answer for '%s': %.*s", file,
			(int)span_trim(str_span(&result.err)).n, span_trim(str_span(&result.err)).at);
		goto out;
	}
	if (record_parse(&found, "lbs-audit's record", str_span(&result.out), err) < 0)
		goto out;
	for (size_t i = 0; i < found.naudit; i++)
		*arr_push(&record->audit, &record->naudit) = found.audit[i];
	found.naudit = 0;
	ret = 0;
out:
	record_release(&found);
	process_result_release(&result);
	free(argv);
	free(policy);
	free(program);
	return ret;
}

int
sources_audit(struct record *record, const struct tree *tree, const struct options *options,
	const char *program_folder, struct err *err)
{
	int ret = 0;

	for (size_t i = 0; i < record->nsource && ret == 0; i++) {
		char *file = io_join(options->distfiles, record->source[i].name);

		if (record->source[i].present)
			ret = audit_file(record, tree, program_folder, record->source[i].name, file, err);
		free(file);
	}
	return ret;
}
