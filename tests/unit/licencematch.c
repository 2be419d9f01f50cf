/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* An index of three made-up licences; the real one is tested by tests/audit/licences.sh. */
#include "test.h"

#include <stdio.h>

#include "licencematch.h"

static const char one[] = "Anybody may take this work, change it in every way they like, give copies of it to their "
	"friends and neighbours, and sell it at whatever price they find somebody to pay, while these lines stay.";
static const char two[] = "Anybody may take this work, change it in every way they like, give copies of it to their "
	"friends and neighbours, and sell it at whatever price they find somebody to pay, while these lines stay. "
	"The name of the first author is not to be painted on walls or ships.";
static const char other[] = "Whoever reads this has to whistle a song of seven tones before the second line, or else "
	"close both eyes and count the ducks upon the pond until the moon comes out from behind the mill.";

static uint32_t *array;
static size_t narray;
static struct licence_index licences;
static struct err err;

static int
set_up(void **state)
{
	struct licence_builder *builder = licence_builder_new();

	(void)state;
	licence_builder_text(builder, "One", span_of(one));
	licence_builder_text(builder, "Two", span_of(two));
	licence_builder_text(builder, "Other", span_of(other));
	licence_builder_text(builder, "Other-2", span_of(other));
	array = licence_builder_end(builder, &narray);
	licence_builder_free(builder);
	return licence_index_open(&licences, array, narray, &err);
}

static int
tear_down(void **state)
{
	(void)state;
	licence_index_close(&licences);
	free(array);
	return 0;
}

/* The names of the texts that are found in TEXT, with their likeness in percent. */
static void
check(const char *text, const char *want)
{
	struct licence_words words = LICENCE_WORDS_INIT;
	struct licence_match *match;
	struct str got = STR_INIT;
	uint16_t number[512];
	size_t n;

	licence_words_read(&words, span_of(text));
	assert_true(words.nword <= 512);
	for (size_t i = 0; i < words.nword; i++)
		number[i] = licence_index_word(&licences, words.word[i].hash);
	licence_match(&licences, number, words.nword, false, &match, &n);
	for (size_t i = 0; i < n; i++)
		str_addf(&got, "%s%s%s", i ? " " : "", licences.name + licences.text[match[i].text].name,
			match[i].likeness == 1000 ? "" : match[i].likeness >= LICENCE_SURE ? "~" : "?");
	if (strcmp(got.n ? got.at : "", want))
		fail_msg("'%s': wants %s, got %s", text, want, got.n ? got.at : "nothing");
	free(match);
	str_release(&got);
	licence_words_release(&words);
}

static void
a_text_is_found_word_for_word(void **state)
{
	(void)state;
	check(one, "One");
	check(two, "Two");
	check(other, "Other");
	check("int main(void) { return 0; }", "");
	check("", "");
}

static void
a_text_is_found_in_a_file_among_others(void **state)
{
	char text[2048];

	(void)state;
	snprintf(text, sizeof(text), "/* frob.c\n * %s */\nint x;\n/* %s */\n", other, one);
	check(text, "Other One");
}

static void
some_words_may_differ(void **state)
{
	(void)state;
	check("Anybody may take this program, change it in every way they like, give copies of it to their friends and "
		"neighbours, and sell it at whatever price they find somebody to pay, while these lines stay.", "One~");
	check("Whoever reads this has to whistle a song of seven tones before the second line, or else close both eyes "
		"and count the ducks upon the pond by night.", "Other?");
}

static void
half_a_text_is_none(void **state)
{
	(void)state;
	check("Whoever reads this has to whistle a song of seven tones before the second line.", "");
}

static void
texts_that_are_the_same_share_an_entry(void **state)
{
	(void)state;
	assert_int_equal(licences.ntext, 3);
	assert_int_equal(licences.text[2].nname, 2);
	assert_string_equal(licences.name + licences.text[2].name + strlen("Other") + 1, "Other-2");
}

static void
a_broken_index_is_refused(void **state)
{
	struct licence_index index;
	uint32_t *copy = malloc(narray * sizeof(*copy));

	(void)state;
	memcpy(copy, array, narray * sizeof(*copy));
	BAD(licence_index_open(&index, copy, 3, &err), "licences: not an index");
	BAD(licence_index_open(&index, copy, narray - 1, &err), "licences: the index is cut short");
	/* Each number of the head, and one in the middle: refused, or harmless. */
	for (size_t i = 0; i < narray; i++) {
		copy[i] ^= 0x80000001;
		if (licence_index_open(&index, copy, narray, &err) == 0)
			licence_index_close(&index);
		copy[i] = array[i];
	}
	free(copy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_text_is_found_word_for_word), TEST(a_text_is_found_in_a_file_among_others),
		TEST(some_words_may_differ), TEST(half_a_text_is_none), TEST(texts_that_are_the_same_share_an_entry),
		TEST(a_broken_index_is_refused),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
