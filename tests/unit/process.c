/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/io.h"
#include "host/process.h"
#include "test.h"

static void
both_streams_and_the_status_come_back(void **state)
{
	static const char *const argv[] = { "sh", "-c", "echo out; echo err >&2; pwd; echo $LBS_SET; exit 3", NULL };
	static const char *const set[] = { "LBS_SET=value", NULL };
	struct process_result result;
	struct err err = ERR_INIT;

	(void)state;
	GOOD(process_run(&(struct process){ .argv = argv, .set = set, .directory = "/" }, &result, &err));
	assert_true(result.exited);
	assert_int_equal(result.status, 3);
	assert_string_equal(result.out.at, "out\n/\nvalue\n");
	assert_string_equal(result.err.at, "err\n");
	process_result_release(&result);
}

static void
a_program_that_is_not_there_is_an_error_with_its_reason(void **state)
{
	static const char *const argv[] = { "no-such-program-anywhere", NULL };
	struct process_result result;
	struct err err = ERR_INIT;

	(void)state;
	BAD(process_run(&(struct process){ .argv = argv }, &result, &err),
		"no-such-program-anywhere: No such file or directory");
	assert_int_equal(err.sys, 2);
}

static void
time_over_kills_it_with_its_children(void **state)
{
	static const char *const argv[] = { "sh", "-c", "sleep 60 & sleep 60", NULL };
	struct process_result result;
	struct err err = ERR_INIT;
	long long start = io_now();

	(void)state;
	GOOD(process_run(&(struct process){ .argv = argv, .wall_ns = 100000000 }, &result, &err));
	assert_true(result.timed_out);
	assert_true(io_now() - start < 20000000000LL);
	process_result_release(&result);
}

static void
output_is_kept_up_to_its_limit_and_standard_input_is_empty(void **state)
{
	static const char *const argv[] = { "sh", "-c", "cat; yes | head -c 100000", NULL };
	struct process_result result;
	struct err err = ERR_INIT;

	(void)state;
	GOOD(process_run(&(struct process){ .argv = argv, .out_limit = 1000 }, &result, &err));
	assert_int_equal(result.out.n, 1000);
	process_result_release(&result);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(both_streams_and_the_status_come_back),
		TEST(a_program_that_is_not_there_is_an_error_with_its_reason),
		TEST(time_over_kills_it_with_its_children),
		TEST(output_is_kept_up_to_its_limit_and_standard_input_is_empty),
	};

	return RUN(tests);
}
