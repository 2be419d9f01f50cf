/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "findings.h"
#include "report.h"

enum { LICENCE_PATHS = 3 };     /* of a group, so many are named; of those that are not free, all */

static void
add_side(const struct layer_entry *entry, struct str *text)
{
	if (!entry) {
		str_adds(text, "nothing");
		return;
	}
	switch (entry->type) {
	case LAYER_FILE:
		str_addf(text, "%.8s (mode %04o, %llu bytes)", digest_text(&entry->digest).text, entry->mode,
			(unsigned long long)entry->size);
		break;
	case LAYER_DIR:
		str_addf(text, "a folder (mode %04o)", entry->mode);
		break;
	case LAYER_LINK:
		str_adds(text, "a link to ");
		str_add_escaped(text, span_of(entry->target));
		break;
	case LAYER_GONE:
		str_adds(text, "removed");
		break;
	}
}

void
report_change(const struct record_change *change, struct str *text)
{
	str_add_escaped(text, span_of((change->recorded ? change->recorded : change->built)->path));
	str_adds(text, ": recorded ");
	add_side(change->recorded, text);
	str_adds(text, ", built ");
	add_side(change->built, text);
}

static void
add_steps(const struct record *record, struct str *text)
{
	for (size_t i = 0; i < record->nstep; i++) {
		const struct record_step *step = &record->step[i];

		str_addf(text, "%-12s ", verdict_word(step->verdict));
		str_add_escaped(text, span_of(step->name));
		if (step->reason[0]) {
			str_adds(text, ": ");
			str_add_escaped(text, span_of(step->reason));
		}
		str_addc(text, '\n');
		for (size_t k = 0; k < step->nchange; k++) {
			str_adds(text, "             ");
			report_change(&step->change[k], text);
			str_addc(text, '\n');
		}
	}
}

static void
add_sources(const struct record *record, struct str *text)
{
	for (size_t i = 0; i < record->nsource; i++) {
		const struct record_source *source = &record->source[i];

		str_addf(text, "%-12s ", source->present ? "at hand" : "missing");
		str_add_escaped(text, span_of(source->name));
		str_addf(text, "  %s\n", digest_text(&source->digest).text);
	}
}

static void
add_more(const char *title, const char *words, struct str *text)
{
	if (words)
		str_addf(text, "         %s: %s\n", title, words);
}

static void
add_finding(const struct finding *finding, struct str *text)
{
	str_addf(text, "  %-6s ", severity_word(finding->severity));
	str_add_escaped(text, span_of(finding->path));
	if (finding->line)
		str_addf(text, ":%llu", (unsigned long long)finding->line);
	str_adds(text, ": ");
	str_add_escaped(text, span_of(finding->rule));
	str_adds(text, ": ");
	str_adds(text, finding->evidence);
	if (finding->change != FINDING_UNCOMPARED)
		str_addf(text, " [%s]", finding_change_word(finding->change));
	if (finding->state != FINDING_OPEN) {
		str_addf(text, " [%s: ", finding_state_word(finding->state));
		str_add_escaped(text, span_of(finding->why));
		str_addc(text, ']');
	}
	str_addc(text, '\n');
	add_more("made again", finding->again, text);
	if (finding->state == FINDING_OPEN)
		add_more("chain", finding->chain, text);
}

static void
add_group(const struct licence_group *group, struct str *text)
{
	const struct record_licence *first = group->licence[0];
	size_t shown = strcmp(first->verdict, "free") || group->n == LICENCE_PATHS + 1 ? group->n : LICENCE_PATHS;

	str_addf(text, "  %-9s ", first->verdict);
	str_add_escaped(text, span_of(first->expression[0] ? first->expression : "signs that do not come to one licence"));
	str_addf(text, ": %zu%s\n", group->n, first->document ? " of documentation" : "");
	for (size_t i = 0; i < group->n && i < shown; i++) {
		str_adds(text, "            ");
		str_add_escaped(text, span_of(group->licence[i]->path));
		str_addc(text, '\n');
	}
	if (shown < group->n)
		str_addf(text, "            and %zu more\n", group->n - shown);
}

static void
add_licences(const struct record_audit *audit, struct str *text)
{
	struct licence_group *group;
	size_t n;

	if (!audit->has_licences)
		return;
	str_addf(text, "  licences: %zu of %llu files tell one\n", audit->nlicence, (unsigned long long)audit->nfile);
	licence_groups(audit, &group, &n);
	for (size_t i = 0; i < n; i++)
		add_group(&group[i], text);
	licence_groups_free(group, n);
}

static void
add_audits(const struct record *record, struct str *text)
{
	for (size_t i = 0; i < record->naudit; i++) {
		const struct record_audit *audit = &record->audit[i];
		const struct finding **order = findings_order(audit);

		str_add_escaped(text, span_of(audit->name));
		str_addf(text, ": %llu files, %llu bytes, %zu finding%s\n", (unsigned long long)audit->nfile,
			(unsigned long long)audit->nbyte, audit->nfinding, audit->nfinding == 1 ? "" : "s");
		for (size_t k = 0; k < audit->nfinding; k++)
			add_finding(order[k], text);
		add_licences(audit, text);
		free(order);
	}
}

void
report_text(const struct report_input *input, struct str *text)
{
	static const enum verdict verdict[] = { VERDICT_MATCH, VERDICT_DIFFERS, VERDICT_FAILED,
		VERDICT_NOT_REACHED, VERDICT_NOT_CHECKED };
	const struct record *record = input->record;

	str_addf(text, "record %s of %s %s", digest_text(&input->digest).text, record->program,
		record->version);
	if (record->arch[0])
		str_addf(text, " for %s", record->arch);
	str_adds(text, "\n");
	if (record->nstep) {
		str_addf(text, "\nSTEPS: %zu", record->nstep);
		for (size_t i = 0; i < sizeof(verdict) / sizeof(*verdict); i++)
			str_addf(text, ", %zu %s", record_count(record, verdict[i]), verdict_word(verdict[i]));
		str_adds(text, "\n");
		add_steps(record, text);
	}
	if (record->nsource) {
		str_addf(text, "\nSOURCES: %zu\n", record->nsource);
		add_sources(record, text);
	}
	if (record->naudit) {
		str_addf(text, "\nFINDINGS: %zu ban, %zu strip, %zu data, %zu note\n",
			record_count_findings(record, SEVERITY_BAN), record_count_findings(record, SEVERITY_STRIP),
			record_count_findings(record, SEVERITY_DATA), record_count_findings(record, SEVERITY_NOTE));
		add_audits(record, text);
	}
}

void
report_json(const struct report_input *input, struct str *text)
{
	record_format(input->record, text);
}
