/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "build.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arr.h"
#include "base/io.h"
#include "chain/root.h"
#include "host/farm.h"

enum { TEXT_LIMIT = 256 << 20, LAST_WORDS = 200 };

/* Working space that no step can count on: its contents are in no layer. */
static const char *const working_space[] = { "/dev", "/proc", "/tmp", NULL };

/* A stage of the seed stretch gets no environment at all. */
static char *const no_environment[] = { NULL };

int
build_add_inputs(struct store *store, const struct tree *tree, const struct tree_step *step,
	struct layer *root, struct err *err)
{
	arch_skeleton(tree->arch, root);
	for (size_t i = 0; i < step->nfile; i++) {
		const struct tree_file *file = &step->file[i];
		struct layer_entry entry = { .type = LAYER_FILE, .path = file->path };

		if (store_add_bytes(store, str_span(&file->bytes), file->mode, &entry, err) < 0)
			return -1;
		root_pick(root, NULL, &entry);
	}
	return 0;
}

struct digest
build_input(const struct tree *tree, const struct tree_step *step, const struct layer *before)
{
	struct str text = STR_INIT;
	struct digest digest;

	str_addf(&text, "lbs-input 1\narch %s\nsandbox %d\n", tree->arch->name, SANDBOX_CONTRACT);
	for (size_t i = 0; i < step->stage->nword; i++) {
		str_adds(&text, "word ");
		str_add_escaped(&text, span_of(step->stage->word[i]));
		str_addc(&text, '\n');
	}
	layer_format(before, &text);
	digest = digest_of(str_span(&text));
	str_release(&text);
	return digest;
}

/* What the collector, in the sandbox's supervisor, is told. */
struct collecting {
	struct store *store;
	const struct layer *before;
	const char *result;
};

static int
collect(int upper, void *data, struct err *err)
{
	const struct collecting *collecting = data;
	struct layer raw = LAYER_INIT, layer = LAYER_INIT;
	struct str text = STR_INIT;
	int ret = farm_read(collecting->store, upper, collecting->before, working_space, &raw, err);

	if (ret == 0) {
		root_reduce(&raw, collecting->before, &layer);
		layer_format(&layer, &text);
		ret = io_replace(AT_FDCWD, collecting->result, 0600, str_span(&text), IO_PLAIN, err);
	}
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
build_start(struct build *build, struct store *store, const char *work,
	const struct tree *tree, const struct tree_step *step, struct layer *before, enum build_variation variation,
	const char *log, struct err *err)
{
	struct collecting collecting = { store, before, NULL };
	char *result = NULL;
	char **words = NULL;
	size_t nword = 0;
	int ret = -1;

	*build = (struct build){ 0 };
	build->before = *before;
	*before = (struct layer)LAYER_INIT;
	build->log = arr_dup(log);
	if (make_folders(build, store, work, step->name, err) < 0)
		goto out;
	for (size_t i = 0; i < step->stage->nword; i++)
		*arr_push(&words, &nword) = step->stage->word[i];
	*arr_push(&words, &nword) = NULL;
	result = io_join(build->folder, "layer");
	/* The supervisor is a fork of this process: what COLLECTING points to is still there for it. */
	collecting.before = &build->before;
	collecting.result = result;
	ret = sandbox_start(&(struct sandbox){
		.lower = build->lower,
		.work = build->scratch,
		.scratch = variation == BUILD_FIRST ? SANDBOX_AUTO : SANDBOX_DISK,
		.hostname = variation == BUILD_FIRST ? "lbs" : "lbs-again",
		.argv = words,
		.envp = no_environment,
		.directory = "/",
		.log = log,
		.limits = {
			.wall_ns = tree->policy.seconds * 1000000000LL,
			.memory = tree->policy.memory,
			.disk = tree->policy.disk,
			.processes = tree->policy.processes,
		},
		.collect = collect,
		.data = &collecting,
	}, &build->job, err);
out:
	free(result);
	free(words);
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
describe_failure(const struct sandbox_result *result, const char *log)
{
	struct str reason = STR_INIT;

	sandbox_describe(result, &reason);
	add_last_words(&reason, log);
	return str_take(&reason);
}

int
build_finish(struct build *build, struct store *store, struct layer *layer, char **reason,
	struct err *err)
{
	struct sandbox_result result;
	struct str text = STR_INIT;
	struct digest digest;
	char *path = NULL;
	int ret = -1;

	*reason = NULL;
	if (sandbox_finish(&build->job, &result, err) < 0)
		goto out;
	if (result.end != SANDBOX_EXITED || result.status != 0) {
		*reason = describe_failure(&result, build->log);
		ret = 0;
		goto out;
	}
	path = io_join(build->folder, "layer");
	if (io_read_file(AT_FDCWD, path, TEXT_LIMIT, &text, err) < 0
		|| layer_parse(layer, path, str_span(&text), err) < 0)
		goto out;
	ret = store_put_layer(store, layer, &digest, err) < 0 ? -1 : 1;
out:
	free(path);
	str_release(&text);
	build_release(build);
	return ret;
}
