/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of lbs audit --against, for a person: what is not explained comes first, and of that the worst.
 */
#include "against.h"

#include <stdlib.h>

enum { LISTED = 40, NKINDS = 5 };

static const char *const kind_words[NKINDS] = { "build files", "scripts", "binary files", "code", "documents and other data" };

/* The finding that FILE became, or NULL when a policy has no use for it. */
static const struct finding *
find_finding(const struct record_audit *audit, const struct against_file *file)
{
	for (size_t i = against_first(audit, file->path);
		i < audit->nfinding && !strcmp(audit->finding[i].path, file->path); i++) {
		if (!strcmp(audit->finding[i].class_, "against"))
			return &audit->finding[i];
	}
	return NULL;
}

static void
show_lines(struct str *text, const char *shown)
{
	struct span rest = span_of(shown), line;

	while (span_line(&rest, &line)) {
		str_adds(text, "        ");
		str_add(text, line);
		str_addc(text, '\n');
	}
}

static void
show_file(const struct against_file *file, struct str *text)
{
	str_adds(text, "    ");
	str_add_escaped(text, span_of(file->path));
	str_adds(text, file->how == AGAINST_ADDED ? ": only in the archive" : ": changed");
	if (file->reason[0])
		str_addf(text, ": %s", file->reason);
	str_addc(text, '\n');
	if (file->why == AGAINST_UNEXPLAINED || file->why == AGAINST_REFUTED)
		show_lines(text, file->shown);
}

/* Open or settled; a file of which nothing was recorded is neither. */
static bool
is_open(const struct record_audit *audit, const struct against_file *file, bool open)
{
	const struct finding *finding = find_finding(audit, file);

	return finding && (finding->state == FINDING_OPEN) == open;
}

/* Files that are open, of one kind: those that were refuted, then those that nobody claims, then the rest. */
static void
show_open(const struct against *against, const struct record_audit *audit, enum against_kind kind, bool all,
	struct str *text)
{
	static const enum against_why order[] = { AGAINST_REFUTED, AGAINST_UNEXPLAINED, AGAINST_CLAIMED };
	size_t n = 0, shown = 0;

	for (size_t i = 0; i < against->nfile; i++)
		n += against->file[i].kind == kind && is_open(audit, &against->file[i], true);
	if (n)
		str_addf(text, "  %s: %zu\n", kind_words[kind], n);
	for (size_t w = 0; w < sizeof(order) / sizeof(*order); w++) {
		for (size_t i = 0; i < against->nfile; i++) {
			const struct against_file *file = &against->file[i];

			if (file->kind != kind || file->why != order[w] || !is_open(audit, file, true))
				continue;
			if (all || shown < LISTED)
				show_file(file, text);
			shown++;
		}
	}
	if (!all && shown > LISTED)
		str_addf(text, "    and %zu more: --all\n", shown - LISTED);
}

static void
show_settled(const struct against *against, const struct record_audit *audit, enum against_why why,
	const char *words, bool all, struct str *text)
{
	size_t n = 0;

	for (size_t i = 0; i < against->nfile; i++)
		n += against->file[i].why == why && is_open(audit, &against->file[i], false);
	if (n == 0)
		return;
	str_addf(text, "%s: %zu\n", words, n);
	for (size_t i = 0; i < against->nfile && all; i++) {
		if (against->file[i].why == why && is_open(audit, &against->file[i], false))
			show_file(&against->file[i], text);
	}
}

/* Waived, or known from a baseline. */
static void
show_waived(const struct record_audit *audit, struct str *text)
{
	for (size_t i = 0; i < audit->nfinding; i++) {
		const struct finding *finding = &audit->finding[i];

		if (finding->state == FINDING_WAIVED || finding->state == FINDING_KNOWN) {
			str_addf(text, "%s: ", finding_state_word(finding->state));
			str_add_escaped(text, span_of(finding->path));
			str_adds(text, ": ");
			str_add_escaped(text, span_of(finding->why));
			str_addc(text, '\n');
		} else if (!strcmp(finding->class_, "waiver")) {
			str_addf(text, "%s: ", finding->rule);
			str_add_escaped(text, span_of(finding->path));
			str_addf(text, ": %s\n", finding->evidence);
		}
	}
}

static void
show_head(const struct against *against, const struct record_audit *audit, struct str *text)
{
	size_t changed = 0;

	for (size_t i = 0; i < against->nfile; i++)
		changed += against->file[i].how == AGAINST_CHANGED;
	str_add_escaped(text, span_of(audit->name));
	str_adds(text, " against ");
	str_add_escaped(text, span_of(against->where));
	if (against->tag.name) {
		str_adds(text, ", ");
		str_add_escaped(text, span_of(against->tag.name));
		str_addf(text, " (%scommit %.12s)", against->tag.guessed ? "guessed from the archive's name; " : "",
			against->tag.commit);
	}
	str_addf(text, "\n%zu files are the same, %zu are changed, %zu are only in the archive, %zu only in the %s\n",
		against->nsame, changed, against->nfile - changed, against->nmissing, against->tag.name ? "tag" : "folder");
	for (size_t i = 0; i < against->nmodule; i++) {
		str_adds(text, "not compared, a submodule: ");
		str_add_escaped(text, span_of(against->module[i]));
		str_addc(text, '\n');
	}
	if (against->nbelow)
		str_addf(text, "files of the archive in submodules: %zu\n", against->nbelow);
}

void
against_show(const struct against *against, const struct record_audit *audit, bool all, struct str *text)
{
	size_t open = against_open(audit);

	show_head(against, audit, text);
	str_addf(text, "not explained: %zu\n", open);
	for (enum against_kind kind = AGAINST_BUILD; kind <= AGAINST_REST; kind++)
		show_open(against, audit, kind, all, text);
	show_settled(against, audit, AGAINST_PROVED, "explained, and proved by making them again", all, text);
	show_settled(against, audit, AGAINST_GENERATED, "explained by a generator, but not proved", all, text);
	show_settled(against, audit, AGAINST_COPIED, "copies of known files", all, text);
	show_settled(against, audit, AGAINST_TRIFLE, "trifles: line ends, keywords, links", all, text);
	show_waived(audit, text);
	for (size_t i = 0; i < against->nmissing && all; i++) {
		str_adds(text, i ? "    " : "only in the tag:\n    ");
		str_add_escaped(text, span_of(against->missing[i]));
		str_addc(text, '\n');
	}
}
