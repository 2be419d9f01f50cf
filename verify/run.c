/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "run.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

#include "base/arr.h"
#include "base/io.h"
#include "build.h"
#include "chain/root.h"
#include "packages.h"

enum state { STATE_WAITING, STATE_RUNNING, STATE_DONE };

/* A step on its way. */
struct item {
	enum state state;
	bool given;             /* the recorded layer is in the store, whole */
	bool reported;
	struct build build;
};

struct running {
	const struct run *run;
	struct record_step *step;
	struct item *item;
	size_t n, nrunning, ndone;
};

static const char *
step_name(const struct running *running, size_t i)
{
	return running->run->shop->tree->step[i].name;
}

/* The layer of step I that those after it may build on, or NULL. */
static const struct layer *
layer_of(const struct running *running, size_t i)
{
	const struct tree_step *tree = &running->run->shop->tree->step[i];
	const struct item *item = &running->item[i];

	if (!(running->run->flags & RUN_SERIAL) && item->given)
		return &tree->recorded;
	if (item->state == STATE_DONE && running->step[i].has_built
		&& (running->step[i].verdict == VERDICT_MATCH || !tree->has_recorded
			|| (running->run->flags & RUN_SERIAL)))
		return &running->step[i].output;
	return NULL;
}

/* What step I is going to leave behind, as far as it is known: to find who needs whom. */
static const struct layer *
expected_layer(const struct running *running, size_t i)
{
	const struct tree_step *tree = &running->run->shop->tree->step[i];
	const struct layer *layer = layer_of(running, i);

	if (!layer && tree->has_recorded)
		return &tree->recorded;
	return layer;
}

/* The step before N whose layer has the file PATH last; -1 when there is none, -2 when that is not known yet. */
static long
find_maker(const struct running *running, size_t n, const char *path)
{
	for (size_t i = n; i-- > 0;) {
		const struct layer *layer = expected_layer(running, i);
		const struct layer_entry *entry = layer ? layer_find(layer, span_of(path)) : NULL;

		if (running->run->shop->tree->step[i].announced)
			continue;
		if (!layer && running->item[i].state != STATE_DONE)
			return -2;
		if (entry)
			return entry->type == LAYER_GONE ? -1 : (long)i;
	}
	return -1;
}

static void
set_verdict(struct running *running, size_t i, enum verdict verdict, char *reason)
{
	struct record_step *step = &running->step[i];
	struct str line = STR_INIT;

	step->verdict = verdict;
	free(step->reason);
	step->reason = reason ? reason : arr_dup("");
	running->item[i].state = STATE_DONE;
	running->ndone++;
	str_addf(&line, "%-12s %s", verdict_word(verdict), step->name);
	if (step->reason[0])
		str_addf(&line, ": %s", step->reason);
	progress_done(running->run->progress, line.at);
	str_release(&line);
}

char *
run_describe_changes(const struct record_change *change, size_t n)
{
	const struct layer_entry *a = change->recorded, *b = change->built;
	struct str text = STR_INIT;

	str_add_escaped(&text, span_of((a ? a : b)->path));
	if (!a || a->type == LAYER_GONE)
		str_adds(&text, a ? ": recorded as removed, built" : ": built, but not recorded");
	else if (!b || b->type == LAYER_GONE)
		str_adds(&text, b ? ": recorded, built as removed" : ": recorded, but not built");
	else if (a->type != b->type)
		str_addf(&text, ": recorded as '%c', built as '%c'", a->type, b->type);
	else if (a->type == LAYER_FILE && !digest_eq(&a->digest, &b->digest))
		str_addf(&text, ": recorded %.8s, built %.8s", digest_text(&a->digest).text,
			digest_text(&b->digest).text);
	else if (a->type == LAYER_LINK)
		str_adds(&text, ": the link leads elsewhere");
	else
		str_addf(&text, ": recorded with mode %04o, built with %04o", a->mode, b->mode);
	if (n > 1)
		str_addf(&text, " (and %zu more)", n - 1);
	return str_take(&text);
}

void
run_tell_note(struct progress *progress, const char *name, char *note)
{
	char *line = str_format("note: %s: %s", name, note);

	progress_note(progress, line);
	free(line);
	free(note);
}

/* STEP's layer was built (or looked up): compare it and say so. */
static void
judge(struct running *running, size_t i)
{
	const struct tree_step *tree = &running->run->shop->tree->step[i];
	struct record_step *step = &running->step[i];
	char *why;
	enum packages_end packages = packages_compare(running->run->shop->tree, &step->output, &why);

	step->built = layer_digest(&step->output);
	step->has_built = true;
	if (tree->has_recorded)
		root_compare(&tree->recorded, &step->output, &step->change, &step->nchange);
	if (packages == PACKAGES_DIFFER) {
		set_verdict(running, i, VERDICT_DIFFERS, why);
		return;
	}
	if (step->nchange || !tree->has_recorded || packages == PACKAGES_SAME)
		free(why);
	if (step->nchange)
		set_verdict(running, i, VERDICT_DIFFERS, run_describe_changes(step->change, step->nchange));
	else if (!tree->has_recorded)
		set_verdict(running, i, VERDICT_NOT_CHECKED, str_format("nothing is recorded in checksums/%s/%s",
			running->run->shop->tree->arch->name, step->name));
	else if (packages == PACKAGES_UNKNOWN)
		set_verdict(running, i, VERDICT_NOT_CHECKED, why);
	else
		set_verdict(running, i, VERDICT_MATCH, NULL);
}

/* Look INPUT up: 1 when its layer is at hand, whole. */
static int
find_stored(struct running *running, size_t i, struct err *err)
{
	struct store *store = running->run->shop->store;
	struct record_step *step = &running->step[i];
	struct digest digest;
	struct err why;
	int found;

	if (running->run->flags & RUN_REBUILD)
		return 0;
	found = store_find_result(store, &step->input, &digest, err);
	if (found == 1)
		found = store_find_layer(store, &digest, &step->output, err);
	if (found != 1)
		return found;
	found = store_check_layer(store, &step->output, &why);
	if (found < 0)
		*err = why;
	if (found != 1)
		layer_release(&step->output);
	if (found == 0) {
		char *line = str_format("store: %s; it is made again", why.text);

		progress_note(running->run->progress, line);
		free(line);
	}
	return found;
}

static int
start_item(struct running *running, size_t i, struct layer *before, struct err *err)
{
	const struct run *run = running->run;
	const struct tree_step *tree = &run->shop->tree->step[i];
	char *log;
	int ret;

	running->step[i].input = build_input(run->shop->tree, tree, before);
	running->step[i].has_input = true;
	ret = find_stored(running, i, err);
	if (ret < 0)
		return -1;
	if (ret == 1) {
		judge(running, i);
		return 0;
	}
	log = str_format("%s/%s.log", run->logs, tree->name);
	ret = build_start(&running->item[i].build, run->shop, tree, before, BUILD_FIRST, log, err);
	free(log);
	if (ret < 0)
		return -1;
	running->item[i].state = STATE_RUNNING;
	running->nrunning++;
	progress_at(run->progress, tree->name);
	return 0;
}

/* Wait for MAKER, or never: false when step I cannot have its layer (yet); WHAT of it is needed. */
static bool
has_layer(struct running *running, size_t i, size_t maker, const char *what)
{
	if (layer_of(running, maker))
		return true;
	if (running->item[maker].state == STATE_DONE)
		set_verdict(running, i, VERDICT_NOT_REACHED,
			str_format("needs %s of '%s', whose verdict is %s; the recorded layer is not in the store", what,
				step_name(running, maker), verdict_word(running->step[maker].verdict)));
	return false;
}

/* Is all settled that the stage of step I names? */
static bool
is_stage_ready(struct running *running, size_t i)
{
	const struct stage *stage = running->run->shop->tree->step[i].stage;

	for (size_t k = 0; k < stage->npath; k++) {
		long maker = find_maker(running, i, stage->path[k]);

		if (maker == -2)
			return false;
		if (maker >= 0 && !has_layer(running, i, (size_t)maker, stage->path[k]))
			return false;
	}
	return true;
}

/* Are all steps before I settled, and its sources at hand? */
static bool
is_recipe_ready(struct running *running, size_t i)
{
	const struct tree *tree = running->run->shop->tree;
	const char *missing = before_missing(running->run->shop, i);

	if (missing) {
		set_verdict(running, i, VERDICT_NOT_REACHED,
			str_format("its source %s is missing: no place has a file with its digest", missing));
		return false;
	}
	for (size_t k = 0; k < i; k++) {
		if (!tree->step[k].announced && !has_layer(running, i, k, "the layer"))
			return false;
	}
	return true;
}

/* 1: every step that I needs is settled, with *BEFORE its root; 0: not yet, or never. */
static int
try_root(struct running *running, size_t i, struct layer *before, struct err *err)
{
	const struct layer **layer;
	bool *need;
	int ret = 0;

	if (!(running->run->shop->tree->step[i].stage ? is_stage_ready(running, i) : is_recipe_ready(running, i)))
		return 0;
	layer = arr_new(running->n, sizeof(*layer));
	need = arr_new(running->n, sizeof(*need));
	for (size_t k = 0; k < i; k++)
		layer[k] = layer_of(running, k);
	if (before_make(running->run->shop, i, layer, before, need, err) < 0) {
		ret = -1;
	} else {
		for (size_t k = 0; k < i; k++) {
			if (need[k])
				*arr_push(&running->step[i].need, &running->step[i].nneed) =
					arr_dup(step_name(running, k));
		}
		ret = 1;
	}
	free(need);
	free(layer);
	return ret;
}

static int
start_what_can(struct running *running, struct err *err)
{
	bool serial = running->run->flags & RUN_SERIAL;
	unsigned jobs = serial ? 1 : running->run->jobs;

	for (size_t i = 0; i < running->n; i++) {
		struct layer before = LAYER_INIT;
		int ready;

		if (running->item[i].state != STATE_WAITING)
			continue;
		if (running->nrunning >= jobs)
			return 0;
		if (running->run->shop->tree->step[i].announced) {
			/* Said in its turn: when all before it is. */
			if (running->ndone < i)
				continue;
			set_verdict(running, i, VERDICT_NOT_CHECKED,
				arr_dup("announced: no recipe yet; its sources are audited"));
			continue;
		}
		ready = try_root(running, i, &before, err);
		if (ready == 1 && start_item(running, i, &before, err) < 0)
			ready = -1;
		layer_release(&before);
		if (ready < 0)
			return -1;
		if (serial && running->item[i].state != STATE_DONE)
			return 0;
	}
	return 0;
}

static int
finish_item(struct running *running, size_t i, struct err *err)
{
	struct record_step *step = &running->step[i];
	struct store *store = running->run->shop->store;
	char *reason, *note;
	struct digest digest;
	int built;

	running->nrunning--;
	running->item[i].state = STATE_WAITING;
	built = build_finish(&running->item[i].build, store, &step->output, &reason, &note, err);
	if (note)
		run_tell_note(running->run->progress, step->name, note);
	if (built < 0)
		return err_at(err, "%s", step->name);
	if (built == 0) {
		set_verdict(running, i, VERDICT_FAILED, reason);
		return 0;
	}
	digest = layer_digest(&step->output);
	if (store_put_result(store, &step->input, &digest, err) < 0)
		return -1;
	judge(running, i);
	return 0;
}

/* Wait until a running step ends, or a signal comes. */
static int
wait_for_one(struct running *running, struct err *err)
{
	struct pollfd *fd = NULL;
	size_t *who = NULL;
	size_t nfd = 0, nwho = 0;
	int ret = 0;

	for (size_t i = 0; i < running->n; i++) {
		if (running->item[i].state != STATE_RUNNING)
			continue;
		*arr_push(&fd, &nfd) = (struct pollfd){ .fd = running->item[i].build.job.fd, .events = POLLIN };
		*arr_push(&who, &nwho) = i;
	}
	if (poll(fd, nfd, -1) < 0) {
		ret = errno == EINTR ? 0 : err_sys(err, "poll");
	} else {
		for (size_t k = 0; k < nfd && ret == 0; k++) {
			if (fd[k].revents)
				ret = finish_item(running, who[k], err);
		}
	}
	free(fd);
	free(who);
	return ret;
}

/* Which recorded layers are in the store, whole? */
static int
find_given(struct running *running, struct err *err)
{
	const struct run *run = running->run;

	for (size_t i = 0; i < running->n; i++) {
		const struct tree_step *tree = &run->shop->tree->step[i];
		struct err why;
		int whole;

		if (!tree->has_recorded)
			continue;
		whole = store_check_layer(run->shop->store, &tree->recorded, &why);
		if (whole < 0) {
			*err = why;
			return -1;
		}
		running->item[i].given = whole == 1;
		if (whole == 0 && strstr(why.text, "damaged")) {
			char *line = str_format("store: %s; it is made again", why.text);

			progress_note(run->progress, line);
			free(line);
		}
	}
	return 0;
}

static void
abandon(struct running *running)
{
	for (size_t i = 0; i < running->n; i++) {
		if (running->item[i].state == STATE_RUNNING)
			build_kill(&running->item[i].build);
	}
}

static void
fill_in(struct running *running)
{
	for (size_t i = 0; i < running->n; i++) {
		const struct tree_step *tree = &running->run->shop->tree->step[i];
		struct record_step *step = &running->step[i];

		step->name = arr_dup(tree->name);
		step->pass = tree->pass;
		step->script = arr_dup(tree->script);
		step->reason = arr_dup("");
		step->has_recorded = tree->has_recorded;
		if (tree->has_recorded)
			step->recorded = layer_digest(&tree->recorded);
		for (size_t k = 0; k < tree->sources.nsource; k++)
			*arr_push(&step->source, &step->nsource) = arr_dup(tree->sources.source[k].name);
	}
}

int
run_steps(const struct run *run, struct record_step *step, const volatile int *stop, struct err *err)
{
	struct running running = { .run = run, .step = step, .n = run->shop->tree->nstep };
	int ret = 0;

	running.item = arr_new(running.n, sizeof(*running.item));
	fill_in(&running);
	if (!(run->flags & RUN_SERIAL))
		ret = find_given(&running, err);
	while (ret == 0 && running.ndone < running.n) {
		size_t before = running.ndone;

		if (*stop) {
			ret = err_set(err, ERR_SYSTEM, "interrupted; the next run goes on from here");
			break;
		}
		ret = start_what_can(&running, err);
		if (ret == 0 && running.nrunning)
			ret = wait_for_one(&running, err);
		else if (ret == 0 && running.ndone == before)
			ret = err_set(err, ERR_SYNTAX, "steps wait for each other: none of them can start");
	}
	if (ret < 0)
		abandon(&running);
	free(running.item);
	return ret;
}
