/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* The half of licenceindex.h that makes the index; it goes into no program that is installed. */
#include <stdlib.h>

#include "base/arr.h"
#include "licenceindex.h"

enum { MAGIC = 0x4c424c31, TITLE_WORDS = 10, TITLE_LINES = 40 };

struct draft {
	char *id;                       /* owned */
	struct licence_words words;     /* owned */
	size_t same_as;                 /* the first draft with these words; itself mostly */
	size_t rank;                    /* of those that share a text, the lowest gives its name first */
};

struct posting {
	uint32_t key, value;
};

struct licence_builder {
	struct draft *draft;
	size_t ndraft;
	uint32_t *vocabulary;
	size_t nvocabulary;
};

struct licence_builder *
licence_builder_new(void)
{
	return arr_new(1, sizeof(struct licence_builder));
}

void
licence_builder_free(struct licence_builder *builder)
{
	for (size_t i = 0; i < builder->ndraft; i++) {
		free(builder->draft[i].id);
		licence_words_release(&builder->draft[i].words);
	}
	free(builder->draft);
	free(builder->vocabulary);
	free(builder);
}

void
licence_builder_word(struct licence_builder *builder, struct span word)
{
	*arr_push(&builder->vocabulary, &builder->nvocabulary) = licence_hash(word);
}

/*
 * Whose it is and what it is called says nothing about which it is: files have other names and years
 * there. Lines at the head that speak of copyright go, and so do titles: few words, no full stop, an
 * empty line behind. What is left of a text this short may be all there is: then it stays.
 */
static struct span
without_head(struct span text)
{
	struct span rest = text, line, best = text;

	for (size_t i = 0; i < TITLE_LINES && span_line(&rest, &line); i++) {
		struct licence_words words = LICENCE_WORDS_INIT;
		struct span next = rest, after = SPAN_INIT;
		bool drop;

		line = span_trim(line);
		(void)span_line(&next, &after);
		licence_words_read(&words, line);
		drop = words.nword == 0
			|| words.word[0].hash == licence_hash(SPAN("copyright"))
			|| (words.nword == 3 && words.word[0].hash == licence_hash(SPAN("all"))
				&& words.word[2].hash == licence_hash(SPAN("reserved")))
			|| (words.nword <= TITLE_WORDS && !strchr(".,:;", line.at[line.n - 1])
				&& span_trim(after).n == 0);
		licence_words_release(&words);
		if (!drop)
			break;
		best = rest;
	}
	return span_trim(best).n * 2 > text.n || best.n > 200 ? best : text;
}

/*
 * The GNU licences have one text for "only" and "or later", and for all that is said of invariant
 * sections: the name without these. The texts on the list differ by an address or a blank.
 */
static struct span
gnu_family(struct span id)
{
	static const char *const tail[] = { "+", "-only", "-or-later", "-no-invariants", "-invariants" };

	if (!span_starts(id, "GPL-") && !span_starts(id, "LGPL-") && !span_starts(id, "AGPL-")
		&& !span_starts(id, "GFDL-"))
		return (struct span)SPAN_INIT;
	for (size_t i = 0; i < sizeof(tail) / sizeof(*tail); i++) {
		if (span_ends(id, tail[i]))
			id.n -= strlen(tail[i]);
	}
	return id;
}

static bool
is_same(const struct draft *a, const struct draft *b)
{
	struct span family = gnu_family(span_of(a->id));

	if (family.n && span_eq(family, gnu_family(span_of(b->id))))
		return true;
	if (a->words.nword != b->words.nword)
		return false;
	for (size_t k = 0; k < a->words.nword; k++) {
		if (a->words.word[k].hash != b->words.word[k].hash)
			return false;
	}
	return true;
}

/* A last sentence that only says whose trademark something is, is no part of a licence. */
static struct span
without_tail(struct span text)
{
	size_t n = text.n;

	while (n && !(text.at[n - 1] == '\n' && n > 1 && text.at[n - 2] == '\n'))
		n--;
	if (n && text.n - n < 90 && span_find((struct span){ text.at + n, text.n - n }, SPAN("trademark")))
		text.n = n;
	return text;
}

static void
add_text(struct licence_builder *builder, const char *id, struct span text)
{
	struct draft draft = { .id = arr_dup(id), .same_as = builder->ndraft };
	struct span name = span_of(id);

	licence_words_read(&draft.words, without_tail(without_head(text)));
	if (draft.words.nword > 0xffff)
		draft.words.nword = 0xffff;
	for (size_t i = 0; i < builder->ndraft && draft.same_as == builder->ndraft; i++) {
		if (is_same(&draft, &builder->draft[i]))
			draft.same_as = builder->draft[i].same_as;
	}
	draft.rank = span_find(name, SPAN("invariants")) ? 2 : !span_ends(name, "-only");
	for (size_t k = 0; k < draft.words.nword; k++)
		*arr_push(&builder->vocabulary, &builder->nvocabulary) = draft.words.word[k].hash;
	if (draft.words.nword == 0) {
		free(draft.id);
		licence_words_release(&draft.words);
		return;
	}
	*arr_push(&builder->draft, &builder->ndraft) = draft;
}

void
licence_builder_text(struct licence_builder *builder, const char *id, struct span text)
{
	/* The LGPL's third version comes with the GPL's behind it on the list, and alone elsewhere. */
	const char *gpl = span_starts(span_of(id), "LGPL-3.0")
		? span_find(text, SPAN("\nGNU GENERAL PUBLIC LICENSE\n")) : NULL;

	if (gpl)
		text.n = (size_t)(gpl - text.at);
	add_text(builder, id, text);
}

static int
compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static int
compare_postings(const void *a, const void *b)
{
	const struct posting *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->value < y->value ? -1 : x->value > y->value;
}

static void
settle_vocabulary(struct licence_builder *builder)
{
	size_t n = 0;

	if (builder->nvocabulary)
		qsort(builder->vocabulary, builder->nvocabulary, sizeof(*builder->vocabulary), compare_numbers);
	for (size_t i = 0; i < builder->nvocabulary; i++) {
		if (n == 0 || builder->vocabulary[n - 1] != builder->vocabulary[i])
			builder->vocabulary[n++] = builder->vocabulary[i];
	}
	builder->nvocabulary = n;
}

static uint16_t
number_of(const struct licence_builder *builder, uint32_t hash)
{
	const uint32_t *found = bsearch(&hash, builder->vocabulary, builder->nvocabulary,
		sizeof(*builder->vocabulary), compare_numbers);

	return (uint16_t)(found - builder->vocabulary);
}

struct parts {
	struct licence_text *text;
	uint16_t *word;
	struct posting *posting;
	struct str name;
	size_t ntext, nword, nposting;
};

static void
add_draft(struct licence_builder *builder, size_t at, struct parts *parts)
{
	const struct draft *draft = &builder->draft[at];
	struct licence_text text = { .name = (uint32_t)parts->name.n, .word = (uint32_t)parts->nword,
		.nword = (uint32_t)draft->words.nword };

	for (size_t rank = 0; rank < 3; rank++) {
		for (size_t i = at; i < builder->ndraft; i++) {
			if (builder->draft[i].same_as != at || builder->draft[i].rank != rank)
				continue;
			str_adds(&parts->name, builder->draft[i].id);
			str_addc(&parts->name, '\0');
			text.nname++;
		}
	}
	for (size_t k = 0; k < draft->words.nword; k++)
		*arr_push(&parts->word, &parts->nword) = number_of(builder, draft->words.word[k].hash);
	for (size_t k = 0; k + LICENCE_SHINGLE <= draft->words.nword; k++) {
		uint32_t shingle = licence_shingle(parts->word + text.word + k);

		if (text.nword > LICENCE_SHORT && !licence_is_sampled(shingle))
			continue;
		*arr_push(&parts->posting, &parts->nposting) =
			(struct posting){ shingle, (uint32_t)parts->ntext << 16 | (uint32_t)k };
		text.nsample++;
	}
	*arr_push(&parts->text, &parts->ntext) = text;
}

static void
add_numbers(uint32_t **array, size_t *n, const void *numbers, size_t bytes)
{
	size_t count = (bytes + 3) / 4;

	*array = arr_resize(*array, arr_sum(*n, count), sizeof(**array));
	if (count)
		(*array)[*n + count - 1] = 0;
	if (bytes)
		memcpy(*array + *n, numbers, bytes);
	*n += count;
}

uint32_t *
licence_builder_end(struct licence_builder *builder, size_t *n)
{
	struct parts parts = { 0 };
	uint32_t *array = NULL, *key = NULL, *start = NULL, *value = NULL;
	uint32_t head[7] = { MAGIC };
	size_t nkey = 0, nstart = 0, nvalue = 0;

	settle_vocabulary(builder);
	for (size_t i = 0; i < builder->ndraft; i++) {
		if (builder->draft[i].same_as == i)
			add_draft(builder, i, &parts);
	}
	if (parts.nposting)
		qsort(parts.posting, parts.nposting, sizeof(*parts.posting), compare_postings);
	for (size_t i = 0; i < parts.nposting; i++) {
		if (nkey == 0 || key[nkey - 1] != parts.posting[i].key) {
			*arr_push(&key, &nkey) = parts.posting[i].key;
			*arr_push(&start, &nstart) = (uint32_t)i;
		}
		*arr_push(&value, &nvalue) = parts.posting[i].value;
	}
	*arr_push(&start, &nstart) = (uint32_t)nvalue;
	head[1] = (uint32_t)builder->nvocabulary;
	head[2] = (uint32_t)parts.ntext;
	head[3] = (uint32_t)nkey;
	head[4] = (uint32_t)nvalue;
	head[5] = (uint32_t)parts.name.n;
	head[6] = (uint32_t)parts.nword;
	*n = 0;
	add_numbers(&array, n, head, sizeof(head));
	add_numbers(&array, n, builder->vocabulary, builder->nvocabulary * 4);
	add_numbers(&array, n, parts.text, parts.ntext * sizeof(*parts.text));
	add_numbers(&array, n, key, nkey * 4);
	add_numbers(&array, n, start, nstart * 4);
	add_numbers(&array, n, value, nvalue * 4);
	add_numbers(&array, n, parts.word, parts.nword * 2);
	add_numbers(&array, n, parts.name.at, parts.name.n);
	free(parts.text);
	free(parts.word);
	free(parts.posting);
	str_release(&parts.name);
	free(key);
	free(start);
	free(value);
	return array;
}
