/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "chain/plan.h"
#include "test.h"

static struct plan
make(const char *manifest_text, const char *config_text, const char *env)
{
	struct manifest manifest = MANIFEST_INIT;
	struct config config = CONFIG_INIT;
	struct plan plan = PLAN_INIT;
	struct err err = ERR_INIT;

	GOOD(manifest_parse(&manifest, "m", span_of(manifest_text), &err));
	GOOD(config_parse(&config, "c", span_of(config_text), &err));
	GOOD(plan_make(&plan, &manifest, &config, span_of(env), &err));
	manifest_release(&manifest);
	config_release(&config);
	return plan;
}

/* Is "build: x" kept under PREDICATE, with A=1, B=2 and S empty? */
static bool
holds(const char *predicate)
{
	struct str text = STR_INIT;
	struct plan plan;
	bool kept;

	str_addf(&text, "build: x %s\n", predicate);
	plan = make(text.at, "A=1\nB=2\nS=\nQ=\"q\"\n", "");
	kept = plan.nstep == 1;
	plan_release(&plan);
	str_release(&text);
	return kept;
}

static void
logic_is_right_associative_and_words_are_literals(void **state)
{
	(void)state;
	assert_true(holds("( A == 1 )"));
	assert_false(holds("( A != 1 )"));
	assert_true(holds("( S ==  )"));
	assert_true(holds("( NONE ==  )"));
	assert_false(holds("( A ==  )"));
	/* A && (B || C), C || (A && B): no precedence. */
	assert_false(holds("( A == 2 && B == 2 || A == 1 )"));
	assert_true(holds("( A == 1 || B == 3 && B == 4 )"));
	assert_true(holds("( True )"));
	assert_false(holds("( A )"));
	assert_false(holds("( False )"));
	assert_true(holds("( A == 1 && True )"));
	assert_false(holds("( A == 1 && A )"));
	assert_true(holds("( Q == \"q\" )"));
	assert_false(holds("( Q == q )"));
}

static void
expect_text(const struct plan *plan, const char *path, const char *want)
{
	const char *text = plan_find(plan, path);

	assert_non_null(text);
	assert_string_equal(text, want);
}

static void
the_worked_example_comes_out_line_for_line(void **state)
{
	static const char after[] = "CHROOT=False\nJOBS=2\nFAST=True\n";
	struct plan plan = make(
		"build: one-1\n"
		"define: FAST = ( JOBS != 1 )\n"
		"improve: tidy\n"
		"jump: next ( CHROOT == False )\n"
		"build: bash-0\n"
		"build: one-1 ( FAST == True ) # again\n"
		"uninstall: one-1 /tmp/x\n"
		"jump: last\n"
		"build: two-2\n", "CHROOT=False\nJOBS=2\n", "PREFIX=/usr\n");
	struct str text = STR_INIT;

	(void)state;
	expect_text(&plan, "/steps/0.sh", "set -ex\ncd /steps\nCHROOT=False\nJOBS=2\nFAST=True\nPREFIX=/usr\n"
		"pkg=one-1\ncd ${pkg}\nkaem --file pass1.kaem\ncd ..\nkaem --file /steps/improve/tidy.sh\n"
		"cp /kaem.run.1 /kaem.run\ncp /usr/bin/kaem /init\nchmod 755 /init\n"
		"kaem --file /steps/jump/next.sh\n");
	expect_text(&plan, "/kaem.run.1", "set -ex\nkaem --file /steps/1.sh\n");
	expect_text(&plan, "/steps/1.sh", "set -ex\ncd /steps\nCHROOT=False\nJOBS=2\nFAST=True\nPREFIX=/usr\n"
		"pkg=bash-0\ncd ${pkg}\nkaem --file pass1.kaem\ncd ..\nbash /steps/2.sh\n");
	expect_text(&plan, "/preseed-jump.kaem", "set -ex\nPATH=/usr/bin\nbash /steps/2.sh\n");
	expect_text(&plan, "/steps/2.sh", "#!/bin/bash\nset -e\ncd /steps\n. ./bootstrap.cfg\n. ./env\n"
		". ./helpers.sh\nbuild one-1 pass2.sh\nuninstall one-1 /tmp/x\nmv /init /init.bak\n"
		"cp /init.3 /init\nchmod 755 /init\n. /steps/jump/last.sh\n");
	expect_text(&plan, "/init.3", "#!/bin/bash\nbash /steps/3.sh\n");
	expect_text(&plan, "/steps/3.sh", "#!/bin/bash\nset -e\ncd /steps\n. ./bootstrap.cfg\n. ./env\n"
		". ./helpers.sh\nbuild two-2 pass1.sh\n");
	assert_int_equal(plan.nfile, 7);
	config_format(&plan.config, &text);
	assert_string_equal(text.at, after);
	str_release(&text);
	plan_release(&plan);
}

static void
add_alone(const struct plan *plan, size_t i, struct str *text)
{
	plan_add_head(plan, &plan->step[i], SPAN("PREFIX=/usr\n"), text);
	plan_add_call(&plan->step[i], text);
}

/* What is run for a step alone is what the target runs for it. */
static void
one_step_has_its_scripts_head_and_its_own_lines(void **state)
{
	struct plan plan = make("define: FAST = True\nbuild: a-1\nbuild: a-1\nbuild: bash-0\nbuild: b-2\nimprove: x\n"
		"jump: on\nuninstall: a-1 /y\n", "JOBS=2\n", "PREFIX=/usr\n");
	struct str text = STR_INIT;

	(void)state;
	add_alone(&plan, 1, &text);
	assert_string_equal(text.at, "set -ex\ncd /steps\nJOBS=2\nFAST=True\nPREFIX=/usr\n"
		"pkg=a-1\ncd ${pkg}\nkaem --file pass2.kaem\ncd ..\n");
	str_clear(&text);
	add_alone(&plan, 2, &text);
	assert_null(strstr(text.at, "bash /steps/1.sh"));
	str_clear(&text);
	add_alone(&plan, 3, &text);
	assert_string_equal(text.at, "#!/bin/bash\nset -e\ncd /steps\n. ./bootstrap.cfg\n. ./env\n"
		". ./helpers.sh\nbuild b-2 pass1.sh\n");
	for (size_t i = 4; i < plan.nstep; i++) {
		static const char *const last[] = { "\n. /steps/improve/x.sh\n", "\n. /steps/jump/on.sh\n", "\nuninstall a-1 /y\n" };

		str_clear(&text);
		add_alone(&plan, i, &text);
		assert_true(span_ends(str_span(&text), last[i - 4]));
	}
	str_release(&text);
	plan_release(&plan);
}

/* What a record of it is called. */
static void
every_step_has_a_name_of_its_own(void **state)
{
	static const char *const want[] = { "a", "improve.i", "uninstall.a", "a.pass3", "improve.i.pass2", "i.pass3",
		"uninstall.libx.a", "uninstall.a.pass2", "jump.on", "uninstall.folder", "uninstall." };
	struct plan plan = make("build: a\nimprove: i\nuninstall: a\nbuild: a\nimprove: i\nbuild: i\n"
		"uninstall: /usr/lib/libx.a a\nuninstall: a b\njump: on\nuninstall: /x/folder// b\nuninstall: /\n", "Y=1\n", "");

	(void)state;
	assert_int_equal(plan.nstep, sizeof(want) / sizeof(*want));
	for (size_t i = 0; i < plan.nstep; i++)
		assert_string_equal(plan.step[i].name, want[i]);
	assert_int_equal(plan.step[4].pass, 2);
	plan_release(&plan);
}

static void
every_earlier_directive_of_that_argument_counts_as_a_pass(void **state)
{
	struct plan plan = make("build: a\nbuild: a ( X == 1 )\nbuild: a\nuninstall: a\nbuild: a\n"
		"uninstall: a b\nimprove: i\nbuild: i\n", "Y=1\n", "");

	(void)state;
	assert_int_equal(plan.nstep, 7);
	assert_int_equal(plan.step[0].pass, 1);
	assert_int_equal(plan.step[1].pass, 2);
	/* A quirk of upstream's that trees may depend on: uninstalling counts. */
	assert_int_equal(plan.step[3].pass, 4);
	assert_int_equal(plan.step[6].pass, 2);
	plan_release(&plan);
}

/* Upstream's update loop does not look at the first variable, and adds a second line. */
static void
the_first_variable_can_be_defined_anew(void **state)
{
	struct plan plan = make("define: A = 2\nbuild: x ( A == 2 )\n", "A=1\nB=1\n", "");
	struct plan empty = make("define: A = 1\ndefine: A = 2\nbuild: x ( A == 2 )\n", "", "");

	(void)state;
	assert_int_equal(plan.nstep, 1);
	assert_int_equal(plan.config.nline, 2);
	assert_int_equal(empty.nstep, 1);
	assert_int_equal(empty.config.nline, 1);
	plan_release(&plan);
	plan_release(&empty);
}

static void
a_define_whose_predicate_is_false_keeps_the_value(void **state)
{
	struct plan plan = make("define: JOBS = 1 ( K == True )\ndefine: N = word\n", "K=False\nJOBS=4\n", "");

	(void)state;
	assert_string_equal(config_first(&plan.config, "JOBS"), "4");
	assert_string_equal(config_first(&plan.config, "N"), "word");
	plan_release(&plan);
}

/* The lines of upstream's manifest that make scripts, and their predicates. */
static const char upstream[] =
	"build: mes-0.27.1\nbuild: tcc-0.9.27\n"
	"jump: fiwix ( KERNEL_BOOTSTRAP == True )\n"
	"build: make-3.82\nbuild: bash-2.05b\n"
	"build: tcc-0.9.27\n"
	"jump: break ( INTERNAL_CI == pass1 )\n"
	"jump: linux ( CHROOT == False )\njump: move_disk ( KERNEL_BOOTSTRAP == True )\n"
	"build: bash-5.2.15\nbuild: xz-5.6.4\n"
	"jump: break ( INTERNAL_CI == pass1 )\nbuild: gcc-10.5.0\n";

static void
expect_files(const char *config, const char *const *want)
{
	struct plan plan = make(upstream, config, "");
	size_t n = 0;

	for (; want[n]; n++)
		assert_non_null(plan_find(&plan, want[n]));
	assert_int_equal(plan.nfile, n);
	plan_release(&plan);
}

static void
the_four_configurations_give_upstreams_scripts(void **state)
{
	static const char *const chroot[] = { "/steps/0.sh", "/preseed-jump.kaem", "/steps/1.sh",
		"/steps/2.sh", NULL };
	static const char *const kernel[] = { "/steps/0.sh", "/kaem.run.1", "/steps/1.sh",
		"/preseed-jump.kaem", "/steps/2.sh", "/init.3", "/steps/3.sh", "/init.4", "/steps/4.sh",
		"/steps/5.sh", NULL };
	static const char *const own[] = { "/steps/0.sh", "/preseed-jump.kaem", "/steps/1.sh", "/init.2",
		"/steps/2.sh", "/steps/3.sh", NULL };
	static const char *const ci[] = { "/steps/0.sh", "/preseed-jump.kaem", "/steps/1.sh", "/init.2",
		"/steps/2.sh", "/steps/3.sh", "/init.4", "/steps/4.sh", NULL };
	struct plan plan;

	(void)state;
	expect_files("CHROOT=True\nKERNEL_BOOTSTRAP=False\n", chroot);
	expect_files("CHROOT=False\nKERNEL_BOOTSTRAP=True\n", kernel);
	expect_files("CHROOT=False\nKERNEL_BOOTSTRAP=False\n", own);
	expect_files("CHROOT=True\nKERNEL_BOOTSTRAP=False\nINTERNAL_CI=pass1\n", ci);
	plan = make(upstream, "CHROOT=False\nKERNEL_BOOTSTRAP=True\n", "");
	expect_text(&plan, "/preseed-jump.kaem", "set -ex\nPATH=/usr/bin\nbash /steps/2.sh\n");
	assert_int_equal(plan.step[5].pass, 2);
	assert_int_equal(plan.step[5].era, PLAN_BASH);
	plan_release(&plan);
}

static void
only_names_that_begin_with_bash_and_a_dash_begin_the_bash_era(void **state)
{
	struct plan plan = make("build: bashful\nbuild: x\n", "A=1\n", "");

	(void)state;
	assert_int_equal(plan.nfile, 1);
	assert_int_equal(plan.step[1].era, PLAN_KAEM);
	plan_release(&plan);
}

static void
interactive_scripts_have_a_trap_of_their_era(void **state)
{
	struct plan plan = make("build: bash-1\nbuild: bash-2\n", "INTERACTIVE=True\n", "");

	(void)state;
	assert_non_null(strstr(plan_find(&plan, "/steps/1.sh"), "' EXIT\n"));
	assert_non_null(strstr(plan_find(&plan, "/steps/2.sh"), "set -eEo pipefail\n"));
	assert_non_null(strstr(plan_find(&plan, "/steps/2.sh"), "' ERR\n"));
	plan_release(&plan);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(logic_is_right_associative_and_words_are_literals),
		TEST(the_worked_example_comes_out_line_for_line),
		TEST(one_step_has_its_scripts_head_and_its_own_lines),
		TEST(every_step_has_a_name_of_its_own),
		TEST(every_earlier_directive_of_that_argument_counts_as_a_pass),
		TEST(the_first_variable_can_be_defined_anew),
		TEST(a_define_whose_predicate_is_false_keeps_the_value),
		TEST(the_four_configurations_give_upstreams_scripts),
		TEST(only_names_that_begin_with_bash_and_a_dash_begin_the_bash_era),
		TEST(interactive_scripts_have_a_trap_of_their_era),
	};

	return RUN(tests);
}
