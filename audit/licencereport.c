/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* The half of licence.h that tells: findings, and lines for a person. */
#include <stdlib.h>

#include "base/arr.h"
#include "licence.h"

enum { EVIDENCE = 117 };

static const struct licence_rule rules[] = {
	{ "licence-non-free", SEVERITY_BAN, "the licence forbids use, change or passing on",
		"delete the file before the build, or get it under another licence" },
	{ "licence-undecided", SEVERITY_NOTE, "neither the FSF, the OSI nor the policy calls it free",
		"read it, and decide in the policy with a reason" },
	{ "licence-changed", SEVERITY_NOTE, "nearly the text of a licence that is known",
		"compare it with that licence: what was changed may matter" },
	{ "licence-conflict", SEVERITY_NOTE, "two statements of one file contradict each other",
		"ask its authors which one holds" },
	{ "licence-broken-tag", SEVERITY_NOTE, "a tag of SPDX that is no expression",
		"mend the tag" },
};

enum { NON_FREE, UNDECIDED, CHANGED, CONFLICT, BROKEN_TAG };

const struct licence_rule *
licence_rules(size_t *n)
{
	*n = sizeof(rules) / sizeof(*rules);
	return rules;
}

static void
add_finding(struct record_audit *audit, const struct policy *policy, int which, const char *path,
	const struct licence_mark *mark, const char *evidence)
{
	const struct licence_rule *rule = &rules[which];
	enum severity severity = rule->severity;
	struct str text = STR_INIT;

	if (policy && !policy_severity(policy, rule->id, &severity))
		return;
	str_adds(&text, evidence);
	if (text.n > EVIDENCE) {
		text.n = EVIDENCE;
		while (text.n && ((unsigned char)text.at[text.n] & 0xc0) == 0x80)
			text.n--;
		text.at[text.n] = '\0';
		str_adds(&text, "...");
	}
	*arr_push(&audit->finding, &audit->nfinding) = (struct finding){
		.rule = arr_dup(rule->id),
		.class_ = arr_dup("licence"),
		.severity = severity,
		.path = arr_dup(path),
		.line = mark ? mark->first_line : 0,
		.evidence = str_take(&text),
		.from = arr_dup(""),
		.advice = arr_dup(rule->advice),
		.confidence = mark && mark->confidence ? mark->confidence : 100,
	};
}

/* The mark that names PART, or the first one. */
static const struct licence_mark *
mark_of(const struct licence_file *file, struct span part)
{
	for (size_t i = 0; i < file->nmark; i++) {
		if (span_find(span_of(file->mark[i].expression), part))
			return &file->mark[i];
	}
	return file->nmark ? &file->mark[0] : NULL;
}

void
licence_add_findings(struct record_audit *audit, const struct policy *policy, const char *path,
	const struct licence_file *file)
{
	struct span why = span_of(file->why), part;

	/* That a text was changed is said below. Without a list nothing is said of names that the policy has not. */
	if (file->expression[0] && file->verdict != LICENCE_FREE && !file->unlisted && span_cut(&why, ':', &part)
		&& !span_starts(part, LICENCE_LIKE_PREFIX))
		add_finding(audit, policy, file->verdict == LICENCE_NONFREE ? NON_FREE : UNDECIDED, path,
			mark_of(file, part), file->why);
	if (file->conflict[0])
		add_finding(audit, policy, CONFLICT, path, mark_of(file, (struct span)SPAN_INIT), file->conflict);
	for (size_t i = 0; i < file->nmark; i++) {
		const struct licence_mark *mark = &file->mark[i];

		if (mark->sign == LICENCE_LIKE)
			add_finding(audit, policy, CHANGED, path, mark, mark->expression);
		else if (mark->sign == LICENCE_BROKEN)
			add_finding(audit, policy, BROKEN_TAG, path, mark, mark->expression);
	}
}

void
licence_summary_release(struct licence_summary *summary)
{
	for (size_t i = 0; i < summary->ncount; i++) {
		free(summary->count[i].expression);
		free(summary->count[i].why);
		free(summary->count[i].example);
	}
	free(summary->count);
	*summary = (struct licence_summary)LICENCE_SUMMARY_INIT;
}

void
licence_summary_add(struct licence_summary *summary, const char *path, const struct licence_file *file)
{
	summary->nconflict += file->conflict[0] != '\0';
	for (size_t i = 0; i < summary->ncount; i++) {
		struct licence_count *count = &summary->count[i];

		if (strcmp(count->expression, file->expression) || count->use != file->use)
			continue;
		count->nfile++;
		/* The first by name, whatever the order they come in. */
		if (strcmp(path, count->example) < 0) {
			free(count->example);
			count->example = arr_dup(path);
		}
		return;
	}
	*arr_push(&summary->count, &summary->ncount) = (struct licence_count){
		.expression = arr_dup(file->expression), .verdict = file->verdict, .why = arr_dup(file->why),
		.use = file->use, .nfile = 1, .example = arr_dup(path),
	};
}

void
licence_file_format(const char *path, const struct licence_file *file, struct str *text)
{
	str_add_escaped(text, span_of(path));
	if (file->expression[0] == '\0')
		str_adds(text, ": says nothing\n");
	else
		str_addf(text, ": %s: %s (%s)\n", file->expression, licence_verdict_word(file->verdict), file->why);
	for (size_t i = 0; i < file->nmark; i++) {
		const struct licence_mark *mark = &file->mark[i];

		str_addf(text, "        %s, line%s %u", licence_sign_word(mark->sign),
			mark->first_line == mark->last_line ? "" : "s", (unsigned)mark->first_line);
		if (mark->first_line != mark->last_line)
			str_addf(text, "-%u", (unsigned)mark->last_line);
		str_addf(text, ": %s (%u%%)\n", mark->expression, mark->confidence);
	}
	if (file->conflict[0])
		str_addf(text, "        conflict: %s\n", file->conflict);
}

static int
compare_counts(const void *a, const void *b)
{
	const struct licence_count *x = a, *y = b;

	if (x->use != y->use)
		return x->use < y->use ? -1 : 1;
	if (x->nfile != y->nfile)
		return x->nfile > y->nfile ? -1 : 1;
	return strcmp(x->expression, y->expression);
}

void
licence_summary_format(struct licence_summary *summary, struct str *text)
{
	uint64_t total[3] = { 0 }, silent = 0;

	if (summary->ncount)
		qsort(summary->count, summary->ncount, sizeof(*summary->count), compare_counts);
	for (size_t i = 0; i < summary->ncount; i++) {
		const struct licence_count *count = &summary->count[i];

		if (i == 0 || count->use != count[-1].use)
			str_adds(text, count->use == LICENCE_CODE ? "code:\n" : "documents:\n");
		if (count->expression[0] == '\0') {
			silent += count->nfile;
			str_addf(text, "  %7llu say nothing\n", (unsigned long long)count->nfile);
			continue;
		}
		total[count->verdict] += count->nfile;
		str_addf(text, "  %7llu %-9s %s", (unsigned long long)count->nfile,
			licence_verdict_word(count->verdict), count->expression);
		if (count->verdict != LICENCE_FREE) {
			str_addf(text, " (%s; ", count->why);
			str_add_escaped(text, span_of(count->example));
			str_addc(text, ')');
		}
		str_addc(text, '\n');
	}
	str_addf(text, "%llu free, %llu non-free, %llu undecided, %llu say nothing, %llu contradict themselves\n",
		(unsigned long long)total[LICENCE_FREE], (unsigned long long)total[LICENCE_NONFREE],
		(unsigned long long)total[LICENCE_UNDECIDED], (unsigned long long)silent,
		(unsigned long long)summary->nconflict);
}
