/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "licencelist.h"

static struct err err;

static void
the_flags_decide_where_the_policy_is_silent(void **state)
{
	struct licence_list list = LICENCE_LIST_INIT;
	const char *why;

	(void)state;
	assert_int_equal(licence_list_judge(&list, "B", LICENCE_CODE, &why), LICENCE_UNDECIDED);
	assert_ptr_equal(why, licence_list_none);
	GOOD(licence_list_parse(&list, "l", SPAN("# x\nB F\na N\nC O\nd\nNO-1 NO\n"), &err));
	assert_int_equal(licence_list_judge(&list, "B", LICENCE_CODE, &why), LICENCE_FREE);
	assert_string_equal(why, "the FSF calls it free");
	assert_int_equal(licence_list_judge(&list, "B+", LICENCE_CODE, &why), LICENCE_FREE);
	assert_int_equal(licence_list_judge(&list, "a", LICENCE_CODE, &why), LICENCE_NONFREE);
	assert_int_equal(licence_list_judge(&list, "C", LICENCE_CODE, &why), LICENCE_FREE);
	assert_int_equal(licence_list_judge(&list, "NO-1", LICENCE_CODE, &why), LICENCE_NONFREE);
	assert_int_equal(licence_list_judge(&list, "d", LICENCE_CODE, &why), LICENCE_UNDECIDED);
	assert_int_equal(licence_list_judge(&list, "e", LICENCE_CODE, &why), LICENCE_UNDECIDED);
	assert_string_equal(why, "the list does not know it");
	assert_true(list.fsf);
	GOOD(licence_list_parse(&list, "l", SPAN("C O\nd\n"), &err));
	assert_int_equal(licence_list_judge(&list, "d", LICENCE_CODE, &why), LICENCE_UNDECIDED);
	assert_string_equal(why, "neither the OSI nor the policy says; lbs was built without what the FSF says");
	licence_list_release(&list);
}

static void
the_last_line_of_a_policy_counts_and_documents_are_apart(void **state)
{
	struct licence_list list = LICENCE_LIST_INIT;
	const char *why;

	(void)state;
	GOOD(licence_list_parse(&list, "l", SPAN("GFDL-1.3-only F\nJSON N\n"), &err));
	GOOD(licence_policy_parse(&list, "p", SPAN("licences:\n  undecided:\n    \"GFDL-*\": for documents\n"
		"  free-documents:\n    'GFDL-*': a manual\n"), &err));
	assert_int_equal(licence_list_judge(&list, "GFDL-1.3-only", LICENCE_CODE, &why), LICENCE_UNDECIDED);
	assert_int_equal(licence_list_judge(&list, "GFDL-1.3-only", LICENCE_DOCUMENT, &why), LICENCE_FREE);
	assert_string_equal(why, "a manual");
	GOOD(licence_policy_parse(&list, "q", SPAN("licences:\n  free:\n    JSON: we are good\n"), &err));
	assert_int_equal(licence_list_judge(&list, "JSON", LICENCE_CODE, &why), LICENCE_FREE);
	assert_string_equal(why, "we are good");
	licence_list_release(&list);
}

static void
names_are_found_in_any_case(void **state)
{
	struct licence_list list = LICENCE_LIST_INIT;

	(void)state;
	GOOD(licence_list_parse(&list, "l", SPAN("MIT\nMIT-0\nmpich2\n"), &err));
	assert_string_equal(licence_list_find(&list, SPAN("mit-0"))->id, "MIT-0");
	assert_string_equal(licence_list_find(&list, SPAN("mIt"))->id, "MIT");
	assert_null(licence_list_find(&list, SPAN("MI")));
	assert_null(licence_list_find(&list, SPAN("MIT-00")));
	assert_null(licence_list_find(&list, SPAN("")));
	licence_list_release(&list);
}

static void
bad(const char *policy, const char *why)
{
	struct licence_list list = LICENCE_LIST_INIT;

	BAD(licence_policy_parse(&list, "p", span_of(policy), &err), why);
	assert_int_equal(list.ndecision, 0);
}

static void
what_is_out_of_form_is_refused(void **state)
{
	struct licence_list list = LICENCE_LIST_INIT;

	(void)state;
	BAD(licence_list_parse(&list, "l", SPAN("MIT FQ\n"), &err), "l:1: wants a name and letters of FNODX");
	BAD(licence_list_parse(&list, "l", SPAN("MIT\nmit\n"), &err), "l: 'mit' is there twice");
	bad("free:\n", "p:1: wants 'licences:'");
	bad("licences:\n  good:\n", "p:2: wants 'free:', 'non-free:' or 'undecided:', with '-documents' or without");
	bad("licences:\n  free:\n    MIT:\n", "p:3: wants 'NAME: reason'");
	bad("licences:\n  free:\n    *: x\n", "p:3: wants 'NAME: reason'");
	bad("licences:\n  free:\n    MIT: a: b\n", "p:3: wants 'NAME: reason'");
	bad("licences:\n    MIT: x\n", "p:2: wants two or four spaces before a line, in a section");
	bad("licences:\n\tfree:\n", "p:2: wants spaces, no tabs");
	bad("licences:\n  free:\n    MIT: x\n  free:\n", "p:4: wants each section once");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_flags_decide_where_the_policy_is_silent),
		TEST(the_last_line_of_a_policy_counts_and_documents_are_apart), TEST(names_are_found_in_any_case),
		TEST(what_is_out_of_form_is_refused),
	};

	return RUN(tests);
}
