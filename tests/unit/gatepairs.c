/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "gatepairs.h"
#include "test.h"

static void
stems(void **state)
{
	static const struct { const char *path, *stem; } table[] = {
		{ "/a/make-4.3.tar.gz", "make-#" }, { "make-4.4.1.tar.lz", "make-#" }, { "bash52-001", "bash#-#" },
		{ "grep_3.8.orig.tar.xz", "grep_#" }, { "x.zip", "x" }, { ".tar", ".tar" }, { "", "" }, { "9", "#" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		char *stem = gate_stem(table[i].path);

		assert_string_equal(stem, table[i].stem);
		free(stem);
	}
}

static void
couples(void **state)
{
	char *olds[] = { "a-1.tar", "b-1.tar", "c1-1", "c1-2" }, *news[] = { "b-2.tar", "a-2.tar", "d-1.tar", "c2-1", "c2-2" };
	struct gate_sources old = { .path = olds, .n = 4 }, new = { .path = news, .n = 5 };
	size_t n;
	struct gate_couple *couple = gate_couples(&old, &new, &n);

	(void)state;
	assert_int_equal(n, 5);
	assert_string_equal(couple[0].old, "b-1.tar");
	assert_string_equal(couple[1].old, "a-1.tar");
	assert_null(couple[2].old);
	/* Of several with one stem, the first with the first. */
	assert_string_equal(couple[3].old, "c1-1");
	assert_string_equal(couple[4].old, "c1-2");
	free(couple);
	/* What is gone comes last. */
	new.n = 1;
	old.n = 2;
	couple = gate_couples(&old, &new, &n);
	assert_int_equal(n, 2);
	assert_string_equal(couple[1].old, "a-1.tar");
	assert_null(couple[1].new);
	free(couple);
	/* One and one belong together. */
	old.n = 1;
	couple = gate_couples(&old, &new, &n);
	assert_int_equal(n, 1);
	assert_string_equal(couple[0].old, "a-1.tar");
	free(couple);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(stems), TEST(couples) };

	return RUN(tests);
}
