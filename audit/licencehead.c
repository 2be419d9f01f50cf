/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "licencehead.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/arr.h"
#include "licenceexpr.h"

enum {
	HEAD_LINES = 100,       /* behind them "GPLv3" is spoken of rather than given */
	HEADS_MAX = 256,        /* in one file */
	BEFORE = 12,            /* words before a name that say whether it is only mentioned */
	BEHIND = 40,            /* words behind it in which its version stands */
	LATER = 16,             /* words behind a version in which "or later" stands */
	SECTIONS = 60,          /* words in which invariant sections are spoken of */
	SURE = 97, SHORT = 70, WEAK = 60,
};
#define GNU_WORD (1u << 31)     /* in by_word: the name of a GNU licence may begin here */

enum word {
	GNU, LESSER, LIBRARY, AFFERO, GENERAL, PUBLIC, LICENSE, FREE, DOCUMENTATION, GPL, LGPL, AGPL, GFDL,
	VERSION, LATER_, NEWER, HIGHER, ONLY, OR, UNDER, TERMS, LICENSED, COVERED, GOVERNED,
	RELEASED, DISTRIBUTED, REDISTRIBUTE, REDISTRIBUTED, SUBJECT, SEE, COPY, NOT, NO, INVARIANT,
	ANY, WHETHER, WITHOUT, SECTION, NWORD
};

static const char *const spelling[] = {
	"gnu", "lesser", "library", "affero", "general", "public", "license", "free", "documentation", "gpl",
	"lgpl", "agpl", "gfdl", "version", "later", "newer", "higher", "only", "or",
	"under", "terms", "licensed", "covered", "governed", "released", "distributed", "redistribute",
	"redistributed", "subject", "see", "copy", "not", "no", "invariant", "any", "whether", "without",
	"section",
	/* Versions and short names: a word of its own in each way they are written. */
	"1", "1+", "v1", "v1+", "1.0", "1.0+", "v1.0", "v1.0+", "1.1", "1.1+", "v1.1", "1.2", "1.2+", "v1.2",
	"1.3", "1.3+", "v1.3", "2", "2+", "v2", "v2+", "2.0", "2.0+", "v2.0", "v2.0+", "2.1", "2.1+", "v2.1",
	"v2.1+", "3", "3+", "v3", "v3+", "3.0", "3.0+", "v3.0", "v3.0+", "gplv2", "gplv2+", "gplv3", "gplv3+",
	"lgplv2", "lgplv2+", "lgplv2.1", "lgplv2.1+", "lgplv3", "lgplv3+", "agplv3", "agplv3+", "gpl+", "lgpl+",
	"gplv1+", "gpl2", "gpl2+", "gpl3", "gpl3+", "lgpl2", "lgpl2+", "lgpl2.1", "lgpl2.1+", "lgpl3", "lgpl3+",
	"bsd", "mit",
	NULL,
};

const char *const *
licence_head_words(void)
{
	return spelling;
}

void
licence_phrases_release(struct licence_phrases *phrases)
{
	for (size_t i = 0; i < phrases->nphrase; i++)
		free(phrases->phrase[i].expression);
	free(phrases->phrase);
	free(phrases->by_word);
	*phrases = (struct licence_phrases)LICENCE_PHRASES_INIT;
}

static int
compare_phrases(const void *a, const void *b)
{
	const struct licence_phrase *x = a, *y = b;

	for (size_t i = 0; i < x->nword && i < y->nword; i++) {
		if (x->word[i] != y->word[i])
			return x->word[i] < y->word[i] ? -1 : 1;
	}
	return x->nword < y->nword ? -1 : x->nword > y->nword;
}

/* Is EXPRESSION normal? Whether its names are on the list depends on the list that lbs is built with. */
static bool
is_normal(const struct licence_list *list, struct span expression)
{
	struct licence_expr expr;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	bool good;

	if (licence_expr_parse(&expr, list, expression, &err) < 0)
		return false;
	licence_expr_format(&expr, &text);
	good = span_eq(str_span(&text), expression);
	licence_expr_release(&expr);
	str_release(&text);
	return good;
}

static const char *
read_phrase(const struct licence_list *list, struct span line, struct licence_phrase *phrase)
{
	struct span expression, word;

	if (!span_cut(&line, '\t', &expression) || line.n == 0)
		return "wants an expression, a tab, and words";
	if (expression.n && strchr("+?-", expression.at[0])) {
		phrase->sign = expression.at[0];
		expression.at++;
		expression.n--;
	}
	if (phrase->sign == '+') {
		const struct licence_name *known = licence_list_find(list, expression);

		if (known ? !(known->flags & LICENCE_EXCEPTION) : !is_normal(NULL, expression))
			return "wants an exception and no licence";
	} else if (phrase->sign != '-' && !is_normal(list, expression)) {
		return "wants an expression in normal form";
	}
	line = span_trim(line);
	while (span_cut(&line, ' ', &word)) {
		struct licence_words read = LICENCE_WORDS_INIT;
		bool gap = span_is(word, "...");

		if (phrase->nword == LICENCE_PHRASE_WORDS)
			return "more words than a phrase may have";
		licence_words_read(&read, word);
		if (!gap && (read.nword != 1 || read.word[0].hash != licence_hash(word))) {
			licence_words_release(&read);
			return "a word that is never read so (wants lower case, without points)";
		}
		phrase->word[phrase->nword++] = gap ? 0 : read.word[0].hash;
		licence_words_release(&read);
	}
	if (phrase->nword < 2 || phrase->word[0] == 0 || phrase->word[phrase->nword - 1] == 0)
		return "wants two words or more, and no gap at an end";
	phrase->expression = span_dup(expression);
	return NULL;
}

int
licence_phrases_parse(struct licence_phrases *phrases, const struct licence_list *list, const char *path,
	struct span text, struct err *err)
{
	struct licence_phrases new = LICENCE_PHRASES_INIT;
	unsigned long number = 0;
	struct span line;

	while (span_line(&text, &line)) {
		struct licence_phrase phrase = { 0 };
		const char *why;

		number++;
		if (line.n == 0 || line.at[0] == '#')
			continue;
		why = read_phrase(list, line, &phrase);
		if (why) {
			licence_phrases_release(&new);
			return err_set(err, ERR_SYNTAX, "%s:%lu: %s", path, number, why);
		}
		*arr_push(&new.phrase, &new.nphrase) = phrase;
	}
	if (new.nphrase)
		qsort(new.phrase, new.nphrase, sizeof(*new.phrase), compare_phrases);
	*phrases = new;
	return 0;
}

void
licence_phrases_bind(struct licence_phrases *phrases, const struct licence_index *index)
{
	free(phrases->by_word);
	phrases->by_word = arr_new(LICENCE_NO_WORD + 1u, sizeof(*phrases->by_word));
	for (size_t i = phrases->nphrase; i-- > 0;) {
		uint16_t number = licence_index_word(index, phrases->phrase[i].word[0]);

		if (number != LICENCE_NO_WORD)
			phrases->by_word[number] = (uint32_t)i + 1;
	}
	for (const char *const *word = spelling; *word; word++) {
		uint16_t number = licence_index_word(index, licence_hash(span_of(*word)));

		if (number != LICENCE_NO_WORD && (strstr(*word, "gpl") || strstr(*word, "gfdl") || !strcmp(*word, "gnu")))
			phrases->by_word[number] |= GNU_WORD;
	}
}

static const char *const versions[] = { "1", "1.0", "1.1", "1.2", "1.3", "2", "2.0", "2.1", "3", "3.0" };

enum {
	NVERSION = sizeof(versions) / sizeof(*versions),
	NFORM = 4,              /* "2", "v2", "2+", "v2+" */
};

/* The words of a file, and where in the table each word of the grammar is. */
struct reader {
	const struct licence_word *word;
	size_t n;
	uint32_t known[NWORD];
	uint32_t version[NVERSION * NFORM];
	struct licence_head *head;
	size_t nhead;
};

static bool
is(const struct reader *reader, size_t at, enum word word)
{
	return at < reader->n && reader->word[at].hash == reader->known[word];
}

/* Does the phrase fit from word AT on? Returns the word behind it, or 0. */
static size_t
fit_phrase(const struct reader *reader, const struct licence_phrase *phrase, size_t at)
{
	size_t i = 0, gap_at = 0, gap_from = 0, left = 0;

	while (i < phrase->nword) {
		if (phrase->word[i] == 0) {
			gap_at = ++i;
			gap_from = at;
			left = LICENCE_GAP;
			continue;
		}
		if (at < reader->n && reader->word[at].hash == phrase->word[i]) {
			at++;
			i++;
		} else if (gap_at && left && gap_from < reader->n) {
			/* The last gap takes one word more. */
			left--;
			at = ++gap_from;
			i = gap_at;
		} else {
			return 0;
		}
	}
	return at;
}

static void
add_head(struct reader *reader, char *expression, char sign, unsigned confidence, size_t first, size_t end)
{
	if (reader->nhead == HEADS_MAX) {
		free(expression);
		return;
	}
	*arr_push(&reader->head, &reader->nhead) =
		(struct licence_head){ expression, sign, confidence, first, end };
}

/* "2", "v2.1+": the version in the word AT, into VERSION; false when it is none. */
static bool
read_version(const struct reader *reader, size_t at, char version[8], bool *plus)
{
	if (at >= reader->n)
		return false;
	for (size_t i = 0; i < NVERSION * NFORM; i++) {
		const char *known = versions[i / NFORM];

		if (reader->version[i] != reader->word[at].hash)
			continue;
		snprintf(version, 8, "%s%s", known, strchr(known, '.') ? "" : ".0");
		*plus = i % NFORM & 2;
		return true;
	}
	return false;
}

/* The hashes of all versions in all forms, in the order in which read_version() looks. */
static void
hash_versions(struct reader *reader)
{
	for (size_t i = 0; i < NVERSION * NFORM; i++) {
		char text[8];
		int n = snprintf(text, sizeof(text), "%s%s%s", i % NFORM & 1 ? "v" : "", versions[i / NFORM],
			i % NFORM & 2 ? "+" : "");

		reader->version[i] = licence_hash((struct span){ text, (size_t)n });
	}
}

/* "gplv2+", "lgpl2.1", "gpl": the family and the version written in one word. */
static const char *
read_short(const struct reader *reader, size_t at, char version[8], bool *plus)
{
	static const char *const family[] = { "GPL", "LGPL", "AGPL", "GFDL" };
	static const char *const low[] = { "gpl", "lgpl", "agpl", "gfdl" };
	static const char *const known[] = { "", "v1", "v2", "v2.1", "v3", "2", "2.1", "3" };
	static const char *const full[] = { "", "1.0", "2.0", "2.1", "3.0", "2.0", "2.1", "3.0" };
	char text[16];

	for (size_t f = 0; f < 4; f++) {
		for (size_t v = 0; v < 8; v++) {
			for (int p = 0; p < 2; p++) {
				int n = snprintf(text, sizeof(text), "%s%s%s", low[f], known[v], p ? "+" : "");

				if (licence_hash((struct span){ text, (size_t)n }) != reader->word[at].hash)
					continue;
				snprintf(version, 8, "%s", full[v]);
				*plus = p;
				return family[f];
			}
		}
	}
	return NULL;
}

/* The family whose long name begins with "gnu" at *AT, which is moved behind it. */
static const char *
read_long(const struct reader *reader, size_t *at)
{
	size_t i = *at + 1;
	const char *family = "GPL";

	if (is(reader, i, FREE) && is(reader, i + 1, DOCUMENTATION) && is(reader, i + 2, LICENSE)) {
		*at = i + 3;
		return "GFDL";
	}
	if (is(reader, i, LESSER) || is(reader, i, LIBRARY))
		family = "LGPL", i++;
	else if (is(reader, i, AFFERO))
		family = "AGPL", i++;
	if (is(reader, i, GENERAL) && is(reader, i + 1, PUBLIC) && is(reader, i + 2, LICENSE)) {
		*at = i + 3;
		return family;
	}
	if (is(reader, i, GPL) || is(reader, i, LGPL) || is(reader, i, AGPL)) {
		family = is(reader, i, GPL) ? family : is(reader, i, LGPL) ? "LGPL" : "AGPL";
		*at = i + 1;
		return family;
	}
	return NULL;
}

/* Is the licence at AT given, not only mentioned? Says so by the words before it. */
static bool
is_given(const struct reader *reader, size_t at)
{
	static const enum word verb[] = { UNDER, TERMS, LICENSED, COVERED, GOVERNED, RELEASED, DISTRIBUTED,
		REDISTRIBUTE, REDISTRIBUTED, SUBJECT };
	size_t from = at > BEFORE ? at - BEFORE : 0;
	bool given = false;

	for (size_t i = at; i-- > from;) {
		if (at - i <= 4 && (is(reader, i, SEE) || is(reader, i, COPY) || is(reader, i, SECTION)))
			return false;
		if (is(reader, i, NOT) && !(i && is(reader, i - 1, WHETHER)))
			return false;
		/* The name of another licence: what stands before it is about that. */
		if (is(reader, i, LICENSE) && is(reader, i - 1, PUBLIC))
			break;
		for (size_t k = 0; k < sizeof(verb) / sizeof(*verb) && !given; k++)
			given = is(reader, i, verb[k]);
	}
	return given;
}

static bool
says_later(const struct reader *reader, size_t from, size_t *end)
{
	for (size_t i = from; i < from + LATER && i < reader->n; i++) {
		if (is(reader, i, GNU) || (is(reader, i, ONLY) && i - from < 6))
			return false;
		if (is(reader, i, LATER_) || is(reader, i, NEWER) || is(reader, i, HIGHER)) {
			*end = i + 1;
			return true;
		}
	}
	return false;
}

/* "with no Invariant Sections", "with the Invariant Sections being": what the name has for it. */
static const char *
read_sections(const struct reader *reader, size_t from)
{
	for (size_t i = from; i < from + SECTIONS && i < reader->n; i++) {
		if (is(reader, i, GNU))
			break;
		if (is(reader, i, INVARIANT))
			return is(reader, i - 1, NO) || is(reader, i - 1, WITHOUT) ? "-no-invariants" : "-invariants";
	}
	return "";
}

static char *
format_gnu(const char *family, const char *version, bool later, const char *sections)
{
	/* What there is no version 1 of, or the like: as near as it gets. */
	if (!strcmp(family, "LGPL") && !strcmp(version, "1.0"))
		version = "2.0";
	if (!strcmp(family, "GPL") && !strcmp(version, "2.1"))
		version = "2.0";
	if (!strcmp(family, "AGPL") && version[0] == '2')
		version = "3.0";
	if (!strcmp(family, "GFDL") && (version[0] != '1' || !strcmp(version, "1.0")))
		version = "1.1";
	return str_format("%s-%s%s-%s", family, version, sections, later ? "or-later" : "only");
}

/* The version of the licence whose name ends before word AT: read from here or from before START. */
static void
read_gnu_version(const struct reader *reader, size_t start, size_t *at, char version[8], bool *later,
	char other[8])
{
	bool plus = *later, found = version[0] != '\0';
	size_t i = *at;

	other[0] = '\0';
	for (; !found && i < *at + BEHIND && i < reader->n; i++) {
		if (is(reader, i, GNU) || is(reader, i, WITHOUT))
			break;
		if (read_version(reader, i, version, &plus) && (is(reader, i - 1, VERSION) || i == *at || i == *at + 1)) {
			found = true;
			*at = i + 1;
			break;
		}
		version[0] = '\0';
		/* "any version", "any later version", no number. */
		if (is(reader, i, ANY) && (is(reader, i + 1, VERSION) || is(reader, i + 2, VERSION))) {
			*at = i + 2;
			*later = true;
			return;
		}
	}
	/* "under version 2 of the GNU General Public License", "version 2 or later of the" */
	for (i = start; !found && i-- > 0 && start - i <= 8;) {
		if (is(reader, i, VERSION) && read_version(reader, i + 1, version, &plus)) {
			size_t end = start;

			*later = plus || (says_later(reader, i + 2, &end) && end <= start);
			return;
		}
	}
	*later = *later || plus;
	if (!found) {
		version[0] = '\0';
		return;
	}
	if (is(reader, *at, OR)) {
		size_t next = *at + 1 + is(reader, *at + 1, VERSION);

		if (read_version(reader, next, other, &plus)) {
			*at = next + 1;
			*later = *later || plus;
		}
	}
	*later = says_later(reader, *at, at) || *later;
}

/* A GNU licence is named at AT; returns the word behind it, or AT. */
static size_t
read_gnu(struct reader *reader, size_t at)
{
	const struct licence_head *last = reader->nhead ? &reader->head[reader->nhead - 1] : NULL;
	size_t end = at;
	char version[8] = "", other[8];
	bool later = false, given;
	const char *family, *sections = "";
	unsigned confidence = SURE;
	char *expression;

	if (is(reader, at, GNU)) {
		family = read_long(reader, &end);
	} else {
		family = read_short(reader, at, version, &later);
		end = at + 1;
	}
	if (!family)
		return at;
	/* "..., or the GNU General Public License ..." goes on with what was given. */
	given = is_given(reader, at);
	/* "License: GPLv2+" may as well be a table of a program. */
	if (!given && is(reader, at - 1, LICENSE)) {
		given = true;
		confidence = SHORT;
	}
	if (!is(reader, at, GNU) && reader->word[at].line > HEAD_LINES)
		confidence = SHORT;
	given = given || (last && last->end <= at && at - last->end <= 4
		&& (is(reader, at - 1, OR) || is(reader, at - 2, OR)));
	if (!given)
		return at;
	read_gnu_version(reader, at, &end, version, &later, other);
	if (!strcmp(family, "GFDL"))
		sections = read_sections(reader, end);
	if (version[0] == '\0') {
		/* Without a number, any version that was ever published will do, its text says. */
		snprintf(version, sizeof(version), "%s", !strcmp(family, "LGPL") ? "2.0"
			: !strcmp(family, "AGPL") ? "3.0" : !strcmp(family, "GFDL") ? "1.1" : "1.0");
		confidence = later ? SURE - 7 : WEAK;
		later = true;
	}
	expression = format_gnu(family, version, later, sections);
	if (other[0]) {
		char *second = format_gnu(family, other, later, sections);
		char *both = str_format("%s OR %s", expression, second);

		free(expression);
		free(second);
		expression = both;
	}
	add_head(reader, expression, 0, confidence, at, end);
	return end;
}

/* Drop what lies within something longer, and what a '-' phrase hides. */
static void
drop_inner(struct reader *reader)
{
	size_t n = 0;

	for (size_t i = 0; i < reader->nhead; i++) {
		struct licence_head *head = &reader->head[i];
		bool drop = head->sign == '-';

		for (size_t k = 0; k < reader->nhead && !drop; k++) {
			const struct licence_head *other = &reader->head[k];

			if (k == i || other->sign == '+' || head->sign == '+')
				continue;
			drop = other->first <= head->first && head->end <= other->end
				&& (other->end - other->first > head->end - head->first || k < i);
		}
		head->confidence |= drop ? 1u << 16 : 0;
	}
	for (size_t i = 0; i < reader->nhead; i++) {
		if (reader->head[i].confidence >> 16)
			free(reader->head[i].expression);
		else
			reader->head[n++] = reader->head[i];
	}
	reader->nhead = n;
}

static int
compare_heads(const void *a, const void *b)
{
	const struct licence_head *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	if (x->end != y->end)
		return x->end > y->end ? -1 : 1;
	return strcmp(x->expression, y->expression);
}

void
licence_heads(const struct licence_phrases *phrases, const uint16_t *number, const struct licence_word *word,
	size_t n, struct licence_head **head, size_t *nhead)
{
	struct reader reader = { .word = word, .n = n };

	for (size_t i = 0; i < NWORD; i++)
		reader.known[i] = licence_hash(span_of(spelling[i]));
	hash_versions(&reader);
	/* The GNU family first: one name may go on with the one before. */
	for (size_t i = 0; i < n;) {
		size_t end = phrases->by_word[number[i]] & GNU_WORD ? read_gnu(&reader, i) : i;

		i = end > i ? end : i + 1;
	}
	for (size_t i = 0; i < n; i++) {
		for (uint32_t p = phrases->by_word[number[i]] & ~GNU_WORD; p && p <= phrases->nphrase
			&& phrases->phrase[p - 1].word[0] == word[i].hash; p++) {
			const struct licence_phrase *phrase = &phrases->phrase[p - 1];
			size_t end = fit_phrase(&reader, phrase, i);

			if (end)
				add_head(&reader, arr_dup(phrase->expression), phrase->sign,
					phrase->sign == '?' ? WEAK : SURE, i, end);
		}
	}
	drop_inner(&reader);
	if (reader.nhead)
		qsort(reader.head, reader.nhead, sizeof(*reader.head), compare_heads);
	*head = reader.head;
	*nhead = reader.nhead;
}

void
licence_heads_free(struct licence_head *head, size_t nhead)
{
	for (size_t i = 0; i < nhead; i++)
		free(head[i].expression);
	free(head);
}
