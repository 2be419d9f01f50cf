/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "ddc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "build.h"
#include "chain/kaem.h"
#include "chain/root.h"
#include "host/farm.h"
#include "host/process.h"
#include "run.h"

static const char step_name[] = "tcc-0.9.27";

static const char *const compilers[] = { "gcc", "clang" };
static const char shown_flags[] = "-m32 -O2";

/* Nothing of the host goes in but the compiler and its own helpers (libgcc, for 64-bit division). */
static const char *const flags[] = { "-m32", "-O2", "-w", "-std=gnu99", "-static", "-nostdlib", "-nostdinc",
	"-fno-builtin", "-fno-pic", "-no-pie", "-fno-stack-protector", "-fno-strict-aliasing", "-fwrapv",
	"-fno-asynchronous-unwind-tables", "-fcommon" };

/* In the laid-out root, where paths are relative: no path of the host gets into it. */
static const char product[] = ".lbs-tcc0";

enum { COMPILE_SECONDS = 300, ASK_SECONDS = 20, TEXT_LIMIT = 1 << 20 };

struct doing {
	const struct ddc *ddc;
	size_t n;                       /* which step it is */
	const struct layer **layer;     /* of those before it */
	char *recipe;                   /* its path in the root, "/steps/tcc-0.9.27/pass1.kaem" */
	struct span text;               /* of the recipe; borrowed from the tree */
	size_t from, to;                /* where in TEXT the command is that calls cc */
	char **word;                    /* its words, paths made relative to the root */
	size_t nword;
	char *out;                      /* what it makes, as it is written there */
	char *folder;                   /* the root as cc finds it, on the host */
	const volatile int *stop;
};

/* Reading the recipe. */

/* Where line NR begins, and with FOLLOWED where the command that begins there has its end. */
static size_t
find_line(struct span text, unsigned long nr, bool followed)
{
	size_t at = 0;

	while (at < text.n && --nr > 0)
		at += (size_t)((const char *)memchr(text.at + at, '\n', text.n - at) - (text.at + at)) + 1;
	while (followed && at < text.n) {
		const char *end = memchr(text.at + at, '\n', text.n - at);

		at = end ? (size_t)(end - text.at) + 1 : text.n;
		if (!end || end == text.at || end[-1] != '\\')
			break;
	}
	return at;
}

/*
 * WORD, a path of the recipe in the folder HERE of the root, relative to the root; owned.
 * With "./" before it no file name can be an option.
 */
static char *
relative(const char *here, const char *word)
{
	return word[0] == '/' ? str_format(".%s", word) : str_format(".%s/%s", here, word);
}

/*
 * Take the words of cc's command over, but for "-o FILE". They go to a compiler
 * of the host, outside the sandbox, which runs programs for the sake of some options: so
 * only those are taken that name folders and macros. The first other one, or NULL.
 */
static const char *
take_words(struct doing *doing, const struct kaem_command *command, const char *here)
{
	for (size_t i = 1; i < command->nword; i++) {
		const char *word = command->word[i];
		char *path;

		if (!strcmp(word, "-o") && i + 1 < command->nword) {
			free(doing->out);
			doing->out = arr_dup(command->word[++i]);
			continue;
		}
		if ((!strncmp(word, "-D", 2) || !strncmp(word, "-U", 2)) && word[2]) {
			*arr_push(&doing->word, &doing->nword) = arr_dup(word);
			continue;
		}
		if (!strncmp(word, "-I", 2)) {
			path = relative(here, word[2] || i + 1 == command->nword ? word + 2 : command->word[++i]);
			*arr_push(&doing->word, &doing->nword) = str_format("-I%s", path);
			free(path);
			continue;
		}
		if (word[0] == '-')
			return word;
		*arr_push(&doing->word, &doing->nword) = relative(here, word);
	}
	return NULL;
}

/* HERE, an owned path, after "cd TO"; owned. */
static char *
change_folder(char *here, const char *to)
{
	char *slash = strrchr(here, '/'), *new;

	if (to[0] == '/')
		new = arr_dup(to);
	else if (!strcmp(to, ".."))
		new = arr_dupn(here, slash == here ? 1 : (size_t)(slash - here));
	else
		new = io_join(here, to);
	free(here);
	return new;
}

/* Find cc's command. NULL, or why that cannot be done (owned). */
static char *
read_recipe(struct doing *doing)
{
	const struct tree_step *step = &doing->ddc->shop->tree->step[doing->n];
	struct kaem kaem = KAEM_INIT;
	char *here = str_format("/steps/%s", step_name), *why = NULL;
	struct err err;
	size_t ncc = 0;

	doing->recipe = str_format("/%s", step->script);
	for (size_t i = 0; i < step->nfile; i++) {
		if (!strcmp(step->file[i].path, doing->recipe))
			doing->text = str_span(&step->file[i].bytes);
	}
	if (kaem_parse(&kaem, step->script, doing->text, &err) < 0)
		why = arr_dup(err.text);
	for (size_t i = 0; i < kaem.ncommand && !why; i++) {
		const struct kaem_command *command = &kaem.command[i];

		const char *odd = NULL;

		if (!strcmp(command->word[0], "cd") && command->nword == 2 && ncc == 0)
			here = change_folder(here, command->word[1]);
		if (strcmp(command->word[0], "cc"))
			continue;
		if (ncc++ == 0) {
			doing->from = find_line(doing->text, command->line, false);
			doing->to = find_line(doing->text, command->line, true);
			odd = take_words(doing, command, here);
		}
		for (size_t k = 0; k < command->nword && !odd; k++)
			odd = strchr(command->word[k], '$') ? command->word[k] : NULL;
		if (odd)
			why = str_format("%s:%lu: in the command cc: '%s'; wants files, -o, -I, -D, -U, and no variables",
				step->script, command->line, odd);
	}
	if (!why && (ncc != 1 || !doing->out))
		why = str_format("%s: wants one command cc, with -o FILE, got %zu", step->script, ncc);
	kaem_release(&kaem);
	free(here);
	return why;
}

/* Running it. */

static int
put(const struct doing *doing, struct layer *root, const char *path, unsigned mode, struct span bytes,
	struct err *err)
{
	struct layer_entry entry = { .type = LAYER_FILE, .path = (char *)path };

	if (store_add_bytes(doing->ddc->shop->store, bytes, mode, &entry, err) < 0)
		return -1;
	root_pick(root, NULL, &entry);
	return 0;
}

/*
 * The root before the step, with a recipe that ends before cc is called; or that
 * has in the place of the call a copy of FIRST, if that has bytes.
 */
static int
make_before(const struct doing *doing, struct span first, struct layer *root, struct err *err)
{
	const struct shop *shop = doing->ddc->shop;
	bool *need = arr_new(shop->tree->nstep, sizeof(*need));
	char *tcc0 = str_format("/steps/%s/tcc0", step_name);
	struct str text = STR_INIT;
	int ret = before_make(shop, doing->n, doing->layer, root, need, err);

	str_add(&text, (struct span){ doing->text.at, doing->from });
	if (first.n) {
		str_addf(&text, "cp %s %s\nchmod 755 %s\n", tcc0, doing->out, doing->out);
		str_add(&text, (struct span){ doing->text.at + doing->to, doing->text.n - doing->to });
	}
	if (ret == 0)
		ret = put(doing, root, doing->recipe, 0644, str_span(&text), err);
	if (ret == 0 && first.n)
		ret = put(doing, root, tcc0, 0644, first, err);
	str_release(&text);
	free(tcc0);
	free(need);
	return ret;
}

/* Run the step so: 1 and LAYER, 0 and *REASON (owned), or -1. */
static int
run_step(const struct doing *doing, struct span first, enum build_variation variation, const char *name,
	struct layer *layer, char **reason, struct err *err)
{
	const struct shop *shop = doing->ddc->shop;
	struct layer before = LAYER_INIT;
	char *log = str_format("%s/%s.%s.log", doing->ddc->logs, step_name, name);
	struct build build;
	char *note = NULL;
	int ret = make_before(doing, first, &before, err);

	if (ret == 0)
		ret = build_start(&build, shop, &shop->tree->step[doing->n], &before, variation, log, err);
	while (ret == 0) {
		struct pollfd fd = { build.job.fd, POLLIN, 0 };

		if (*doing->stop) {
			build_kill(&build);
			ret = err_set(err, ERR_SYSTEM, "interrupted");
		} else if (poll(&fd, 1, -1) < 0 && errno != EINTR) {
			build_kill(&build);
			ret = err_sys(err, "poll");
		} else if (fd.revents) {
			ret = build_finish(&build, shop->store, layer, reason, &note, err);
			break;
		}
	}
	layer_release(&before);
	free(note);
	free(log);
	return ret;
}

/* Lay the root out on the host as cc finds it. 1; 0 and *REASON; -1. */
static int
prepare(struct doing *doing, char **reason, struct err *err)
{
	const struct shop *shop = doing->ddc->shop;
	struct layer layer = LAYER_INIT, root = LAYER_INIT;
	int ret = run_step(doing, (struct span)SPAN_INIT, BUILD_WHOLE, "before-cc", &layer, reason, err);

	if (ret == 1 && make_before(doing, (struct span)SPAN_INIT, &root, err) < 0)
		ret = -1;
	if (ret == 1) {
		root_apply(&root, &layer);
		doing->folder = io_join(shop->work, "ddc");
		if (io_mkdirs(AT_FDCWD, doing->folder, 0700, err) < 0
			|| farm_make(shop->store, &root, doing->folder, err) < 0)
			ret = -1;
	}
	layer_release(&root);
	layer_release(&layer);
	return ret;
}

/* What a person needs of a compiler's complaints: the line that says what is wrong, or the last one. */
static struct span
find_complaint(struct span said)
{
	struct span line, best = SPAN_INIT;

	while (span_line(&said, &line)) {
		best = span_trim(line).n ? line : best;
		if (span_find(line, SPAN("error: ")) || span_find(line, SPAN("undefined ")))
			break;
	}
	if (best.n > 200)
		best.n = 200;
	return best;
}

/* Make the first compiler by COMPILER into *FIRST: 1; 0 and *REASON; -1. */
static int
compile(const struct doing *doing, const char *compiler, struct str *first, char **reason,
	struct err *err)
{
	/* Words as we look for them, and no folders of the host's own. */
	static const char *const set[] = { "LC_ALL=C", "CPATH=", "C_INCLUDE_PATH=", NULL };
	const char **argv = NULL;
	size_t n = 0;
	char *out = str_format("%s/%s", doing->folder, product);
	char *log = str_format("%s/%s.%s-host.log", doing->ddc->logs, step_name, compiler);
	struct process_result result = { 0 };
	struct str text = STR_INIT;
	int ret = -1;

	*arr_push(&argv, &n) = compiler;
	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
		*arr_push(&argv, &n) = flags[i];
	for (size_t i = 0; i < doing->nword; i++)
		*arr_push(&argv, &n) = doing->word[i];
	*arr_push(&argv, &n) = "-lgcc";
	*arr_push(&argv, &n) = "-o";
	*arr_push(&argv, &n) = product;
	*arr_push(&argv, &n) = NULL;
	if (process_run(&(struct process){
		.argv = argv,
		.set = set,
		.directory = doing->folder,
		.wall_ns = COMPILE_SECONDS * 1000000000LL,
		.out_limit = TEXT_LIMIT,
	}, &result, err) < 0 || io_replace(AT_FDCWD, log, 0644, str_span(&result.err), IO_PLAIN, err) < 0)
		goto out;
	if (result.exited && result.status == 0) {
		ret = io_read_file(AT_FDCWD, out, 64 << 20, first, err) < 0 ? -1 : 1;
		goto out;
	}
	str_adds(&text, "it could not make the first compiler: ");
	str_add_escaped(&text, find_complaint(str_span(&result.err)));
	*reason = str_take(&text);
	ret = 0;
out:
	process_result_release(&result);
	free(log);
	free(out);
	free(argv);
	return ret;
}

/* 1 and *VERSION (owned), the last word of its first line that looks like one; 0: not installed; -1. */
static int
ask_version(const char *compiler, char **version, struct err *err)
{
	const char *argv[] = { compiler, "--version", NULL };
	struct process_result result = { 0 };
	struct span text, line = SPAN_INIT, word, last = SPAN("?");
	int ret = process_run(&(struct process){ .argv = argv, .wall_ns = ASK_SECONDS * 1000000000LL }, &result, err);

	if (ret < 0 && err->sys == ENOENT) {
		*version = arr_dup("");
		ret = 0;
	} else if (ret == 0) {
		text = str_span(&result.out);
		span_line(&text, &line);
		while (span_cut(&line, ' ', &word)) {
			if (word.n && word.at[0] >= '0' && word.at[0] <= '9' && memchr(word.at, '.', word.n))
				last = word;
		}
		*version = span_dup(last);
		ret = 1;
	}
	process_result_release(&result);
	return ret;
}

static size_t
count_files(const struct layer *layer)
{
	size_t n = 0;

	for (size_t i = 0; i < layer->nentry; i++)
		n += layer->entry[i].type == LAYER_FILE;
	return n;
}

/* The entry's word and reason, from the layer that the step left. */
static void
judge(const struct doing *doing, const struct layer *layer, struct record_ddc *entry)
{
	const struct layer *recorded = &doing->ddc->shop->tree->step[doing->n].recorded;
	size_t changed = 0;

	root_compare(recorded, layer, &entry->change, &entry->nchange);
	for (size_t i = 0; i < entry->nchange; i++)
		changed += entry->change[i].recorded && entry->change[i].recorded->type == LAYER_FILE;
	entry->nsame = count_files(recorded) - changed;
	entry->end = entry->nchange ? DDC_DIFFERS : DDC_SAME;
	if (entry->nchange)
		entry->reason = run_describe_changes(entry->change, entry->nchange);
}

/* Fill ENTRY, whose compiler is set. WHY is the reason when nothing could be prepared, else NULL. */
static int
try_compiler(const struct doing *doing, const char *why, struct record_ddc *entry, struct err *err)
{
	struct layer layer = LAYER_INIT;
	struct str first = STR_INIT;
	int ret = ask_version(entry->compiler, &entry->version, err);

	if (ret == 0) {
		entry->end = DDC_ABSENT;
		entry->reason = arr_dup("not installed");
	}
	if (ret != 1)
		return ret;
	entry->end = DDC_UNABLE;
	if (why) {
		entry->reason = arr_dup(why);
		return 0;
	}
	ret = compile(doing, entry->compiler, &first, &entry->reason, err);
	if (ret == 1) {
		entry->first = digest_of(str_span(&first));
		entry->has_first = true;
		entry->end = DDC_FAILED;
		ret = run_step(doing, str_span(&first), BUILD_FIRST, entry->compiler, &layer, &entry->reason, err);
	}
	if (ret == 1)
		judge(doing, &layer, entry);
	layer_release(&layer);
	str_release(&first);
	return ret < 0 ? -1 : 0;
}

static void
tell(const struct ddc *ddc, struct record_ddc *entry)
{
	struct str line = STR_INIT;

	if (!entry->reason)
		entry->reason = arr_dup("");
	str_addf(&line, "%-12s %s", ddc_word(entry->end), entry->compiler);
	if (entry->version[0])
		str_addf(&line, " %s (%s)", entry->version, entry->flags);
	if (entry->end == DDC_SAME)
		str_addf(&line, ": %s: %llu files equal to those grown from the seed", entry->step,
			(unsigned long long)entry->nsame);
	else
		str_addf(&line, ": %s", entry->reason);
	progress_done(ddc->progress, line.at);
	str_release(&line);
}

/* Why the step cannot be run for this, in words (owned); NULL when it can. */
static char *
find_obstacle(struct doing *doing)
{
	const struct ddc *ddc = doing->ddc;

	for (size_t i = 0; i <= doing->n; i++) {
		if (ddc->shop->tree->step[i].announced)
			continue;
		if (ddc->step[i].verdict != VERDICT_MATCH)
			return str_format("the verdict of '%s' is %s", ddc->step[i].name, verdict_word(ddc->step[i].verdict));
		doing->layer[i] = &ddc->step[i].output;
	}
	return NULL;
}

int
ddc_run(const struct ddc *ddc, struct record *record, const volatile int *stop, struct err *err)
{
	const struct tree *tree = ddc->shop->tree;
	const struct tree_step *step = tree_find(tree, step_name);
	struct doing doing = { .ddc = ddc, .stop = stop };
	char *why;
	int ret = 0;

	if (!step || !step->recipe)
		return err_set(err, ERR_SYNTAX, "--ddc: the chain has no step '%s' with a recipe", step_name);
	doing.n = (size_t)(step - tree->step);
	doing.layer = arr_new(tree->nstep, sizeof(*doing.layer));
	ddc->progress->total += sizeof(compilers) / sizeof(*compilers);
	why = find_obstacle(&doing);
	if (!why)
		why = read_recipe(&doing);
	if (!why)
		ret = prepare(&doing, &why, err);
	for (size_t i = 0; i < sizeof(compilers) / sizeof(*compilers) && ret >= 0; i++) {
		struct record_ddc *entry = arr_push(&record->ddc, &record->nddc);

		*entry = (struct record_ddc){ .compiler = arr_dup(compilers[i]), .flags = arr_dup(shown_flags),
			.step = arr_dup(step_name) };
		ret = try_compiler(&doing, why, entry, err);
		if (ret == 0)
			tell(ddc, entry);
	}
	io_free_names(doing.word, doing.nword);
	free(doing.folder);
	free(doing.recipe);
	free(doing.out);
	free(doing.layer);
	free(why);
	return ret < 0 ? -1 : 0;
}

int
ddc_status(const struct record *record)
{
	size_t same = 0, unable = 0;

	for (size_t i = 0; i < record->nddc; i++) {
		switch (record->ddc[i].end) {
		case DDC_DIFFERS:
		case DDC_FAILED:
			return EXIT_FOUND;
		case DDC_SAME:
			same++;
			break;
		case DDC_UNABLE:
			unable++;
			break;
		case DDC_ABSENT:
			break;
		}
	}
	return record->nddc && (unable || !same) ? EXIT_NOANSWER : EXIT_GOOD;
}
