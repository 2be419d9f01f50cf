/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * licenceindex - the licence texts as digests of words, made when lbs is built
 *
 * No text is in it, and none is needed once it is made. It is one array of 32-bit
 * numbers, in the byte order of the machine:
 *
 *     magic, nvocabulary, ntext, nkey, nposting, nname (bytes), nword
 *     vocabulary  the hashes of all words of all texts, ascending; a word's number is its place
 *     text        per text: name (offset into names), nname, word (offset), nword, nsample
 *     key         hashes of SHINGLE words in a row, ascending
 *     start       per key the offset of its first posting; one more for the end
 *     posting     text << 16 | place of the shingle in the text
 *     word        the numbers of the words of each text, two to a number
 *     name        "GPL-2.0-only", NUL, "GPL-2.0-or-later", NUL: the licences that share the text
 *
 * Long texts keep one shingle of SAMPLE, chosen by its hash, so that reader and index
 * choose alike. tests/unit/licencematch.c and tests/fuzz/licence.c belong to this module.
 */
#ifndef LBS_AUDIT_LICENCEINDEX_H
#define LBS_AUDIT_LICENCEINDEX_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "licencetext.h"

enum {
	LICENCE_SHINGLE = 5,
	LICENCE_SAMPLE = 8,             /* one shingle of so many is kept of a long text */
	LICENCE_SHORT = 250,            /* words; a text up to here keeps all of them */
	LICENCE_TEXTS_MAX = 8192,
	LICENCE_NO_WORD = 0xffff,       /* a word that no licence has */
};

struct licence_text {
	uint32_t name, nname;           /* names: where, how many */
	uint32_t word, nword;
	uint32_t nsample;               /* shingles that are kept */
};

/* A view of the array, and tables to find things in it, which are owned. */
struct licence_index {
	const uint32_t *vocabulary;
	const struct licence_text *text;
	const uint32_t *key, *start, *posting;
	const uint16_t *word;
	const char *name;
	uint32_t nvocabulary, ntext, nkey, nposting, nword, nname;
	uint16_t *slot;                 /* hash table of the vocabulary: number + 1, 0 is empty */
	uint32_t *filter;               /* a bit for each key's low bits */
};

/* Look at ARRAY of N numbers, which stays the caller's and must outlive INDEX. */
int licence_index_open(struct licence_index *index, const uint32_t *array, size_t n, struct err *err);
void licence_index_close(struct licence_index *index);

/* The number of a word, or LICENCE_NO_WORD. */
uint16_t licence_index_word(const struct licence_index *index, uint32_t hash);

/* The shingle at WORD, which has LICENCE_SHINGLE words. */
uint32_t licence_shingle(const uint16_t *word);

/* The postings of KEY: how many, the first goes to *POSTING. */
uint32_t licence_index_find(const struct licence_index *index, uint32_t key, const uint32_t **posting);

/* Is SHINGLE one that long texts keep? */
static inline bool
licence_is_sampled(uint32_t shingle)
{
	return shingle % LICENCE_SAMPLE == 0;
}

/* For the tool that makes it: texts go in, the array comes out. */
struct licence_builder;

struct licence_builder *licence_builder_new(void);
void licence_builder_free(struct licence_builder *builder);

/* A word that must have a number though no text has it. */
void licence_builder_word(struct licence_builder *builder, struct span word);

/* The text of the licence ID. Title and copyright lines at its head are left out. */
void licence_builder_text(struct licence_builder *builder, const char *id, struct span text);

/* The finished array: owned, *N numbers. */
uint32_t *licence_builder_end(struct licence_builder *builder, size_t *n);

#endif
