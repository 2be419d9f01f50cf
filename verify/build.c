/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "build.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "chain/root.h"
#include "host/farm.h"

enum { TEXT_LIMIT = 256 << 20, LAST_WORDS = 200 };

/* No step gets an environment: the scripts of steps/ set their own. */
static char *const no_environment[] = { NULL };

/* The command of STEP, a NULL at its end; the list alone is owned. */
static char **
make_words(const struct tree_step *step)
{
	char **word = NULL;
	size_t n = 0;

	if (step->stage) {
		for (size_t i = 0; i < step->stage->nword; i++)
			*arr_push(&word, &n) = step->stage->word[i];
	} else {
		if (step->era == PLAN_KAEM) {
			*arr_push(&word, &n) = (char *)ARCH_KAEM;
			*arr_push(&word, &n) = (char *)"--file";
		} else {
			*arr_push(&word, &n) = (char *)ARCH_BASH;
		}
		*arr_push(&word, &n) = step->recipe;
	}
	*arr_push(&word, &n) = NULL;
	return word;
}

struct digest
build_input(const struct tree *tree, const struct tree_step *step, const struct layer *before)
{
	struct str text = STR_INIT;
	char **word = make_words(step);
	struct digest digest;

	str_addf(&text, "lbs-input 1\narch %s\nsandbox %d\n", tree->arch->name, SANDBOX_CONTRACT);
	for (size_t i = 0; word[i]; i++) {
		str_adds(&text, "word ");
		str_add_escaped(&text, span_of(word[i]));
		str_addc(&text, '\n');
	}
	layer_format(before, &text);
	digest = digest_of(str_span(&text));
	str_release(&text);
	free(word);
	return digest;
}

/* What the collector, in the sandbox's supervisor, is told. */
struct collecting {
	struct store *store;
	const struct layer *before;
	bool whole;
	const char *own;        /* the step's own folder, or NULL */
	const char *result, *note;
	char *lost;             /* the first of NLOST paths outside of layers but not the step's own */
	size_t nlost;
};

/* What a bootstrap would keep for later steps, and is gone with the sandbox: that must not be silent. */
static void
note_lost(struct collecting *collecting, const char *path)
{
	static const char distfiles[] = "/external/distfiles";

	if (root_is_volatile(path) || !strcmp(path, distfiles) || (collecting->own && !strcmp(path, collecting->own)))
		return;
	if (collecting->nlost++ == 0)
		collecting->lost = arr_dup(path);
}

static bool
is_skipped(const char *path, void *data)
{
	struct collecting *collecting = data;

	if (collecting->whole)
		return root_is_volatile(path);
	if (root_place(path) != ROOT_OUTSIDE)
		return false;
	note_lost(collecting, path);
	return true;
}

static int
collect(int upper, void *data, struct err *err)
{
	struct collecting *collecting = data;
	struct layer raw = LAYER_INIT, layer = LAYER_INIT;
	struct str text = STR_INIT;
	int ret = farm_read(collecting->store, upper, collecting->before, is_skipped, collecting, &raw,
		err);

	if (ret == 0) {
		root_reduce(&raw, collecting->before, &layer);
		layer_format(&layer, &text);
		ret = io_replace(AT_FDCWD, collecting->result, 0600, str_span(&text), IO_PLAIN, err);
	}
	if (ret == 0 && collecting->nlost) {
		str_clear(&text);
		str_adds(&text, "changed ");
		str_add_escaped(&text, span_of(collecting->lost));
		if (collecting->nlost > 1)
			str_addf(&text, " (and %zu more)", collecting->nlost - 1);
		str_adds(&text, ", which is in no layer: no later step sees it");
		ret = io_replace(AT_FDCWD, collecting->note, 0600, str_span(&text), IO_PLAIN, err);
	}
	free(collecting->lost);
	str_release(&text);
	layer_release(&layer);
	layer_release(&raw);
	return ret;
}

static void
build_release(struct build *build)
{
	struct err ignored;

	/* A folder that stays is cleared with the run's work folder. */
	if (build->folder)
		(void)io_remove(AT_FDCWD, build->folder, &ignored);
	free(build->folder);
	free(build->lower);
	free(build->scratch);
	free(build->log);
	free(build->word);
	layer_release(&build->before);
	*build = (struct build){ 0 };
}

static int
make_folders(struct build *build, struct store *store, const char *work, const char *name,
	struct err *err)
{
	static unsigned long serial;

	build->folder = str_format("%s/%s.%lu", work, name, serial++);
	build->lower = io_join(build->folder, "lower");
	build->scratch = io_join(build->folder, "scratch");
	if (io_mkdirs(AT_FDCWD, build->lower, 0700, err) < 0
		|| io_mkdirs(AT_FDCWD, build->scratch, 0700, err) < 0)
		return -1;
	return farm_make(store, &build->before, build->lower, err);
}

int
build_start(struct build *build, const struct shop *shop, const struct tree_step *step,
	struct layer *before, enum build_variation variation, const char *log, struct err *err)
{
	const struct policy *policy = &shop->tree->policy;
	struct collecting collecting = { .store = shop->store, .whole = variation == BUILD_WHOLE };
	char *result = NULL, *note = NULL;
	int ret = -1;

	*build = (struct build){ 0 };
	build->before = *before;
	*before = (struct layer)LAYER_INIT;
	build->log = arr_dup(log);
	build->word = make_words(step);
	if (make_folders(build, shop->store, shop->work, step->name, err) < 0)
		goto out;
	result = io_join(build->folder, "layer");
	note = io_join(build->folder, "note");
	/* The supervisor is a fork of this process: what COLLECTING points to is still there for it. */
	collecting.before = &build->before;
	collecting.result = result;
	collecting.note = note;
	collecting.own = step->folder;
	ret = sandbox_start(&(struct sandbox){
		.lower = build->lower,
		.work = build->scratch,
		.scratch = variation == BUILD_SECOND ? SANDBOX_DISK : SANDBOX_AUTO,
		.hostname = variation == BUILD_SECOND ? "lbs-again" : "lbs",
		.argv = build->word,
		.envp = no_environment,
		.directory = "/",
		.log = log,
		.limits = {
			.wall_ns = policy->seconds * 1000000000LL,
			.memory = policy->memory,
			.disk = policy->disk,
			.processes = policy->processes,
		},
		.collect = collect,
		.data = &collecting,
	}, &build->job, err);
out:
	free(note);
	free(result);
	if (ret < 0)
		build_release(build);
	return ret;
}

/* The last line of the log, for people who only read the reason. */
static void
add_last_words(struct str *reason, const char *log)
{
	struct str text = STR_INIT;
	struct err ignored;
	struct span rest, line, last = SPAN_INIT;

	if (io_read_file(AT_FDCWD, log, TEXT_LIMIT, &text, &ignored) == 0) {
		rest = str_span(&text);
		while (span_line(&rest, &line)) {
			if (span_trim(line).n)
				last = span_trim(line);
		}
		if (last.n > LAST_WORDS)
			last.n = LAST_WORDS;
		if (last.n) {
			str_adds(reason, "; last words: ");
			str_add_escaped(reason, last);
		}
	}
	str_release(&text);
}

static char *
describe_failure(const struct sandbox_result *result, const struct build *build)
{
	struct str reason = STR_INIT;

	if (result->end == SANDBOX_NOT_STARTED)
		str_addf(&reason, "%s ", build->word[0]);
	sandbox_describe(result, &reason);
	add_last_words(&reason, build->log);
	return str_take(&reason);
}

int
build_finish(struct build *build, struct store *store, struct layer *layer, char **reason, char **note,
	struct err *err)
{
	struct sandbox_result result;
	struct str text = STR_INIT;
	struct digest digest;
	char *path = NULL;
	int ret = -1;

	*reason = NULL;
	*note = NULL;
	if (sandbox_finish(&build->job, &result, err) < 0)
		goto out;
	if (result.end != SANDBOX_EXITED || result.status != 0) {
		*reason = describe_failure(&result, build);
		ret = 0;
		goto out;
	}
	path = io_join(build->folder, "layer");
	if (io_read_file(AT_FDCWD, path, TEXT_LIMIT, &text, err) < 0
		|| layer_parse(layer, path, str_span(&text), err) < 0)
		goto out;
	ret = store_put_layer(store, layer, &digest, err) < 0 ? -1 : 1;
	free(path);
	path = io_join(build->folder, "note");
	str_clear(&text);
	if (ret == 1 && access(path, F_OK) == 0) {
		if (io_read_file(AT_FDCWD, path, TEXT_LIMIT, &text, err) < 0)
			ret = -1;
		else
			*note = str_take(&text);
	}
out:
	free(path);
	str_release(&text);
	build_release(build);
	return ret;
}

void
build_kill(struct build *build)
{
	sandbox_kill(&build->job);
	build_release(build);
}
