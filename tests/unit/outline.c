/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/outline.h"
#include "test.h"

static void
a_tree_is_read_with_places(void **state)
{
	struct outline outline = OUTLINE_INIT;
	struct err err = ERR_INIT;
	const struct outline *b;

	(void)state;
	GOOD(outline_parse(&outline, "p", SPAN("a: 1\nb:\n  - x\n  - {c: y}\n"), &err));
	assert_int_equal(outline.nitem, 2);
	assert_string_equal(outline_find(&outline, "a")->text, "1");
	b = outline_find(&outline, "b");
	assert_int_equal(b->type, OUTLINE_LIST);
	assert_int_equal(b->nitem, 2);
	assert_int_equal(b->item[1].line, 4);
	assert_string_equal(outline_find(&b->item[1], "c")->text, "y");
	assert_null(outline_find(&outline, "z"));
	outline_release(&outline);
	GOOD(outline_parse(&outline, "p", SPAN(""), &err));
	assert_int_equal(outline.type, OUTLINE_MAP);
	outline_release(&outline);
}

static void
what_is_refused(void **state)
{
	static const char *const bad[][2] = {
		{ "a: 1\na: 2\n", "p:2:1: a key that is there already: 'a'" },
		{ "a: &x 1\nb: *x\n", "p:1:4: anchors and aliases are not taken here" },
		{ "[a, b]: 1\n", "p:1:1: wants a plain key" },
		{ "a: \"x\\0y\"\n", "p:1:4: a NUL in a value" },
		{ "[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]\n", "p:1:17: nested too deep" },
		{ "--- 1\n--- 2\n", "p:2:1: a second document; wants one" },
	};
	struct outline outline = OUTLINE_INIT;
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		BAD(outline_parse(&outline, "p", span_of(bad[i][0]), &err), bad[i][1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(a_tree_is_read_with_places), TEST(what_is_refused) };

	return RUN(tests);
}
