/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <fcntl.h>
#include <unistd.h>

#include "base/io.h"
#include "base/progress.h"
#include "test.h"

static char *
shown(bool quiet)
{
	struct progress progress;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	int fd = open("shown", O_RDWR | O_CREAT | O_TRUNC, 0600);

	progress_start(&progress, fd, quiet, 2);
	progress_at(&progress, "working");
	progress_done(&progress, "one is done");
	progress_note(&progress, "by the way");
	progress_done(&progress, "two is done");
	progress_end(&progress);
	assert_int_equal(progress.done, 2);
	close(fd);
	GOOD(io_read_file(AT_FDCWD, "shown", 1000, &text, &err));
	return str_take(&text);
}

static void
a_file_gets_plain_lines_and_no_bar(void **state)
{
	char *text = shown(false);

	(void)state;
	assert_string_equal(text, "one is done\nby the way\ntwo is done\n");
	free(text);
}

static void
quiet_is_quiet(void **state)
{
	char *text = shown(true);

	(void)state;
	assert_string_equal(text, "");
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_file_gets_plain_lines_and_no_bar),
		TEST(quiet_is_quiet),
	};

	return RUN(tests);
}
