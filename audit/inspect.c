/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "inspect.h"

#include <stdlib.h>

#include "base/arr.h"

void
inspection_release(struct inspection *inspection)
{
	for (size_t i = 0; i < inspection->npath; i++)
		free(inspection->path[i]);
	free(inspection->path);
	free(inspection->file);
	str_release(&inspection->first);
}

int
inspect_start(struct inspection *inspection, const char *path, struct err *err)
{
	free(inspection->file);
	inspection->file = arr_dup(path);
	str_clear(&inspection->first);
	*arr_push(&inspection->path, &inspection->npath) = arr_dup(path);
	inspection->audit->nfile++;
	return scan_start(inspection->scanner, err);
}

int
inspect_block(struct inspection *inspection, struct span block, struct err *err)
{
	inspection->audit->nbyte += block.n;
	if (inspection->first.n < MAGIC_BYTES) {
		size_t room = MAGIC_BYTES - inspection->first.n;

		str_add(&inspection->first, (struct span){ block.at, block.n < room ? block.n : room });
	}
	return scan_block(inspection->scanner, block, err);
}

/* Text for one line of a report: escaped, and not longer than EVIDENCE_BYTES. */
static char *
shorten(const char *text)
{
	struct str escaped = STR_INIT;
	size_t n;

	str_add_escaped(&escaped, span_of(text));
	n = escaped.n;
	if (n > EVIDENCE_BYTES) {
		n = EVIDENCE_BYTES - 3;
		/* Not in the middle of a character of UTF-8. */
		while (n > 0 && ((unsigned char)escaped.at[n] & 0xc0) == 0x80)
			n--;
		escaped.n = n;
		escaped.at[n] = '\0';
		str_adds(&escaped, "...");
	}
	return str_take(&escaped);
}

static void
add_finding(struct inspection *inspection, const struct rule *rule, const char *path, uint64_t line,
	const char *evidence)
{
	struct record_audit *audit = inspection->audit;
	enum severity severity = rule->severity;
	enum path_class where = path_classify(path);

	if (rule->marker && where == PATH_DOCUMENT)
		return;
	if ((rule->flags & RULE_NOT_IN_SKELETONS) && where == PATH_SKELETON)
		return;
	if (where == PATH_TEST && !(rule->flags & RULE_ALSO_IN_TESTS) && severity > SEVERITY_DATA)
		severity = SEVERITY_DATA;
	if (!policy_severity(inspection->policy, rule->id, &severity))
		return;
	*arr_push(&audit->finding, &audit->nfinding) = (struct finding){
		.rule = arr_dup(rule->id),
		.class_ = arr_dup(rule->class_),
		.severity = severity,
		.path = arr_dup(path),
		.line = line,
		.evidence = shorten(evidence),
		.from = arr_dup(""),
		.advice = arr_dup(rule->advice),
		.confidence = rule->confidence,
	};
}

void
inspect_say(struct inspection *inspection, const char *rule, const char *path, const char *evidence)
{
	add_finding(inspection, rules_find(rule), path, 0, evidence);
}

static void
use_magic(struct inspection *inspection)
{
	const char *name;

	switch (magic_find(str_span(&inspection->first), &name)) {
	case MAGIC_EXECUTABLE:
		inspect_say(inspection, "executable", inspection->file, name);
		break;
	case MAGIC_OBJECT:
		inspect_say(inspection, "object-code", inspection->file, name);
		break;
	case MAGIC_BYTECODE:
		inspect_say(inspection, "bytecode", inspection->file, name);
		break;
	case MAGIC_UNKNOWN:
		inspect_say(inspection, "unknown-binary", inspection->file, name);
		break;
	case MAGIC_ARCHIVE:
		inspect_say(inspection, "archive-not-opened", inspection->file, name);
		break;
	case MAGIC_NONE:
	case MAGIC_DATA:
		break;
	}
}

/* Was a rule of this name met in the file by an earlier hit? */
static bool
was_met(const struct scan_hit *hit, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++) {
		if (!strcmp(hit[i].rule->id, id))
			return true;
	}
	return false;
}

static bool
is_stronger_met(const struct scan_hit *hit, size_t n, const struct rule *rule)
{
	for (size_t i = 0; i < n; i++) {
		if (!(hit[i].rule->flags & RULE_WEAK) && !strcmp(hit[i].rule->class_, rule->class_))
			return true;
	}
	return false;
}

int
inspect_end(struct inspection *inspection, bool opened, struct err *err)
{
	const struct scan_hit *hit;
	size_t n;

	if (scan_end(inspection->scanner, &hit, &n, err) < 0)
		return -1;
	if (opened)
		return 0;
	use_magic(inspection);
	for (size_t i = 0; i < n; i++) {
		if (was_met(hit, i, hit[i].rule->id))
			continue;
		if ((hit[i].rule->flags & RULE_WEAK) && is_stronger_met(hit, n, hit[i].rule))
			continue;
		add_finding(inspection, hit[i].rule, inspection->file, hit[i].line, hit[i].text);
	}
	return 0;
}

static int
compare_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool
has_path(const struct inspection *inspection, const char *path)
{
	return inspection->npath && bsearch(&path, inspection->path, inspection->npath,
		sizeof(*inspection->path), compare_text);
}

/* The input of FINDING's file that lies beside it, owned, or NULL. */
static char *
find_pair(const struct inspection *inspection, const struct finding *finding, const struct rule *rule)
{
	struct span pairs = span_of(rule->pairs), pair;
	struct span path = span_of(finding->path), folder = path, stem = path;

	while (folder.n && folder.at[folder.n - 1] != '/' && folder.at[folder.n - 1] != '!')
		folder.n--;
	while (stem.n > folder.n && stem.at[stem.n - 1] != '.')
		stem.n--;
	stem.n = stem.n > folder.n ? stem.n - 1 : path.n;
	/* parse.tab.c comes from parse.y */
	if (span_ends(stem, ".tab"))
		stem.n -= 4;
	while (span_cut(&pairs, ' ', &pair)) {
		struct str name = STR_INIT;

		str_add(&name, pair.at[0] == '.' ? stem : folder);
		str_add(&name, pair);
		if (has_path(inspection, name.at) && strcmp(name.at, finding->path))
			return str_take(&name);
		str_release(&name);
	}
	return NULL;
}

static int
compare_findings(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	if (order)
		return order;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	return strcmp(x->rule, y->rule);
}

void
inspect_finish(struct inspection *inspection)
{
	struct record_audit *audit = inspection->audit;

	if (inspection->npath)
		qsort(inspection->path, inspection->npath, sizeof(*inspection->path), compare_text);
	for (size_t i = 0; i < audit->nfinding; i++) {
		struct finding *finding = &audit->finding[i];
		char *pair = find_pair(inspection, finding, rules_find(finding->rule));

		if (!pair)
			continue;
		free(finding->from);
		finding->from = pair;
	}
	if (audit->nfinding)
		qsort(audit->finding, audit->nfinding, sizeof(*audit->finding), compare_findings);
}
