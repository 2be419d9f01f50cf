/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "gatelines.h"
#include "test.h"

/* The kinds that TEXT, a file PATH, has, a letter each: F, R, D. */
static const char *
kinds(const char *path, const char *text)
{
	static char found[64];
	struct gate_lines lines = GATE_LINES_INIT;
	size_t n = 0;

	gate_lines_read(&lines, path, span_of(text));
	for (size_t i = 0; i < lines.nline && n < sizeof(found) - 1; i++)
		found[n++] = "FRD"[lines.line[i].kind];
	found[n] = '\0';
	gate_lines_release(&lines);
	return found;
}

static void
what_fetches(void **state)
{
	(void)state;
	assert_string_equal(kinds("Makefile.am", "\tcurl -O https://example.org/x\n"), "F");
	assert_string_equal(kinds("Makefile.am", "\t@/usr/bin/wget $(URL)\n"), "F");
	assert_string_equal(kinds("x.sh", "git clone \"$url\"\n"), "F");
	assert_string_equal(kinds("x.sh", "if x; then git submodule update --init; fi\n"), "F");
	assert_string_equal(kinds("CMakeLists.txt", "FetchContent_Declare(x URL y)\n"), "F");
	assert_string_equal(kinds("CMakeLists.txt", "file(DOWNLOAD ${url} x)\n"), "F");
	assert_string_equal(kinds("x.wrap", "source_url = https://example.org/x\n"), "F");
	assert_string_equal(kinds("configure.ac", "rsync -a host::dir/ .\n"), "F");
}

static void
what_fetches_nothing(void **state)
{
	(void)state;
	assert_string_equal(kinds("configure.ac", "AC_CHECK_LIB([curl], [curl_easy_init])\nLIBS=-lcurl\n"), "");
	assert_string_equal(kinds("Makefile.am", "# curl -O https://example.org/x\ndnl wget -q x\n"), "");
	assert_string_equal(kinds("Makefile.am", "curl_SOURCES = curl.c\n"), "");
	assert_string_equal(kinds("x.sh", "git status\n"), "");
	assert_string_equal(kinds("setup.py", "url = 'https://example.org/'\n"), "");
}

static void
what_reads_tests(void **state)
{
	(void)state;
	assert_string_equal(kinds("m4/x.m4", "x=`tr a b <$srcdir/tests/files/bad.lzma | xz -d`\n"), "D");
	assert_string_equal(kinds("configure.ac", "eval \"`sed 1q tests/files/x.bin`\"\n"), "D");
	assert_string_equal(kinds("Makefile.am", "x.h:\n\tcat $(srcdir)/tests/data.bin >$@\n"), "R");
	assert_string_equal(kinds("CMakeLists.txt", "file(READ tests/data.bin x)\n"), "R");
	/* Over the end of a line. */
	assert_string_equal(kinds("Makefile.am", "x.h:\n\txz -dc \\\n\t  tests/data.xz >$@\n"), "D");
	/* Among the tests, a makefile that decodes counts, a script does not. */
	assert_string_equal(kinds("tests/Makefile.am", "x:\n\ttr a b <$(srcdir)/tests/x.bin\n"), "D");
	assert_string_equal(kinds("tests/run.sh", "xz -dc tests/x.xz\n"), "");
}

static void
what_reads_no_tests(void **state)
{
	(void)state;
	assert_string_equal(kinds("Makefile.am", "EXTRA_DIST = tests/files/x.xz \\\n  tests/files/y.xz\n"), "");
	assert_string_equal(kinds("Makefile.am", "SUBDIRS = src tests\ncheck:\n\tcd tests && sh run.sh\n"), "");
	assert_string_equal(kinds("configure.ac", "AC_CONFIG_FILES([tests/Makefile])\n"), "");
	/* The one does not read the other. */
	assert_string_equal(kinds("Makefile.am", "\teval $$x; cp tests/x.bin y\n"), "");
	assert_string_equal(kinds("Makefile.am", "\tcat tests/x.c >y\n"), "");
}

static void
text_and_places(void **state)
{
	struct gate_lines lines = GATE_LINES_INIT;

	(void)state;
	gate_lines_read(&lines, "Makefile.am", SPAN("a:\n\n\tcurl \\\n   -O  \t$x\n"));
	assert_int_equal(lines.nline, 1);
	assert_int_equal(lines.line[0].line, 3);
	assert_string_equal(lines.line[0].text, "curl -O $x");
	gate_lines_release(&lines);
	/* Bytes that are no text, and an end in the middle of a line. */
	gate_lines_read(&lines, "Makefile.am", SPAN("curl -\0\377 \\"));
	assert_int_equal(lines.nline, 1);
	gate_lines_release(&lines);
	assert_true(gate_is_build_file("a-1/m4/x.m4"));
	assert_true(gate_is_build_file("a-1/Makefile.in"));
	assert_false(gate_is_build_file("a-1/src/x.c"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_fetches),
		TEST(what_fetches_nothing),
		TEST(what_reads_tests),
		TEST(what_reads_no_tests),
		TEST(text_and_places),
	};

	return RUN(tests);
}
