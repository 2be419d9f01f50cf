/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "gateregen.h"

#include <stdlib.h>

#include "base/arr.h"
#include "gatechange.h"
#include "regenapply.h"

static bool
is_wanted(const struct finding *finding)
{
	return strcmp(finding->class_, "update") && gate_is_generated(finding) && finding->state == FINDING_OPEN
		&& (finding->change == FINDING_NEW || finding->change == FINDING_UPDATED);
}

/* What was said of why PATH changed is settled: its input makes it. */
static void
settle(struct record_audit *audit, const char *path)
{
	for (size_t i = 0; i < audit->nfinding; i++) {
		struct finding *finding = &audit->finding[i];

		if (!strcmp(finding->path, path) && !strcmp(finding->class_, "update") && finding->state == FINDING_OPEN
			&& !strncmp(finding->rule, "changed-", 8) && !strstr(finding->rule, "test-blob")) {
			finding->state = FINDING_KNOWN;
			finding->why = arr_dup("its input makes it again");
		}
	}
}

/* Is it the generator that the file names? Another version writes other lines, which tells nothing. */
static bool
is_same_version(const struct regen_result *result)
{
	return !result->wanted[0] || !strcmp(result->wanted, result->here);
}

static void
try(struct gate_side *new, struct regen *regen, size_t at)
{
	struct finding *finding = &new->seen->audit->finding[at];
	struct regen_result result;
	char *path;

	regen_run(regen, finding->path, finding->from, &result);
	if (result.tool) {
		path = arr_dup(finding->path);
		free(finding->again);
		finding->again = regen_words(&result);
		if (result.end == REGEN_EQUAL || result.end == REGEN_ALIKE) {
			settle(new->seen->audit, path);
		} else if (result.end == REGEN_DIFFERS && is_same_version(&result)) {
			struct span line = span_of(result.shown), first = SPAN_INIT;

			(void)span_line(&line, &first);
			gate_say(new, "differs-from-input", path, result.first, str_format("%zu line%s not what %s %s makes: %.*s",
				result.nline, result.nline == 1 ? " is" : "s are", result.tool, result.here, (int)first.n, first.at));
			new->seen->audit->finding[new->seen->audit->nfinding - 1].change = FINDING_NEW;
		}
		free(path);
	}
	regen_result_release(&result);
}

int
gate_regenerate(struct gate_side *new, const char *path, unsigned seconds, struct err *err)
{
	struct regen_options options = { .seconds = seconds };
	struct record_audit *audit = new->seen->audit;
	struct regen *regen;
	bool wanted = false;

	for (size_t i = 0; i < audit->nfinding && !wanted; i++)
		wanted = is_wanted(&audit->finding[i]);
	if (!wanted)
		return 0;
	if (regen_open(&regen, path, &options, err) < 0)
		return -1;
	for (size_t i = 0, n = audit->nfinding; i < n; i++) {
		if (is_wanted(&audit->finding[i]))
			try(new, regen, i);
	}
	regen_close(regen);
	inspect_finish(new->seen);
	return 0;
}
