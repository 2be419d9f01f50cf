/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "test.h"

#include "format/hex0.h"

static void
expect(const char *text, const char *bytes, size_t n)
{
	struct str got = STR_INIT;
	struct err err = ERR_INIT;

	assert_int_equal(hex0_parse(&got, "t", span_of(text), &err), 0);
	assert_int_equal(got.n, n);
	assert_memory_equal(got.at ? got.at : "", bytes, n);
	str_release(&got);
}

static void
two_digits_make_a_byte_high_digit_first(void **state)
{
	(void)state;
	expect("7F 45 4c 46", "\177ELF", 4);
	expect("7 F", "\177", 1);
	expect("7\nF", "\177", 1);
}

static void
comments_end_at_the_newline_and_other_characters_are_ignored(void **state)
{
	(void)state;
	expect("41 # 42\n43 ; 44\r45\n46", "ACF", 3);
	expect("4 # half a byte\n1", "A", 1);
	expect("xyzG 4(1)", "A", 1);
	expect("", "", 0);
	expect("# to the end", "", 0);
}

static void
a_lone_digit_is_refused_with_its_line(void **state)
{
	struct str got = STR_INIT;
	struct err err = ERR_INIT;

	(void)state;
	str_adds(&got, "kept");
	assert_int_equal(hex0_parse(&got, "seed.hex0", SPAN("41\n42 4\n# end\n"), &err), -1);
	assert_int_equal(err.kind, ERR_SYNTAX);
	assert_string_equal(err.text, "seed.hex0:2: a digit without its second one");
	assert_string_equal(got.at, "kept");
	str_release(&got);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_digits_make_a_byte_high_digit_first),
		cmocka_unit_test(comments_end_at_the_newline_and_other_characters_are_ignored),
		cmocka_unit_test(a_lone_digit_is_refused_with_its_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
