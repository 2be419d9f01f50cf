/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "chain/plan.h"

#include <stdlib.h>

#include "base/arr.h"

/* The value of the terms from I on: "True", "False", or the word of a literal. */
static const char *
value_of(const struct manifest_logic *logic, size_t i, const struct config *config)
{
	const struct manifest_term *term = &logic->term[i];
	bool left, right;

	if (!term->name)
		return term->word;
	left = (strcmp(config_first(config, term->name), term->word) == 0) != term->differs;
	if (term->join == MANIFEST_LAST)
		return left ? "True" : "False";
	right = strcmp(value_of(logic, i + 1, config), "True") == 0;
	return (term->join == MANIFEST_OR ? left || right : left && right) ? "True" : "False";
}

bool
plan_holds(const struct manifest_logic *predicate, const struct config *config)
{
	return predicate->nterm == 0 || strcmp(value_of(predicate, 0, config), "True") == 0;
}

void
plan_release(struct plan *plan)
{
	for (size_t i = 0; i < plan->nstep; i++) {
		free(plan->step[i].argument);
		free(plan->step[i].name);
	}
	for (size_t i = 0; i < plan->nfile; i++) {
		free(plan->file[i].path);
		str_release(&plan->file[i].text);
	}
	free(plan->step);
	free(plan->file);
	config_release(&plan->config);
	*plan = (struct plan)PLAN_INIT;
}

const char *
plan_find(const struct plan *plan, const char *path)
{
	for (size_t i = 0; i < plan->nfile; i++) {
		if (!strcmp(plan->file[i].path, path))
			return str_span(&plan->file[i].text).at;
	}
	return NULL;
}

/* The name of STEP without the pass; owned. */
static char *
base_name(const struct plan_step *step)
{
	static const char *const word[] = { [MANIFEST_BUILD] = "", [MANIFEST_IMPROVE] = "improve.",
		[MANIFEST_JUMP] = "jump.", [MANIFEST_UNINSTALL] = "uninstall." };
	struct span first = span_of(step->argument), rest = first;

	if (step->kind == MANIFEST_UNINSTALL) {
		(void)span_cut(&rest, ' ', &first);
		while (first.n > 1 && first.at[first.n - 1] == '/')
			first.n--;
		for (size_t i = first.n; i > 0; i--) {
			if (first.at[i - 1] == '/') {
				first = (struct span){ first.at + i, first.n - i };
				break;
			}
		}
	}
	return str_format("%s%.*s", word[step->kind], (int)first.n, first.at);
}

/* STEP follows those that PLAN has: which pass is it, and what is it called? */
static void
name_step(const struct plan *plan, struct plan_step *step)
{
	char *base = base_name(step);

	step->pass = 1;
	for (size_t i = 0; i < plan->nstep; i++) {
		const struct plan_step *other = &plan->step[i];
		char *name;

		if (step->kind == MANIFEST_BUILD) {
			step->pass += !strcmp(other->argument, step->argument);
			continue;
		}
		name = base_name(other);
		step->pass += other->kind == step->kind && !strcmp(name, base);
		free(name);
	}
	step->name = step->pass > 1 ? str_format("%s.pass%u", base, step->pass) : arr_dup(base);
	free(base);
}

/* First, all predicates and defines in their order; scripts come after, with the final values. */
static void
decide(struct plan *plan, const struct manifest *manifest)
{
	for (size_t i = 0; i < manifest->ndirective; i++) {
		const struct manifest_directive *directive = &manifest->directive[i];
		struct plan_step step = { .kind = directive->kind, .line = directive->line };

		if (!plan_holds(&directive->predicate, &plan->config))
			continue;
		if (directive->kind == MANIFEST_DEFINE) {
			config_set(&plan->config, directive->argument,
				directive->value ? directive->value : value_of(&directive->logic, 0, &plan->config));
			continue;
		}
		step.argument = arr_dup(directive->argument);
		name_step(plan, &step);
		*arr_push(&plan->step, &plan->nstep) = step;
	}
}

/* Writing the scripts. */

struct writer {
	struct plan *plan;
	struct span env;
	unsigned counter;               /* of scripts */
	unsigned level;                 /* 0: kaem, 1: the first bash, 2 and up: later ones */
};

static struct str *
add_file(struct plan *plan, char *path)
{
	struct plan_file *file = arr_push(&plan->file, &plan->nfile);

	*file = (struct plan_file){ .path = path };
	return &file->text;
}

/* The text of the script that is being written; borrowed until the next file is added. */
static struct str *
script(const struct writer *writer)
{
	char *path = str_format("/steps/%u.sh", writer->counter);
	struct str *text = NULL;

	for (size_t i = 0; i < writer->plan->nfile; i++) {
		if (!strcmp(writer->plan->file[i].path, path))
			text = &writer->plan->file[i].text;
	}
	free(path);
	return text;
}

static void
add_error_handling(struct str *text, const struct config *config, unsigned level)
{
	if (strcmp(config_first(config, "INTERACTIVE"), "True")) {
		str_adds(text, "set -e\n");
	} else if (level == 1) {
		/* This early bash has no readline: text is read up to the end of input and run. */
		str_adds(text, "set -e\n"
			"trap 'while :; do printf \"%s\" \"[TRAP - use Ctrl+D] $(pwd) # \"; eval \"$(cat)\"; done' EXIT\n");
	} else {
		str_adds(text, "set -eEo pipefail\ntrap 'PS1=\"[TRAP] \\w # \" bash -i' ERR\n");
	}
}

static void
add_head(struct str *text, const struct config *config, struct span env, unsigned level)
{
	if (level == 0) {
		str_adds(text, "set -ex\ncd /steps\n");
		config_format(config, text);
		str_add(text, env);
		return;
	}
	str_adds(text, "#!/bin/bash\n");
	add_error_handling(text, config, level);
	str_adds(text, "cd /steps\n. ./bootstrap.cfg\n. ./env\n. ./helpers.sh\n");
}

void
plan_add_head(const struct plan *plan, const struct plan_step *step, struct span env, struct str *text)
{
	add_head(text, &plan->config, env, step->level);
}

void
plan_add_call(const struct plan_step *step, struct str *text)
{
	switch (step->kind) {
	case MANIFEST_BUILD:
		if (step->level == 0)
			str_addf(text, "pkg=%s\ncd ${pkg}\nkaem --file pass%u.kaem\ncd ..\n", step->argument, step->pass);
		else
			str_addf(text, "build %s pass%u.sh\n", step->argument, step->pass);
		break;
	case MANIFEST_IMPROVE:
	case MANIFEST_JUMP:
		str_addf(text, "%s /steps/%s/%s.sh\n", step->level ? "." : "kaem --file",
			step->kind == MANIFEST_JUMP ? "jump" : "improve", step->argument);
		break;
	case MANIFEST_UNINSTALL:
		str_addf(text, "uninstall %s\n", step->argument);
		break;
	case MANIFEST_DEFINE:
		break;
	}
}

static void
start_script(struct writer *writer)
{
	add_head(add_file(writer->plan, str_format("/steps/%u.sh", writer->counter)), &writer->plan->config,
		writer->env, writer->level);
}

static void
write_build(struct writer *writer, const struct plan_step *step)
{
	struct str *text = script(writer);
	bool first = writer->level == 0;

	plan_add_call(step, text);
	if (strncmp(step->argument, "bash-", 5))
		return;
	writer->counter++;
	writer->level++;
	str_addf(text, "bash /steps/%u.sh\n", writer->counter);
	if (first)
		str_addf(add_file(writer->plan, arr_dup("/preseed-jump.kaem")),
			"set -ex\nPATH=/usr/bin\nbash /steps/%u.sh\n", writer->counter);
	start_script(writer);
}

static void
write_jump(struct writer *writer, const struct plan_step *step)
{
	struct str *text = script(writer);
	unsigned n = writer->counter + 1;

	if (writer->level == 0) {
		str_addf(text, "cp /kaem.run.%u /kaem.run\ncp /usr/bin/kaem /init\nchmod 755 /init\n", n);
		plan_add_call(step, text);
		str_addf(add_file(writer->plan, str_format("/kaem.run.%u", n)),
			"set -ex\nkaem --file /steps/%u.sh\n", n);
	} else {
		str_addf(text, "mv /init /init.bak\ncp /init.%u /init\nchmod 755 /init\n", n);
		plan_add_call(step, text);
		str_addf(add_file(writer->plan, str_format("/init.%u", n)),
			"#!/bin/bash\nbash /steps/%u.sh\n", n);
	}
	writer->counter = n;
	start_script(writer);
}

int
plan_make(struct plan *plan, const struct manifest *manifest, const struct config *config,
	struct span env, struct err *err)
{
	struct plan new = PLAN_INIT;
	struct writer writer = { .plan = &new, .env = env };

	(void)err;
	for (size_t i = 0; i < config->nline; i++)
		*arr_push(&new.config.line, &new.config.nline) = (struct config_line){
			.name = arr_dup(config->line[i].name),
			.value = arr_dup(config->line[i].value),
		};
	decide(&new, manifest);
	start_script(&writer);
	for (size_t i = 0; i < new.nstep; i++) {
		struct plan_step *step = &new.step[i];

		step->era = writer.level ? PLAN_BASH : PLAN_KAEM;
		step->level = writer.level;
		step->script = writer.counter;
		switch (step->kind) {
		case MANIFEST_BUILD:
			write_build(&writer, step);
			break;
		case MANIFEST_JUMP:
			write_jump(&writer, step);
			break;
		case MANIFEST_IMPROVE:
		case MANIFEST_UNINSTALL:
		case MANIFEST_DEFINE:
			plan_add_call(step, script(&writer));
			break;
		}
	}
	*plan = new;
	return 0;
}
