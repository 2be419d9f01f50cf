/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "show.h"

#include <stdlib.h>

#include "base/arr.h"

/* Findings. */

static void
show_finding(const struct finding *finding, struct str *text)
{
	str_addf(text, "  %-5s ", severity_word(finding->severity));
	str_add_escaped(text, span_of(finding->path));
	if (finding->line)
		str_addf(text, ":%llu", (unsigned long long)finding->line);
	else if (finding->offset)
		str_addf(text, "+%llu", (unsigned long long)finding->offset);
	str_addf(text, ": %s (%u%%)\n        seen: %s\n", finding->rule, finding->confidence,
		finding->evidence);
	if (finding->from[0]) {
		str_adds(text, "        from: ");
		str_add_escaped(text, span_of(finding->from));
		str_addc(text, '\n');
	}
	if (finding->again)
		str_addf(text, "        again: %s\n", finding->again);
	if (finding->chain && finding->state == FINDING_OPEN)
		str_addf(text, "        chain: %s\n", finding->chain);
	if (finding->state == FINDING_OPEN) {
		str_addf(text, "        to do: %s\n", finding->advice);
	} else {
		str_addf(text, "        %s: ", finding_state_word(finding->state));
		str_add_escaped(text, span_of(finding->why));
		str_addc(text, '\n');
	}
}

static size_t
count_state(const struct record *record, enum finding_state state)
{
	size_t n = 0;

	for (size_t i = 0; i < record->naudit; i++) {
		for (size_t k = 0; k < record->audit[i].nfinding; k++)
			n += record->audit[i].finding[k].state == state;
	}
	return n;
}

static void
show_counts(const struct record *record, struct str *text)
{
	static const enum severity order[] = { SEVERITY_BAN, SEVERITY_STRIP, SEVERITY_DATA, SEVERITY_NOTE };

	for (size_t s = 0; s < 4; s++)
		str_addf(text, "%s%zu %s", s ? ", " : "", record_count_findings(record, order[s]),
			severity_word(order[s]));
	for (enum finding_state state = FINDING_WAIVED; state <= FINDING_HANDLED; state++) {
		size_t n = count_state(record, state);

		if (n)
			str_addf(text, ", %zu %s", n, finding_state_word(state));
	}
	str_addc(text, '\n');
}

void
show_record(const struct record *record, enum show_flags flags, struct str *text)
{
	static const enum severity order[] = { SEVERITY_BAN, SEVERITY_STRIP, SEVERITY_DATA, SEVERITY_NOTE };

	for (size_t i = 0; i < record->naudit; i++) {
		const struct record_audit *audit = &record->audit[i];

		if (!(flags & SHOW_QUIET) || audit->nfinding) {
			str_add_escaped(text, span_of(audit->name));
			str_addf(text, ": %llu files, %llu bytes, %zu finding%s\n", (unsigned long long)audit->nfile,
				(unsigned long long)audit->nbyte, audit->nfinding, audit->nfinding == 1 ? "" : "s");
		}
		for (size_t s = 0; s < 4; s++) {
			for (size_t k = 0; k < audit->nfinding; k++) {
				const struct finding *finding = &audit->finding[k];

				if (finding->severity == order[s]
					&& (finding->state == FINDING_OPEN || (flags & SHOW_SETTLED)))
					show_finding(finding, text);
			}
		}
	}
	if (!(flags & SHOW_QUIET))
		show_counts(record, text);
}

/* Rules. */

void
show_rules(const struct rules *rules, struct str *text)
{
	for (size_t i = 0; i < rules->nrule; i++) {
		const struct rule *rule = &rules->rule[i];

		str_addf(text, "%-22s %-24s %-5s %s\n", rule->id, rule->class_, severity_word(rule->severity), rule->title);
	}
}

static void
show_words(struct str *text, const char *title, char *const *word, size_t n)
{
	if (n)
		str_addf(text, "%-12s ", title);
	for (size_t i = 0; i < n; i++)
		str_addf(text, "%s%s", word[i], i + 1 < n ? ", " : "\n");
}

static void
show_markers(struct str *text, const char *title, const struct marker *marker, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		str_addf(text, "%-12s ", title);
		if (marker[i].lines)
			str_addf(text, "in lines 1-%u ", marker[i].lines);
		str_addf(text, "%s%s\n", marker[i].match, marker[i].weak ? " (where no other rule of the class is met)" : "");
	}
}

void
show_rule(const struct rule *rule, struct str *text)
{
	static const char *const by[] = { "markers", "its name", "its bytes", "a measure", "this program" };
	static const char *const traps[] = { "means the same in tests", "not in skeletons", "in documents, too",
		"not in comments", "only with its input beside it", "in code alone",
		"where no other rule is met", "not in templates" };

	str_addf(text, "%-12s %s\n%-12s %s\n%-12s %s\n%-12s %s\n%-12s %u %%\n%-12s %s%s%s\n", "rule", rule->id,
		"what", rule->title, "class", rule->class_, "severity", severity_word(rule->severity), "confidence",
		rule->confidence, "met by", by[rule->by], rule->what[0] ? ": " : "", rule->what);
	show_markers(text, "marker", rule->marker, rule->nmarker);
	show_markers(text, "also", rule->also, rule->nalso);
	show_markers(text, "unless", rule->unless, rule->nunless);
	show_words(text, "files", rule->name, rule->nname);
	show_words(text, "not files", rule->spare, rule->nspare);
	for (size_t i = 0; i < sizeof(traps) / sizeof(*traps); i++) {
		if (rule->flags & 1U << i)
			str_addf(text, "%-12s %s\n", "trap", traps[i]);
	}
	show_words(text, "made from", rule->pair, rule->npair);
	show_words(text, "made by", rule->tool, rule->ntool);
	str_addf(text, "%-12s %s\n", "to do", rule->advice);
	if (rule->again[0])
		str_addf(text, "%-12s %s\n", "again", rule->again);
	str_addf(text, "%-12s %s:%lu\n", "written in", rule->file, rule->line);
}

/* Examples. */

struct bytes {
	struct span rest;
};

static ssize_t
read_bytes(void *data, char *at, size_t n, struct err *err)
{
	struct bytes *bytes = data;

	(void)err;
	n = n < bytes->rest.n ? n : bytes->rest.n;
	memcpy(at, bytes->rest.at, n);
	bytes->rest = (struct span){ bytes->rest.at + n, bytes->rest.n - n };
	return (ssize_t)n;
}

static int
check_example(const struct rules *rules, const struct rule *rule, struct scanner *scanner,
	const struct example *example, bool bad, struct str *text, struct err *err)
{
	static const struct policy policy = POLICY_INIT;
	struct record_audit audit = { .name = arr_dup("") };
	struct inspection inspection = { .rules = rules, .scanner = scanner, .policy = &policy, .audit = &audit };
	struct bytes bytes = { { example->text, example->ntext } };
	bool found = false;
	int ret = -1;

	for (size_t i = 0; i < example->nbeside; i++)
		*arr_push(&inspection.path, &inspection.npath) = arr_dup(example->beside[i]);
	if (inspect_begin(&inspection, example->file, read_bytes, &bytes, err) < 0
		|| inspect_rest(&inspection, read_bytes, &bytes, err) < 0)
		goto out;
	inspect_finish(&inspection);
	for (size_t i = 0; i < audit.nfinding; i++)
		found = found || !strcmp(audit.finding[i].rule, rule->id);
	ret = found != bad;
	if (ret)
		str_addf(text, "%s:%lu: rule '%s': its %s example '%s' is %sfound\n", rule->file, rule->line, rule->id,
			bad ? "bad" : "good", example->file, found ? "" : "not ");
out:
	inspection_release(&inspection);
	record_audit_release(&audit);
	return ret;
}

int
check_rules(const struct rules *rules, const struct markers *markers, struct str *text, struct err *err)
{
	struct scanner *scanner;
	int n = 0;

	if (scanner_new(&scanner, markers, err) < 0)
		return -1;
	for (size_t i = 0; i < rules->nrule && n >= 0; i++) {
		const struct rule *rule = &rules->rule[i];

		if (rule->by != RULE_BY_PROGRAM && (!rule->nbad || !rule->ngood)) {
			str_addf(text, "%s:%lu: rule '%s': wants a bad and a good example\n", rule->file, rule->line, rule->id);
			n++;
		}
		for (size_t k = 0; k < rule->nbad + rule->ngood && n >= 0; k++) {
			bool bad = k < rule->nbad;
			int ret = check_example(rules, rule, scanner, bad ? &rule->bad[k] : &rule->good[k - rule->nbad], bad,
				text, err);

			n = ret < 0 ? -1 : n + ret;
		}
	}
	scanner_free(scanner);
	return n;
}
