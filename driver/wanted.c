/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "wanted.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>

#include "base/arr.h"
#include "base/io.h"
#include "chain/plan.h"
#include "settings.h"

enum { FILE_LIMIT = 16 << 20 };

void
wanted_release(struct wanted *wanted)
{
	for (size_t i = 0; i < wanted->nbuild; i++) {
		free(wanted->build[i].step);
		sources_release(&wanted->build[i].sources);
	}
	free(wanted->build);
	config_release(&wanted->config);
	*wanted = (struct wanted)WANTED_INIT;
}

void
wanted_files_release(struct wanted_files *files)
{
	for (size_t i = 0; i < files->nfile; i++)
		free((void *)files->file[i].item.url);
	free(files->file);
	*files = (struct wanted_files)WANTED_FILES_INIT;
}

/* The sources of steps/NAME, if it has any: *FOUND. */
static int
read_sources(int dir, const char *tree, const char *name, struct sources *sources, bool *found, struct err *err)
{
	char *path = str_format("%s/%s/sources", tree, name);
	struct str text = STR_INIT;
	int ret = io_read_file(dir, path, FILE_LIMIT, &text, err);

	*found = ret == 0;
	if (ret < 0 && (err->sys == ENOENT || err->sys == ENOTDIR))
		ret = 0;
	else if (ret == 0)
		ret = sources_parse(sources, path, str_span(&text), err);
	str_release(&text);
	free(path);
	return ret;
}

/* The line of TEXT that brings the network, or ULONG_MAX. */
static unsigned long
network_line(struct span text)
{
	struct span line, head;
	unsigned long n = 0;

	while (span_line(&text, &line)) {
		n++;
		if (!span_starts(line, "improve: "))
			continue;
		span_cut(&line, '#', &head);
		if (span_find(head, SPAN("network")))
			return n;
	}
	return ULONG_MAX;
}

static int
add_build(struct wanted *wanted, int dir, const char *tree, const struct plan_step *step, bool before,
	struct err *err)
{
	struct wanted_build build = { .tree = tree, .pass = step->pass, .line = step->line, .before_network = before };
	bool found;

	if (strchr(step->argument, '/') || !io_is_inside(span_of(step->argument)))
		return err_set(err, ERR_SYNTAX, "%s/manifest:%lu: '%s': not a step's name", tree, step->line, step->argument);
	if (read_sources(dir, tree, step->argument, &build.sources, &found, err) < 0)
		return -1;
	build.step = arr_dup(step->argument);
	*arr_push(&wanted->build, &wanted->nbuild) = build;
	return 0;
}

static int
read_manifest(struct wanted *wanted, int dir, const char *tree, unsigned flags, struct err *err)
{
	char *path = str_format("%s/manifest", tree);
	struct manifest manifest = MANIFEST_INIT;
	struct plan plan = PLAN_INIT;
	struct str text = STR_INIT;
	size_t *nterm = NULL;
	unsigned long network;
	int ret = -1;

	if (io_read_file(dir, path, FILE_LIMIT, &text, err) < 0
		|| manifest_parse(&manifest, path, str_span(&text), err) < 0)
		goto out;
	network = network_line(str_span(&text));
	/* Without their terms predicates hold; the terms come back so that they can be released. */
	nterm = arr_new(manifest.ndirective + 1, sizeof(*nterm));
	for (size_t i = 0; i < manifest.ndirective; i++) {
		nterm[i] = manifest.directive[i].predicate.nterm;
		if (flags & WANTED_ALL)
			manifest.directive[i].predicate.nterm = 0;
	}
	ret = plan_make(&plan, &manifest, &wanted->config, SPAN(""), err);
	for (size_t i = 0; i < manifest.ndirective; i++)
		manifest.directive[i].predicate.nterm = nterm[i];
	for (size_t i = 0; ret == 0 && i < plan.nstep; i++) {
		if (plan.step[i].kind == MANIFEST_BUILD)
			ret = add_build(wanted, dir, tree, &plan.step[i], plan.step[i].line < network, err);
	}
out:
	free(nterm);
	plan_release(&plan);
	manifest_release(&manifest);
	str_release(&text);
	free(path);
	return ret;
}

/* What a plain run with --chroot writes into bootstrap.cfg, or the file that was named; then what was said by hand. */
static int
make_config(struct config *config, const struct wanted_options *options, struct err *err)
{
	struct options plain = { .mode = MODE_CHROOT, .arch = options->arch, .cores = 1 };
	struct str text = STR_INIT;
	int ret = 0;

	if (options->config_file) {
		ret = io_read_file(AT_FDCWD, options->config_file, FILE_LIMIT, &text, err);
		if (ret == 0)
			ret = config_parse(config, options->config_file, str_span(&text), err);
	} else if (options->settings) {
		for (size_t i = 0; i < options->settings->nline; i++)
			config_set(config, options->settings->line[i].name, options->settings->line[i].value);
	} else {
		settings_make(config, &plain);
	}
	for (size_t i = 0; ret == 0 && i < options->nconfig; i++) {
		const char *equals = strchr(options->config[i], '=');
		char *name = arr_dupn(options->config[i], (size_t)(equals - options->config[i]));

		config_set(config, name, equals + 1);
		free(name);
	}
	str_release(&text);
	return ret;
}

static int
open_tree(const char *tree, struct err *err)
{
	int dir = open(tree, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (dir < 0)
		err_sys(err, "%s", tree);
	return dir;
}

int
wanted_read(struct wanted *wanted, const struct wanted_options *options, struct err *err)
{
	struct wanted new = WANTED_INIT;
	int dir = open_tree(options->tree, err);
	int ret = dir < 0 ? -1 : make_config(&new.config, options, err);

	if (ret == 0)
		ret = read_manifest(&new, dir, "steps", options->flags, err);
	if (ret == 0 && (options->flags & WANTED_GUIX))
		ret = read_manifest(&new, dir, "steps-guix", options->flags, err);
	io_drop(&dir);
	if (ret < 0)
		wanted_release(&new);
	else
		*wanted = new;
	return ret;
}

static int
read_folders(struct wanted *wanted, int dir, const char *tree, struct err *err)
{
	char **name;
	size_t n;
	int ret = 0;

	if (io_list(dir, tree, &name, &n, err) < 0)
		return err->sys == ENOENT && strcmp(tree, "steps") ? 0 : -1;
	for (size_t i = 0; i < n && ret == 0; i++) {
		struct wanted_build build = { .tree = tree };
		bool found = false;

		ret = read_sources(dir, tree, name[i], &build.sources, &found, err);
		if (ret == 0 && found) {
			build.step = arr_dup(name[i]);
			*arr_push(&wanted->build, &wanted->nbuild) = build;
		}
	}
	io_free_names(name, n);
	return ret;
}

int
wanted_read_folders(struct wanted *wanted, const char *tree, struct err *err)
{
	struct wanted new = WANTED_INIT;
	int dir = open_tree(tree, err);
	int ret = dir < 0 ? -1 : read_folders(&new, dir, "steps", err);

	if (ret == 0)
		ret = read_folders(&new, dir, "steps-guix", err);
	io_drop(&dir);
	if (ret < 0)
		wanted_release(&new);
	else
		*wanted = new;
	return ret;
}

static int
add_source(struct wanted_files *files, const struct wanted_build *build, const struct source *source,
	struct err *err)
{
	struct wanted_file *file = NULL;

	for (size_t i = 0; i < files->nfile && !file; i++) {
		if (!strcmp(files->file[i].item.name, source->name))
			file = &files->file[i];
	}
	if (file && !digest_eq(&file->item.digest, &source->digest))
		return err_set(err, ERR_SYNTAX, "%s/%s/sources:%lu: '%s' has another SHA-256 in step %s", build->tree,
			build->step, source->line, source->name, file->step);
	if (!file) {
		file = arr_push(&files->file, &files->nfile);
		*file = (struct wanted_file){ .item = { .name = source->name, .digest = source->digest }, .step = build->step };
	}
	if (source->kind == SOURCE_GIT && !file->git)
		file->git = source;
	if (source->url[0]) {
		const char **url = (const char **)file->item.url;

		for (size_t i = 0; i < file->item.nurl; i++) {
			if (!strcmp(url[i], source->url))
				return 0;
		}
		*arr_push(&url, &file->item.nurl) = source->url;
		file->item.url = url;
	}
	return 0;
}

static int
compare_files(const void *a, const void *b)
{
	return strcmp(((const struct wanted_file *)a)->item.name, ((const struct wanted_file *)b)->item.name);
}

static bool
is_asked(const struct wanted_build *build, char *const *step, size_t nstep)
{
	for (size_t i = 0; i < nstep; i++) {
		if (!strcmp(build->step, step[i]))
			return true;
	}
	return nstep == 0;
}

int
wanted_list(const struct wanted *wanted, char *const *step, size_t nstep, enum wanted_when when,
	struct wanted_files *files, struct err *err)
{
	struct wanted_files new = WANTED_FILES_INIT;

	for (size_t i = 0; i < nstep; i++) {
		bool found = false;

		for (size_t k = 0; k < wanted->nbuild && !found; k++)
			found = !strcmp(wanted->build[k].step, step[i]);
		if (!found)
			return err_set(err, ERR_SYNTAX, wanted->nbuild && !wanted->build[0].pass
				? "'%s': no folder of that name in steps/ or steps-guix/ has sources"
				: "'%s': the manifest builds no such step in this configuration", step[i]);
	}
	for (size_t i = 0; i < wanted->nbuild; i++) {
		const struct wanted_build *build = &wanted->build[i];

		if (!is_asked(build, step, nstep) || (when == WANTED_BEFORE_NETWORK && !build->before_network))
			continue;
		for (size_t k = 0; k < build->sources.nsource; k++) {
			if (add_source(&new, build, &build->sources.source[k], err) < 0) {
				wanted_files_release(&new);
				return -1;
			}
		}
	}
	if (new.nfile)
		qsort(new.file, new.nfile, sizeof(*new.file), compare_files);
	*files = new;
	return 0;
}

static int
compare_name(const void *name, const void *file)
{
	return strcmp(name, ((const struct wanted_file *)file)->item.name);
}

const struct wanted_file *
wanted_find(const struct wanted_files *files, const char *name)
{
	return files->nfile ? bsearch(name, files->file, files->nfile, sizeof(*files->file), compare_name) : NULL;
}
