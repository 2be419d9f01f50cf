/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "rules.h"
#include "test.h"

static void
paths_are_classed_by_their_names(void **state)
{
	(void)state;
	assert_int_equal(path_classify("x-1/src/a.c"), PATH_PLAIN);
	assert_int_equal(path_classify("x-1/tests/a.c"), PATH_TEST);
	assert_int_equal(path_classify("x-1/doc/a.html"), PATH_DOCUMENT);
	assert_int_equal(path_classify("x-1/a.1"), PATH_DOCUMENT);
	assert_int_equal(path_classify("libtool-2.4"), PATH_PLAIN);
	assert_int_equal(path_classify("x-1/CMakeLists.txt"), PATH_PLAIN);
	assert_int_equal(path_classify("data/skeletons/a.c"), PATH_SKELETON);
	assert_true(path_in_tests("x-1/tests/a.tar!b/a.html"));
	assert_false(path_in_tests("x-1/testing/a.c"));
	assert_true(path_is_code("a/Makefile"));
	assert_false(path_is_code("a/de.po"));
}

static void
patterns_match_the_paths_end(void **state)
{
	(void)state;
	assert_true(path_matches("a/b/c.yaml", "*.yaml"));
	assert_true(path_matches("a/po/x.sed", "po/*.sed"));
	assert_true(path_matches("a.tar!po/x.sed", "po/*.sed"));
	assert_false(path_matches("a/b/po/y/x.sed", "po/*.sed"));
	assert_true(path_matches("jquery-min.js", "*[-._]min.js"));
	assert_false(path_matches("admin.js", "*[-._]min.js"));
	assert_true(path_matches("x.info-12", "*.info-*"));
	assert_false(path_matches("", "*.c"));
	assert_true(path_matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "*a*a*a*a*b"));
}

static void
mistakes_are_told_with_their_place(void **state)
{
	static const char *const bad[][2] = {
		{ "rules: []\n", "p:1:1: a file of rules has 'class', a list of 'rules', maybe 'tools', and no more" },
		{ "class: a\nrules:\n  - id: x\n", "p:3:5: a rule wants 'id', 'title', 'severity' and 'advice'" },
		{ "class: a\nrules:\n  - {id: x, loud: 1}\n", "p:3:13: no key of a rule: 'loud'" },
		{ "class: a\nrules:\n  - {id: x, title: y, severity: ban, advice: z}\n",
			"p:3:5: a rule by markers has 'markers', others have none: 'x'" },
		{ "class: a\nrules:\n  - {id: x, title: y, severity: ban, advice: z, markers: [{lines: 3}]}\n",
			"p:3:59: a marker without 'match'" },
		{ "class: a\nrules:\n  - {id: x, traps: [lies]}\n", "p:3:21: no trap is called so; lbs-rules(5) lists them: 'lies'" },
		{ "class: a\nrules:\n  - {id: x, title: y, severity: ban, advice: z, by: name, files: a}\n"
			"  - {id: x, title: y, severity: ban, advice: z, by: name, files: a}\n",
			"p:4:5: a rule is called so already: 'x'" },
	};
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct rules rules = RULES_INIT;

		BAD(rules_add(&rules, "p", span_of(bad[i][0]), &err), bad[i][1]);
		rules_release(&rules);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(paths_are_classed_by_their_names), TEST(patterns_match_the_paths_end),
		TEST(mistakes_are_told_with_their_place) };

	return RUN(tests);
}
