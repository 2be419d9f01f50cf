/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "waiver.h"

#include <stdlib.h>

#include "base/arr.h"

static const struct digest *
digest_of_file(const struct inspection *seen, const char *path)
{
	for (size_t i = 0; i < seen->ndigest; i++) {
		if (!strcmp(seen->digest[i].path, path))
			return &seen->digest[i].digest;
	}
	return NULL;
}

static void
say(struct inspection *seen, const struct policy_waiver *waiver, const char *rule, char *evidence)
{
	inspect_say(seen, rule, waiver->path, evidence);
	free(evidence);
}

/* Does WAIVER hold for FINDING, and if not, why? */
static void
apply(struct inspection *seen, const struct policy_waiver *waiver, struct finding *finding, const char *today)
{
	const struct digest *digest = digest_of_file(seen, waiver->path);

	if (strcmp(today, waiver->expires) > 0)
		say(seen, waiver, "waiver-expired", str_format("%s: expired %s", waiver->place, waiver->expires));
	else if (strcmp(today, waiver->date) < 0)
		say(seen, waiver, "waiver-expired", str_format("%s: begins %s", waiver->place, waiver->date));
	else if (!digest || !digest_eq(digest, &waiver->digest))
		say(seen, waiver, "waiver-mismatch", str_format("%s: the file has the digest %s", waiver->place,
			digest ? digest_text(digest).text : "of nothing"));
	else if (finding->state == FINDING_OPEN) {
		finding->state = FINDING_WAIVED;
		finding->why = str_format("%s, %s, until %s: %s", waiver->author, waiver->date, waiver->expires,
			waiver->reason);
	}
}

/* Is WAIVER about an update, and this no comparison of two versions? Then it has to wait for one. */
static bool
has_to_wait(const struct inspection *seen, const struct policy_waiver *waiver)
{
	const struct rule *rule = rules_find(seen->rules, waiver->rule);

	for (size_t i = 0; i < seen->audit->nfinding; i++) {
		if (seen->audit->finding[i].change != FINDING_UNCOMPARED)
			return false;
	}
	return rule && !strcmp(rule->class_, "update");
}

void
waivers_apply(struct inspection *seen, const char *today)
{
	struct record_audit *audit = seen->audit;
	size_t n = audit->nfinding;

	for (size_t i = 0; i < seen->policy->nwaiver; i++) {
		const struct policy_waiver *waiver = &seen->policy->waiver[i];
		bool used = false;

		if (strcmp(waiver->archive, audit->name))
			continue;
		for (size_t k = 0; k < n && !used; k++) {
			if (strcmp(audit->finding[k].rule, waiver->rule) || strcmp(audit->finding[k].path, waiver->path))
				continue;
			used = true;
			/* The array may move when a finding is added. */
			apply(seen, waiver, &audit->finding[k], today);
		}
		if (!used && !has_to_wait(seen, waiver))
			say(seen, waiver, "waiver-unused", str_format("%s: nothing of rule '%s' is found there",
				waiver->place, waiver->rule));
	}
	if (audit->nfinding > n)
		inspect_finish(seen);
}

static const char *
below_first(const char *path)
{
	const char *slash = strchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool
is_same(const struct finding *a, const struct finding *b, bool loose)
{
	return !strcmp(a->rule, b->rule) && !strcmp(a->evidence, b->evidence)
		&& (!strcmp(a->path, b->path) || (loose && !strcmp(below_first(a->path), below_first(b->path))));
}

static bool
has_finding(const struct record_audit *audit, const struct finding *finding, bool loose)
{
	for (size_t i = 0; i < audit->nfinding; i++) {
		if (is_same(&audit->finding[i], finding, loose))
			return true;
	}
	return false;
}

void
baseline_apply(struct record *record, const struct record *baseline)
{
	bool loose = record->naudit == 1 && baseline->naudit == 1;

	for (size_t i = 0; i < record->naudit; i++) {
		struct record_audit *audit = &record->audit[i];

		for (size_t k = 0; k < audit->nfinding; k++) {
			struct finding *finding = &audit->finding[k];

			for (size_t b = 0; b < baseline->naudit && finding->state == FINDING_OPEN; b++) {
				if ((!loose && strcmp(baseline->audit[b].name, audit->name))
					|| !has_finding(&baseline->audit[b], finding, loose))
					continue;
				finding->state = FINDING_KNOWN;
				finding->why = arr_dup("the baseline has it");
			}
		}
	}
}
