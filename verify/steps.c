/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * steps - the part of tree that reads steps/: the manifest, recipes, what belongs to each
 *
 * A build, an improve and an uninstall are a step each. What a bootstrap runs behind a jump
 * has another kernel, which no sandbox has: it is refused.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arr.h"
#include "base/io.h"
#include "chain/plan.h"
#include "format/manifest.h"
#include "give.h"

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

struct reading {
	struct tree *tree;
	const struct plan *plan;
	struct span env;
	bool no_bash;               /* the bash of the era that we are in is announced, and not there */
};

/*
 * The script is what script-generator writes for STEP. A build by bash has one line more: its
 * package is compared here, with its files, so helpers.sh is told to leave that.
 */
static void
give_script(const struct reading *reading, struct tree_step *step, const struct plan_step *planned)
{
	struct str script = STR_INIT, config = STR_INIT, env = STR_INIT;

	step->recipe = str_format("/steps/%u.sh", planned->script);
	plan_add_head(reading->plan, planned, reading->env, &script);
	if (planned->kind == MANIFEST_BUILD && planned->era == PLAN_BASH)
		str_adds(&script, "UPDATE_CHECKSUMS=True\n");
	plan_add_call(planned, &script);
	give_bytes(step, step->recipe, 0644, script);
	config_format(&reading->plan->config, &config);
	give_bytes(step, "/steps/bootstrap.cfg", 0644, config);
	str_add(&env, reading->env);
	give_bytes(step, "/steps/env", 0644, env);
}

/* All that STEP's sandbox holds of the tree. Its own script may be absent: there are defaults, or none is needed. */
static int
give_all(const struct reading *reading, struct tree_step *step, const struct plan_step *planned, struct err *err)
{
	const struct tree *tree = reading->tree;
	char *folder = str_format("steps/%s", planned->argument);
	char *script = str_format("/%s", step->script);
	bool is_build = planned->kind == MANIFEST_BUILD;
	struct str text = STR_INIT;
	unsigned mode;
	int ret = 0;

	give_script(reading, step, planned);
	if (planned->era == PLAN_BASH && tree_has_file(tree, "steps/helpers.sh", &mode))
		ret = give_path(tree, step, "steps/helpers.sh", "/steps/helpers.sh", err);
	if (ret == 0 && step->script[0])
		ret = tree_read_file(tree, step->script, &text, err);
	if (ret == 0)
		ret = give_named(tree, step, str_span(&text), is_build ? 0 : GIVE_STEPS, err);
	if (ret == 0 && is_build) {
		step->folder = str_format("/%s", folder);
		ret = give_path(tree, step, folder, step->folder, err);
	} else if (ret == 0 && step->script[0]) {
		ret = give_path(tree, step, step->script, script, err);
	}
	str_release(&text);
	free(script);
	free(folder);
	return ret;
}

/* Which file of the tree runs STEP, and is there anything to run? */
static int
find_script(const struct reading *reading, struct tree_step *step, const struct plan_step *planned, struct err *err)
{
	const struct tree *tree = reading->tree;
	char *folder = str_format("steps/%s", planned->argument);
	struct stat st;
	unsigned mode;
	bool is_name, has_folder, has_script;

	step->script = planned->kind == MANIFEST_UNINSTALL ? arr_dup("")
		: planned->kind == MANIFEST_IMPROVE ? str_format("steps/improve/%s.sh", planned->argument)
		: str_format("%s/pass%u.%s", folder, planned->pass, planned->era == PLAN_KAEM ? "kaem" : "sh");
	/* It becomes a file of checksums/, and but for an uninstall names one of steps/. */
	is_name = !strchr(planned->name, '/') && (planned->kind == MANIFEST_UNINSTALL
		|| (!strchr(planned->argument, '/') && io_is_inside(span_of(folder))));
	has_folder = is_name && fstatat(tree->dir, folder, &st, 0) == 0 && S_ISDIR(st.st_mode);
	has_script = is_name && step->script[0] && tree_has_file(tree, step->script, &mode);
	free(folder);
	if (!is_name)
		return err_set(err, ERR_SYNTAX, "steps/manifest:%lu: '%s': not a step's name", planned->line,
			planned->argument);
	step->announced = planned->era == PLAN_BASH ? reading->no_bash : planned->kind == MANIFEST_BUILD && !has_script;
	/* The phases of bash have defaults: a folder is enough. */
	if (planned->kind == MANIFEST_BUILD)
		step->announced = step->announced || !has_folder;
	if (step->announced && step->has_recorded)
		return err_set(err, ERR_SYNTAX, "checksums/%s/%s: recorded, but the step has no recipe '%s'",
			tree->arch->name, step->name, step->script);
	if (planned->kind == MANIFEST_IMPROVE && !step->announced && !has_script)
		return err_set(err, ERR_SYNTAX, "steps/manifest:%lu: 'improve: %s': there is no %s", planned->line,
			planned->argument, step->script);
	if (planned->kind == MANIFEST_UNINSTALL && planned->era == PLAN_KAEM)
		return err_set(err, ERR_SYNTAX, "steps/manifest:%lu: 'uninstall: %s': only bash can, and there is none before this",
			planned->line, planned->argument);
	if (step->announced || !has_script) {
		free(step->script);
		step->script = arr_dup("");
	}
	return 0;
}

static int
add_step(struct reading *reading, const struct plan_step *planned, struct err *err)
{
	struct tree *tree = reading->tree;
	struct tree_step step = { .pass = planned->pass, .era = planned->era, .name = arr_dup(planned->name) };
	char *sources = str_format("steps/%s/sources", planned->argument);
	struct str text = STR_INIT;
	unsigned mode;
	int ret = -1;

	if (tree_find(tree, step.name)) {
		err_set(err, ERR_SYNTAX, "steps/manifest:%lu: '%s': a step is called so already", planned->line, step.name);
		goto out;
	}
	if (tree_read_recorded(tree, &step, err) < 0 || find_script(reading, &step, planned, err) < 0)
		goto out;
	if (planned->kind == MANIFEST_BUILD && tree_has_file(tree, sources, &mode)
		&& (tree_read_file(tree, sources, &text, err) < 0
			|| sources_parse(&step.sources, sources, str_span(&text), err) < 0))
		goto out;
	if (!step.announced && give_all(reading, &step, planned, err) < 0)
		goto out;
	if (planned->kind == MANIFEST_BUILD && !strncmp(planned->argument, "bash-", 5))
		reading->no_bash = step.announced;
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
add_steps(struct reading *reading, const char *until, struct err *err)
{
	const struct plan *plan = reading->plan;
	const struct plan_step *jump = NULL;

	for (size_t i = 0; i < plan->nstep; i++) {
		if (plan->step[i].kind == MANIFEST_JUMP) {
			jump = jump ? jump : &plan->step[i];
			continue;
		}
		if (add_step(reading, &plan->step[i], err) < 0)
			return -1;
		if (jump && !reading->tree->step[reading->tree->nstep - 1].announced)
			return err_set(err, ERR_LIMIT, "steps/manifest:%lu: 'jump: %s': what is behind it runs on another kernel, "
				"and a sandbox has none; --until can name a step before it", jump->line, jump->argument);
		if (until && !strcmp(plan->step[i].name, until))
			break;
	}
	return 0;
}

int
tree_read_steps(struct tree *tree, const char *until, struct err *err)
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
		ret = add_steps(&(struct reading){ tree, &plan, str_span(&env), false }, until, err);
	plan_release(&plan);
	manifest_release(&manifest);
	str_release(&env);
	str_release(&text);
	return ret;
}
