/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include <stdlib.h>

#include "m4index.h"
#include "m4table.h"

static const char two[] = "# serial 2\nAC_DEFUN([X_Y], [two])\n", four[] = "# serial 4\nAC_DEFUN([X_Y], [four])\n",
	ninety[] = "# serial 90\nAC_DEFUN([X_Y], [ninety])\n";

static void
add(struct m4_table *table, const char *name, const char *file, const char *where)
{
	struct m4_text text;

	m4_text_read(&text, span_of(file));
	m4_table_add(table, span_of(name), &text, where, false);
	m4_text_release(&text);
}

/* A table of two serials and an old one, each from the package p. */
static char *
make_table(void)
{
	struct m4_table table;
	struct str text = STR_INIT;

	m4_table_init(&table);
	add(&table, "x.m4", four, "p_10");
	add(&table, "x.m4", two, "p_9");
	add(&table, "x.m4", ninety, "p_1-1");
	add(&table, "x.m4", two, "q_3");
	add(&table, "x.m4", two, "p_2");
	add(&table, "bare.m4", "AC_DEFUN([X_Y])\n", "p_10");
	m4_table_format(&table, &text);
	m4_table_release(&table);
	return str_take(&text);
}

static void
expect(const struct m4_index *index, const char *name, const char *file, enum m4_kin kin)
{
	struct m4_text text;
	struct m4_verdict verdict;
	char *evidence;

	m4_text_read(&text, span_of(file));
	verdict = m4_judge(index, span_of(name), &text);
	evidence = m4_evidence(&verdict, &text);
	if (verdict.kin != kin)
		fail_msg("%s '%s': %s, not %s", name, file, m4_kin_word(verdict.kin), m4_kin_word(kin));
	assert_true((evidence[0] == '\0') == (kin == M4_KNOWN || kin == M4_VERSION || kin == M4_NAMELESS));
	free(evidence);
	m4_text_release(&text);
}

static void
a_table_is_sorted_and_names_a_package_once(void **state)
{
	char *table = make_table(), *line = table, *end;

	(void)state;
	for (const char *const *want = (const char *const[]){ "file x.m4 2 ", "file x.m4 4 ", "old x.m4 90 ", "macro X_Y x.m4", NULL };
		*want; want++) {
		end = strchr(line, '\n');
		assert_non_null(end);
		assert_int_equal(strncmp(line, *want, strlen(*want)), 0);
		line = end + 1;
	}
	assert_int_equal(*line, '\0');
	assert_non_null(strstr(table, " p_2,q_3\n"));
	assert_null(strstr(table, "bare"));
	free(table);
}

static void
copies_count_when_three_packages_agree(void **state)
{
	struct m4_table table;
	struct str text = STR_INIT;

	(void)state;
	m4_table_init(&table);
	add(&table, "x.m4", four, "p_10");
	add(&table, "x.m4", two, "+a_1");
	add(&table, "x.m4", two, "+b_1");
	add(&table, "x.m4", two, "+c_2");
	add(&table, "x.m4", ninety, "+b_1");
	add(&table, "x.m4", ninety, "+b_2");
	add(&table, "x.m4", ninety, "+c_1");
	add(&table, "y.m4", two, "+a_1");
	add(&table, "y.m4", two, "+b_1");
	add(&table, "y.m4", two, "+c_1");
	m4_table_format(&table, &text);
	assert_non_null(strstr(text.at, "file x.m4 2 "));
	assert_non_null(strstr(text.at, " a_1,b_1,c_2\nfile x.m4 4 "));
	assert_null(strstr(text.at, "x.m4 90"));
	assert_null(strstr(text.at, "y.m4"));
	str_release(&text);
	m4_table_release(&table);
}

static void
a_file_is_judged_by_name_serial_code_and_macros(void **state)
{
	struct m4_index index = M4_INDEX_INIT;
	struct err err = ERR_INIT;
	char *table = make_table();

	(void)state;
	assert_int_equal(m4_index_add(&index, "t", span_of(table), &err), 0);
	free(table);
	expect(&index, "x.m4", two, M4_KNOWN);
	expect(&index, "x.m4", "# serial 2\n# a comment more\nAC_DEFUN([X_Y], [two])\n", M4_KNOWN);
	expect(&index, "x.m4", "# serial 1\nAC_DEFUN([X_Y], [two])\n", M4_KNOWN);
	expect(&index, "x.m4", "# serial 2\nAC_DEFUN([X_Y], [two; more])\n", M4_FORGED);
	expect(&index, "x.m4", "# serial 3\nAC_DEFUN([X_Y], [three])\n", M4_VERSION);
	expect(&index, "x.m4", "# serial 5\nAC_DEFUN([X_Y], [five])\n", M4_AHEAD);
	expect(&index, "x.m4", "# serial 30\nAC_DEFUN([X_Y], [two])\n", M4_AHEAD);
	expect(&index, "x.m4", ninety, M4_KNOWN);
	expect(&index, "x.m4", "AC_DEFUN([X_Y], [none])\n", M4_UNNUMBERED);
	expect(&index, "x.m4", "# serial 2\nAC_DEFUN([MINE], [z])\n", M4_NAMESAKE);
	expect(&index, "y.m4", "AC_DEFUN([X_Y], [two])\n", M4_ELSEWHERE);
	expect(&index, "y.m4", "AC_DEFUN([MINE], [two])\n", M4_NAMELESS);
	m4_index_release(&index);
}

static void
nothing_is_ahead_of_a_file_that_no_newest_version_has(void **state)
{
	struct m4_index index = M4_INDEX_INIT;
	struct m4_table table;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	(void)state;
	m4_table_init(&table);
	add(&table, "x.m4", two, "p_1");
	add(&table, "x.m4", four, "p_9-3");
	add(&table, "y.m4", four, "p_10-1");
	m4_table_format(&table, &text);
	assert_non_null(strstr(text.at, "old x.m4 4 "));
	assert_int_equal(m4_index_add(&index, "t", str_span(&text), &err), 0);
	expect(&index, "x.m4", "# serial 5\nAC_DEFUN([X_Y], [five])\n", M4_VERSION);
	expect(&index, "x.m4", "# serial 4\nAC_DEFUN([X_Y], [five])\n", M4_CHANGED);
	expect(&index, "y.m4", "# serial 5\nAC_DEFUN([X_Y], [five])\n", M4_AHEAD);
	m4_index_release(&index);
	str_release(&text);
	m4_table_release(&table);
}

static void
a_line_out_of_form_is_refused_with_its_number(void **state)
{
	static const char *const wrong[] = { "files x.m4", "file x.m4 1", "file x 1 DIGEST p_1", "file a/x.m4 1 DIGEST p_1",
		"file x.m4 one DIGEST p_1", "file x.m4 1 DIGEST", "file x.m4 1 DIGEST p 1", "macro X", "macro X x", "source x",
		"file x.m4 1 0123 p_1" };
	struct m4_index index = M4_INDEX_INIT;
	struct err err = ERR_INIT;
	char *table = make_table();

	(void)state;
	assert_int_equal(m4_index_add(&index, "t", span_of(table), &err), 0);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		const char *at = strstr(wrong[i], "DIGEST");
		size_t before = at ? (size_t)(at - wrong[i]) : strlen(wrong[i]), nrow = index.nrow;
		char *line = str_format("# x\nmacro A a.m4\n%.*s%s%s\n", (int)before, wrong[i],
			at ? "0000000000000000000000000000000000000000000000000000000000000000" : "", at ? at + 6 : "");

		assert_int_equal(m4_index_add(&index, "t", span_of(line), &err), -1);
		assert_int_equal(err.kind, ERR_SYNTAX);
		assert_int_equal(strncmp(err.text, "t:3: ", 5), 0);
		assert_int_equal(index.nrow, nrow);
		free(line);
	}
	free(table);
	m4_index_release(&index);
}

static void
labels_lose_the_endings_of_archives(void **state)
{
	static const char *const pairs[][2] = { { "a/x_1.2.orig.tar.gz", "x_1.2" }, { "x_1.2-3_all.deb.tar", "x_1.2-3" },
		{ "x-1.2.tar.xz", "x-1.2" }, { "folder/", "folder" }, { "/", "/" } };

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		char *label = m4_table_label(pairs[i][0]);

		assert_string_equal(label, pairs[i][1]);
		free(label);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_table_is_sorted_and_names_a_package_once),
		TEST(copies_count_when_three_packages_agree),
		TEST(a_file_is_judged_by_name_serial_code_and_macros),
		TEST(nothing_is_ahead_of_a_file_that_no_newest_version_has),
		TEST(a_line_out_of_form_is_refused_with_its_number),
		TEST(labels_lose_the_endings_of_archives),
	};

	return RUN(tests);
}
