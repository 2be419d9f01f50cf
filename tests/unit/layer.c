/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/layer.h"
#include "test.h"

#define SUM "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static void
the_canonical_text_comes_back_as_it_was(void **state)
{
	static const char text[] = "lbs-layer 1\n"
		"f 4755 " SUM " 3 /a\\040b\n"
		"d 1777 /dir\n"
		"- /gone\n"
		"l ../to\\134x /link\n";
	struct layer layer = LAYER_INIT;
	struct str back = STR_INIT;
	struct err err = ERR_INIT;

	(void)state;
	GOOD(layer_parse(&layer, "l", SPAN(text), &err));
	assert_int_equal(layer.nentry, 4);
	assert_string_equal(layer.entry[0].path, "/a b");
	assert_int_equal(layer.entry[0].mode, 04755);
	assert_string_equal(layer.entry[3].target, "../to\\x");
	layer_format(&layer, &back);
	assert_string_equal(back.at, text);
	assert_ptr_equal(layer_find(&layer, SPAN("/gone")), &layer.entry[2]);
	assert_null(layer_find(&layer, SPAN("/other")));
	str_release(&back);
	layer_release(&layer);
}

static void
every_other_spelling_is_refused(void **state)
{
	static const char *const bad[][2] = {
		{ "", "l: wants a newline at its end" },
		{ "lbs-layer 2\n", "l:1: wants 'lbs-layer 1'" },
		{ "lbs-layer 1\nd 0755 /a", "l: wants a newline at its end" },
		{ "lbs-layer 1\n\n", "l:2: an empty line" },
		{ "lbs-layer 1\nd 755 /a\n", "l:2: mode: wants four octal digits" },
		{ "lbs-layer 1\nf 0755 zz 3 /a\n", "l:2: digest: wants 64 lower-case hexadecimal digits" },
		{ "lbs-layer 1\nf 0755 " SUM " 03 /a\n", "l:2: size: wants a decimal number" },
		{ "lbs-layer 1\nf 0755 " SUM " -3 /a\n", "l:2: size: wants a decimal number" },
		{ "lbs-layer 1\nd 0755 a\n", "l:2: path: wants an absolute path without '.', '..' or empty parts" },
		{ "lbs-layer 1\nd 0755 /a/../b\n", "l:2: path: wants an absolute path without '.', '..' or empty parts" },
		{ "lbs-layer 1\nd 0755 /a/\n", "l:2: path: wants an absolute path without '.', '..' or empty parts" },
		{ "lbs-layer 1\nd 0755 /\\101\n", "l:2: path: wants an absolute path without '.', '..' or empty parts" },
		{ "lbs-layer 1\n- /b\n- /a\n", "l:3: out of order: paths are sorted by bytes, each once" },
		{ "lbs-layer 1\n- /b\n- /b\n", "l:3: out of order: paths are sorted by bytes, each once" },
		{ "lbs-layer 1\nx /b\n",
			"l:2: wants 'f MODE SHA256 SIZE PATH', 'd MODE PATH', 'l TARGET PATH' or '- PATH'" },
		{ "lbs-layer 1\n- /b \n",
			"l:2: wants 'f MODE SHA256 SIZE PATH', 'd MODE PATH', 'l TARGET PATH' or '- PATH'" },
		{ "lbs-layer 1\nl /b\n",
			"l:2: wants 'f MODE SHA256 SIZE PATH', 'd MODE PATH', 'l TARGET PATH' or '- PATH'" },
	};
	struct layer layer = LAYER_INIT;
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		BAD(layer_parse(&layer, "l", span_of(bad[i][0]), &err), bad[i][1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_canonical_text_comes_back_as_it_was),
		TEST(every_other_spelling_is_refused),
	};

	return RUN(tests);
}
