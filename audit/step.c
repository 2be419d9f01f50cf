/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "step.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "format/sources.h"

enum { TEXT_LIMIT = 1 << 22, PASSES = 99 };

/* "make-4.3" of "make-4.3.pass2", and 2; 0 when it names no pass. */
static unsigned
split(const char *name, char **folder)
{
	const char *at = strstr(name, ".pass");
	long long pass = at ? span_number(span_of(at + 5), PASSES) : 0;

	*folder = pass > 0 ? arr_dupn(name, (size_t)(at - name)) : arr_dup(name);
	return pass > 0 ? (unsigned)pass : 0;
}

static char *
folder_of(const char *tree, const char *name, unsigned *pass)
{
	char *folder, *path;

	*pass = split(name, &folder);
	path = strchr(folder, '/') || folder[0] == '.' || !folder[0] ? NULL : str_format("%s/steps/%s", tree, folder);
	free(folder);
	return path;
}

bool
step_exists(const char *tree, const char *name)
{
	unsigned pass;
	char *folder = folder_of(tree, name, &pass);
	char *sources = folder ? io_join(folder, "sources") : NULL;
	bool exists = sources && access(sources, R_OK) == 0;

	free(sources);
	free(folder);
	return exists;
}

void
step_release(struct step *step)
{
	for (size_t i = 0; i < step->nrecipe; i++)
		recipe_release(&step->recipe[i]);
	io_free_names(step->source, step->nsource);
	hints_release(&step->hints);
	free(step->recipe);
	free(step->name);
	*step = (struct step){ 0 };
}

static int
read_sources(struct step *step, const char *folder, struct err *err)
{
	struct sources sources = SOURCES_INIT;
	struct str text = STR_INIT;
	char *path = io_join(folder, "sources");
	int ret = io_read_file(AT_FDCWD, path, TEXT_LIMIT, &text, err);

	if (ret == 0)
		ret = sources_parse(&sources, path, str_span(&text), err);
	for (size_t i = 0; ret == 0 && i < sources.nsource; i++)
		*arr_push(&step->source, &step->nsource) = arr_dup(sources.source[i].name);
	sources_release(&sources);
	str_release(&text);
	free(path);
	return ret;
}

static int
read_recipes(struct step *step, const char *folder, unsigned wanted, struct err *err)
{
	static const char *const endings[] = { "kaem", "sh" };

	for (unsigned pass = wanted ? wanted : 1; pass <= (wanted ? wanted : PASSES); pass++) {
		for (size_t i = 0; i < 2; i++) {
			char *path = str_format("%s/pass%u.%s", folder, pass, endings[i]);
			char *shown = str_format("pass%u.%s", pass, endings[i]);
			struct str text = STR_INIT;
			int ret = 0;

			if (access(path, F_OK) == 0) {
				ret = io_read_file(AT_FDCWD, path, TEXT_LIMIT, &text, err);
				if (ret == 0)
					recipe_read(arr_push(&step->recipe, &step->nrecipe), shown,
						i ? RECIPE_SH : RECIPE_KAEM, str_span(&text));
			}
			str_release(&text);
			free(shown);
			free(path);
			if (ret < 0)
				return -1;
		}
	}
	return 0;
}

int
step_read(struct step *step, const char *tree, const char *name, struct err *err)
{
	unsigned pass;
	char *path = folder_of(tree, name, &pass), *folder = NULL;
	int ret = -1;

	if (!path)
		return err_set(err, ERR_SYNTAX, "'%s': not a step's name", name);
	(void)split(name, &folder);
	step->name = arr_dup(name);
	if (read_sources(step, path, err) == 0 && read_recipes(step, path, pass, err) == 0
		&& hints_read(&step->hints, tree, folder, err) == 0)
		ret = 0;
	free(folder);
	free(path);
	if (ret < 0)
		step_release(step);
	return ret;
}

/* A line why all of them handle FILE; NULL when one does not. */
static char *
handled(const struct step *step, size_t n, const char *file, const struct rule *rule)
{
	char *why = NULL;

	for (size_t i = 0; i < n; i++) {
		if (step[i].nrecipe == 0)
			goto not;
		for (size_t k = 0; k < step[i].nrecipe; k++) {
			char *one = recipe_handles(&step[i].recipe[k], file, rule->tool, rule->ntool);

			if (!one)
				goto not;
			if (!why)
				why = str_format("%s: %s", step[i].name, one);
			free(one);
		}
	}
	return why;
not:
	free(why);
	return NULL;
}

void
steps_apply(const struct step *step, size_t n, const struct rules *rules, struct record_audit *audit)
{
	for (size_t i = 0; n && i < audit->nfinding; i++) {
		struct finding *finding = &audit->finding[i];
		const struct rule *rule = rules_find(rules, finding->rule);
		char *why = handled(step, n, finding->path, rule);

		if (why && finding->state == FINDING_OPEN) {
			finding->state = FINDING_HANDLED;
			finding->why = why;
			why = NULL;
		}
		free(why);
	}
	if (n)
		hints_apply(&step[0].hints, rules, audit);
}
