/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/span.h"
#include "test.h"

static void
lines_come_one_by_one_and_the_last_needs_no_newline(void **state)
{
	struct span text = SPAN("a\n\nb"), line;

	(void)state;
	assert_true(span_line(&text, &line) && span_is(line, "a"));
	assert_true(span_line(&text, &line) && span_is(line, ""));
	assert_true(span_line(&text, &line) && span_is(line, "b"));
	assert_false(span_line(&text, &line));
}

static void
order_is_by_bytes_and_shorter_first(void **state)
{
	(void)state;
	assert_true(span_cmp(SPAN("a"), SPAN("b")) < 0);
	assert_true(span_cmp(SPAN("a"), SPAN("ab")) < 0);
	assert_true(span_cmp(SPAN("\xff"), SPAN("a")) > 0);
	assert_int_equal(span_cmp(SPAN(""), SPAN("")), 0);
}

static void
numbers_are_digits_alone_and_have_a_limit(void **state)
{
	(void)state;
	assert_int_equal(span_number(SPAN("0"), 10), 0);
	assert_int_equal(span_number(SPAN("10"), 10), 10);
	assert_int_equal(span_number(SPAN("11"), 10), -1);
	assert_int_equal(span_number(SPAN(""), 10), -1);
	assert_int_equal(span_number(SPAN("-1"), 10), -1);
	assert_int_equal(span_number(SPAN("1 "), 10), -1);
	assert_int_equal(span_number(SPAN("99999999999999999999"), 1LL << 62), -1);
}

static void
ends_are_trimmed_and_found(void **state)
{
	(void)state;
	assert_true(span_is(span_trim(SPAN(" \ta b\r ")), "a b"));
	assert_true(span_is(span_trim(SPAN("  ")), ""));
	assert_true(span_ends(SPAN("x.kaem"), ".kaem"));
	assert_false(span_ends(SPAN("kaem"), ".kaem"));
	assert_true(span_starts(SPAN("bash-5"), "bash-"));
	assert_null(span_find(SPAN("abc"), SPAN("abcd")));
	assert_non_null(span_find(SPAN("abc"), SPAN("bc")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lines_come_one_by_one_and_the_last_needs_no_newline),
		TEST(order_is_by_bytes_and_shorter_first),
		TEST(numbers_are_digits_alone_and_have_a_limit),
		TEST(ends_are_trimmed_and_found),
	};

	return RUN(tests);
}
