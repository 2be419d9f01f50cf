/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-record - the only writer of checksums/: two independent rebuilds that agree
 *
 * lbs-record.1 beside this file is the manual page.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "base/progress.h"
#include "build.h"
#include "chain/root.h"
#include "options.h"
#include "packages.h"
#include "run.h"
#include "source.h"
#include "stop.h"

static const char usage[] =
	"usage: lbs record [OPTION ...] [STEP ...]\n"
	"\n"
	"Rebuild the chain twice, independently, and write what a step leaves behind to\n"
	"checksums/ARCH/STEP, for the named steps or all. Nothing is written for a step\n"
	"whose two rebuilds differ.\n"
	"\n"
	"  --until STEP      stop after STEP\n"
	"  --arch ARCH       x86 (default)\n"
	"  --tree DIR        the checkout\n"
	"  --store DIR       results and layers (default: ~/.cache/lbs/store)\n"
	"  --distfiles DIR   source archives (default: ~/.cache/lbs/distfiles)\n"
	"  --mirrors PLACE   a folder, file:// or http(s):// address; may be given again\n"
	"  --offline         use distfiles and folders alone\n"
	"  --no-debian       do not ask the Debian source archive\n"
	"  --reports DIR     where logs go (default: lbs-reports)\n"
	"  --quiet           no lines while working\n"
	"  --help, --version\n"
	"\n"
	"Status: 0 written, or as it was; 1 two rebuilds differ, or a step failed;\n"
	"2 no answer.\n";

struct recording {
	const struct options *options;
	struct shop shop;
	struct tree *tree;
	const char *logs;
	struct progress progress;
	const struct layer **layer;     /* of each step, once it is rebuilt */
	struct layer *built;
};

/* One rebuild of step N on what this run rebuilt before: 1 and LAYER, 0 failed, -1. */
static int
rebuild(struct recording *recording, size_t n, enum build_variation variation, struct layer *layer,
	struct digest *input, struct err *err)
{
	const struct tree *tree = recording->tree;
	struct layer before = LAYER_INIT;
	bool *need = arr_new(tree->nstep, sizeof(*need));
	char *log = str_format("%s/%s.%s.log", recording->logs, tree->step[n].name,
		variation == BUILD_FIRST ? "first" : "second");
	struct build build;
	char *reason = NULL, *note = NULL;
	int ret;

	ret = before_make(&recording->shop, n, recording->layer, &before, need, err);
	if (ret == 0) {
		*input = build_input(tree, &tree->step[n], &before);
		ret = build_start(&build, &recording->shop, &tree->step[n], &before, variation, log, err);
	}
	if (ret == 0)
		ret = build_finish(&build, recording->shop.store, layer, &reason, &note, err);
	if (note && variation == BUILD_FIRST)
		run_tell_note(&recording->progress, tree->step[n].name, note);
	else
		free(note);
	if (ret == 0) {
		char *line = str_format("%-12s %s: %s", "failed", tree->step[n].name, reason);

		progress_done(&recording->progress, line);
		free(line);
	}
	free(reason);
	free(log);
	free(need);
	layer_release(&before);
	return ret;
}

static void
tell_difference(struct recording *recording, const char *name, const struct layer *first,
	const struct layer *second)
{
	struct record_change *change;
	size_t nchange;
	char *line = str_format("%-12s %s: two rebuilds are not the same; nothing is recorded", "differs", name);

	progress_done(&recording->progress, line);
	free(line);
	root_compare(first, second, &change, &nchange);
	for (size_t i = 0; i < nchange; i++) {
		struct layer_entry *a = change[i].recorded, *b = change[i].built;

		line = a && b && a->type == LAYER_FILE && b->type == LAYER_FILE
			? str_format("  %s: first %.8s mode %04o, second %.8s mode %04o", a->path,
				digest_text(&a->digest).text, a->mode, digest_text(&b->digest).text, b->mode)
			: str_format("  %s: %s", (a ? a : b)->path, !a ? "in the second alone"
				: !b ? "in the first alone" : "of another kind, mode or target");
		progress_note(&recording->progress, line);
		free(line);
		for (int k = 0; k < 2; k++) {
			struct layer_entry *entry = k ? b : a;

			if (entry)
				layer_entry_release(entry);
			free(entry);
		}
	}
	free(change);
}

static bool
is_wanted(const struct options *options, const char *name)
{
	for (int i = 0; i < options->narguments; i++) {
		if (!strcmp(options->argument[i], name))
			return true;
	}
	return options->narguments == 0;
}

static int
write_layer(struct recording *recording, const struct tree_step *step, const struct layer *layer,
	struct err *err)
{
	char *path = tree_recorded_path(recording->tree, step);
	char *slash = strrchr(path, '/');
	struct str text = STR_INIT;
	struct digest digest = layer_digest(layer), recorded = { { 0 } };
	const char *word = "recorded";
	char *line;
	int ret = 0, sums;

	layer_format(layer, &text);
	if (step->has_recorded) {
		recorded = layer_digest(&step->recorded);
		word = digest_eq(&digest, &recorded) ? "unchanged" : "changed";
	}
	if (strcmp(word, "unchanged")) {
		*slash = '\0';
		ret = io_mkdirs(recording->tree->dir, path, 0755, err);
		*slash = '/';
		if (ret == 0)
			ret = io_replace(recording->tree->dir, path, 0644, str_span(&text), IO_DURABLE, err);
	}
	sums = ret == 0 ? packages_record(recording->tree, layer, err) : -1;
	if (sums < 0)
		ret = -1;
	else if (sums && !strcmp(word, "unchanged"))
		word = "changed";
	if (ret == 0) {
		line = str_format("%-12s %s", word, step->name);
		progress_done(&recording->progress, line);
		free(line);
	}
	str_release(&text);
	free(path);
	return ret;
}

/* EXIT_GOOD, EXIT_FOUND, or -1 and ERR. */
static int
record_step_at(struct recording *recording, size_t n, struct err *err)
{
	const struct tree_step *step = &recording->tree->step[n];
	struct layer second = LAYER_INIT;
	struct digest digest, input, again;
	const char *missing = before_missing(&recording->shop, n);
	int ret;

	if (missing)
		return err_set(err, ERR_SYSTEM, "%s: its source %s is missing: no place has a file with its digest",
			step->name, missing);
	progress_at(&recording->progress, step->name);
	ret = rebuild(recording, n, BUILD_FIRST, &recording->built[n], &input, err);
	if (ret == 1)
		ret = rebuild(recording, n, BUILD_SECOND, &second, &again, err);
	if (ret != 1) {
		layer_release(&second);
		return ret < 0 ? -1 : EXIT_FOUND;
	}
	digest = layer_digest(&recording->built[n]);
	again = layer_digest(&second);
	if (!digest_eq(&digest, &again)) {
		tell_difference(recording, step->name, &recording->built[n], &second);
		ret = EXIT_FOUND;
	} else {
		recording->layer[n] = &recording->built[n];
		ret = store_put_result(recording->shop.store, &input, &digest, err) < 0 ? -1 : EXIT_GOOD;
		if (ret == EXIT_GOOD && is_wanted(recording->options, step->name)
			&& write_layer(recording, step, &recording->built[n], err) < 0)
			ret = -1;
	}
	layer_release(&second);
	return ret;
}

static int
record_tree(struct recording *recording, struct err *err)
{
	const struct tree *tree = recording->tree;
	int ret = EXIT_GOOD;

	for (size_t i = 0; i < tree->nstep && ret == EXIT_GOOD; i++) {
		if (*stop_flag())
			return err_set(err, ERR_SYSTEM, "interrupted; steps recorded so far are written");
		if (!tree->step[i].announced)
			ret = record_step_at(recording, i, err);
	}
	return ret;
}

static int
check_names(const struct options *options, const struct tree *tree, struct err *err)
{
	for (int i = 0; i < options->narguments; i++) {
		const struct tree_step *step = tree_find(tree, options->argument[i]);

		if (!step)
			return err_set(err, ERR_SYNTAX, "no step is called '%s'", options->argument[i]);
		if (step->announced)
			return err_set(err, ERR_SYNTAX, "'%s' is announced: it has no recipe to record from",
				options->argument[i]);
	}
	return 0;
}

static int
record_all(const struct options *options, struct tree *tree, struct store *store,
	struct err *err)
{
	struct recording recording = { .options = options, .tree = tree };
	struct record record = RECORD_INIT;
	struct past past = { 0 };
	char *work = NULL, *logs = io_join(options->reports, "logs");
	struct err late;
	int lock = -1, ret = -1;

	recording.layer = arr_new(tree->nstep, sizeof(*recording.layer));
	recording.built = arr_new(tree->nstep, sizeof(*recording.built));
	progress_start(&recording.progress, 2, options->quiet, tree->nstep);
	if (check_names(options, tree, err) < 0 || sandbox_probe(err) < 0
		|| io_mkdirs(AT_FDCWD, logs, 0755, err) < 0
		|| store_start_work(store, &work, &lock, err) < 0)
		goto out;
	recording.logs = logs;
	ret = sources_fetch(&record, tree, options, &recording.progress, err);
	recording.shop = (struct shop){ store, tree, work, options->distfiles, record.source, record.nsource,
		&past };
	if (ret == 0)
		ret = record_tree(&recording, err);
	progress_end(&recording.progress);
	if (store_end_work(store, &work, &lock, &late) < 0 && ret >= 0) {
		*err = late;
		ret = -1;
	}
out:
	for (size_t i = 0; i < tree->nstep; i++)
		layer_release(&recording.built[i]);
	past_release(&past);
	record_release(&record);
	free(recording.built);
	free(recording.layer);
	free(logs);
	return ret;
}

int
main(int argc, char **argv)
{
	struct options options;
	struct tree tree = TREE_INIT;
	struct store store = STORE_INIT;
	struct err err = ERR_INIT;
	int status;

	msg_init("lbs-record");
	status = options_read(&options, argc, argv, OPTION_COMMON | OPTION_QUIET | OPTION_RUN | OPTION_SOURCES,
		usage);
	if (status < 0) {
		stop_on_signals();
		if (tree_read(&tree, options.tree, options.arch, options.until, &err) < 0
			|| store_open(&store, options.store, 0, &err) < 0
			|| (status = record_all(&options, &tree, &store, &err)) < 0) {
			msg_err(&err);
			status = EXIT_NOANSWER;
		}
		status = msg_finish(status);
	}
	store_close(&store);
	tree_release(&tree);
	options_release(&options);
	return status;
}
