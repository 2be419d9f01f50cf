/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/sources.h"
#include "test.h"

#define A "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define B "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void
all_generations_of_lines_are_read(void **state)
{
	static const struct { const char *line; enum source_kind kind; const char *url, *name, *repo, *ref; } good[] = {
		{ "f https://h/p/a-1.tar.gz " A, SOURCE_FILE, "https://h/p/a-1.tar.gz", "a-1.tar.gz", "", "" },
		{ "file https://h/p/a.tgz " A " b.tgz", SOURCE_FILE, "https://h/p/a.tgz", "b.tgz", "", "" },
		{ "f _ " A " b.tgz", SOURCE_FILE, "", "b.tgz", "", "" },
		{ "g https://h/r.git~v1~rc https://h/s.tar.gz " A, SOURCE_GIT, "https://h/s.tar.gz", "s.tar.gz",
			"https://h/r.git~v1", "rc" },
		{ "git https://h/r.git~abc _ " A " n.tar.gz", SOURCE_GIT, "", "n.tar.gz", "https://h/r.git", "abc" },
		{ "https://h/p/a.tar.gz " A, SOURCE_FILE, "https://h/p/a.tar.gz", "a.tar.gz", "", "" },
		{ "https://h/p/a.tar.gz " A " c.tar.gz", SOURCE_FILE, "https://h/p/a.tar.gz", "c.tar.gz", "", "" },
		{ "git://h/r.git~abc _ " A " n.tar.gz", SOURCE_GIT, "", "n.tar.gz", "git://h/r.git", "abc" },
		{ "git://h/r.git~abc https://h/s.tar.xz " A, SOURCE_GIT, "https://h/s.tar.xz", "s.tar.xz",
			"git://h/r.git", "abc" },
		{ "f https://h/p/a.tgz " A " ", SOURCE_FILE, "https://h/p/a.tgz", "a.tgz", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		struct sources sources = SOURCES_INIT;
		struct err err = ERR_INIT;

		GOOD(sources_parse(&sources, "s", span_of(good[i].line), &err));
		assert_int_equal(sources.nsource, 1);
		assert_int_equal(sources.source[0].kind, good[i].kind);
		assert_string_equal(sources.source[0].url, good[i].url);
		assert_string_equal(sources.source[0].name, good[i].name);
		assert_string_equal(sources.source[0].repo, good[i].repo);
		assert_string_equal(sources.source[0].ref, good[i].ref);
		sources_release(&sources);
	}
}

static void
what_upstream_cannot_read_is_refused_with_its_line(void **state)
{
	static const char *const bad[][2] = {
		{ "f https://h/a " A "\n\n", "s:2: an empty line; wants 'f URL SHA256 [NAME]'" },
		{ "# c\n", "s:1: a comment, which this format does not have" },
		{ "f  https://h/a " A "\n", "s:1: two spaces in a row; fields are parted by one space" },
		{ "f\thttps://h/a " A "\n", "s:1: a control character; fields are parted by one space" },
		{ "f https://h/a\r\n", "s:1: a control character; fields are parted by one space" },
		{ "f https://h/a\n", "s:1: too few fields; wants an address and its SHA-256" },
		{ "f https://h/a abc\n", "s:1: the SHA-256 wants 64 hexadecimal digits" },
		{ "f https://h/a/ " A "\n", "s:1: the address ends in '/': a NAME is wanted" },
		{ "f _ " A "\n", "s:1: without an address ('_') a NAME is wanted" },
		{ "f https://h/a " A " _\n", "s:1: NAME wants to be a plain file name" },
		{ "f https://h/a " A " ../x\n", "s:1: NAME wants to be a plain file name" },
		{ "f https://h/.. " A "\n", "s:1: NAME wants to be a plain file name" },
		{ "g https://h/a https://h/b " A "\n", "s:1: a git line wants REPO~REF" },
		{ "x https://h/a " A "\n",
			"s:1: unknown kind of line; wants 'f', 'file', 'g', 'git' or an address first" },
		{ "f https://h/a " A " n extra\n", "s:1: too many fields after the SHA-256" },
		{ "f https://h/1 " A " n\nf https://h/2 " B " n\n", "s:2: 'n' has another SHA-256 in line 1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct sources sources = SOURCES_INIT;
		struct err err = ERR_INIT;

		BAD(sources_parse(&sources, "s", span_of(bad[i][0]), &err), bad[i][1]);
	}
}

static void
lines_of_one_name_and_sum_are_alternatives(void **state)
{
	struct sources sources = SOURCES_INIT;
	struct err err = ERR_INIT;

	(void)state;
	GOOD(sources_parse(&sources, "s", SPAN("f https://h/1/n " A "\nf https://h/2/n " A "\n"), &err));
	assert_int_equal(sources.nsource, 2);
	sources_release(&sources);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(all_generations_of_lines_are_read),
		TEST(what_upstream_cannot_read_is_refused_with_its_line),
		TEST(lines_of_one_name_and_sum_are_alternatives),
	};

	return RUN(tests);
}
