/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* What needs no licence text: tags, headers, phrases, conflicts. REUSE-IgnoreStart */
#include "test.h"

#include "licence.h"

#define TAG "SPDX-License-" "Identifier"
#define GPL(version) "This program is free software; you can redistribute it and/or modify\n" \
	"it under the terms of the GNU General Public License as published by\n" \
	"the Free Software Foundation; " version "\n"
#define REST "This program is distributed in the hope that it will be useful, but WITHOUT ANY WARRANTY;\n" \
	"without even the implied warranty of FITNESS. See the GNU General Public License for more details.\n" \
	"You should have received a copy of the GNU General Public License along with this program.\n"

static struct licences *licences;
static struct err err;

static int
set_up(void **state)
{
	(void)state;
	return licences_new(&licences, &err);
}

static int
tear_down(void **state)
{
	(void)state;
	licences_free(licences);
	return 0;
}

static struct licence_file
look(const char *path, const char *text)
{
	struct licence_file file;

	licence_look(licences, path, span_of(text), false, &file);
	return file;
}

static void
check(const char *text, const char *expression)
{
	struct licence_file file = look("x.c", text);

	if (strcmp(file.expression, expression))
		fail_msg("'%s': wants %s, got %s", text, expression, file.expression);
	licence_file_release(&file);
}

static void
tags_are_read_in_every_comment(void **state)
{
	(void)state;
	check("/* " TAG ": MIT */\n", "MIT");
	check("// " TAG ": GPL-2.0+\n", "GPL-2.0-or-later");
	check("# " TAG ": (MIT OR Zlib) AND curl\n", "(MIT OR Zlib) AND curl");
	check("<!-- " TAG ": CC0-1.0 -->\n", "CC0-1.0");
	check("dnl " TAG ": FSFULLR\n", "FSFULLR");
	check(".\\\" " TAG ": GPL-2.0-only WITH Linux-syscall-note\n", "GPL-2.0-only WITH Linux-syscall-note");
	check("(* " TAG ": Apache-2.0 *)\n", "Apache-2.0");
	check("@c " TAG ": MIT\n;; " TAG ": Zlib\n", "MIT AND Zlib");
	check(TAG " = \"MIT\"\n", "MIT");
	check("REM " TAG ": MIT\n", "MIT");
}

static void
a_tag_in_code_or_prose_is_none(void **state)
{
	(void)state;
	check("grep -q '" TAG ": MIT' x\n", "");
	check("write " TAG ": MIT at the head\n", "");
	check("x = (" TAG ": MIT)\n", "");
	check("/* REUSE-IgnoreStart */\n/* " TAG ": MIT */\n/* REUSE-IgnoreEnd */\n/* " TAG ": Zlib */\n", "Zlib");
}

static void
a_broken_tag_is_told(void **state)
{
	struct licence_file file = look("x.c", "/* " TAG ": MIT/X11 */\n");

	(void)state;
	assert_int_equal(file.nmark, 1);
	assert_int_equal(file.mark[0].sign, LICENCE_BROKEN);
	assert_string_equal(file.mark[0].expression, "MIT/X11");
	assert_string_equal(file.expression, "");
	licence_file_release(&file);
}

static void
the_gnu_family_is_read(void **state)
{
	(void)state;
	check(GPL("either version 2, or (at your option)\nany later version.") REST, "GPL-2.0-or-later");
	check(GPL("either version 3 of the License, or (at\nyour option) any later version.") REST, "GPL-3.0-or-later");
	check(GPL("version 2.") REST, "GPL-2.0-only");
	check(GPL("version 2 of the License only.") REST, "GPL-2.0-only");
	check("under the terms of version 2 of the GNU General Public License.", "GPL-2.0-only");
	check("Licensed under the GNU GPL, version 3 or later.", "GPL-3.0-or-later");
	check("Distributed under the terms of the GNU Lesser General Public License v2.1+", "LGPL-2.1-or-later");
	check("under the terms of the GNU Library General Public License as published by the FSF; either version 2 of "
		"the License, or (at your option) any later version.", "LGPL-2.0-or-later");
	check("under the terms of the GNU Affero General Public License, version 3", "AGPL-3.0-only");
	check("License: GPLv2+\n", "GPL-2.0-or-later");
	check("# released under the GPLv3.\n", "GPL-3.0-only");
	check("under the terms of the GNU General Public License, version 2 or version 3", "GPL-2.0-only OR GPL-3.0-only");
	check("under the terms of the GNU Free Documentation License, Version 1.2 or any later version published by "
		"the Free Software Foundation; with no Invariant Sections, no Front-Cover Texts",
		"GFDL-1.2-no-invariants-or-later");
	check("under the terms of the GNU Free Documentation License, Version 1.1 or any later version; with the "
		"Invariant Sections being \"Free\"", "GFDL-1.1-invariants-or-later");
}

/* Without the texts a phrase must hold what sets a licence apart from its neighbour. */
static void
neighbours_are_told_apart(void **state)
{
	static const char isc[] = "Permission to use, copy, modify, and/or distribute this software for any purpose with or "
		"without fee is hereby granted";
	static const char mit[] = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software "
		"and associated documentation files (the \"Software\"), to deal in the Software without restriction, including "
		"without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies "
		"of the Software, and to permit persons to whom the Software is furnished to do so";
	static const char bsd[] = "1. Redistributions of source code must retain the above copyright notice, this list of "
		"conditions and the following disclaimer.\n";
	static const char form[] = "2. Redistributions in binary form must reproduce the above copyright notice, this list of "
		"conditions and the following disclaimer in the documentation and/or other materials provided with the "
		"distribution.\n";
	static const char as_is[] = "THIS SOFTWARE IS PROVIDED \"AS IS\"";
	static const char fsf[] = "This file is free software; the Free Software Foundation gives unlimited permission to copy "
		"and/or distribute it, with or without modifications, as long as this notice is preserved.\n";
	static const struct { const char *part[4], *want; } neighbour[] = {
		{ { isc, ".\n\nTHE SOFTWARE IS PROVIDED \"AS IS\"", "", "" }, "0BSD" },
		{ { isc, ", provided that the above copyright notice appears in all copies.\n", as_is, "" }, "ISC" },
		{ { mit, ".\n\nTHE SOFTWARE IS PROVIDED \"AS IS\"", "", "" }, "MIT-0" },
		{ { mit, ", subject to the following conditions:\n", "THE SOFTWARE IS PROVIDED \"AS IS\"", "" }, "MIT" },
		{ { bsd, as_is, "", "" }, "BSD-1-Clause" },
		{ { bsd, form, as_is, "" }, "BSD-2-Clause" },
		{ { bsd, form, "3. Neither the name of the holder nor the names of its contributors", "" }, "BSD-3-Clause" },
		{ { bsd, form, "3. All advertising materials mentioning features or use of this software must", "" }, "BSD-4-Clause" },
		{ { fsf, "", "", "" }, "FSFULLR" },
		{ { fsf, "This file is offered as-is, without any warranty.", "", "" }, "FSFULLRSD" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(neighbour) / sizeof(*neighbour); i++) {
		const char *const *part = neighbour[i].part;
		char *text = str_format("%s%s%s%s", part[0], part[1], part[2], part[3]);

		check(text, neighbour[i].want);
		free(text);
	}
}

static void
a_licence_without_a_version_is_a_weak_sign(void **state)
{
	struct licence_file file = look("x.c", "Released under the terms of the GNU General Public License.\n");

	(void)state;
	assert_string_equal(file.expression, "GPL-1.0-or-later");
	assert_true(file.mark[0].confidence < 80);
	licence_file_release(&file);
}

static void
a_mention_is_no_licence(void **state)
{
	(void)state;
	check("See the GNU General Public License, version 2, for more details.", "");
	check("You should have received a copy of the GNU General Public License version 2", "");
	check("projects which are not available under the GNU General Public License version 2", "");
	check("additional permission under section 7 of the GNU General Public License, version 3", "");
	check("The GNU General Public License version 2 is long.", "");
	check("This file is not in the public domain.", "");
}

static void
exceptions_go_with_the_licence(void **state)
{
	(void)state;
	check(GPL("either version 2, or (at your option) any later version.") "As a special exception, if you distribute "
		"this file as part of a program that contains a configuration script generated by Autoconf, you may "
		"include it under the same distribution terms that you use for the rest of that program.",
		"GPL-2.0-or-later WITH Autoconf-exception-generic");
	check(GPL("either version 3, or (at your option) any later version.") "As a special exception, you may create a "
		"larger work that contains part or all of the Bison parser skeleton and distribute that work",
		"GPL-3.0-or-later WITH Bison-exception-2.2");
}

static void
old_phrases_are_known(void **state)
{
	(void)state;
	check("You can redistribute it under the same terms as Perl itself.", "Artistic-1.0-Perl OR GPL-1.0-or-later");
	check("You may distribute under the terms of either the GNU General Public License or the Artistic License",
		"Artistic-1.0-Perl OR GPL-1.0-or-later");
	check("Written by Jim. This file is hereby placed in the public domain.", "LicenseRef-public-domain");
	check("Licensed under the Apache License, Version 2.0 (the \"License\");", "Apache-2.0");
	check("This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.", "MPL-2.0");
	check("the Free Software Foundation gives unlimited permission to copy and/or distribute it,\n"
		"dnl with or without modifications, as long as this notice is preserved.", "FSFULLR");
	check("The Software shall be used for Good, not Evil.", "JSON");
	check("for non-commercial use only", "LicenseRef-no-commerce");
}

static void
alternatives_are_a_choice(void **state)
{
	(void)state;
	check("Licensed under the Apache License, Version 2.0.\nAlternatively, this may be distributed under the terms of "
		"the GNU General Public License version 2.", "Apache-2.0 OR GPL-2.0-only");
	check("under the terms of either: the GNU Lesser General Public License; either version 3, or (at your option) any "
		"later version. or the GNU General Public License; either version 2, or any later version.",
		"GPL-2.0-or-later OR LGPL-3.0-or-later");
}

static void
a_tag_speaks_for_the_file_and_conflicts_are_told(void **state)
{
	struct licence_file file = look("x.c", "/* " TAG ": MIT */\n" GPL("version 2."));

	(void)state;
	assert_string_equal(file.expression, "MIT");
	assert_string_equal(file.conflict, "tag in line 1 says MIT, header in line 3 says GPL-2.0-only");
	licence_file_release(&file);
	file = look("x.c", "/* " TAG ": GPL-2.0-only */\n" GPL("version 2."));
	assert_string_equal(file.conflict, "");
	licence_file_release(&file);
	file = look("x.c", GPL("version 2.") "\n" GPL("either version 3, or any later version."));
	assert_string_equal(file.conflict, "header in line 2 says GPL-2.0-only, header in line 6 says GPL-3.0-or-later");
	licence_file_release(&file);
}

static void
the_lines_are_told(void **state)
{
	struct licence_file file = look("x.c", "\n\n" GPL("either version 2, or (at your option)\nany later version."));

	(void)state;
	assert_int_equal(file.nmark, 1);
	assert_int_equal(file.mark[0].first_line, 4);
	assert_int_equal(file.mark[0].last_line, 6);
	licence_file_release(&file);
}

static void
documents_have_a_measure_of_their_own(void **state)
{
	static const char gfdl[] = "under the terms of the GNU Free Documentation License, Version 1.3 only; with no "
		"Invariant Sections";
	struct licence_file file = look("x.c", gfdl);

	(void)state;
	assert_int_equal(file.verdict, LICENCE_UNDECIDED);
	licence_file_release(&file);
	file = look("doc/x.texi", gfdl);
	assert_int_equal(file.verdict, LICENCE_FREE);
	licence_file_release(&file);
	assert_int_equal(licence_use_of("a/ls.1"), LICENCE_DOCUMENT);
	assert_int_equal(licence_use_of("a/fork.3am"), LICENCE_DOCUMENT);
	assert_int_equal(licence_use_of("frob-1.2"), LICENCE_CODE);
	assert_int_equal(licence_use_of("COPYING.LIB"), LICENCE_DOCUMENT);
	assert_int_equal(licence_use_of("license.c"), LICENCE_CODE);
	assert_int_equal(licence_use_of("a.tar!README"), LICENCE_DOCUMENT);
}

static void
a_file_that_says_nothing_is_no_finding(void **state)
{
	static const struct policy policy = POLICY_INIT;
	struct record_audit audit = { .name = NULL };
	struct licence_file file = look("x.c", "int x;\n");

	(void)state;
	licence_add_findings(&audit, &policy, "x.c", &file);
	assert_int_equal(audit.nfinding, 0);
	licence_file_release(&file);
}

/* What lbs was built with may be the policy alone, or names without what the FSF says. */
static void
needs_list(struct licence_file *file)
{
	if (licences_list(licences)->fsf)
		return;
	licence_file_release(file);
	print_message("# SKIP lbs was built without SPDX's list of licences\n");
	skip();
}

static void
what_no_list_knows_is_no_finding(void **state)
{
	struct record_audit audit = { .name = NULL };
	struct licence_file file = look("x.c", "/* " TAG ": Zlib */\n");

	(void)state;
	assert_true(file.unlisted == (licences_count_names(licences) == 0));
	licence_add_findings(&audit, NULL, "x.c", &file);
	assert_int_equal(audit.nfinding, 0);
	licence_file_release(&file);
}

static void
findings_have_line_reason_and_severity(void **state)
{
	static const struct policy policy = POLICY_INIT;
	struct record_audit audit = { .name = NULL };
	struct licence_file file = look("x.c", "\n/* " TAG ": JSON */\n");

	(void)state;
	needs_list(&file);
	licence_add_findings(&audit, &policy, "x.c", &file);
	assert_int_equal(audit.nfinding, 1);
	assert_string_equal(audit.finding[0].rule, "licence-non-free");
	assert_string_equal(audit.finding[0].class_, "licence");
	assert_string_equal(audit.finding[0].evidence, "JSON: the FSF calls it non-free");
	assert_int_equal(audit.finding[0].line, 2);
	assert_int_equal(audit.finding[0].severity, SEVERITY_BAN);
	finding_release(&audit.finding[0]);
	free(audit.finding);
	licence_file_release(&file);
}

static void
a_summary_counts_expressions(void **state)
{
	struct licence_summary summary = LICENCE_SUMMARY_INIT;
	struct licence_file file = look("b.c", "/* " TAG ": JSON */\n");
	struct str text = STR_INIT;

	(void)state;
	needs_list(&file);
	licence_summary_add(&summary, "b.c", &file);
	licence_summary_add(&summary, "a.c", &file);
	licence_summary_format(&summary, &text);
	assert_string_equal(text.at, "code:\n        2 non-free  JSON (JSON: the FSF calls it non-free; a.c)\n"
		"0 free, 2 non-free, 0 undecided, 0 say nothing, 0 contradict themselves\n");
	str_release(&text);
	licence_file_release(&file);
	licence_summary_release(&summary);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(tags_are_read_in_every_comment), TEST(a_tag_in_code_or_prose_is_none), TEST(a_broken_tag_is_told),
		TEST(the_gnu_family_is_read), TEST(a_licence_without_a_version_is_a_weak_sign),
		TEST(neighbours_are_told_apart),
		TEST(a_mention_is_no_licence), TEST(exceptions_go_with_the_licence), TEST(old_phrases_are_known),
		TEST(alternatives_are_a_choice), TEST(a_tag_speaks_for_the_file_and_conflicts_are_told),
		TEST(the_lines_are_told), TEST(documents_have_a_measure_of_their_own),
		TEST(a_file_that_says_nothing_is_no_finding), TEST(what_no_list_knows_is_no_finding),
		TEST(findings_have_line_reason_and_severity),
		TEST(a_summary_counts_expressions),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
/* REUSE-IgnoreEnd */
