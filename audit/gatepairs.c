/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "gatepairs.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"

int
gate_sources_read(struct gate_sources *sources, const char *tree, const char *distfiles, const char *argument,
	struct err *err)
{
	struct step *step = &sources->step;

	if (access(argument, F_OK) == 0 || !step_exists(tree, argument)) {
		*arr_push(&sources->path, &sources->n) = arr_dup(argument);
		return 0;
	}
	if (step_read(step, tree, argument, err) < 0)
		return -1;
	sources->is_step = true;
	for (size_t i = 0; i < step->nsource; i++)
		*arr_push(&sources->path, &sources->n) = io_join(distfiles, step->source[i]);
	return 0;
}

void
gate_sources_release(struct gate_sources *sources)
{
	io_free_names(sources->path, sources->n);
	if (sources->is_step)
		step_release(&sources->step);
	*sources = (struct gate_sources){ .n = 0 };
}

char *
gate_stem(const char *path)
{
	static const char *const endings[] = { ".tar", ".tgz", ".tbz", ".txz", ".zip", ".orig" };
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	struct span rest = span_of(name);
	struct str stem = STR_INIT;

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		const char *at = span_find(rest, span_of(endings[i]));

		if (at && at > rest.at)
			rest.n = (size_t)(at - rest.at);
	}
	for (size_t i = 0; i < rest.n; i++) {
		bool digit = rest.at[i] >= '0' && rest.at[i] <= '9';

		if (!digit && !(rest.at[i] == '.' && stem.n && stem.at[stem.n - 1] == '#'))
			str_addc(&stem, rest.at[i]);
		else if (!stem.n || stem.at[stem.n - 1] != '#')
			str_addc(&stem, '#');
	}
	return stem.n ? str_take(&stem) : arr_dup("");
}

struct gate_couple *
gate_couples(const struct gate_sources *old, const struct gate_sources *new, size_t *n)
{
	struct gate_couple *couple = NULL;
	bool *used = arr_new(old->n, sizeof(*used)), alone = old->n == 1 && new->n == 1;

	*n = 0;
	for (size_t i = 0; i < new->n; i++) {
		char *stem = gate_stem(new->path[i]);
		struct gate_couple *one = arr_push(&couple, n);

		*one = (struct gate_couple){ NULL, new->path[i] };
		for (size_t k = 0; k < old->n && !one->old; k++) {
			char *other = gate_stem(old->path[k]);

			if (!used[k] && (alone || !strcmp(stem, other))) {
				one->old = old->path[k];
				used[k] = true;
			}
			free(other);
		}
		free(stem);
	}
	for (size_t k = 0; k < old->n; k++) {
		if (!used[k])
			*arr_push(&couple, n) = (struct gate_couple){ old->path[k], NULL };
	}
	free(used);
	return couple;
}
