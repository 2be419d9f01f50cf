/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/arr.h"
#include "test.h"

static void
pushing_keeps_what_is_there_and_grows(void **state)
{
	int *number = NULL;
	size_t n = 0;

	(void)state;
	for (int i = 0; i < 1000; i++)
		*arr_push(&number, &n) = i;
	assert_int_equal(n, 1000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(number[i], i);
	free(number);
}

static void
new_memory_is_zero_and_copies_end_in_nul(void **state)
{
	unsigned char *bytes = arr_new(16, 1);
	char *copy = arr_dupn("abc", 2);

	(void)state;
	for (int i = 0; i < 16; i++)
		assert_int_equal(bytes[i], 0);
	assert_string_equal(copy, "ab");
	free(bytes);
	free(copy);
}

static void
sums_and_products_are_right_where_they_fit(void **state)
{
	(void)state;
	assert_int_equal(arr_sum(SIZE_MAX - 1, 1), SIZE_MAX);
	assert_int_equal(arr_product(SIZE_MAX / 2, 2), SIZE_MAX - 1);
	assert_int_equal(arr_product(0, SIZE_MAX), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(pushing_keeps_what_is_there_and_grows),
		TEST(new_memory_is_zero_and_copies_end_in_nul),
		TEST(sums_and_products_are_right_where_they_fit),
	};

	return RUN(tests);
}
