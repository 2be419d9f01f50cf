/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arr.h"
#include "base/io.h"
#include "format/hex0.h"

enum { FILE_LIMIT = 256 << 20 };

void
tree_step_release(struct tree_step *step)
{
	free(step->name);
	free(step->script);
	free(step->recipe);
	free(step->folder);
	for (size_t i = 0; i < step->nfile; i++) {
		free(step->file[i].path);
		str_release(&step->file[i].bytes);
	}
	free(step->file);
	sources_release(&step->sources);
	layer_release(&step->recorded);
}

void
tree_release(struct tree *tree)
{
	for (size_t i = 0; i < tree->nstep; i++)
		tree_step_release(&tree->step[i]);
	free(tree->step);
	stages_release(&tree->stages);
	sums_release(&tree->packages);
	policy_release(&tree->policy);
	free(tree->path);
	io_drop(&tree->dir);
	*tree = (struct tree)TREE_INIT;
}

struct tree_step *
tree_find(const struct tree *tree, const char *name)
{
	for (size_t i = 0; i < tree->nstep; i++) {
		if (!strcmp(tree->step[i].name, name))
			return &tree->step[i];
	}
	return NULL;
}

char *
tree_recorded_path(const struct tree *tree, const struct tree_step *step)
{
	return str_format("checksums/%s/%s", tree->arch->name, step->name);
}

bool
tree_has_file(const struct tree *tree, const char *path, unsigned *mode)
{
	struct stat st;

	if (fstatat(tree->dir, path, &st, 0) < 0 || !S_ISREG(st.st_mode))
		return false;
	*mode = st.st_mode & 0100 ? 0755 : 0644;
	return true;
}

int
tree_read_file(const struct tree *tree, const char *path, struct str *text, struct err *err)
{
	return io_read_file(tree->dir, path, FILE_LIMIT, text, err);
}

int
tree_read_recorded(const struct tree *tree, struct tree_step *step, struct err *err)
{
	char *path = tree_recorded_path(tree, step);
	struct str text = STR_INIT;
	unsigned mode;
	int ret = 0;

	if (tree_has_file(tree, path, &mode)) {
		ret = tree_read_file(tree, path, &text, err);
		if (ret == 0)
			ret = layer_parse(&step->recorded, path, str_span(&text), err);
		step->has_recorded = ret == 0;
	}
	str_release(&text);
	free(path);
	return ret;
}

/* The first binary: bytes made from commented hexadecimal text, as the person with sed and xxd would. */
static int
add_seed(const struct tree *tree, struct tree_file *file, struct err *err)
{
	char *source = str_format("seed/%s/hex0/hex0.hex0", tree->arch->folder);
	struct str text = STR_INIT;
	int ret = tree_read_file(tree, source, &text, err);

	if (ret == 0)
		ret = hex0_parse(&file->bytes, source, str_span(&text), err);
	file->mode = 0755;
	str_release(&text);
	free(source);
	return ret;
}

/* Give STEP the file that PATH names in the root, if the tree has it. */
static int
add_path(const struct tree *tree, struct tree_step *step, const char *path, struct err *err)
{
	char *seed_path = arch_seed_path(tree->arch);
	bool is_seed = !strcmp(path, seed_path);
	struct tree_file file = { 0 };
	char *source = str_format("seed%s", path);
	int ret = 0;

	free(seed_path);
	if (!is_seed && (!io_is_inside(span_of(source)) || !tree_has_file(tree, source, &file.mode))) {
		free(source);
		return 0;
	}
	ret = is_seed ? add_seed(tree, &file, err)
		: tree_read_file(tree, source, &file.bytes, err);
	file.path = arr_dup(path);
	*arr_push(&step->file, &step->nfile) = file;
	free(source);
	return ret;
}

static int
add_stage(struct tree *tree, struct stage *stage, struct err *err)
{
	struct tree_step step = { .pass = 1, .stage = stage };
	struct str text = STR_INIT;
	int ret = -1;

	step.name = arr_dup(stage->name);
	step.script = arr_dup("");
	if (stage->script) {
		free(step.script);
		step.script = str_format("seed%s", stage->script);
		if (!io_is_inside(span_of(step.script))) {
			err_set(err, ERR_SYNTAX, "seed/kaem.%s:%lu: '%s': wants a path without '..'",
				tree->arch->name, stage->line, stage->script);
			goto out;
		}
		if (tree_read_file(tree, step.script, &text, err) < 0
			|| stage_add_script(stage, step.script, str_span(&text), err) < 0)
			goto out;
	}
	for (size_t i = 0; i < stage->npath; i++) {
		if (add_path(tree, &step, stage->path[i], err) < 0)
			goto out;
	}
	if (tree_read_recorded(tree, &step, err) < 0)
		goto out;
	*arr_push(&tree->step, &tree->nstep) = step;
	ret = 0;
out:
	if (ret < 0)
		tree_step_release(&step);
	str_release(&text);
	return ret;
}

static int
read_seed(struct tree *tree, struct err *err)
{
	char *path = str_format("seed/kaem.%s", tree->arch->name);
	struct str text = STR_INIT;
	int ret = tree_read_file(tree, path, &text, err);

	if (ret < 0 && err->sys == ENOENT)
		err_set(err, ERR_SYSTEM, "%s/%s: not there: this tree has no seed for %s", tree->path, path,
			tree->arch->name);
	if (ret == 0)
		ret = stages_parse(&tree->stages, path, str_span(&text), err);
	for (size_t i = 0; ret == 0 && i < tree->stages.nstage; i++)
		ret = add_stage(tree, &tree->stages.stage[i], err);
	str_release(&text);
	free(path);
	return ret;
}

/* The owners' own limits and severities: a tree may have none. */
static int
read_policy(struct tree *tree, struct err *err)
{
	struct str text = STR_INIT;
	unsigned mode;
	int ret = 0;

	tree->has_policy = tree_has_file(tree, "lbs.yaml", &mode);
	if (tree->has_policy)
		ret = tree_read_file(tree, "lbs.yaml", &text, err);
	if (ret == 0 && tree->has_policy)
		ret = policy_parse(&tree->policy, "lbs.yaml", str_span(&text), err);
	str_release(&text);
	return ret;
}

static int
read_packages(struct tree *tree, struct err *err)
{
	struct str text = STR_INIT;
	unsigned mode;
	int ret = 0;

	if (tree_has_file(tree, TREE_PACKAGES, &mode)) {
		ret = tree_read_file(tree, TREE_PACKAGES, &text, err);
		if (ret == 0)
			ret = sums_parse(&tree->packages, TREE_PACKAGES, str_span(&text), err);
	}
	str_release(&text);
	return ret;
}

static int
cut_at(struct tree *tree, const char *until, struct err *err)
{
	const struct tree_step *step = tree_find(tree, until);
	size_t last;

	if (!step)
		return err_set(err, ERR_SYNTAX, "--until: no step is called '%s'", until);
	last = (size_t)(step - tree->step);
	while (tree->nstep > last + 1)
		tree_step_release(&tree->step[--tree->nstep]);
	return 0;
}

int
tree_read(struct tree *tree, const char *path, const struct arch *arch, const char *until,
	struct err *err)
{
	struct tree new = TREE_INIT;

	new.path = arr_dup(path);
	new.arch = arch;
	new.dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (new.dir < 0) {
		err_sys(err, "%s", path);
		goto fail;
	}
	if (read_policy(&new, err) < 0 || read_packages(&new, err) < 0 || read_seed(&new, err) < 0 || tree_read_steps(&new, until, err) < 0
		|| (until && cut_at(&new, until, err) < 0))
		goto fail;
	*tree = new;
	return 0;
fail:
	tree_release(&new);
	return -1;
}

int
tree_stale(const struct tree *tree, char ***name, size_t *n, struct err *err)
{
	char *folder = str_format("checksums/%s", tree->arch->name);
	char **names;
	size_t nname;

	*name = NULL;
	*n = 0;
	if (io_list(tree->dir, folder, &names, &nname, err) < 0) {
		free(folder);
		return err->sys == ENOENT ? 0 : -1;
	}
	for (size_t i = 0; i < nname; i++) {
		char *path = io_join(folder, names[i]);
		bool known = false;

		for (size_t k = 0; k < tree->nstep && !known; k++) {
			char *recorded = tree_recorded_path(tree, &tree->step[k]);

			known = !strcmp(recorded, path);
			free(recorded);
		}
		if (known)
			free(path);
		else
			*arr_push(name, n) = path;
	}
	io_free_names(names, nname);
	free(folder);
	return 0;
}

static int
add_layers_of(const struct tree *tree, const char *folder, struct digest **digest, size_t *n,
	struct err *err)
{
	char **names;
	size_t nname;
	int ret = 0;

	if (io_list(tree->dir, folder, &names, &nname, err) < 0)
		return err->sys == ENOTDIR ? 0 : -1;
	for (size_t i = 0; i < nname && ret == 0; i++) {
		char *path = io_join(folder, names[i]);
		struct str text = STR_INIT;

		/* A recorded layer's file is the layer's text: its digest is the layer's. */
		ret = tree_read_file(tree, path, &text, err);
		if (ret == 0)
			*arr_push(digest, n) = digest_of(str_span(&text));
		str_release(&text);
		free(path);
	}
	io_free_names(names, nname);
	return ret;
}

int
tree_recorded_layers(const struct tree *tree, struct digest **digest, size_t *n, struct err *err)
{
	char **names;
	size_t nname;
	int ret = 0;

	*digest = NULL;
	*n = 0;
	if (io_list(tree->dir, "checksums", &names, &nname, err) < 0)
		return err->sys == ENOENT ? 0 : -1;
	for (size_t i = 0; i < nname && ret == 0; i++) {
		char *folder = io_join("checksums", names[i]);

		ret = add_layers_of(tree, folder, digest, n, err);
		free(folder);
	}
	io_free_names(names, nname);
	return ret;
}
