/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "follow.h"
#include "test.h"

static struct chain_step step[] = {
	{ "hex0", "", "/seed /hex0.hex0 /bin/hex0" },
	{ "cc", "", "/bin/kaem /cc.kaem" },
	{ "one-1", "one-1", "" },
	{ "two-2", "two-2", "" },
	{ "one-1.pass2", "one-1", "" },
};
static const struct chain chain = { .step = step, .nstep = sizeof(step) / sizeof(*step) };

struct fixture {
	struct progress progress;
	struct follow follow;
};

static void
start(struct fixture *fixture)
{
	progress_start(&fixture->progress, 2, true, chain.nstep);
	follow_start(&fixture->follow, &chain, &fixture->progress, -1);
}

static void
at(struct fixture *fixture, const char *text, const char *want)
{
	follow_take(&fixture->follow, span_of(text));
	if (want)
		assert_string_equal(follow_step(&fixture->follow), want);
	else
		assert_null(follow_step(&fixture->follow));
}

static void
steps_are_seen_in_what_shells_print(void **state)
{
	struct fixture fixture;

	(void)state;
	start(&fixture);
	at(&fixture, "hello\n", NULL);
	at(&fixture, " +> /seed /hex0.hex0 /bin/hex0 \n", "hex0");
	at(&fixture, " +> /bin/kaem /cc.k", "hex0");
	at(&fixture, "aem \r\n +> /bin/cc x\n", "cc");
	at(&fixture, " +> pkg=one-1 \n +> cd one-1 \n", "cc");
	at(&fixture, " +> kaem --file pass1.kaem \n", "one-1");
	at(&fixture, " +> kaem --file /steps/improve/x.sh \n", "one-1");
	at(&fixture, "two-2: two-2_0.tar.bz2 is preseeded\n", "two-2");
	at(&fixture, "one-1: build successful\n", "two-2");
	at(&fixture, "two-2: build successful\n", NULL);
	at(&fixture, "one-1: building one-1_0.tar.bz2 with pass2.sh\n", "one-1.pass2");
	follow_end(&fixture.follow, FOLLOW_GOOD);
	assert_int_equal(fixture.progress.done, chain.nstep);
	follow_release(&fixture.follow);
}

static void
a_step_that_is_none_or_was_before_changes_nothing(void **state)
{
	struct fixture fixture;

	(void)state;
	start(&fixture);
	at(&fixture, "two-2: beginning build using script pass1.sh\n", "two-2");
	at(&fixture, " +> /seed /hex0.hex0 /bin/hex0 \n", "two-2");
	at(&fixture, "one-1: beginning build using script pass1.sh\n", "two-2");
	at(&fixture, "one-1: beginning build using script passx.sh\n", "two-2");
	at(&fixture, "other: beginning build using script pass1.sh\n", "two-2");
	at(&fixture, ": beginning build using script \n", "two-2");
	follow_release(&fixture.follow);
}

static void
the_end_of_a_machine_is_read(void **state)
{
	struct fixture fixture;

	(void)state;
	start(&fixture);
	at(&fixture, "[    1.0] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100\n", NULL);
	assert_true(fixture.follow.panic);
	assert_int_equal(fixture.follow.exitcode, 0x100);
	follow_release(&fixture.follow);
	start(&fixture);
	at(&fixture, "Kernel panic - not syncing: Attempted to kill init! exitcode=0x000\n", NULL);
	assert_int_equal(fixture.follow.exitcode, 0xff00);
	follow_release(&fixture.follow);
	start(&fixture);
	at(&fixture, "Kernel panic - not syncing: VFS: Unable to mount root fs on x\n", NULL);
	assert_true(fixture.follow.no_root);
	follow_release(&fixture.follow);
	start(&fixture);
	at(&fixture, "x\r\n[    9.1] can't read\n\r\ninit: no ext3 on /dev/sda1 to /dev/sdd1\r\n", NULL);
	assert_true(fixture.follow.no_root);
	follow_release(&fixture.follow);
	start(&fixture);
	at(&fixture, " +> /usr/bin/echo lbs: all files are as recorded \n", NULL);
	assert_false(fixture.follow.as_recorded);
	at(&fixture, "lbs: all files are as recorded\r\n", NULL);
	assert_true(fixture.follow.as_recorded);
	at(&fixture, "a: no such file\nkaem: /steps/a:3: the command failed: 'cp'\n[  1.0] Kernel panic - not syncing: x\n"
		"[  1.0] CPU: 0 PID: 1\n", NULL);
	assert_string_equal(fixture.follow.last, "a: no such file");
	follow_release(&fixture.follow);
	start(&fixture);
	at(&fixture, "reboot: Power down", NULL);
	assert_false(fixture.follow.powered_off);
	follow_end(&fixture.follow, FOLLOW_GOOD);
	assert_true(fixture.follow.powered_off);
	follow_release(&fixture.follow);
}

static void
any_bytes_are_taken_and_the_last_words_kept(void **state)
{
	struct fixture fixture;
	char noise[20000];

	(void)state;
	start(&fixture);
	for (size_t i = 0; i < sizeof(noise); i++)
		noise[i] = (char)(i % 255 == 10 ? 0 : i % 255);
	follow_take(&fixture.follow, (struct span){ noise, sizeof(noise) });
	at(&fixture, "\n  the end \n \nSubprocess error 1\nABORTING HARD\n", NULL);
	assert_string_equal(fixture.follow.last, "the end");
	at(&fixture, "one-1: building one-1_0.tar.bz2 with pass1.sh\n", "one-1");
	follow_end(&fixture.follow, FOLLOW_FAILED);
	assert_string_equal(fixture.follow.failed, "one-1");
	follow_release(&fixture.follow);
	start(&fixture);
	at(&fixture, "one-1: building one-1_0.tar.bz2 with pass1.sh\n", "one-1");
	follow_end(&fixture.follow, FOLLOW_STOPPED);
	assert_string_equal(fixture.follow.failed, "one-1");
	follow_release(&fixture.follow);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_are_seen_in_what_shells_print),
		cmocka_unit_test(a_step_that_is_none_or_was_before_changes_nothing),
		cmocka_unit_test(the_end_of_a_machine_is_read),
		cmocka_unit_test(any_bytes_are_taken_and_the_last_words_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
