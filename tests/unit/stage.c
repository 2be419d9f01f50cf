/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "test.h"

#include "chain/stage.h"

static void
a_stage_is_called_after_its_last_word(void **state)
{
	struct stages stages = STAGES_INIT;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(stages_parse(&stages, "kaem.x86", SPAN(
		"# the plan\n"
		"/seed/hex0 /x86/hex0/hex0.hex0 /x86/bin/hex0\n"
		"\n"
		"/x86/bin/kaem /x86/hex1/hex1.kaem   # the first script\n"), &err), 0);
	assert_int_equal(stages.nstage, 2);
	assert_string_equal(stages.stage[0].name, "hex0");
	assert_null(stages.stage[0].script);
	assert_int_equal(stages.stage[0].nword, 3);
	assert_int_equal(stages.stage[0].npath, 3);
	assert_string_equal(stages.stage[0].path[0], "/seed/hex0");
	assert_string_equal(stages.stage[0].path[1], "/x86/bin/hex0");
	assert_string_equal(stages.stage[1].name, "hex1");
	assert_string_equal(stages.stage[1].script, "/x86/hex1/hex1.kaem");
	assert_int_equal(stages.stage[1].line, 4);
	stages_release(&stages);
}

static void
a_script_adds_the_paths_that_it_names_each_once(void **state)
{
	struct stages stages = STAGES_INIT;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(stages_parse(&stages, "k", SPAN("/b/kaem /h/h.kaem\n"), &err), 0);
	assert_int_equal(stage_add_script(&stages.stage[0], "h.kaem",
		SPAN("/b/hex0 /h/h.hex0 /b/h\n/b/hex0 word /b/h\n"), &err), 0);
	assert_int_equal(stages.stage[0].npath, 5);
	assert_string_equal(stages.stage[0].path[0], "/b/h");
	assert_string_equal(stages.stage[0].path[4], "/h/h.kaem");
	stages_release(&stages);
}

static void
expect_refusal(const char *text, const char *message)
{
	struct stages stages = STAGES_INIT;
	struct err err = ERR_INIT;

	assert_int_equal(stages_parse(&stages, "kaem.x86", span_of(text), &err), -1);
	assert_int_equal(err.kind, ERR_SYNTAX);
	assert_string_equal(err.text, message);
	assert_int_equal(stages.nstage, 0);
}

static void
a_relative_program_a_nameless_stage_and_a_second_name_are_refused(void **state)
{
	(void)state;
	expect_refusal("hex0 /a /b\n", "kaem.x86:1: 'hex0': wants the program's absolute path");
	expect_refusal("/hex0 /a/\n",
		"kaem.x86:1: '/a/': the last word wants to be an absolute path that names the stage");
	expect_refusal("/hex0 /a/.kaem\n",
		"kaem.x86:1: '/a/.kaem': the last word wants to be an absolute path that names the stage");
	expect_refusal("/hex0 /a b\n",
		"kaem.x86:1: 'b': the last word wants to be an absolute path that names the stage");
	expect_refusal("/hex0 /a/b\n/hex0 /c/b.kaem\n",
		"kaem.x86:2: stage 'b' is there already, in line 1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_stage_is_called_after_its_last_word),
		cmocka_unit_test(a_script_adds_the_paths_that_it_names_each_once),
		cmocka_unit_test(a_relative_program_a_nameless_stage_and_a_second_name_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
