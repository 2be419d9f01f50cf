/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "m4text.h"

/* Is NORMAL the normal form of FILE? */
static void
check(const char *file, const char *normal)
{
	struct str text = STR_INIT;

	m4_text_normal(span_of(file), &text);
	assert_string_equal(text.at ? text.at : "", normal);
	str_release(&text);
}

static void
check_serial(const char *file, const char *serial, uint64_t line)
{
	struct m4_text text;

	m4_text_read(&text, span_of(file));
	if (!span_is(text.serial, serial))
		fail_msg("'%s': serial '%.*s'", file, (int)text.serial.n, text.serial.at);
	assert_int_equal(text.serial_line, line);
	m4_text_release(&text);
}

static void
comments_outside_of_quotes_are_no_code(void **state)
{
	(void)state;
	check("# serial 3\ndnl (C) 2020\n\n  # more [\nAC_DEFUN([X], [y])# X\n", "AC_DEFUN([X], [y])# X\n");
	check("X dnl why [\nY\n", "X dnl\nY\n");
}

static void
what_looks_like_a_comment_within_quotes_is_code(void **state)
{
	(void)state;
	check("A([\n# include <x>\n\n  EOF \n])\n", "A([\n# include <x>\n\n  EOF \n])\n");
	check("A(# in an argument\n)\n", "A(# in an argument\n)\n");
	check("A([$# dnl x])\n", "A([$# dnl x])\n");
}

static void
what_follows_dnl_within_quotes_goes_but_not_the_word(void **state)
{
	(void)state;
	check("A([\n  dnl one\n])\n", "A([\n  dnl\n])\n");
	check("A([\n  dnl one ])evil\n", "A([\n  dnl one ])evil\n");
	check("A([dnlx y\nx_dnl y])\n", "A([dnlx y\nx_dnl y])\n");
}

static void
blanks_at_an_end_go_where_they_mean_nothing(void **state)
{
	(void)state;
	check("A([b]) \t\nC", "A([b])\nC\n");
	check("A \\ \nB\n", "A \\ \nB\n");
	check("A\r\nB\r\n", "A\nB\n");
	check("A\r\nB\n", "A\r\nB\n");
}

static void
other_quotes_end_all_dropping(void **state)
{
	(void)state;
	check("# a\nchangequote(<<,>>)\n# b\n", "changequote(<<,>>)\n# b\n");
	check("A([changequote])\n# b\n", "A([changequote])\n");
}

static void
serials_are_read_in_every_dress(void **state)
{
	(void)state;
	check_serial("# serial 3\n", "3", 1);
	check_serial("#serial 3 x\n", "3", 1);
	check_serial("dnl serial 3.1\n", "3.1", 1);
	check_serial("\n# x.m4 serial 3 (gettext-0.18)\n", "3", 2);
	check_serial("##  serial: 03\n", "03", 1);
	check_serial("# serial 4.\n", "4", 1);
	check_serial("# x.m4 serial 3\n#serial 30\n", "30", 2);
}

static void
what_only_mentions_a_serial_has_none(void **state)
{
	(void)state;
	check_serial("# the serial 3\nX serial 3\n# serial x\n# serial 1..2\n", "", 0);
	check_serial("A([\n# serial 3\n])\n", "", 0);
}

static void
macros_that_are_defined_outside_of_quotes_are_listed(void **state)
{
	struct m4_text text;

	(void)state;
	m4_text_read(&text, SPAN("# AC_DEFUN([NO])\nAC_DEFUN([A_B],[AC_DEFUN([C])])\nm4_define( [D],x)\nAC_DEFUN\nAC_DEFUN_ONCE(E)\n"));
	assert_int_equal(text.nmacro, 3);
	assert_true(span_is(text.macro[0], "A_B"));
	assert_true(span_is(text.macro[1], "D"));
	assert_true(span_is(text.macro[2], "E"));
	m4_text_release(&text);
}

static void
serials_are_compared_as_numbers(void **state)
{
	(void)state;
	assert_true(m4_serial_cmp(SPAN("9"), SPAN("10")) < 0);
	assert_true(m4_serial_cmp(SPAN("3"), SPAN("3.1")) < 0);
	assert_true(m4_serial_cmp(SPAN("3.10"), SPAN("3.9")) > 0);
	assert_true(m4_serial_cmp(SPAN("03"), SPAN("3")) == 0);
	assert_true(m4_serial_cmp(SPAN(""), SPAN("0")) < 0);
	assert_false(m4_serial_is(SPAN("")));
	assert_false(m4_serial_is(SPAN("3.")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(comments_outside_of_quotes_are_no_code),
		TEST(what_looks_like_a_comment_within_quotes_is_code),
		TEST(what_follows_dnl_within_quotes_goes_but_not_the_word),
		TEST(blanks_at_an_end_go_where_they_mean_nothing),
		TEST(other_quotes_end_all_dropping),
		TEST(serials_are_read_in_every_dress),
		TEST(what_only_mentions_a_serial_has_none),
		TEST(macros_that_are_defined_outside_of_quotes_are_listed),
		TEST(serials_are_compared_as_numbers),
	};

	return RUN(tests);
}
