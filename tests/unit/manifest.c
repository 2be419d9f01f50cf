/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/manifest.h"
#include "test.h"

static struct manifest
parse(const char *text)
{
	struct manifest manifest = MANIFEST_INIT;
	struct err err = ERR_INIT;

	GOOD(manifest_parse(&manifest, "m", span_of(text), &err));
	return manifest;
}

static void
a_comment_ends_the_line_even_inside_a_word(void **state)
{
	struct manifest manifest = parse("# head\n\nbuild: x#y\nbuild: z # c\n");

	(void)state;
	assert_int_equal(manifest.ndirective, 2);
	assert_string_equal(manifest.directive[0].argument, "x");
	assert_int_equal(manifest.directive[0].line, 3);
	assert_string_equal(manifest.directive[1].argument, "z");
	manifest_release(&manifest);
}

static void
one_space_at_the_end_is_harmless_and_two_mean_the_empty_string_after_an_operator(void **state)
{
	struct manifest manifest = parse("build: x \nbuild: y ( A ==  )");

	(void)state;
	assert_string_equal(manifest.directive[0].argument, "x");
	assert_string_equal(manifest.directive[1].predicate.term[0].word, "");
	manifest_release(&manifest);
}

static void
what_stands_behind_a_whole_predicate_is_ignored_and_told(void **state)
{
	struct manifest manifest = parse("build: x ( A == 1 ) ( A == 2 ) junk\n");

	(void)state;
	assert_int_equal(manifest.directive[0].predicate.nterm, 1);
	assert_string_equal(manifest.directive[0].ignored, "( A == 2 ) junk");
	manifest_release(&manifest);
}

static void
uninstall_takes_names_and_paths_up_to_the_bracket(void **state)
{
	struct manifest manifest = parse("uninstall: a-1 /tmp/x b-2 ( A == 1 )\n");

	(void)state;
	assert_string_equal(manifest.directive[0].argument, "a-1 /tmp/x b-2");
	assert_int_equal(manifest.directive[0].predicate.nterm, 1);
	manifest_release(&manifest);
}

static void
define_takes_a_word_or_logic_and_then_a_predicate(void **state)
{
	struct manifest manifest = parse("define: A = 1 ( K == True )\ndefine: B = ( X == 1 || Y != 2 )\n");

	(void)state;
	assert_string_equal(manifest.directive[0].value, "1");
	assert_int_equal(manifest.directive[0].predicate.nterm, 1);
	assert_null(manifest.directive[1].value);
	assert_int_equal(manifest.directive[1].logic.nterm, 2);
	assert_int_equal(manifest.directive[1].logic.term[0].join, MANIFEST_OR);
	assert_true(manifest.directive[1].logic.term[1].differs);
	manifest_release(&manifest);
}

static void
a_token_may_be_longer_than_upstreams_63_bytes(void **state)
{
	char text[600];
	struct manifest manifest;

	(void)state;
	memset(text, 'a', sizeof(text));
	memcpy(text, "build: ", 7);
	text[sizeof(text) - 1] = '\0';
	manifest = parse(text);
	assert_int_equal(strlen(manifest.directive[0].argument), sizeof(text) - 8);
	manifest_release(&manifest);
}

static void
errors_tell_line_column_and_what_was_wanted(void **state)
{
	static const char *const bad[][2] = {
		{ "bild: x", "m:1:1: unknown directive; wants 'build:', 'improve:', 'jump:', 'uninstall:' or 'define:'" },
		{ "\n  ", "m:2:1: two spaces in a row; tokens are parted by one" },
		{ " build: x", "m:1:1: two spaces in a row; tokens are parted by one" },
		{ "build:", "m:1:7: wants a name, got the end of the line" },
		{ "build: # c", "m:1:8: wants a name, got the end of the line" },
		{ "build: x y", "m:1:10: a predicate must begin with '('" },
		{ "build: x  ( A == 1 )", "m:1:10: a predicate must begin with '('" },
		{ "build: x\t( A == 1 )", "m:1:9: a tab; tokens are parted by one space" },
		{ "build: x\r\n", "m:1:9: a carriage return; lines end in a newline alone" },
		{ "build: x ( A == 1", "m:1:18: wants ')', '||' or '&&', got the end of the line" },
		{ "build: x ( A ==", "m:1:16: wants a word to compare with, got the end of the line" },
		{ "build: x ( A", "m:1:13: wants '==', '!=' or ')', got the end of the line" },
		{ "build: x (", "m:1:11: wants a name or word, got the end of the line" },
		{ "build: x ( ( A == 1 ) )", "m:1:12: brackets do not nest; wants a name or word" },
		{ "build: x ( A < 1 )", "m:1:14: unknown operator; wants '==', '!=' or ')'" },
		{ "build: x ( A == 1 or B == 2 )", "m:1:19: wants ')', '||' or '&&'" },
		{ "define: A == 1", "m:1:11: wants '=' alone between spaces" },
		{ "define: A=1", "m:1:12: wants '=', got the end of the line" },
		{ "define: A = x == y", "m:1:15: a predicate must begin with '('" },
		{ "uninstall:", "m:1:11: wants a package or an absolute path, got the end of the line" },
		{ "improve: a\nbuild: x ( )", "m:2:12: brackets do not nest; wants a name or word" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct manifest manifest = MANIFEST_INIT;
		struct err err = ERR_INIT;

		BAD(manifest_parse(&manifest, "m", span_of(bad[i][0]), &err), bad[i][1]);
		assert_int_equal(manifest.ndirective, 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_comment_ends_the_line_even_inside_a_word),
		TEST(one_space_at_the_end_is_harmless_and_two_mean_the_empty_string_after_an_operator),
		TEST(what_stands_behind_a_whole_predicate_is_ignored_and_told),
		TEST(uninstall_takes_names_and_paths_up_to_the_bracket),
		TEST(define_takes_a_word_or_logic_and_then_a_predicate),
		TEST(a_token_may_be_longer_than_upstreams_63_bytes),
		TEST(errors_tell_line_column_and_what_was_wanted),
	};

	return RUN(tests);
}
