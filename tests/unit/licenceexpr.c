/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "licenceexpr.h"

static struct licence_list list;
static struct err err;

static int
set_up(void **state)
{
	(void)state;
	return licence_list_parse(&list, "list", SPAN("MIT FO\nZlib FO\nJSON N\nApache-2.0 FO\nGPL-2.0 FOD\nGPL-2.0-only FO\n"
		"GPL-2.0-or-later FO\nGPL-3.0-or-later FO\nOdd\nArtistic-1.0-Perl O\nBison-exception-2.2 X\n"
		"LLVM-exception X\n"), &err);
}

static int
tear_down(void **state)
{
	(void)state;
	licence_list_release(&list);
	return 0;
}

static void
check(const char *text, const char *normal)
{
	struct licence_expr expr;
	struct str out = STR_INIT;

	GOOD(licence_expr_parse(&expr, &list, span_of(text), &err));
	licence_expr_format(&expr, &out);
	assert_string_equal(out.at, normal);
	str_release(&out);
	licence_expr_release(&expr);
}

static void
refuse(const char *text, const char *why)
{
	struct licence_expr expr;

	BAD(licence_expr_parse(&expr, &list, span_of(text), &err), why);
}

static void
judge(const char *text, enum licence_verdict verdict, const char *part)
{
	struct licence_expr expr;
	const char *got, *why;

	GOOD(licence_expr_parse(&expr, &list, span_of(text), &err));
	assert_int_equal(licence_expr_judge(&expr, &list, LICENCE_CODE, &got, &why), verdict);
	assert_string_equal(got, part);
	licence_expr_release(&expr);
}

static void
and_binds_stronger_than_or(void **state)
{
	(void)state;
	check("MIT OR Zlib AND JSON", "JSON AND Zlib OR MIT");
	check("(MIT OR Zlib) AND JSON", "JSON AND (MIT OR Zlib)");
	check("((MIT))", "MIT");
}

static void
the_normal_form_is_sorted_and_has_each_once(void **state)
{
	(void)state;
	check("Zlib AND MIT AND Zlib", "MIT AND Zlib");
	check("Zlib OR (MIT OR (JSON OR MIT))", "JSON OR MIT OR Zlib");
	check("MIT and zlib or json", "JSON OR MIT AND Zlib");
	check("(MIT OR MIT) AND MIT", "MIT");
}

static void
names_are_spelt_as_the_list_does(void **state)
{
	(void)state;
	check("apache-2.0", "Apache-2.0");
	check("mit AND licenseref", "MIT AND licenseref");
}

static void
old_gnu_names_are_what_they_mean(void **state)
{
	(void)state;
	check("GPL-2.0+", "GPL-2.0-or-later");
	check("GPL-2.0", "GPL-2.0-only");
	check("GPL-2.0-only+", "GPL-2.0-or-later");
	check("GPL-2.0-or-later+", "GPL-2.0-or-later");
	check("Apache-2.0+", "Apache-2.0+");
	check("GPL-2.0-with-bison-exception", "GPL-2.0-only WITH Bison-exception-2.2");
}

static void
exceptions_and_references_are_read(void **state)
{
	(void)state;
	check("gpl-2.0+ with bison-exception-2.2", "GPL-2.0-or-later WITH Bison-exception-2.2");
	check("LicenseRef-a.b-1 OR DocumentRef-x:LicenseRef-y", "DocumentRef-x:LicenseRef-y OR LicenseRef-a.b-1");
}

static void
what_is_no_expression_is_refused(void **state)
{
	(void)state;
	refuse("", "wants a licence, got the end");
	refuse("MIT AND", "wants a licence, got the end");
	refuse("OR MIT", "wants a licence, got 'OR'");
	refuse("MIT Zlib", "wants AND, OR or WITH, got 'Zlib'");
	refuse("(MIT", "wants AND, OR, WITH or ')', got the end");
	refuse("MIT)", "wants AND, OR or WITH, got ')'");
	refuse("MIT WITH Zlib", "wants an exception and no licence, got 'Zlib'");
	refuse("LLVM-exception", "wants a licence and no exception, got 'LLVM-exception'");
	refuse("x:LicenseRef-y", "wants 'DocumentRef-NAME' before a colon, got 'x:LicenseRef-y'");
	refuse("DocumentRef-x:y", "wants 'LicenseRef-NAME' behind the colon, got 'DocumentRef-x:y'");
	refuse("LicenseRef-", "wants a name of letters, digits, '-' and '.', got 'LicenseRef-'");
	refuse("MIT/Zlib", "wants AND, OR or WITH, got '/'");
	refuse("GPL-2.0-with-bison-exception WITH LLVM-exception", "wants one exception to a licence, got 'WITH'");
	refuse("((((((((((((((((((((((((((((((((((MIT", "brackets nested deeper than 32");
}

static void
or_takes_the_best_and_takes_the_worst(void **state)
{
	(void)state;
	judge("MIT OR JSON", LICENCE_FREE, "MIT");
	judge("MIT AND JSON", LICENCE_NONFREE, "JSON");
	judge("JSON OR Odd", LICENCE_UNDECIDED, "Odd");
	judge("(MIT OR JSON) AND Odd", LICENCE_UNDECIDED, "Odd");
	judge("Artistic-1.0-Perl OR GPL-2.0-or-later", LICENCE_FREE, "Artistic-1.0-Perl");
	judge("LicenseRef-x", LICENCE_UNDECIDED, "LicenseRef-x");
	judge("GPL-2.0+ WITH Bison-exception-2.2", LICENCE_FREE, "GPL-2.0-or-later");
	judge("GPL-2.0+ WITH Nobodys-exception", LICENCE_UNDECIDED, "Nobodys-exception");
}

static void
within_asks_for_every_name(void **state)
{
	struct licence_expr a, b;

	(void)state;
	GOOD(licence_expr_parse(&a, &list, SPAN("MIT"), &err));
	GOOD(licence_expr_parse(&b, &list, SPAN("Zlib OR MIT"), &err));
	assert_true(licence_expr_within(&a, &b));
	assert_false(licence_expr_within(&b, &a));
	licence_expr_release(&a);
	licence_expr_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(and_binds_stronger_than_or), TEST(the_normal_form_is_sorted_and_has_each_once),
		TEST(names_are_spelt_as_the_list_does), TEST(old_gnu_names_are_what_they_mean),
		TEST(exceptions_and_references_are_read), TEST(what_is_no_expression_is_refused),
		TEST(or_takes_the_best_and_takes_the_worst), TEST(within_asks_for_every_name),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
