/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "againstgit.h"
#include "againsttext.h"
#include "base/io.h"
#include "test.h"

static enum against_text
compare(struct span ours, struct span tag)
{
	struct lines lines;
	enum against_text how = against_text(ours, tag, 4, 80, &lines);

	lines_release(&lines);
	return how;
}

#define IS(how, ours, tag) assert_int_equal(compare(SPAN(ours), SPAN(tag)), how)

static void
line_ends_are_a_trifle(void **state)
{
	(void)state;
	IS(AGAINST_SAME, "a\n", "a\n");
	IS(AGAINST_LINE_ENDS, "a\r\nb\r\n", "a\nb\n");
	IS(AGAINST_LINE_ENDS, "a", "a\n");
	IS(AGAINST_OTHER, "a\rb\n", "a\nb\n");
	IS(AGAINST_OTHER, "a\n\n", "a\n");
	IS(AGAINST_OTHER, "a \n", "a\n");
}

static void
keywords_that_were_filled_in_are(void **state)
{
	(void)state;
	IS(AGAINST_KEYWORDS, "/* $Id: x.c,v 1.2 2026/01/02 10:00:00 a Exp $ */\n", "/* $Id$ */\n");
	IS(AGAINST_KEYWORDS, "$Revision: 7 $ and $Date: 2026-01-01 $\n", "$Revision$ and $Date: 2025-01-01 $\n");
	IS(AGAINST_OTHER, "$Name: x $\n", "$Nome$\n");
	IS(AGAINST_OTHER, "$Id: x $ more\n", "$Id$\n");
	IS(AGAINST_OTHER, "$Idx: y $\n", "$Idx$\n");
}

static void
exported_formats_are(void **state)
{
	(void)state;
	IS(AGAINST_KEYWORDS, "v = \"0123abc\";\n", "v = \"$Format:%H$\";\n");
	IS(AGAINST_KEYWORDS, "ref: HEAD, tag: v1; at 2026\n", "ref: $Format:%D$; at $Format:%ci$\n");
	IS(AGAINST_KEYWORDS, "0123\nb\n", "$Format:%H$\nb\n");
	IS(AGAINST_OTHER, "v = \"0123abc\"; x\n", "v = \"$Format:%H$\";\n");
	IS(AGAINST_OTHER, "a\nb\n", "$Format:%H$\n");
	IS(AGAINST_OTHER, "a\n", "$Format:%H\n");
}

/* What could end a comment, a string or a command is no filling. */
static void
code_hides_in_neither(void **state)
{
	(void)state;
	IS(AGAINST_OTHER, "/* $Id: */ evil(); /* $ */\n", "/* $Id$ */\n");
	IS(AGAINST_OTHER, "# $Id: `evil` $\n", "# $Id$\n");
	IS(AGAINST_OTHER, "v = \"x\"; evil(\"y\";\n", "v = \"$Format:%H$\";\n");
	IS(AGAINST_OTHER, "v='$(evil)'\n", "v='$Format:%H$'\n");
	IS(AGAINST_OTHER, "v=a;evil\n", "v=$Format:%H$\n");
	IS(AGAINST_OTHER, "$Id: \\\n", "$Id$\n");
}

static void
bytes_are_not_compared_by_lines(void **state)
{
	(void)state;
	IS(AGAINST_BINARY, "a\0b", "a\0c");
	IS(AGAINST_BINARY, "a", "a\0");
}

static void
changed_lines_are_shown(void **state)
{
	struct lines lines;

	(void)state;
	assert_int_equal(against_text(SPAN("a\r\nx\r\n$Id: 1 $\r\n"), SPAN("a\ny\n$Id$\n"), 4, 80, &lines), AGAINST_OTHER);
	assert_string_equal(lines.shown, "-y\n+x\\015\n");
	assert_int_equal(lines.nline, 2);
	lines_release(&lines);
}

static bool
guesses(const char *archive, const char *tag)
{
	char **names;
	size_t n;
	bool found = false;

	against_guesses(archive, &names, &n);
	for (size_t i = 0; i < n; i++)
		found = found || !strcmp(names[i], tag);
	io_free_names(names, n);
	return found;
}

static void
tags_are_guessed_from_names_of_archives(void **state)
{
	char **names;
	size_t n;

	(void)state;
	assert_true(guesses("frob-1.2.tar.gz", "v1.2") && guesses("frob-1.2.tar.gz", "1.2")
		&& guesses("frob-1.2.tar.gz", "frob-1.2") && guesses("frob-1.2.tar.gz", "FROB_1_2"));
	assert_true(guesses("/a/frob_1.2.orig.tar.xz", "v1.2") && guesses("v1.2.zip", "v1.2") && guesses("frob-v1.2.tgz", "v1.2"));
	assert_true(guesses("frob-tools-1.2-rc1.tar.bz2", "v1.2-rc1") && guesses("frob-tools-1.2.tar.bz2", "frob-tools-1.2"));
	assert_true(guesses("lib3ds-2.0.tar.gz", "v2.0") && guesses("frob-1.2", "v1.2"));
	assert_false(guesses("frob-1.2.tar.gz", "v1.2.tar") || guesses("frob-1.2.tar.gz", "v1"));
	against_guesses("frob-1.2.tar.gz", &names, &n);
	assert_string_equal(names[0], "v1.2");
	assert_string_equal(names[1], "1.2");
	io_free_names(names, n);
	against_guesses("frob.tar.gz", &names, &n);
	assert_int_equal(n, 0);
	io_free_names(names, n);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(line_ends_are_a_trifle),
		TEST(keywords_that_were_filled_in_are),
		TEST(exported_formats_are),
		TEST(code_hides_in_neither),
		TEST(bytes_are_not_compared_by_lines),
		TEST(changed_lines_are_shown),
		TEST(tags_are_guessed_from_names_of_archives),
	};

	return RUN(tests);
}
