/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/digest.h"
#include "test.h"

static const char empty[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
/* The example of FIPS 180-2. */
static const char abc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

static void
published_sums_come_out(void **state)
{
	struct digest digest = digest_of(SPAN("abc"));

	(void)state;
	assert_string_equal(digest_text(&digest).text, abc);
	digest = digest_of(SPAN(""));
	assert_string_equal(digest_text(&digest).text, empty);
}

static void
pieces_sum_up_to_the_whole(void **state)
{
	struct digest whole = digest_of(SPAN("abc")), digest;
	struct digest_sum sum;

	(void)state;
	digest_start(&sum);
	digest_add(&sum, "a", 1);
	digest_add(&sum, "", 0);
	digest_add(&sum, "bc", 2);
	digest = digest_end(&sum);
	assert_true(digest_eq(&whole, &digest));
}

static void
only_64_hexadecimal_digits_are_a_digest(void **state)
{
	struct digest digest = { { 7 } };

	(void)state;
	assert_true(digest_parse(span_of(abc), &digest));
	assert_int_equal(digest.byte[0], 0xba);
	assert_false(digest_parse(SPAN("ba78"), &digest));
	assert_false(digest_parse((struct span){ abc, 63 }, &digest));
	assert_false(digest_parse(SPAN("zz7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), &digest));
	assert_true(digest_parse(SPAN("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"), &digest));
	assert_string_equal(digest_text(&digest).text, abc);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(published_sums_come_out),
		TEST(pieces_sum_up_to_the_whole),
		TEST(only_64_hexadecimal_digits_are_a_digest),
	};

	return RUN(tests);
}
