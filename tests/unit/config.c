/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/config.h"
#include "test.h"

static void
predicates_see_the_first_line_of_a_name_and_shells_the_last(void **state)
{
	struct config config = CONFIG_INIT;
	struct err err = ERR_INIT;

	(void)state;
	GOOD(config_parse(&config, "c", SPAN("A=1\nB=x=y\nA=2\nM=\"a b\"\n"), &err));
	assert_string_equal(config_first(&config, "A"), "1");
	assert_string_equal(config_last(&config, "A"), "2");
	assert_string_equal(config_first(&config, "B"), "x=y");
	assert_string_equal(config_first(&config, "M"), "\"a b\"");
	assert_string_equal(config_first(&config, "NONE"), "");
	assert_null(config_last(&config, "NONE"));
	config_release(&config);
}

/* Upstream's script-generator drops the last character of every line, newline or not. */
static void
a_last_line_without_newline_is_whole(void **state)
{
	struct config config = CONFIG_INIT;
	struct err err = ERR_INIT;

	(void)state;
	GOOD(config_parse(&config, "c", SPAN("JOBS=12"), &err));
	assert_string_equal(config_first(&config, "JOBS"), "12");
	config_release(&config);
}

static void
lines_that_are_no_assignment_are_refused(void **state)
{
	struct config config = CONFIG_INIT;
	struct err err = ERR_INIT;

	(void)state;
	BAD(config_parse(&config, "c", SPAN("A=1\n\nB=2\n"), &err), "c:2: an empty line; wants NAME=value");
	BAD(config_parse(&config, "c", SPAN("A\n"), &err), "c:1: wants NAME=value");
	BAD(config_parse(&config, "c", SPAN("=1\n"), &err), "c:1: wants a name before '='");
	BAD(config_parse(&config, "c", SPAN("A=\0\n"), &err), "c:1: a NUL byte; wants text");
}

static void
what_is_set_changes_in_its_place_or_comes_last_and_the_rest_stays(void **state)
{
	struct config config = CONFIG_INIT;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	(void)state;
	GOOD(config_parse(&config, "c", SPAN("FIRST=1\nOTHER=kept\n"), &err));
	config_set(&config, "FIRST", "2");
	config_set(&config, "NEW", "True");
	config_format(&config, &text);
	assert_string_equal(text.at, "FIRST=2\nOTHER=kept\nNEW=True\n");
	str_release(&text);
	config_release(&config);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(predicates_see_the_first_line_of_a_name_and_shells_the_last),
		TEST(a_last_line_without_newline_is_whole),
		TEST(lines_that_are_no_assignment_are_refused),
		TEST(what_is_set_changes_in_its_place_or_comes_last_and_the_rest_stays),
	};

	return RUN(tests);
}
