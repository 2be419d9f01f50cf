/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "chain.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

#include "base/arr.h"
#include "base/io.h"
#include "settings.h"

enum { TEXT_LIMIT = 64 << 20 };

void
chain_release(struct chain *chain)
{
	for (size_t i = 0; i < chain->nstep; i++) {
		free(chain->step[i].name);
		free(chain->step[i].package);
		free(chain->step[i].command);
	}
	free(chain->step);
	for (size_t i = 0; i < chain->nlayer; i++)
		free(chain->layer[i]);
	free(chain->layer);
	stages_release(&chain->first);
	config_release(&chain->config);
	for (size_t i = 0; i < chain->nsource; i++)
		free((void *)chain->source[i].url);
	free(chain->source);
	for (size_t i = 0; i < chain->nlists; i++)
		sources_release(&chain->lists[i]);
	free(chain->lists);
	*chain = (struct chain)CHAIN_INIT;
}

static int
read_text(const char *tree, const char *path, struct str *text, struct err *err)
{
	char *whole = io_join(tree, path);
	int ret = io_read_file(AT_FDCWD, whole, TEXT_LIMIT, text, err);

	free(whole);
	return ret;
}

static int
read_stages(const struct options *options, const char *name, struct stages *stages, struct err *err)
{
	char *path = str_format("seed/%s.%s", name, options->arch->name);
	struct str text = STR_INIT;
	int ret = read_text(options->tree, path, &text, err);

	if (ret < 0 && err->sys == ENOENT)
		err_set(err, ERR_SYSTEM, "%s/%s: not there: this tree has no seed for %s", options->tree, path,
			options->arch->name);
	if (ret == 0)
		ret = stages_parse(stages, path, str_span(&text), err);
	str_release(&text);
	free(path);
	return ret;
}

static void
add_step(struct chain *chain, char *name, const char *package, char *command)
{
	*arr_push(&chain->layer, &chain->nlayer) = arr_dup(name);
	*arr_push(&chain->step, &chain->nstep) = (struct chain_step){ name, arr_dup(package), command };
}

static int
add_stretch(struct chain *chain, const struct options *options, struct err *err)
{
	struct stages stages = STAGES_INIT;

	if (read_stages(options, "kaem", &stages, err) < 0)
		return -1;
	for (size_t i = 0; i < stages.nstage; i++) {
		struct str command = STR_INIT;

		for (size_t k = 0; k < stages.stage[i].nword; k++)
			str_addf(&command, "%s%s", k ? " " : "", stages.stage[i].word[k]);
		add_step(chain, arr_dup(stages.stage[i].name), "", str_take(&command));
	}
	stages_release(&stages);
	return 0;
}

static int
add_source(struct chain *chain, const struct source *source, const char *path, struct err *err)
{
	struct fetch_item *item = NULL;
	const char **url;

	for (size_t i = 0; i < chain->nsource && !item; i++) {
		if (!strcmp(chain->source[i].name, source->name))
			item = &chain->source[i];
	}
	if (item && !digest_eq(&item->digest, &source->digest))
		return err_set(err, ERR_SYNTAX, "%s:%lu: '%s' has another digest in another step", path,
			source->line, source->name);
	if (!item) {
		item = arr_push(&chain->source, &chain->nsource);
		*item = (struct fetch_item){ .name = source->name, .digest = source->digest };
	}
	if (source->url[0]) {
		url = (const char **)item->url;
		*arr_push(&url, &item->nurl) = source->url;
		item->url = url;
	}
	return 0;
}

/* The sources of the step NAME, in the folder STEPS. A step may have none. */
static int
add_sources(struct chain *chain, const struct options *options, const char *steps, const char *name,
	struct err *err)
{
	char *path = str_format("%s/%s/sources", steps, name);
	struct sources sources = SOURCES_INIT;
	struct str text = STR_INIT;
	int ret = read_text(options->tree, path, &text, err);

	if (ret < 0 && err->sys == ENOENT) {
		ret = 0;
	} else if (ret == 0) {
		ret = sources_parse(&sources, path, str_span(&text), err);
		for (size_t i = 0; ret == 0 && i < sources.nsource; i++)
			ret = add_source(chain, &sources.source[i], path, err);
	}
	/* The items point into the list's own strings, which stay where they are. */
	*arr_push(&chain->lists, &chain->nlists) = sources;
	str_release(&text);
	free(path);
	return ret;
}

/*
 * The line from which on the target is on the network; 0 if there is none. Upstream's
 * rule, which goes by the text, comments included.
 */
static unsigned long
network_line(struct span text)
{
	struct span line;

	for (unsigned long n = 1; span_line(&text, &line); n++) {
		line = span_trim(line);
		if (span_starts(line, "improve: ") && span_find(line, SPAN("network")))
			return n;
	}
	return 0;
}

/*
 * What the target must have from the start. A folder of the host has no
 * network, so it gets all. Predicates are not asked, as upstream does not: the
 * configurator may still turn them.
 */
static int
find_sources(struct chain *chain, const struct options *options, const char *steps,
	const struct manifest *manifest, unsigned long network, struct err *err)
{
	bool all = options->mode == MODE_CHROOT || options->mode == MODE_BWRAP || options->external_sources;

	for (size_t i = 0; i < manifest->ndirective; i++) {
		const struct manifest_directive *directive = &manifest->directive[i];

		if (directive->kind != MANIFEST_BUILD)
			continue;
		if (!all && network && directive->line > network) {
			chain->needs_network = true;
			break;
		}
		if (!io_is_inside(span_of(directive->argument)) || strchr(directive->argument, '/'))
			return err_set(err, ERR_SYNTAX, "%s/manifest:%lu: '%s': not a step's name", steps,
				directive->line, directive->argument);
		if (add_sources(chain, options, steps, directive->argument, err) < 0)
			return -1;
	}
	return 0;
}

static int
check_recipe(const struct options *options, const char *steps, const struct plan_step *step, struct err *err)
{
	char *path = str_format("%s/%s/%s/pass%u.%s", options->tree, steps, step->argument, step->pass,
		step->era == PLAN_KAEM ? "kaem" : "sh");
	char *folder = str_format("%s/%s/%s", options->tree, steps, step->argument);
	int fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	int ret = 0;

	if (fd < 0)
		ret = err_set(err, ERR_SYNTAX, "%s/manifest:%lu: 'build: %s': there is no folder %s/%s", steps,
			step->line, step->argument, steps, step->argument);
	io_drop(&fd);
	/* The phases of bash have defaults, so a recipe may be absent; a kaem has none. */
	fd = step->era == PLAN_KAEM ? open(path, O_PATH | O_CLOEXEC) : -1;
	if (ret == 0 && step->era == PLAN_KAEM && fd < 0)
		ret = err_set(err, ERR_SYNTAX, "%s/manifest:%lu: 'build: %s': there is no recipe %s", steps,
			step->line, step->argument, path + strlen(options->tree) + 1);
	io_drop(&fd);
	free(path);
	free(folder);
	return ret;
}

/* A script of improve/ or jump/ that is not there would end the run in its middle. */
static int
check_script(const struct options *options, const char *steps, const struct plan_step *step, struct err *err)
{
	const char *word = manifest_word(step->kind);
	char *path = str_format("%s/%s/%s/%s.sh", options->tree, steps, word, step->argument);
	int fd = open(path, O_PATH | O_CLOEXEC);
	int ret = 0;

	if (fd < 0)
		ret = err_set(err, ERR_SYNTAX, "%s/manifest:%lu: '%s: %s': there is no %s", steps, step->line, word,
			step->argument, path + strlen(options->tree) + 1);
	io_drop(&fd);
	free(path);
	return ret;
}

static int
add_builds(struct chain *chain, const struct options *options, const char *steps,
	const struct manifest *manifest, struct err *err)
{
	struct plan plan = PLAN_INIT;
	struct str env = STR_INIT;
	char *path = io_join(steps, "env");
	int ret = read_text(options->tree, path, &env, err);

	if (ret == 0)
		ret = plan_make(&plan, manifest, &chain->config, str_span(&env), err);
	for (size_t i = 0; ret == 0 && i < plan.nstep; i++) {
		const struct plan_step *step = &plan.step[i];

		if (step->kind == MANIFEST_BUILD) {
			ret = check_recipe(options, steps, step, err);
			add_step(chain, arr_dup(step->name), step->argument, arr_dup(""));
			continue;
		}
		if (step->kind != MANIFEST_UNINSTALL)
			ret = check_script(options, steps, step, err);
		if (step->kind != MANIFEST_JUMP)
			*arr_push(&chain->layer, &chain->nlayer) = arr_dup(step->name);
	}
	plan_release(&plan);
	str_release(&env);
	free(path);
	return ret;
}

static int
read_steps(struct chain *chain, const struct options *options, const char *steps, bool builds,
	struct err *err)
{
	char *path = io_join(steps, "manifest");
	struct manifest manifest = MANIFEST_INIT;
	struct str text = STR_INIT;
	int ret = read_text(options->tree, path, &text, err);

	if (ret == 0)
		ret = manifest_parse(&manifest, path, str_span(&text), err);
	if (ret == 0)
		ret = find_sources(chain, options, steps, &manifest, network_line(str_span(&text)), err);
	/* What follows a reboot is not seen from here. */
	if (ret == 0 && builds)
		ret = add_builds(chain, options, steps, &manifest, err);
	manifest_release(&manifest);
	str_release(&text);
	free(path);
	return ret;
}

static int
compare_items(const void *a, const void *b)
{
	return strcmp(((const struct fetch_item *)a)->name, ((const struct fetch_item *)b)->name);
}

int
chain_read(struct chain *chain, const struct options *options, struct err *err)
{
	struct chain new = CHAIN_INIT;

	settings_make(&new.config, options);
	if (read_stages(options, "bootstrap", &new.first, err) < 0
		|| add_stretch(&new, options, err) < 0
		|| read_steps(&new, options, "steps", true, err) < 0
		|| (options->build_guix_also && read_steps(&new, options, "steps-guix", false, err) < 0)) {
		chain_release(&new);
		return -1;
	}
	if (new.nsource)
		qsort(new.source, new.nsource, sizeof(*new.source), compare_items);
	*chain = new;
	return 0;
}
