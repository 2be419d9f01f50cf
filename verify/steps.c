/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * steps - the part of tree that reads steps/: the manifest, recipes, what belongs to each
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arr.h"
#include "base/io.h"
#include "chain/plan.h"
#include "format/manifest.h"
#include "tree.h"

enum { DEPTH_LIMIT = 32 };

/*
 * The configuration of every run, for the manifest's predicates and for the
 * recipes: a chain in sandboxes without a kernel of its own and without a
 * person at the keyboard. A steps/bootstrap.cfg that some other run of the
 * tree left there has no say.
 */
static int
make_plan(const struct tree *tree, const struct manifest *manifest, struct span env, struct plan *plan,
	struct err *err)
{
	struct config config = CONFIG_INIT;
	char *text = str_format("ARCH=%s\nARCH_DIR=%s\nFORCE_TIMESTAMPS=False\nCHROOT=True\n"
		"UPDATE_CHECKSUMS=False\nJOBS=1\nSWAP_SIZE=0\nFINAL_JOBS=1\nINTERNAL_CI=False\n"
		"INTERACTIVE=False\nQEMU=False\nBARE_METAL=False\nDISK=sda1\nKERNEL_BOOTSTRAP=False\n"
		"BUILD_KERNELS=False\nCONFIGURATOR=False\n",
		tree->arch->name, tree->arch->folder);
	int ret = config_parse(&config, "bootstrap.cfg", span_of(text), err);

	if (ret == 0)
		ret = plan_make(plan, manifest, &config, env, err);
	config_release(&config);
	free(text);
	return ret;
}

/* Takes BYTES over. */
static void
give(struct tree_step *step, const char *path, unsigned mode, struct str bytes)
{
	for (size_t i = 0; i < step->nfile; i++) {
		if (!strcmp(step->file[i].path, path)) {
			str_release(&bytes);
			return;
		}
	}
	*arr_push(&step->file, &step->nfile) = (struct tree_file){ arr_dup(path), mode, bytes };
}

/* Give STEP the file PATH of the tree, or all below it, at AT in its root. */
static int
give_path(const struct tree *tree, struct tree_step *step, const char *path, const char *at,
	unsigned depth, struct err *err)
{
	struct str bytes = STR_INIT;
	struct stat st;
	char **name;
	size_t n;
	int ret = 0;

	if (fstatat(tree->dir, path, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return err_sys(err, "%s", path);
	if (S_ISREG(st.st_mode)) {
		if (tree_read_file(tree, path, &bytes, err) < 0)
			return -1;
		give(step, at, st.st_mode & 0100 ? 0755 : 0644, bytes);
		return 0;
	}
	if (!S_ISDIR(st.st_mode) || depth > DEPTH_LIMIT)
		return err_set(err, ERR_SYNTAX, "%s: wants regular files, and folders of them, %d deep at most", path,
			DEPTH_LIMIT);
	if (io_list(tree->dir, path, &name, &n, err) < 0)
		return -1;
	for (size_t i = 0; i < n && ret == 0; i++) {
		char *below = io_join(path, name[i]), *to = io_join(at, name[i]);

		ret = give_path(tree, step, below, to, depth + 1, err);
		free(to);
		free(below);
	}
	io_free_names(name, n);
	return ret;
}

static int
give_seed(const struct tree *tree, struct tree_step *step, struct span word, struct err *err)
{
	char *path, *at;
	struct stat st;
	int ret = 0;

	if (word.n > 2 && word.at[0] == '-' && word.at[2] == '/')
		word = (struct span){ word.at + 2, word.n - 2 };
	while (word.n > 1 && word.at[word.n - 1] == '/')
		word.n--;
	if (word.n < 2 || word.at[0] != '/')
		return 0;
	at = span_dup(word);
	path = str_format("seed%s", at);
	if (io_is_inside(span_of(path)) && fstatat(tree->dir, path, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		/* Of a file its folder: C includes what lies beside it. */
		if (S_ISREG(st.st_mode) && strrchr(at, '/') != at) {
			*strrchr(path, '/') = '\0';
			*strrchr(at, '/') = '\0';
		}
		ret = give_path(tree, step, path, at, 0, err);
	}
	free(path);
	free(at);
	return ret;
}

/*
 * Of seed/ a recipe finds the folders that it names by a whole path, or of which
 * it names a file, with all in them: as a word ("/libc/start.c"), after an equals
 * sign ("LIBC=/libc"), or after a letter ("-I/libc/include").
 */
static int
give_named(const struct tree *tree, struct tree_step *step, struct span text, struct err *err)
{
	static const char between[] = " \t\r\n\"'=:";
	struct span line;

	while (span_line(&text, &line)) {
		size_t from = 0;

		for (size_t at = 0; at <= line.n; at++) {
			bool comment = at < line.n && line.at[at] == '#' && at == from;

			if (at < line.n && !comment && !strchr(between, line.at[at]))
				continue;
			if (give_seed(tree, step, (struct span){ line.at + from, at - from }, err) < 0)
				return -1;
			if (comment)
				break;
			from = at + 1;
		}
	}
	return 0;
}

/* All that STEP's sandbox holds of the tree. */
static int
give_recipe(const struct tree *tree, struct tree_step *step, const struct plan *plan,
	const struct plan_step *build, struct span env, struct err *err)
{
	char *folder = str_format("steps/%s", build->argument), *at = str_format("/%s", folder);
	struct str text = STR_INIT, script = STR_INIT, config = STR_INIT, copy = STR_INIT;
	int ret = -1;

	if (tree_read_file(tree, step->script, &text, err) < 0
		|| give_named(tree, step, str_span(&text), err) < 0
		|| give_path(tree, step, folder, at, 0, err) < 0)
		goto out;
	step->recipe = str_format("/steps/%u.sh", build->script);
	plan_add_build(plan, build, env, &script);
	give(step, step->recipe, 0644, script);
	config_format(&plan->config, &config);
	give(step, "/steps/bootstrap.cfg", 0644, config);
	str_add(&copy, env);
	give(step, "/steps/env", 0644, copy);
	ret = 0;
out:
	str_release(&text);
	free(at);
	free(folder);
	return ret;
}

static int
check_build(const struct tree *tree, const struct tree_step *step, const struct plan_step *build,
	bool has_recipe, struct err *err)
{
	if (tree_find(tree, step->name))
		return err_set(err, ERR_SYNTAX, "steps/manifest:%lu: '%s': a step is called so already",
			build->line, step->name);
	if (has_recipe && build->era == PLAN_BASH)
		return err_set(err, ERR_LIMIT, "%s: recipes for bash are not run yet, for kaem alone", step->script);
	if (!has_recipe && step->has_recorded)
		return err_set(err, ERR_SYNTAX, "checksums/%s/%s: recorded, but the step has no recipe '%s'",
			tree->arch->name, step->name, step->script);
	return 0;
}

static int
add_build(struct tree *tree, const struct plan *plan, const struct plan_step *build, struct span env,
	struct err *err)
{
	struct tree_step step = { .pass = build->pass };
	char *sources = str_format("steps/%s/sources", build->argument);
	struct str text = STR_INIT;
	bool has_recipe;
	unsigned mode;
	int ret = -1;

	step.name = build->pass > 1 ? str_format("%s.pass%u", build->argument, build->pass)
		: arr_dup(build->argument);
	step.script = str_format("steps/%s/pass%u.%s", build->argument, build->pass,
		build->era == PLAN_KAEM ? "kaem" : "sh");
	if (!io_is_inside(span_of(step.script)) || strchr(build->argument, '/')) {
		err_set(err, ERR_SYNTAX, "steps/manifest:%lu: '%s': not a step's name", build->line, build->argument);
		goto out;
	}
	has_recipe = tree_has_file(tree, step.script, &mode);
	if (tree_read_recorded(tree, &step, err) < 0 || check_build(tree, &step, build, has_recipe, err) < 0)
		goto out;
	if (tree_has_file(tree, sources, &mode)
		&& (tree_read_file(tree, sources, &text, err) < 0
			|| sources_parse(&step.sources, sources, str_span(&text), err) < 0))
		goto out;
	if (has_recipe && give_recipe(tree, &step, plan, build, env, err) < 0)
		goto out;
	if (!has_recipe) {
		step.announced = true;
		free(step.script);
		step.script = arr_dup("");
	}
	*arr_push(&tree->step, &tree->nstep) = step;
	ret = 0;
out:
	if (ret < 0)
		tree_step_release(&step);
	str_release(&text);
	free(sources);
	return ret;
}

static int
add_steps(struct tree *tree, const struct plan *plan, struct span env, struct err *err)
{
	static const char *const word[] = { [MANIFEST_IMPROVE] = "improve", [MANIFEST_JUMP] = "jump",
		[MANIFEST_UNINSTALL] = "uninstall" };
	const struct plan_step *other = NULL;
	bool announced = true;

	for (size_t i = 0; i < plan->nstep; i++) {
		if (plan->step[i].kind != MANIFEST_BUILD) {
			other = other ? other : &plan->step[i];
			continue;
		}
		if (add_build(tree, plan, &plan->step[i], env, err) < 0)
			return -1;
		announced = announced && tree->step[tree->nstep - 1].announced;
	}
	/* Where all is announced there is nothing yet that they could change. */
	if (other && !announced)
		return err_set(err, ERR_LIMIT, "steps/manifest:%lu: '%s: %s': of the manifest builds alone are run yet",
			other->line, word[other->kind], other->argument);
	return 0;
}

int
tree_read_steps(struct tree *tree, struct err *err)
{
	struct manifest manifest = MANIFEST_INIT;
	struct plan plan = PLAN_INIT;
	struct str text = STR_INIT, env = STR_INIT;
	unsigned mode;
	int ret = tree_read_file(tree, "steps/manifest", &text, err);

	if (ret == 0 && tree_has_file(tree, "steps/env", &mode))
		ret = tree_read_file(tree, "steps/env", &env, err);
	if (ret == 0)
		ret = manifest_parse(&manifest, "steps/manifest", str_span(&text), err);
	if (ret == 0)
		ret = make_plan(tree, &manifest, str_span(&env), &plan, err);
	if (ret == 0)
		ret = add_steps(tree, &plan, str_span(&env), err);
	plan_release(&plan);
	manifest_release(&manifest);
	str_release(&env);
	str_release(&text);
	return ret;
}
