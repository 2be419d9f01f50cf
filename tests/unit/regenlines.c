/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "regenlines.h"
#include "test.h"

static void
expect(const char *old, const char *new, size_t nline, size_t first, const char *shown)
{
	struct lines lines;

	lines_compare(span_of(old), span_of(new), NULL, NULL, 4, 20, &lines);
	assert_int_equal(lines.nline, nline);
	assert_int_equal(lines.first, first);
	assert_string_equal(lines.shown, shown);
	lines_release(&lines);
}

static void
lines_of_one_text_alone_are_counted_and_shown(void **state)
{
	(void)state;
	expect("", "", 0, 0, "");
	expect("a\nb\n", "a\nb\n", 0, 0, "");
	expect("a\nb", "a\nb\n", 0, 0, "");
	expect("a\nb\nc\n", "a\nc\n", 1, 2, "-b\n");
	expect("a\nc\n", "a\nb\nc\n", 1, 2, "+b\n");
	expect("a\nb\nc\n", "a\nx\nc\n", 2, 2, "-b\n+x\n");
	expect("", "a\n", 1, 1, "+a\n");
	expect("a\n", "", 1, 1, "-a\n");
	expect("a\na\na\n", "a\na\n", 1, 3, "-a\n");
	expect("a\nb\n", "b\na\n", 2, 1, "-a\n+a\n");
	expect("1\n2\n3\n4\n5\n6\n", "a\nb\nc\n", 9, 1, "-1\n-2\n-3\n-4\n");
}

static void
what_is_shown_is_escaped_and_cut(void **state)
{
	(void)state;
	expect("a\033[1m\n", "", 1, 1, "-a\\033[1m\n");
	expect("0123456789012345678901234567890\n", "", 1, 1, "-01234567890123456789\n");
	/* Not in the middle of a character. */
	expect("\t\t\t\t0123\xc3\xa4\xc3\xa4\n", "", 1, 1, "-\\011\\011\\011\\0110123...\n");
}

static void
form_without_digits(void *data, struct span line, struct str *form)
{
	(void)data;
	for (size_t i = 0; i < line.n; i++) {
		if (line.at[i] < '0' || line.at[i] > '9')
			str_addc(form, line.at[i]);
	}
}

static void
lines_that_are_the_same_in_form_are_counted_apart(void **state)
{
	struct lines lines;

	(void)state;
	lines_compare(SPAN("v1\nx\nv2\n"), SPAN("v3\ny\nv2\n"), form_without_digits, NULL, 4, 20, &lines);
	assert_int_equal(lines.nline, 2);
	assert_int_equal(lines.nalike, 1);
	assert_string_equal(lines.shown, "-x\n+y\n");
	lines_release(&lines);
}

/* The least number of edits, by the textbook's table. */
static size_t
least_edits(const char *a, size_t n, const char *b, size_t m)
{
	size_t table[40][40];

	for (size_t i = 0; i <= n; i++) {
		for (size_t k = 0; k <= m; k++) {
			if (i == 0 || k == 0)
				table[i][k] = i + k;
			else if (a[i - 1] == b[k - 1])
				table[i][k] = table[i - 1][k - 1];
			else
				table[i][k] = 1 + (table[i - 1][k] < table[i][k - 1] ? table[i - 1][k] : table[i][k - 1]);
		}
	}
	return table[n][m];
}

static void
no_line_too_many_is_told_of_any_two_texts(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (size_t round = 0; round < 5000; round++) {
		char a[32], b[32], old[80], new[80];
		size_t n = (seed = seed * 1664525 + 1013904223) >> 27, m = (seed = seed * 1664525 + 1013904223) >> 27;
		struct lines lines;

		for (size_t i = 0; i < n; i++) {
			seed = seed * 1664525 + 1013904223;
			a[i] = old[2 * i] = (char)('a' + (seed >> 30));
			old[2 * i + 1] = '\n';
		}
		for (size_t i = 0; i < m; i++) {
			seed = seed * 1664525 + 1013904223;
			b[i] = new[2 * i] = (char)('a' + (seed >> 30));
			new[2 * i + 1] = '\n';
		}
		lines_compare((struct span){ old, 2 * n }, (struct span){ new, 2 * m }, NULL, NULL, 100, 10, &lines);
		assert_int_equal(lines.nline, least_edits(a, n, b, m));
		lines_release(&lines);
	}
}

static void
two_texts_with_little_in_common_are_counted(void **state)
{
	struct str old = STR_INIT, new = STR_INIT;
	struct lines lines;

	(void)state;
	for (unsigned i = 0; i < 3000; i++) {
		str_addf(&old, "a%u\n", i);
		str_addf(&new, "b%u\nboth\n", i);
	}
	lines_compare(str_span(&old), str_span(&new), NULL, NULL, 2, 20, &lines);
	assert_true(lines.counted);
	assert_int_equal(lines.nline, 9000);
	assert_string_equal(lines.shown, "-a0\n-a1\n");
	lines_release(&lines);
	/* The same lines in another order are a difference. */
	str_clear(&old);
	str_clear(&new);
	for (unsigned i = 0; i < 3000; i++) {
		str_addf(&old, "%u\n", i);
		str_addf(&new, "%u\n", 2999 - i);
	}
	lines_compare(str_span(&old), str_span(&new), NULL, NULL, 2, 20, &lines);
	assert_true(lines.counted && lines.nline > 0);
	assert_int_equal(lines.first, 1);
	lines_release(&lines);
	str_release(&old);
	str_release(&new);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lines_of_one_text_alone_are_counted_and_shown),
		TEST(what_is_shown_is_escaped_and_cut),
		TEST(lines_that_are_the_same_in_form_are_counted_apart),
		TEST(no_line_too_many_is_told_of_any_two_texts),
		TEST(two_texts_with_little_in_common_are_counted),
	};

	return RUN(tests);
}
