/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "licencelist.h"

#include <stdlib.h>
#include <strings.h>

#include "base/arr.h"

const char licence_list_none[] = "lbs was built without a list of licences";
const char licence_list_unknown[] = "the list does not know it";

const char *
licence_verdict_word(enum licence_verdict verdict)
{
	static const char *const word[] = { "free", "undecided", "non-free" };

	return word[verdict];
}

void
licence_list_release(struct licence_list *list)
{
	for (size_t i = 0; i < list->nname; i++)
		free(list->name[i].id);
	for (size_t i = 0; i < list->ndecision; i++) {
		free(list->decision[i].id);
		free(list->decision[i].reason);
	}
	free(list->name);
	free(list->decision);
	*list = (struct licence_list)LICENCE_LIST_INIT;
}

static int
compare_names(const void *a, const void *b)
{
	return strcasecmp(((const struct licence_name *)a)->id, ((const struct licence_name *)b)->id);
}

static bool
is_id(struct span id)
{
	for (size_t i = 0; i < id.n; i++) {
		char c = id.at[i];

		if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
			|| c == '-' || c == '.' || c == '+'))
			return false;
	}
	return id.n > 0;
}

static int
read_flags(struct span letters, enum licence_flags *flags)
{
	static const char known[] = LICENCE_LETTERS;

	for (size_t i = 0; i < letters.n; i++) {
		const char *found = letters.at[i] ? strchr(known, letters.at[i]) : NULL;

		if (!found)
			return -1;
		*flags |= 1u << (found - known);
	}
	return 0;
}

int
licence_list_parse(struct licence_list *list, const char *path, struct span text, struct err *err)
{
	struct licence_list new = LICENCE_LIST_INIT;
	unsigned long number = 0;
	struct span line, id;
	int ret = -1;

	while (span_line(&text, &line)) {
		enum licence_flags flags = 0;

		number++;
		line = span_trim(line);
		if (line.n == 0 || line.at[0] == '#')
			continue;
		if (!span_cut(&line, ' ', &id) || !is_id(id) || read_flags(span_trim(line), &flags) < 0) {
			err_set(err, ERR_SYNTAX, "%s:%lu: wants a name and letters of " LICENCE_LETTERS, path, number);
			goto out;
		}
		*arr_push(&new.name, &new.nname) = (struct licence_name){ span_dup(id), flags };
	}
	if (new.nname)
		qsort(new.name, new.nname, sizeof(*new.name), compare_names);
	for (size_t i = 1; i < new.nname; i++) {
		if (!strcasecmp(new.name[i].id, new.name[i - 1].id)) {
			err_set(err, ERR_SYNTAX, "%s: '%s' is there twice", path, new.name[i].id);
			goto out;
		}
	}
	/* The old names go, the decisions stay. */
	for (size_t i = 0; i < list->nname; i++)
		free(list->name[i].id);
	free(list->name);
	list->name = new.name;
	list->nname = new.nname;
	list->fsf = false;
	for (size_t i = 0; i < list->nname; i++)
		list->fsf = list->fsf || list->name[i].flags & (LICENCE_FSF_FREE | LICENCE_FSF_NONFREE);
	new = (struct licence_list)LICENCE_LIST_INIT;
	ret = 0;
out:
	licence_list_release(&new);
	return ret;
}

/* A section's name: "free:", "non-free-documents:". */
static bool
read_section(struct span line, struct licence_decision *section)
{
	if (!span_ends(line, ":"))
		return false;
	line.n--;
	section->documents = span_ends(line, "-documents");
	if (section->documents)
		line.n -= strlen("-documents");
	for (int verdict = LICENCE_FREE; verdict <= LICENCE_NONFREE; verdict++) {
		if (span_is(line, licence_verdict_word((enum licence_verdict)verdict))) {
			section->verdict = (enum licence_verdict)verdict;
			return true;
		}
	}
	return false;
}

static struct span
unquote(struct span text)
{
	if (text.n >= 2 && (text.at[0] == '"' || text.at[0] == '\'') && text.at[text.n - 1] == text.at[0])
		return (struct span){ text.at + 1, text.n - 2 };
	return text;
}

static bool
is_pattern(struct span id)
{
	for (size_t i = 0; i < id.n; i++) {
		if (id.at[i] != '*' && !is_id((struct span){ id.at + i, 1 }))
			return false;
	}
	return id.n > 0;
}

/* "ID: reason" */
static bool
read_decision(struct span line, struct licence_decision *decision)
{
	const char *colon = span_find(line, SPAN(": "));
	struct span id, reason;

	if (!colon)
		return false;
	id = unquote((struct span){ line.at, (size_t)(colon - line.at) });
	reason = unquote(span_trim((struct span){ colon + 2, (size_t)(line.at + line.n - colon) - 2 }));
	/* What YAML would take for something else is not taken for a reason. */
	if (!is_pattern(id) || reason.n == 0 || strchr("&*!|>{}[]%@`\"'#", reason.at[0])
		|| (line.at[0] == '*') || memchr(reason.at, 0, reason.n) || span_find(reason, SPAN(": "))
		|| span_find(reason, SPAN(" #")))
		return false;
	decision->id = span_dup(id);
	decision->reason = span_dup(reason);
	return true;
}

int
licence_policy_parse(struct licence_list *list, const char *path, struct span text, struct err *err)
{
	struct licence_list new = LICENCE_LIST_INIT;
	struct licence_decision section = { 0 };
	bool is_top = false, is_section = false;
	unsigned long number = 0;
	unsigned seen = 0;
	struct span line;
	int ret = -1;

	while (span_line(&text, &line)) {
		struct span words = span_trim(line);
		size_t indent = words.n ? (size_t)(words.at - line.at) : 0;
		struct licence_decision decision = section;
		const char *wanted = NULL;

		number++;
		if (words.n == 0 || words.at[0] == '#')
			continue;
		if (memchr(line.at, '\t', indent)) {
			wanted = "spaces, no tabs";
		} else if (indent == 0) {
			is_section = false;
			is_top = span_is(words, "licences:");
			wanted = is_top ? NULL : "'licences:'";
		} else if (indent == 2 && is_top) {
			unsigned bit;

			is_section = read_section(words, &section);
			bit = 1u << (section.verdict * 2 + section.documents);
			wanted = is_section && seen & bit ? "each section once" : is_section ? NULL : "'free:', 'non-free:' or 'undecided:', with '-documents' or without";
			seen |= is_section ? bit : 0;
		} else if (indent == 4 && is_section) {
			if (read_decision(words, &decision))
				*arr_push(&new.decision, &new.ndecision) = decision;
			else
				wanted = "'NAME: reason'";
		} else {
			wanted = "two or four spaces before a line, in a section";
		}
		if (wanted) {
			err_set(err, ERR_SYNTAX, "%s:%lu: wants %s", path, number, wanted);
			goto out;
		}
	}
	for (size_t i = 0; i < new.ndecision; i++)
		*arr_push(&list->decision, &list->ndecision) = new.decision[i];
	new.ndecision = 0;
	ret = 0;
out:
	licence_list_release(&new);
	return ret;
}

const struct licence_name *
licence_list_find(const struct licence_list *list, struct span id)
{
	size_t low = 0, high = list->nname;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *name = list->name[middle].id;
		int order = strncasecmp(id.at, name, id.n);

		/* All of ID is the beginning of NAME: it comes before what is longer. */
		if (order == 0 && name[id.n])
			order = -1;
		if (order == 0)
			return &list->name[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* Does ID fit PATTERN, in which "*" stands for anything? */
static bool
fits(const char *pattern, const char *id)
{
	const char *star = NULL, *retry = NULL;

	while (*id) {
		if (*pattern == '*') {
			star = pattern++;
			retry = id;
		} else if (*pattern == *id) {
			pattern++;
			id++;
		} else if (star) {
			pattern = star + 1;
			id = ++retry;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

enum licence_verdict
licence_list_judge(const struct licence_list *list, const char *id, enum licence_use use, const char **why)
{
	struct span bare = span_of(id);
	const struct licence_name *name;

	for (size_t i = list->ndecision; i-- > 0;) {
		const struct licence_decision *decision = &list->decision[i];

		if (decision->documents && use != LICENCE_DOCUMENT)
			continue;
		if (fits(decision->id, id)) {
			*why = decision->reason;
			return decision->verdict;
		}
	}
	if (span_ends(bare, "+"))
		bare.n--;
	name = licence_list_find(list, bare);
	*why = list->nname ? licence_list_unknown : licence_list_none;
	if (!name)
		return LICENCE_UNDECIDED;
	*why = "the FSF calls it non-free";
	if (name->flags & LICENCE_FSF_NONFREE)
		return LICENCE_NONFREE;
	*why = "the FSF calls it free";
	if (name->flags & LICENCE_FSF_FREE)
		return LICENCE_FREE;
	*why = "the OSI approved it";
	if (name->flags & LICENCE_OSI)
		return LICENCE_FREE;
	*why = list->fsf ? "neither the FSF, nor the OSI, nor the policy says"
		: "neither the OSI nor the policy says; lbs was built without what the FSF says";
	return LICENCE_UNDECIDED;
}
