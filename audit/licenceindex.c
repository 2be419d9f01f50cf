/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "licenceindex.h"

#include <stdlib.h>

#include "base/arr.h"

enum {
	MAGIC = 0x4c424c31,             /* "LBL1" */
	HEAD = 7,
	SLOTS = 1 << 17,                /* above the vocabulary's limit of 65,534 words */
	FILTER_BITS = 1 << 21,
	TEXT_NUMBERS = sizeof(struct licence_text) / sizeof(uint32_t),
};

uint32_t
licence_shingle(const uint16_t *word)
{
	uint64_t hash = 0x9e3779b97f4a7c15u;

	for (size_t i = 0; i < LICENCE_SHINGLE; i++)
		hash = (hash ^ word[i]) * 0xff51afd7ed558ccdu;
	return (uint32_t)(hash >> 32);
}

static size_t
first_slot(uint32_t hash)
{
	return hash % SLOTS;
}

uint16_t
licence_index_word(const struct licence_index *index, uint32_t hash)
{
	for (size_t slot = first_slot(hash); index->slot[slot]; slot = (slot + 1) % SLOTS) {
		uint16_t number = (uint16_t)(index->slot[slot] - 1);

		if (index->vocabulary[number] == hash)
			return number;
	}
	return LICENCE_NO_WORD;
}

uint32_t
licence_index_find(const struct licence_index *index, uint32_t key, const uint32_t **posting)
{
	uint32_t bit = key % FILTER_BITS, low = 0, high = index->nkey;

	if (!(index->filter[bit / 32] & 1u << bit % 32))
		return 0;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (index->key[middle] < key)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == index->nkey || index->key[low] != key)
		return 0;
	*posting = index->posting + index->start[low];
	return index->start[low + 1] - index->start[low];
}

/* Is everything in INDEX that points elsewhere within its bounds? */
static bool
is_sound(const struct licence_index *index)
{
	for (uint32_t i = 1; i < index->nvocabulary; i++) {
		if (index->vocabulary[i] <= index->vocabulary[i - 1])
			return false;
	}
	for (uint32_t i = 0; i < index->ntext; i++) {
		const struct licence_text *text = &index->text[i];

		if (text->name >= index->nname || text->word > index->nword
			|| text->nword > index->nword - text->word || text->nword > 0xffff || text->nword == 0)
			return false;
	}
	for (uint32_t i = 0; i < index->nkey; i++) {
		if (index->start[i] > index->start[i + 1])
			return false;
	}
	if (index->start[0] != 0 || index->start[index->nkey] != index->nposting)
		return false;
	for (uint32_t i = 0; i < index->nposting; i++) {
		if (index->posting[i] >> 16 >= index->ntext)
			return false;
	}
	return index->nname == 0 || index->name[index->nname - 1] == '\0';
}

int
licence_index_open(struct licence_index *index, const uint32_t *array, size_t n, struct err *err)
{
	struct licence_index new = { 0 };
	uint64_t want;

	if (n < HEAD || array[0] != MAGIC)
		return err_set(err, ERR_SYNTAX, "licences: not an index");
	new.nvocabulary = array[1];
	new.ntext = array[2];
	new.nkey = array[3];
	new.nposting = array[4];
	new.nname = array[5];
	new.nword = array[6];
	want = HEAD + (uint64_t)new.nvocabulary + (uint64_t)new.ntext * TEXT_NUMBERS + (uint64_t)new.nkey * 2 + 1
		+ new.nposting + ((uint64_t)new.nword + 1) / 2 + ((uint64_t)new.nname + 3) / 4;
	if (want != n || new.nvocabulary >= LICENCE_NO_WORD || new.ntext > LICENCE_TEXTS_MAX)
		return err_set(err, ERR_SYNTAX, "licences: the index is cut short");
	new.vocabulary = array + HEAD;
	new.text = (const void *)(new.vocabulary + new.nvocabulary);
	new.key = (const uint32_t *)new.text + new.ntext * TEXT_NUMBERS;
	new.start = new.key + new.nkey;
	new.posting = new.start + new.nkey + 1;
	new.word = (const void *)(new.posting + new.nposting);
	new.name = (const char *)(new.posting + new.nposting + (new.nword + 1) / 2);
	if (!is_sound(&new))
		return err_set(err, ERR_SYNTAX, "licences: the index is broken");
	new.slot = arr_new(SLOTS, sizeof(*new.slot));
	new.filter = arr_new(FILTER_BITS / 32, sizeof(*new.filter));
	for (uint32_t i = 0; i < new.nvocabulary; i++) {
		size_t slot = first_slot(new.vocabulary[i]);

		while (new.slot[slot])
			slot = (slot + 1) % SLOTS;
		new.slot[slot] = (uint16_t)(i + 1);
	}
	for (uint32_t i = 0; i < new.nkey; i++)
		new.filter[new.key[i] % FILTER_BITS / 32] |= 1u << new.key[i] % 32;
	*index = new;
	return 0;
}

void
licence_index_close(struct licence_index *index)
{
	free(index->slot);
	free(index->filter);
	*index = (struct licence_index){ 0 };
}
