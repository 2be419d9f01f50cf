/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/sums.h"
#include "test.h"

#define A "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define B "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void
a_name_is_found_whole_and_not_as_a_pattern(void **state)
{
	struct sums sums = SUMS_INIT;
	struct err err = ERR_INIT;

	(void)state;
	GOOD(sums_parse(&sums, "s", SPAN(A "  z_0.tar.bz2\n" B " *a.1\n" B "  a x1\n"), &err));
	assert_int_equal(sums.nsum, 3);
	assert_string_equal(sums.sum[0].name, "a x1");
	assert_non_null(sums_find(&sums, SPAN("a.1")));
	assert_null(sums_find(&sums, SPAN("a")));
	assert_null(sums_find(&sums, SPAN("z_0xtar.bz2")));
	assert_int_equal(sums_find(&sums, SPAN("z_0.tar.bz2"))->line, 1);
	sums_release(&sums);
}

static void
a_sum_recorded_twice_is_refused_unless_it_is_the_same(void **state)
{
	struct sums sums = SUMS_INIT;
	struct err err = ERR_INIT;

	(void)state;
	BAD(sums_parse(&sums, "s", SPAN(A "  c\n" A "  b\n" A "  a\n" A "  a\n" B "  a\n"), &err),
		"s:5: 'a' is recorded already, with another sum, in line 3");
	GOOD(sums_parse(&sums, "s", SPAN(A "  a\n" A "  a\n"), &err));
	assert_int_equal(sums.nsum, 1);
	sums_release(&sums);
}

static void
lines_out_of_form_are_refused(void **state)
{
	struct sums sums = SUMS_INIT;
	struct err err = ERR_INIT;

	(void)state;
	BAD(sums_parse(&sums, "s", SPAN("abc  x\n"), &err), "s:1: wants 64 hexadecimal digits first");
	BAD(sums_parse(&sums, "s", SPAN(A " x\n"), &err), "s:1: wants two spaces after the digits");
	BAD(sums_parse(&sums, "s", SPAN(A "  \n"), &err), "s:1: wants a name after the digits");
	BAD(sums_parse(&sums, "s", SPAN(A "  a\n\n"), &err), "s:2: wants 64 hexadecimal digits first");
}

/* Upstream rewrites the whole file with what this run built. */
static void
putting_one_keeps_the_others(void **state)
{
	struct sums sums = SUMS_INIT;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	struct digest digest;

	(void)state;
	GOOD(sums_parse(&sums, "s", SPAN(A "  c\n" A "  a"), &err));
	digest_parse(SPAN(B), &digest);
	sums_put(&sums, "b", &digest);
	sums_put(&sums, "c", &digest);
	sums_format(&sums, &text);
	assert_string_equal(text.at, A "  a\n" B "  b\n" B "  c\n");
	str_release(&text);
	sums_release(&sums);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_name_is_found_whole_and_not_as_a_pattern),
		TEST(a_sum_recorded_twice_is_refused_unless_it_is_the_same),
		TEST(lines_out_of_form_are_refused),
		TEST(putting_one_keeps_the_others),
	};

	return RUN(tests);
}
