/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/str.h"
#include "test.h"

static void
text_grows_and_always_ends_in_nul(void **state)
{
	struct str str = STR_INIT;

	(void)state;
	for (int i = 0; i < 1000; i++)
		str_addf(&str, "%d,", i % 10);
	assert_int_equal(str.n, 2000);
	assert_int_equal(str.at[2000], 0);
	str_clear(&str);
	assert_string_equal(str.at, "");
	str_release(&str);
	assert_string_equal(str_span(&str).at, "");
}

static void
control_bytes_are_escaped_and_letters_stay(void **state)
{
	struct str str = STR_INIT;

	(void)state;
	str_add_escaped(&str, SPAN("a\nb\033\x7f\\\xc3\xa4"));
	assert_string_equal(str.at, "a\\012b\\033\\177\\134\xc3\xa4");
	str_release(&str);
}

static void
characters_that_hide_are_escaped(void **state)
{
	struct str str = STR_INIT;

	(void)state;
	str_add_escaped(&str, SPAN("\xe2\x80\xae" "c\xe2\x81\xa9\xef\xbb\xbf\xc2\x9b\xe2\x80\x93\xe2\x80"));
	assert_string_equal(str.at, "\\342\\200\\256c\\342\\201\\251\\357\\273\\277\\302\\233\xe2\x80\x93\xe2\x80");
	assert_true(str_is_plain(SPAN("a\\\xc3\xa4\xe2\x80\x93")));
	assert_false(str_is_plain(SPAN("a\xe2\x80\x8b")));
	assert_false(str_is_plain(SPAN("a\n")));
	str_release(&str);
}

static void
taken_text_is_the_callers(void **state)
{
	struct str str = STR_INIT;
	char *text = str_take(&str);

	(void)state;
	assert_string_equal(text, "");
	free(text);
	str_adds(&str, "x");
	text = str_take(&str);
	assert_string_equal(text, "x");
	assert_int_equal(str.n, 0);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(text_grows_and_always_ends_in_nul),
		TEST(control_bytes_are_escaped_and_letters_stay),
		TEST(characters_that_hide_are_escaped),
		TEST(taken_text_is_the_callers),
	};

	return RUN(tests);
}
