/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <fcntl.h>
#include <unistd.h>

#include "base/io.h"
#include "base/msg.h"
#include "test.h"

/* What CALL says on standard error; owned. */
#define SAID(call) ({ \
	int kept = dup(2), file = open("said", O_RDWR | O_CREAT | O_TRUNC, 0600); \
	dup2(file, 2); call; dup2(kept, 2); close(kept); close(file); \
	struct str words_ = STR_INIT; struct err err = ERR_INIT; \
	GOOD(io_read_file(AT_FDCWD, "said", 10000, &words_, &err)); str_take(&words_); })

static void
a_message_is_one_line_with_the_programs_name(void **state)
{
	char *said;

	(void)state;
	msg_init("lbs-test");
	said = SAID(msg_line("it is %s", "so"));
	assert_string_equal(said, "lbs-test: it is so\n");
	free(said);
	said = SAID(msg_line("%s", "two\nlines \033[31m"));
	assert_string_equal(said, "lbs-test: two\\012lines \\033[31m\n");
	free(said);
}

static void
wrong_usage_is_status_2_and_points_to_help(void **state)
{
	int status = 0;
	char *said = SAID(status = msg_usage("no such word"));

	(void)state;
	assert_int_equal(status, EXIT_NOANSWER);
	assert_non_null(strstr(said, "--help"));
	free(said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_message_is_one_line_with_the_programs_name),
		TEST(wrong_usage_is_status_2_and_points_to_help),
	};

	return RUN(tests);
}
