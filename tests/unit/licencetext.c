/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "licencetext.h"

/* Are the words of TEXT those of WORDS, which are parted by single spaces? */
static void
check(const char *text, const char *words)
{
	struct licence_words read = LICENCE_WORDS_INIT;
	struct span left = span_of(words), word;
	size_t i = 0;

	licence_words_read(&read, span_of(text));
	while (span_cut(&left, ' ', &word)) {
		if (i >= read.nword || read.word[i].hash != licence_hash(word))
			fail_msg("'%s': word %zu is not '%.*s'", text, i + 1, (int)word.n, word.at);
		i++;
	}
	assert_int_equal(read.nword, i);
	licence_words_release(&read);
}

static void
case_layout_and_points_are_no_words(void **state)
{
	(void)state;
	check("The  SOFTWARE,\n\tis \"provided\" -- AS-IS!", "the software is provided as is");
	check("", "");
	check("\n\n", "");
}

static void
comment_marks_are_no_words(void **state)
{
	(void)state;
	check("/* free\n * software */", "free software");
	check("# free\n# software", "free software");
	check("dnl free\ndnl software", "free software");
	check(".\\\" free\n.\\\" software", "free software");
	check("c free\n@c software\n;; here", "free software here");
}

static void
markup_is_no_word(void **state)
{
	(void)state;
	check(".PP\n.B free\n\\fBsoft\\fR \\(co \\*(lqware\\*(rq", "free soft ware");
	check("<p class=\"x\">free</p>&nbsp;<b>software</b>&#8217;", "free software");
	check("<!-- free software -->", "free software");
	check("\"free\\n\" \"software\\n\"", "free software");
	check("Copyright <year> <name of the author>", "copyright");
	check("if a < b then c", "if then");
}

static void
numbers_of_paragraphs_go_and_versions_stay(void **state)
{
	(void)state;
	check("1. Redistributions 2) must (3) keep", "redistributions must keep");
	check("version 2. This", "version 2 this");
	check("Apache License 2.0, GPLv2+", "apache license 2.0 gplv2+");
	check("a) one b. two", "one two");
}

static void
addresses_go(void **state)
{
	(void)state;
	check("see http://www.gnu.org/licenses/ for", "see for");
	check("see <https://x.org/a> or www.y.org/b now", "see or now");
}

static void
licence_is_license(void **state)
{
	(void)state;
	check("Licence licences LICENCED licensee", "license licenses licensed licensee");
}

static void
words_know_their_lines(void **state)
{
	struct licence_words read = LICENCE_WORDS_INIT;

	(void)state;
	licence_words_read(&read, SPAN("one\n<a\nb>\ntwo\n\nthree"));
	assert_int_equal(read.nword, 3);
	assert_int_equal(read.word[0].line, 1);
	assert_int_equal(read.word[1].line, 4);
	assert_int_equal(read.word[2].line, 6);
	licence_words_release(&read);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(case_layout_and_points_are_no_words), TEST(comment_marks_are_no_words), TEST(markup_is_no_word),
		TEST(numbers_of_paragraphs_go_and_versions_stay), TEST(addresses_go), TEST(licence_is_license),
		TEST(words_know_their_lines),
	};

	return RUN(tests);
}
