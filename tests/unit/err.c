/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>

#include "base/err.h"
#include "test.h"

static void
an_error_has_a_place_a_kind_and_the_systems_words(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	errno = ENOENT;
	assert_int_equal(err_sys(&err, "%s", "x"), -1);
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_int_equal(err.sys, ENOENT);
	assert_string_equal(err.text, "x: No such file or directory");
	err_at(&err, "here %d", 1);
	assert_string_equal(err.text, "here 1: x: No such file or directory");
}

static void
a_text_that_is_too_long_is_cut(void **state)
{
	struct err err = ERR_INIT;
	char text[3000];

	(void)state;
	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	err_set(&err, ERR_LIMIT, "%s", text);
	assert_int_equal(strlen(err.text), sizeof(err.text) - 1);
	err_at(&err, "%s", text);
	assert_int_equal(strlen(err.text), sizeof(err.text) - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_error_has_a_place_a_kind_and_the_systems_words),
		TEST(a_text_that_is_too_long_is_cut),
	};

	return RUN(tests);
}
