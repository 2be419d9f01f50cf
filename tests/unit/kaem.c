/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "chain/kaem.h"
#include "test.h"

static void
words_end_at_blanks_quotes_and_backslashes(void **state)
{
	struct kaem kaem = KAEM_INIT;
	struct err err = ERR_INIT;

	(void)state;
	GOOD(kaem_parse(&kaem, "k", SPAN("\n# c\n/a b\t\"c d\"e \\\nf\\xg # end\n/last\"\""), &err));
	assert_int_equal(kaem.ncommand, 2);
	assert_int_equal(kaem.command[0].line, 3);
	assert_int_equal(kaem.command[0].nword, 6);
	assert_string_equal(kaem.command[0].word[1], "b");
	assert_string_equal(kaem.command[0].word[2], "c d");
	assert_string_equal(kaem.command[0].word[3], "e");
	assert_string_equal(kaem.command[0].word[4], "f");
	assert_string_equal(kaem.command[0].word[5], "g");
	assert_string_equal(kaem.command[1].word[0], "/last");
	assert_int_equal(kaem.command[1].nword, 1);
	kaem_release(&kaem);
}

static void
a_quote_that_is_never_closed_is_refused(void **state)
{
	struct kaem kaem = KAEM_INIT;
	struct err err = ERR_INIT;

	(void)state;
	BAD(kaem_parse(&kaem, "k", SPAN("/a\n/b \"c\n"), &err), "k:2: a quote that is never closed");
	BAD(kaem_parse(&kaem, "k", SPAN("/a\0\n"), &err), "k:1: a NUL byte; wants text");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(words_end_at_blanks_quotes_and_backslashes),
		TEST(a_quote_that_is_never_closed_is_refused),
	};

	return RUN(tests);
}
