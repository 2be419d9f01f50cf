/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdbool.h>
#include <stdlib.h>

#include "base/msg.h"
#include "base/option.h"
#include "test.h"

static void
is(char *got, const char *want)
{
	assert_string_equal(got, want);
	free(got);
}

static void
places_are_told_or_found(void **state)
{
	(void)state;
	setenv("LBS_CACHE", "", 1);
	setenv("XDG_CACHE_HOME", "relative", 1);
	setenv("HOME", "/home/me", 1);
	is(option_cache(), "/home/me/.cache/lbs");
	setenv("XDG_CACHE_HOME", "/x", 1);
	is(option_cache(), "/x/lbs");
	setenv("LBS_CACHE", "c", 1);
	is(option_cache(), "c");
	unsetenv("LBS_CACHE");
	unsetenv("XDG_CACHE_HOME");
	unsetenv("HOME");
	assert_null(option_cache());
	unsetenv("LBS_TREE");
	is(option_tree("/installed"), "/installed");
	setenv("LBS_TREE", "t", 1);
	is(option_tree("/installed"), "t");
}

struct told {
	bool quiet;
	unsigned jobs;
	char *tree;
};

static int
take(void *data, int word)
{
	struct told *told = data;

	if (word == 256)
		return option_number(&told->jobs, "jobs", optarg, 64);
	if (word == 257)
		told->quiet = true;
	else
		option_set(&told->tree, optarg);
	return -1;
}

static int
read_words(struct told *told, unsigned set, char *a, char *b, char *c)
{
	static const struct option_row row[] = {
		{ 1, { "jobs", required_argument, NULL, 256 } },
		{ 2, { "quiet", no_argument, NULL, 257 } },
		{ 3, { "tree", required_argument, NULL, 258 } },
	};
	char name[] = "lbs", *argv[] = { name, a, b, c, NULL };
	int argc = 1;

	while (argv[argc])
		argc++;
	return option_read(&(struct option_reader){ row, 3, set, "usage\n", take, told }, argc, argv);
}

static void
words_are_taken_by_those_that_want_them(void **state)
{
	char jobs[] = "--jobs=7", quiet[] = "--quiet", tree[] = "--tree", a[] = "a", many[] = "--jobs=65", none[] = "--jobs=0";
	struct told told = { false, 0, NULL };

	(void)state;
	msg_init("lbs");
	assert_int_equal(read_words(&told, 3, jobs, quiet, NULL), -1);
	assert_true(told.quiet && told.jobs == 7);
	assert_int_equal(read_words(&told, 1, tree, a, jobs), -1);
	assert_string_equal(told.tree, "a");
	assert_int_equal(read_words(&told, 1, quiet, NULL, NULL), EXIT_NOANSWER);
	assert_int_equal(read_words(&told, 2, jobs, NULL, NULL), EXIT_NOANSWER);
	assert_int_equal(read_words(&told, 1, tree, NULL, NULL), EXIT_NOANSWER);
	assert_int_equal(read_words(&told, 1, many, NULL, NULL), EXIT_NOANSWER);
	assert_int_equal(read_words(&told, 1, none, NULL, NULL), EXIT_NOANSWER);
	free(told.tree);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places_are_told_or_found),
		cmocka_unit_test(words_are_taken_by_those_that_want_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
