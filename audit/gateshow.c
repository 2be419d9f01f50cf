/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "gateshow.h"

#include <stdlib.h>

#include "base/arr.h"
#include "regen.h"

enum {
	WIDTH = 110,
	SHOWN_BAN = 12,                 /* of one kind, before "and N more" */
	SHOWN = 6,
	LINES = 3,                      /* of names, where there are more */
};

/* A finding to be shown. */
struct item {
	const struct gate_pair *pair;
	const struct finding *finding;
	size_t rank;                    /* of its kind within its severity */
};

static bool
is_update(const struct finding *finding)
{
	return !strcmp(finding->class_, "update");
}

static int
compare_items(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->finding->severity != y->finding->severity)
		return x->finding->severity > y->finding->severity ? -1 : 1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	/* They are in order within their pair, and the pairs among themselves. */
	if (x->pair != y->pair)
		return x->pair < y->pair ? -1 : 1;
	return x->finding < y->finding ? -1 : x->finding > y->finding;
}

/* What fails: what the update itself did comes before what is in it. What does not: the other way round. */
static size_t
rank_of(const struct rules *rules, const struct finding *finding)
{
	const struct rule *rule = rules_find(rules, finding->rule);
	size_t rank = rule ? (size_t)(rule - rules->rule) : 0;
	bool first = is_update(finding) == (finding->severity == SEVERITY_BAN);

	return 4 * rank + (finding->change == FINDING_UPDATED) + 2 * (finding->state != FINDING_OPEN)
		+ (first ? 0 : 4 * rules->nrule);
}

static bool
is_shown(const struct finding *finding, enum gate_show_flags flags)
{
	return finding->state == FINDING_OPEN || (flags & GATE_SHOW_ALL);
}

static struct item *
list_items(const struct gate_pair *pair, size_t npair, const struct rules *rules, enum gate_show_flags flags, size_t *n)
{
	struct item *item = NULL;

	*n = 0;
	for (size_t i = 0; i < npair; i++) {
		const struct record_audit *audit = &pair[i].new;

		for (size_t k = 0; k < audit->nfinding; k++) {
			const struct finding *finding = &audit->finding[k];

			if (is_shown(finding, flags))
				*arr_push(&item, n) = (struct item){ &pair[i], finding, rank_of(rules, finding) };
		}
	}
	if (*n)
		qsort(item, *n, sizeof(*item), compare_items);
	return item;
}

/* TEXT, a line, no longer than N bytes from FROM on, and not cut in the middle of a character. */
static void
cut(struct str *text, size_t from, size_t n)
{
	if (text->n - from <= n)
		return;
	text->n = from + n - 3;
	while (text->n > from && ((unsigned char)text->at[text->n] & 0xc0) == 0x80)
		text->n--;
	text->at[text->n] = '\0';
	str_adds(text, "...");
}

static const char *
name_of(const struct item *item)
{
	const char *path = item->finding->path, *top = item->pair->top;

	return span_starts(span_of(path), top) && strlen(path) > strlen(top) ? path + strlen(top) : path;
}

static void
show_item(const struct item *item, bool named, struct str *text)
{
	const struct finding *finding = item->finding;
	size_t from = text->n, most;

	str_adds(text, "        ");
	if (named) {
		str_add_escaped(text, span_of(item->pair->new.name));
		str_adds(text, ": ");
	}
	str_add_escaped(text, span_of(name_of(item)));
	if (finding->line)
		str_addf(text, ":%llu", (unsigned long long)finding->line);
	str_adds(text, ": ");
	str_adds(text, finding->evidence);
	if (finding->from[0] && !is_update(finding)) {
		str_adds(text, " (made of ");
		str_add_escaped(text, span_of(finding->from));
		str_addc(text, ')');
	}
	if (finding->again)
		str_addf(text, "; made again: %s", finding->again);
	if (finding->state != FINDING_OPEN) {
		str_addf(text, " [%s: ", finding_state_word(finding->state));
		str_add_escaped(text, span_of(finding->why));
		str_addc(text, ']');
	}
	/* Of what fails all is shown; of others the name, that one can find it. */
	most = strlen(finding->path) + (finding->severity == SEVERITY_BAN ? 2 * EVIDENCE_BYTES : 50);
	cut(text, from, most > WIDTH ? most : WIDTH);
	str_addc(text, '\n');
}

static int
compare_evidence(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	int order = strcmp(x->finding->evidence, y->finding->evidence);

	return order ? order : compare_items(a, b);
}

/* A reason that N findings, from ITEM on, have. */
struct reason {
	const struct item *item;
	size_t n;
};

static int
compare_reasons(const void *a, const void *b)
{
	const struct reason *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return strcmp(x->item->finding->evidence, y->item->finding->evidence);
}

/*
 * Where many files have few reasons, *REASON (owned) is those, the commonest first, no more than LINES, and *REST the
 * findings that have others. ITEM is sorted by evidence then; NULL where three reasons are not three files in four.
 */
static struct reason *
find_reasons(struct item *item, size_t n, size_t *nreason, size_t *rest)
{
	struct reason *reason = NULL;

	*nreason = 0;
	*rest = n;
	qsort(item, n, sizeof(*item), compare_evidence);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || strcmp(item[i].finding->evidence, item[i - 1].finding->evidence))
			*arr_push(&reason, nreason) = (struct reason){ &item[i], 0 };
		reason[*nreason - 1].n++;
	}
	qsort(reason, *nreason, sizeof(*reason), compare_reasons);
	*nreason = *nreason < LINES ? *nreason : LINES;
	for (size_t i = 0; i < *nreason; i++)
		*rest -= reason[i].n;
	if (*rest <= n / 4)
		return reason;
	qsort(item, n, sizeof(*item), compare_items);
	free(reason);
	return NULL;
}

/* Names alone, as many as three lines hold. */
static void
show_names(const struct item *item, size_t n, size_t lines, struct str *text)
{
	size_t line = 0, column = 0, i;

	for (i = 0; i < n; i++) {
		struct str name = STR_INIT;
		bool room;

		str_add_escaped(&name, span_of(name_of(&item[i])));
		room = column && column + name.n + 2 <= WIDTH;
		if (!room && line == lines) {
			str_release(&name);
			break;
		}
		if (!room) {
			str_adds(text, line ? ",\n        " : "        ");
			column = 8;
			line++;
		} else {
			str_adds(text, ", ");
			column += 2;
		}
		str_adds(text, name.at);
		column += name.n;
		str_release(&name);
	}
	if (i < n)
		str_addf(text, ", and %zu more", n - i);
	str_addc(text, '\n');
}

static void
show_reasons(const struct reason *reason, size_t n, size_t rest, struct str *text)
{
	for (size_t i = 0; i < n; i++) {
		size_t from = text->n;

		str_addf(text, "        %s", reason[i].item->finding->evidence);
		cut(text, from, WIDTH);
		str_addf(text, ": %zu\n    ", reason[i].n);
		show_names(reason[i].item, reason[i].n, 1, text);
	}
	if (rest)
		str_addf(text, "        and %zu more for other reasons; --all shows them\n", rest);
}

/* N findings of one kind. */
static void
show_kind(struct item *item, size_t n, const struct rules *rules, bool named, enum gate_show_flags flags,
	struct str *text)
{
	const struct finding *finding = item->finding;
	const struct rule *rule = rules_find(rules, finding->rule);
	size_t limit = finding->severity == SEVERITY_BAN ? SHOWN_BAN : SHOWN;

	str_addf(text, "%-5s ", severity_word(finding->severity));
	if (!is_update(finding) && finding->change != FINDING_UNCOMPARED)
		str_addf(text, "%s: ", finding->change == FINDING_UPDATED ? "changed" : finding_change_word(finding->change));
	str_addf(text, "%s (%s)", rule ? rule->title : "", finding->rule);
	if (n > 1)
		str_addf(text, ": %zu", n);
	str_addc(text, '\n');
	if (n > limit && finding->severity != SEVERITY_BAN && !(flags & GATE_SHOW_ALL)) {
		size_t nreason, rest;
		struct reason *reason = find_reasons(item, n, &nreason, &rest);

		if (reason)
			show_reasons(reason, nreason, rest, text);
		else
			show_names(item, n, LINES, text);
		free(reason);
	} else {
		for (size_t i = 0; i < n && (i < limit || (flags & GATE_SHOW_ALL)); i++)
			show_item(&item[i], named, text);
		if (n > limit && !(flags & GATE_SHOW_ALL))
			str_addf(text, "        and %zu more; --all shows them\n", n - limit);
	}
	if (rule && finding->severity == SEVERITY_BAN && finding->state == FINDING_OPEN)
		str_addf(text, "        to do: %s\n", rule->advice);
}

static void
show_head(const struct gate_pair *pair, struct str *text)
{
	const struct gate_counts *counts = &pair->counts;

	str_add_escaped(text, span_of(pair->old.name));
	str_adds(text, " -> ");
	str_add_escaped(text, span_of(pair->new.name));
	str_addf(text, ": %llu file%s, before %llu: %llu added, %llu gone, %llu changed, %llu moved\n",
		(unsigned long long)counts->nnew, counts->nnew == 1 ? "" : "s", (unsigned long long)counts->nold, (unsigned long long)counts->added,
		(unsigned long long)counts->gone, (unsigned long long)counts->changed, (unsigned long long)counts->moved);
	if (pair->signature)
		str_addf(text, "says to be signed by %s; that is not verified here\n", pair->signature);
}

static int
compare_rules(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "gone: 2 autoconf-output, 1 bison-output" */
static void
show_gone(const struct gate_pair *pair, size_t n, struct str *text)
{
	const char **rule = NULL;
	size_t nrule = 0;

	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < pair[i].old.nfinding; k++)
			*arr_push(&rule, &nrule) = pair[i].old.finding[k].rule;
	}
	if (nrule)
		qsort(rule, nrule, sizeof(*rule), compare_rules);
	for (size_t i = 0, k; i < nrule; i = k) {
		for (k = i; k < nrule && !strcmp(rule[k], rule[i]); k++)
			;
		str_addf(text, "%s%zu %s", i ? ", " : "gone: ", k - i, rule[i]);
	}
	if (nrule)
		str_addc(text, '\n');
	free(rule);
}

/* "made again: 1 equal, 2 cannot (here is no flex)": of what could not be, the first reason. */
static void
show_again(const struct gate_pair *pair, size_t n, struct str *text)
{
	bool begun = false;

	for (enum regen_end end = REGEN_EQUAL; end <= REGEN_CANNOT; end++) {
		const char *word = regen_word(end), *why = NULL;
		size_t found = 0;

		for (size_t i = 0; i < n; i++) {
			for (size_t k = 0; k < pair[i].new.nfinding; k++) {
				const char *again = pair[i].new.finding[k].again;

				if (!again || !span_starts(span_of(again), word))
					continue;
				found++;
				if (end == REGEN_CANNOT && !why && strlen(again) > strlen(word) + 2)
					why = again + strlen(word) + 2;
			}
		}
		if (found)
			str_addf(text, "%s%zu %s", begun ? ", " : "made again: ", found, word);
		if (why)
			str_addf(text, " (%s)", why);
		begun = begun || found;
	}
	if (begun)
		str_addc(text, '\n');
}

static void
show_end(const struct gate_pair *pair, size_t n, struct str *text)
{
	size_t open[SEVERITY_BAN + 1] = { 0 }, settled[FINDING_HANDLED + 1] = { 0 }, all = 0;

	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < pair[i].new.nfinding; k++) {
			const struct finding *finding = &pair[i].new.finding[k];

			if (finding->state == FINDING_OPEN)
				open[finding->severity]++;
			settled[finding->state]++;
			all += finding->state == FINDING_OPEN;
		}
	}
	str_addf(text, "%zu ban, %zu strip, %zu data, %zu note", open[SEVERITY_BAN], open[SEVERITY_STRIP],
		open[SEVERITY_DATA], open[SEVERITY_NOTE]);
	for (enum finding_state state = FINDING_WAIVED; state <= FINDING_HANDLED; state++) {
		if (settled[state])
			str_addf(text, ", %zu %s", settled[state], finding_state_word(state));
	}
	if (open[SEVERITY_BAN])
		str_addf(text, "\nverdict: %zu finding%s fail%s this update\n", open[SEVERITY_BAN],
			open[SEVERITY_BAN] == 1 ? "" : "s", open[SEVERITY_BAN] == 1 ? "s" : "");
	else if (all)
		str_addf(text, "\nverdict: nothing fails this update; %zu thing%s to look at\n", all, all == 1 ? "" : "s");
	else if (settled[FINDING_WAIVED] + settled[FINDING_HANDLED])
		str_adds(text, "\nverdict: nothing is left open in this update\n");
	else
		str_adds(text, "\nverdict: no risk was found in this update\n");
}

void
gate_show(const struct gate_pair *pair, size_t n, const struct rules *rules, enum gate_show_flags flags, struct str *text)
{
	size_t nitem;
	struct item *item = list_items(pair, n, rules, flags, &nitem);

	for (size_t i = 0; i < n && !(flags & GATE_SHOW_QUIET); i++)
		show_head(&pair[i], text);
	for (size_t i = 0, k; i < nitem; i = k) {
		for (k = i; k < nitem && item[k].rank == item[i].rank && item[k].finding->severity == item[i].finding->severity; k++)
			;
		show_kind(&item[i], k - i, rules, n > 1, flags, text);
	}
	if (!(flags & GATE_SHOW_QUIET)) {
		show_gone(pair, n, text);
		show_again(pair, n, text);
		show_end(pair, n, text);
	}
	free(item);
}
