/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "regenapply.h"

#include <stdlib.h>

#include "base/arr.h"

static bool
is_ours(const struct rule *rule)
{
	static const char *const tools[] = { "autoconf", "aclocal", "automake", "autoheader", "bison", "flex", "gperf" };

	for (size_t i = 0; rule && i < rule->ntool; i++) {
		for (size_t k = 0; k < sizeof(tools) / sizeof(*tools); k++) {
			if (!strcmp(rule->tool[i], tools[k]))
				return true;
		}
	}
	return false;
}

/* "line 12: -shipped; +made" */
char *
regen_words(const struct regen_result *result)
{
	struct span rest = span_of(result->shown), line;
	struct str text = STR_INIT;

	str_addf(&text, "%s: %s", regen_word(result->end), result->reason);
	if (result->end != REGEN_DIFFERS)
		return str_take(&text);
	str_addf(&text, "; from line %zu:", result->first);
	while (span_line(&rest, &line)) {
		str_addc(&text, ' ');
		str_add(&text, line);
	}
	return str_take(&text);
}

void
regen_apply(struct regen *regen, const struct rules *rules, struct record_audit *audit)
{
	for (size_t i = 0; i < audit->nfinding; i++) {
		struct finding *finding = &audit->finding[i];
		struct regen_result result;

		if (finding->state != FINDING_OPEN || !is_ours(rules_find(rules, finding->rule)))
			continue;
		regen_run(regen, finding->path, finding->from, &result);
		/* The same tool brings helpers, too, which are copies. */
		if (result.tool) {
			free(finding->again);
			finding->again = regen_words(&result);
		}
		regen_result_release(&result);
	}
}

int
regen_apply_all(char *const *path, size_t n, unsigned seconds, const struct rules *rules, struct record_audit *audit,
	struct err *err)
{
	struct regen_options options = { .seconds = seconds };

	for (size_t i = 0; i < n; i++) {
		struct regen *regen;
		bool wanted = false;

		for (size_t k = 0; k < audit[i].nfinding && !wanted; k++)
			wanted = is_ours(rules_find(rules, audit[i].finding[k].rule));
		if (!wanted)
			continue;
		if (regen_open(&regen, path[i], &options, err) < 0)
			return -1;
		regen_apply(regen, rules, &audit[i]);
		regen_close(regen);
	}
	return 0;
}
