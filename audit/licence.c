/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "licence.h"

#include <stdlib.h>

#include "base/arr.h"
#include "licencedata.h"
#include "licenceexpr.h"
#include "licencehead.h"
#include "licencematch.h"

enum {
	MARKS_MAX = 512,        /* of one file */
	TAG_BYTES = 400,
	WEAK = 60,
	CONFIDENT = 80,         /* percent; a sign below it counts only where there is none above */
	TITLE_WORDS = 12,       /* words from a title to its text */
	DOCUMENT_LINES = 150,   /* lines behind which a document speaks of other things */
	NEAR_WORDS = 60,        /* words between the beginning of a text and where it is like one we know */
	SHORT_WORDS = 60,       /* a text as short as this is not said to be like another */
	CONFLICT_LINES = 60,    /* lines in which a header is the file's own, and not spoken of */
	TEXT_WORDS = 500,       /* a text longer than this may be all that a file is there for */
	JOIN_WORDS = 25,        /* words between two licences in which "alternatively" joins them */
	JOIN_OR = 3,            /* and in which "or" does */
};

struct licences {
	struct licence_list list;
	struct licence_index index;
	struct licence_phrases phrases;
	/* Room that is used again for each file. */
	struct licence_words words;
	uint16_t *number;
	size_t room;
};

/* A mark with its place among the words. */
struct sign {
	struct licence_mark mark;
	size_t first, end;
	char kind;              /* '+' an exception, '?' a weak sign, else 0 */
};

struct signs {
	struct sign *sign;
	size_t nsign;
};

const char *
licence_sign_word(enum licence_sign sign)
{
	static const char *const word[] = { "tag", "text", "changed text", "header", "broken tag" };

	return word[sign];
}

static void
mark_release(struct licence_mark *mark)
{
	free(mark->expression);
}

void
licence_file_release(struct licence_file *file)
{
	for (size_t i = 0; i < file->nmark; i++)
		mark_release(&file->mark[i]);
	free(file->mark);
	free(file->expression);
	free(file->why);
	free(file->conflict);
	*file = (struct licence_file){ 0 };
}

int
licences_new(struct licences **licences, struct err *err)
{
	struct licences *new = arr_new(1, sizeof(*new));

	if (licence_index_open(&new->index, licence_data.index, licence_data.nindex, err) < 0
		|| licence_list_parse(&new->list, "list", span_of(licence_data.list), err) < 0
		|| licence_policy_parse(&new->list, "policy.yaml", span_of(licence_data.policy), err) < 0
		|| licence_phrases_parse(&new->phrases, &new->list, "phrases", span_of(licence_data.phrases), err) < 0) {
		licences_free(new);
		return -1;
	}
	licence_phrases_bind(&new->phrases, &new->index);
	*licences = new;
	return 0;
}

void
licences_free(struct licences *licences)
{
	if (!licences)
		return;
	licence_list_release(&licences->list);
	licence_index_close(&licences->index);
	licence_phrases_release(&licences->phrases);
	licence_words_release(&licences->words);
	free(licences->number);
	free(licences);
}

int
licences_add_policy(struct licences *licences, const char *path, struct span text, struct err *err)
{
	return licence_policy_parse(&licences->list, path, text, err);
}

size_t
licences_count(const struct licences *licences)
{
	return licences->index.ntext;
}

size_t
licences_count_names(const struct licences *licences)
{
	return licences->list.nname;
}

const struct licence_list *
licences_list(const struct licences *licences)
{
	return &licences->list;
}

bool
licences_share_text(const struct licences *licences, const char *a, const char *b)
{
	for (uint32_t i = 0; i < licences->index.ntext; i++) {
		const char *name = licences->index.name + licences->index.text[i].name;
		unsigned found = 0;

		for (uint32_t k = 0; k < licences->index.text[i].nname; k++, name += strlen(name) + 1)
			found |= (strcmp(name, a) == 0 ? 1u : 0) | (strcmp(name, b) == 0 ? 2u : 0);
		if (found == 3)
			return true;
	}
	return false;
}

/* Signs. */

static void
add_sign(struct signs *signs, enum licence_sign sign, char *expression, unsigned confidence, size_t first,
	size_t end, char kind)
{
	if (signs->nsign >= MARKS_MAX) {
		free(expression);
		return;
	}
	*arr_push(&signs->sign, &signs->nsign) = (struct sign){
		.mark = { .sign = sign, .expression = expression, .confidence = confidence },
		.first = first, .end = end, .kind = kind,
	};
}

/* Before a tag stand comment marks and quotes alone: a tag in a sentence or a string of code is none. */
static bool
begins_line(struct span text, const char *at)
{
	static const char *const mark[] = { "dnl", "rem", "REM", "c", "C", "@c", "@comment", "(*" };
	const char *begin = at;
	struct span left, word;

	while (begin > text.at && begin[-1] != '\n' && at - begin < 64)
		begin--;
	left = (struct span){ begin, (size_t)(at - begin) };
	while (span_cut(&left, ' ', &word)) {
		bool known = false;

		word = span_trim(word);
		for (size_t i = 0; i < sizeof(mark) / sizeof(*mark) && !known; i++)
			known = span_is(word, mark[i]);
		for (size_t i = 0; i < word.n && !known; i++) {
			char c = word.at[i];

			if ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '=' || c == '(')
				return false;
		}
	}
	return true;
}

/* The expression of a tag: up to the end of the line or of the comment. */
static struct span
tag_value(struct span rest)
{
	static const char *const stop[] = { "*/", "-->", "\\n", "*)", "%>", "#}", "--}}" };
	size_t n = 0;
	struct span value;

	while (n < rest.n && n < TAG_BYTES && rest.at[n] != '\n' && rest.at[n] != '"' && rest.at[n] != '\''
		&& rest.at[n] != '<' && rest.at[n] != '`')
		n++;
	value = (struct span){ rest.at, n };
	for (size_t i = 0; i < sizeof(stop) / sizeof(*stop); i++) {
		const char *found = span_find(value, span_of(stop[i]));

		if (found)
			value.n = (size_t)(found - value.at);
	}
	value = span_trim(value);
	/* Boxes of comments are drawn to the right, too. */
	while (value.n && strchr("*#/;,%-", value.at[value.n - 1]))
		value = span_trim((struct span){ value.at, value.n - 1 });
	return value;
}

static void
add_tag(const struct licences *licences, struct span value, uint32_t line, struct signs *signs)
{
	struct licence_expr expr;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	bool good = licence_expr_parse(&expr, &licences->list, value, &err) == 0;

	if (good) {
		licence_expr_format(&expr, &text);
		licence_expr_release(&expr);
	} else {
		str_add_escaped(&text, value);
	}
	add_sign(signs, good ? LICENCE_TAG : LICENCE_BROKEN, str_take(&text), 100, 0, 0, 0);
	signs->sign[signs->nsign - 1].mark.first_line = signs->sign[signs->nsign - 1].mark.last_line = line;
}

/* A text that tells how to use it has such a tag in it. */
static bool
is_in_text(const struct signs *signs, uint32_t line)
{
	for (size_t i = 0; i < signs->nsign; i++) {
		const struct licence_mark *mark = &signs->sign[i].mark;

		if (mark->sign == LICENCE_TEXT && mark->first_line < line && line <= mark->last_line)
			return true;
	}
	return false;
}

static void
find_tags(const struct licences *licences, struct span text, struct signs *signs)
{
	/* In two pieces, so that this line is no tag itself. */
	static const char tag[] = "SPDX-License-" "Identifier", ignore[] = "REUSE-Ignore" "Start",
		heed[] = "REUSE-Ignore" "End";
	struct span rest = text;
	const char *found, *counted = text.at;
	uint32_t line = 1;

	while (signs->nsign < MARKS_MAX && (found = span_find(rest, SPAN(tag)))) {
		struct span before = { rest.at, (size_t)(found - rest.at) }, value;
		const char *off = span_find(before, SPAN(ignore));

		for (; counted < found; counted++)
			line += *counted == '\n';
		value = (struct span){ found + sizeof(tag) - 1, (size_t)(text.at + text.n - found) - (sizeof(tag) - 1) };
		rest = value;
		if (off) {
			/* Go on behind the mark that ends it. */
			struct span hidden = { off, (size_t)(text.at + text.n - off) };
			const char *on = span_find(hidden, SPAN(heed));

			if (!on)
				break;
			rest = (struct span){ on, (size_t)(text.at + text.n - on) };
			if (on > found)
				continue;
			rest = value;
		}
		while (value.n && (value.at[0] == '"' || value.at[0] == '\'' || value.at[0] == ' '))
			value.at++, value.n--;
		if (value.n == 0 || (value.at[0] != ':' && value.at[0] != '=') || !begins_line(text, found))
			continue;
		value.at++, value.n--;
		while (value.n && (value.at[0] == '"' || value.at[0] == '\'' || value.at[0] == ' ' || value.at[0] == '\t'))
			value.at++, value.n--;
		value = tag_value(value);
		if (value.n && !is_in_text(signs, line))
			add_tag(licences, value, line, signs);
	}
}

/* The name by which a text is called: of those that share it the first that is not deprecated. */
static const char *
text_name(const struct licences *licences, uint32_t text)
{
	const char *name = licences->index.name + licences->index.text[text].name, *at = name;

	for (uint32_t i = 0; i < licences->index.text[text].nname; i++, at += strlen(at) + 1) {
		const struct licence_name *known = licence_list_find(&licences->list, span_of(at));

		if (!known || !(known->flags & LICENCE_DEPRECATED))
			return at;
	}
	return name;
}

/* The list has some exceptions under the name of the licence with them: "GPL-2.0-with-bison-exception". */
static char *
with_exception(const struct licences *licences, const char *name)
{
	struct licence_expr expr;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	if (!strstr(name, "-with-") || licence_expr_parse(&expr, &licences->list, span_of(name), &err) < 0)
		return NULL;
	if (expr.exception)
		licence_expr_format(&expr, &text);
	licence_expr_release(&expr);
	return text.n ? str_take(&text) : NULL;
}

static void
find_texts(const struct licences *licences, bool cut, struct signs *signs)
{
	struct licence_match *match;
	size_t nmatch;

	licence_match(&licences->index, licences->number, licences->words.nword, cut, &match, &nmatch);
	for (size_t i = 0; i < nmatch; i++) {
		bool sure = match[i].likeness >= LICENCE_SURE;
		const char *name = text_name(licences, match[i].text);
		char *exception = sure ? with_exception(licences, name) : NULL;

		if (!sure && match[i].end - match[i].first < SHORT_WORDS)
			continue;

		add_sign(signs, sure ? LICENCE_TEXT : LICENCE_LIKE,
			exception ? exception : str_format("%s%s", sure ? "" : LICENCE_LIKE_PREFIX, name),
			match[i].likeness / 10, match[i].first, match[i].end, exception ? '+' : 0);
	}
	free(match);
}

/* Headers, but not those that stand in a text: its appendix tells how to apply it. */
static void
find_heads(const struct licences *licences, struct signs *signs)
{
	struct licence_head *head;
	size_t nhead, ntext = signs->nsign, kept = 0;

	licence_heads(&licences->phrases, licences->number, licences->words.word, licences->words.nword, &head,
		&nhead);
	for (size_t i = 0; i < nhead; i++) {
		bool inside = false;

		for (size_t k = 0; k < ntext && !inside; k++) {
			const struct sign *text = &signs->sign[k];

			/* A weak phrase is the beginning of a text mostly, which may begin a little later; its title comes before it. */
			inside = head[i].end > text->first && head[i].first < text->end;
			inside = inside || (head[i].end <= text->first && text->first - head[i].end <= TITLE_WORDS
				&& span_starts(span_of(text->mark.expression), head[i].expression));
		}
		for (size_t k = 0; k < ntext && !head[i].sign; k++) {
			struct sign *text = &signs->sign[k];

			/* A short text that is only like one we know, and yet says what we know. */
			if (text->mark.sign == LICENCE_LIKE && head[i].first < text->end && text->first < head[i].end + NEAR_WORDS
				&& (text->end - text->first < 4 * (head[i].end - head[i].first)
					|| span_is(span_of(text->mark.expression + strlen(LICENCE_LIKE_PREFIX)), head[i].expression))) {
				text->kind = '-';
				inside = false;
			}
		}
		if (inside)
			continue;
		add_sign(signs, LICENCE_NAMED, head[i].expression, head[i].confidence, head[i].first, head[i].end,
			head[i].sign);
		head[i].expression = NULL;
	}
	licence_heads_free(head, nhead);
	for (size_t i = 0; i < signs->nsign; i++) {
		if (signs->sign[i].kind == '-')
			mark_release(&signs->sign[i].mark);
		else
			signs->sign[kept++] = signs->sign[i];
	}
	signs->nsign = kept;
}

static int
compare_signs(const void *a, const void *b)
{
	const struct sign *x = a, *y = b;

	if (x->mark.first_line != y->mark.first_line)
		return x->mark.first_line < y->mark.first_line ? -1 : 1;
	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	/* The longer one is the more special one. */
	if (x->end != y->end)
		return x->end > y->end ? -1 : 1;
	return strcmp(x->mark.expression, y->mark.expression);
}

static bool
is_gnu(const struct sign *sign)
{
	const char *expression = sign->mark.expression;

	return sign->kind != '+' && sign->mark.sign == LICENCE_NAMED && (strstr(expression, "GPL-"));
}

/* Give each exception to the GNU licence before it, or else behind it; without one it is dropped. */
static void
apply_exceptions(struct signs *signs)
{
	size_t n = 0;

	for (size_t i = 0; i < signs->nsign; i++) {
		struct sign *to = NULL;

		if (signs->sign[i].kind != '+')
			continue;
		for (size_t k = i; k-- > 0 && !to;)
			to = is_gnu(&signs->sign[k]) ? &signs->sign[k] : NULL;
		for (size_t k = i + 1; k < signs->nsign && !to; k++)
			to = is_gnu(&signs->sign[k]) ? &signs->sign[k] : NULL;
		/* A text of an exception alone is of the licence that its old name says. */
		if (!to && signs->sign[i].mark.sign == LICENCE_TEXT)
			signs->sign[i].kind = 0;
		/* The more special exception comes first in the order of signs and stays. */
		if (to && !strchr(to->mark.expression, ' ')) {
			const char *name = strstr(signs->sign[i].mark.expression, " WITH ");
			char *with = str_format("%s WITH %s", to->mark.expression,
				name ? name + strlen(" WITH ") : signs->sign[i].mark.expression);

			free(to->mark.expression);
			to->mark.expression = with;
			if (to->mark.last_line < signs->sign[i].mark.last_line)
				to->mark.last_line = signs->sign[i].mark.last_line;
			if (to->end < signs->sign[i].end)
				to->end = signs->sign[i].end;
		}
	}
	for (size_t i = 0; i < signs->nsign; i++) {
		if (signs->sign[i].kind == '+')
			mark_release(&signs->sign[i].mark);
		else
			signs->sign[n++] = signs->sign[i];
	}
	signs->nsign = n;
}

/* What holds. */

static bool
between_holds(const struct licences *licences, size_t from, size_t to, const char *word)
{
	uint32_t hash = licence_hash(span_of(word));

	for (size_t i = from; i < to; i++) {
		if (licences->words.word[i].hash == hash)
			return true;
	}
	return false;
}

static enum licence_op
joined_by(const struct licences *licences, const struct sign *a, const struct sign *b)
{
	size_t gap = b->first > a->end ? b->first - a->end : 0;

	if (a->mark.sign == LICENCE_TAG || b->mark.sign == LICENCE_TAG)
		return LICENCE_AND;
	/* The name of a header may stand some words behind "alternatively this may be used under". */
	if (gap <= JOIN_WORDS && between_holds(licences, a->end, b->first, "alternatively"))
		return LICENCE_OR;
	if (gap <= JOIN_OR && between_holds(licences, a->end, b->first, "or"))
		return LICENCE_OR;
	return LICENCE_AND;
}

static void
conclude(struct licences *licences, const struct signs *signs, bool tags, struct licence_file *file)
{
	unsigned least = 0;
	struct licence_expr all = LICENCE_EXPR_INIT, one, chain = LICENCE_EXPR_INIT, joined;
	const struct sign *last = NULL;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	const char *part, *why;

	for (size_t i = 0; i < signs->nsign; i++) {
		if (signs->sign[i].mark.sign != LICENCE_BROKEN && signs->sign[i].mark.confidence >= CONFIDENT)
			least = CONFIDENT;
	}
	/* Chains of OR first, then all of them together. */
	for (size_t i = 0; i <= signs->nsign; i++) {
		const struct sign *sign = i < signs->nsign ? &signs->sign[i] : NULL;
		bool or = false;

		if (sign) {
			if (sign->mark.sign == LICENCE_BROKEN || (tags && sign->mark.sign != LICENCE_TAG)
				|| sign->mark.confidence < least)
				continue;
			if (licence_expr_parse(&one, &licences->list, span_of(sign->mark.expression), &err) < 0)
				continue;
			or = last && joined_by(licences, last, sign) == LICENCE_OR;
		}
		if (last && or) {
			licence_expr_join(&joined, LICENCE_OR, &chain, &one);
			chain = joined;
		} else {
			if (last && all.id == NULL && all.npart == 0) {
				all = chain;
			} else if (last) {
				licence_expr_join(&joined, LICENCE_AND, &all, &chain);
				all = joined;
			}
			chain = sign ? one : (struct licence_expr)LICENCE_EXPR_INIT;
		}
		last = sign;
	}
	if (all.id || all.npart) {
		licence_expr_format(&all, &text);
		file->verdict = licence_expr_judge(&all, &licences->list, file->use, &part, &why);
		file->why = str_format("%s: %s", part, why);
		file->unlisted = why == licence_list_none;
	}
	file->expression = text.n ? str_take(&text) : arr_dup("");
	licence_expr_release(&all);
}

/* "GPL-2.0-or-later" -> "GPL": two licences of one family are two versions of a statement. */
static struct span
family(const struct licence_mark *mark)
{
	struct span name = span_of(mark->expression);
	size_t n = 0;

	while (n + 1 < name.n && !(name.at[n] == '-' && name.at[n + 1] >= '0' && name.at[n + 1] <= '9'))
		n++;
	return (struct span){ name.at, n };
}

static bool
is_within(const struct licences *licences, const char *a, const char *b)
{
	struct licence_expr x, y;
	struct err err = ERR_INIT;
	bool within;

	if (licence_expr_parse(&x, &licences->list, span_of(a), &err) < 0)
		return false;
	if (licence_expr_parse(&y, &licences->list, span_of(b), &err) < 0) {
		licence_expr_release(&x);
		return false;
	}
	within = licence_expr_within(&x, &y);
	licence_expr_release(&x);
	licence_expr_release(&y);
	return within;
}

/* Do A and B contradict each other? B is a header, or a text that has more than one name. */
static bool
contradict(const struct licences *licences, const struct sign *a, const struct sign *b)
{
	const char *x = a->mark.expression, *y = b->mark.expression;
	struct span fx = family(&a->mark), fy = family(&b->mark);

	if (a->mark.sign == LICENCE_TAG && b->mark.sign != LICENCE_TAG) {
		/* A text cannot say "or later"; a name without its exception is not against it. */
		if (b->kind == '?' || b->mark.confidence < CONFIDENT || strstr(x, "LicenseRef-") || b->mark.sign == LICENCE_LIKE)
			return false;
		/* What a generator says of its part of the file is not against the rest. */
		if (b->mark.sign == LICENCE_TEXT)
			return !span_find(span_of(x), fy) && strncmp(y, "FSF", 3);
		if (b->mark.first_line > CONFLICT_LINES)
			return false;
		return !is_within(licences, y, x) && !is_within(licences, x, y) && !(strstr(x, " WITH ")
			&& !strncmp(x, y, strlen(y)));
	}
	if (a->mark.sign != LICENCE_NAMED || b->mark.sign != LICENCE_NAMED || a->kind || b->kind
		|| a->mark.confidence < CONFIDENT || b->mark.confidence < CONFIDENT)
		return false;
	return strstr(x, "GPL-") && fx.n == fy.n && !memcmp(fx.at, fy.at, fx.n) && !strchr(x, ' ')
		&& !strchr(y, ' ') && strcmp(x, y);
}

static char *
find_conflict(const struct licences *licences, const struct signs *signs, enum licence_use use)
{
	for (size_t i = 0; i < signs->nsign; i++) {
		for (size_t k = 0; k < signs->nsign; k++) {
			const struct sign *a = &signs->sign[i], *b = &signs->sign[k];

			/* Joined by "or" they are a choice; a document may speak of several. */
			if (i == k || (a->mark.sign != LICENCE_TAG && (k < i || use == LICENCE_DOCUMENT || joined_by(licences, a, b) == LICENCE_OR)))
				continue;
			if (contradict(licences, a, b))
				return str_format("%s in line %u says %s, %s in line %u says %s",
					licence_sign_word(a->mark.sign), (unsigned)a->mark.first_line, a->mark.expression,
					licence_sign_word(b->mark.sign), (unsigned)b->mark.first_line, b->mark.expression);
		}
	}
	return arr_dup("");
}

static void
read_words(struct licences *licences, struct span text)
{
	struct licence_words *words = &licences->words;

	licence_words_read(words, text);
	if (words->nword > licences->room) {
		licences->room = words->nword;
		licences->number = arr_resize(licences->number, licences->room, sizeof(*licences->number));
	}
	for (size_t i = 0; i < words->nword; i++)
		licences->number[i] = licence_index_word(&licences->index, words->word[i].hash);
}

void
licence_look(struct licences *licences, const char *path, struct span text, bool cut, struct licence_file *file)
{
	struct signs signs = { 0 };
	const struct licence_word *word;
	bool tags = false;

	*file = (struct licence_file){ .use = licence_use_of(path), .verdict = LICENCE_UNDECIDED };
	if (text.n == 0)
		text = SPAN("");
	if (text.n > LICENCE_WHOLE) {
		text.n = LICENCE_WHOLE;
		cut = true;
	}
	read_words(licences, text);
	word = licences->words.word;
	find_texts(licences, cut, &signs);
	/* A file that is nothing but the text of a licence is a document, whatever its name. */
	for (size_t i = 0; i < signs.nsign; i++) {
		if (signs.sign[i].end - signs.sign[i].first > TEXT_WORDS
			&& (signs.sign[i].end - signs.sign[i].first) * 10 > licences->words.nword * 8)
			file->use = LICENCE_DOCUMENT;
	}
	find_heads(licences, &signs);
	for (size_t i = 0; i < signs.nsign; i++) {
		struct sign *sign = &signs.sign[i];

		sign->mark.first_line = word[sign->first].line;
		sign->mark.last_line = word[sign->end - 1].line;
		if (file->use == LICENCE_DOCUMENT && sign->mark.sign == LICENCE_NAMED
			&& sign->mark.first_line > DOCUMENT_LINES && sign->mark.confidence > WEAK)
			sign->mark.confidence = WEAK;
	}
	find_tags(licences, text, &signs);
	if (signs.nsign)
		qsort(signs.sign, signs.nsign, sizeof(*signs.sign), compare_signs);
	apply_exceptions(&signs);
	for (size_t i = 0; i < signs.nsign; i++)
		tags = tags || signs.sign[i].mark.sign == LICENCE_TAG;
	conclude(licences, &signs, tags, file);
	if (!file->why)
		file->why = arr_dup("");
	file->conflict = find_conflict(licences, &signs, file->use);
	for (size_t i = 0; i < signs.nsign; i++)
		*arr_push(&file->mark, &file->nmark) = signs.sign[i].mark;
	free(signs.sign);
}
