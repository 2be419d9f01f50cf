/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "test.h"

static void
a_replaced_file_has_the_new_bytes_and_mode_and_leaves_nothing_else(void **state)
{
	struct err err = ERR_INIT;
	struct str text = STR_INIT;
	struct stat st;
	char **names;
	size_t n;

	(void)state;
	GOOD(io_mkdirs(AT_FDCWD, "replace/deep/er", 0755, &err));
	GOOD(io_replace(AT_FDCWD, "replace/deep/er/f", 0640, SPAN("one"), IO_PLAIN, &err));
	GOOD(io_replace(AT_FDCWD, "replace/deep/er/f", 0600, SPAN("two\n"), IO_DURABLE, &err));
	GOOD(io_read_file(AT_FDCWD, "replace/deep/er/f", 10, &text, &err));
	assert_string_equal(text.at, "two\n");
	assert_int_equal(stat("replace/deep/er/f", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	GOOD(io_list(AT_FDCWD, "replace/deep/er", &names, &n, &err));
	assert_int_equal(n, 1);
	io_free_names(names, n);
	str_release(&text);
}

static void
a_file_that_cannot_be_written_stays_as_it_was(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	BAD(io_replace(AT_FDCWD, "nowhere/f", 0600, SPAN("x"), IO_PLAIN, &err), err.text);
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_non_null(strstr(err.text, "nowhere/f"));
}

static void
reading_stops_at_the_limit(void **state)
{
	struct err err = ERR_INIT;
	struct str text = STR_INIT;

	(void)state;
	GOOD(io_replace(AT_FDCWD, "limit", 0600, SPAN("12345"), IO_PLAIN, &err));
	GOOD(io_read_file(AT_FDCWD, "limit", 5, &text, &err));
	BAD(io_read_file(AT_FDCWD, "limit", 4, &text, &err), "limit: longer than 4 bytes");
	assert_int_equal(err.kind, ERR_LIMIT);
	str_release(&text);
}

static void
removal_takes_the_tree_and_follows_no_link(void **state)
{
	struct err err = ERR_INIT;
	struct stat st;

	(void)state;
	GOOD(io_mkdirs(AT_FDCWD, "keep", 0755, &err));
	GOOD(io_replace(AT_FDCWD, "keep/f", 0600, SPAN("x"), IO_PLAIN, &err));
	GOOD(io_mkdirs(AT_FDCWD, "gone/a/b", 0755, &err));
	assert_int_equal(symlink("../keep", "gone/link"), 0);
	assert_int_equal(symlink("/", "gone/a/root"), 0);
	assert_int_equal(chmod("gone/a", 0), 0);
	GOOD(io_remove(AT_FDCWD, "gone", &err));
	assert_int_equal(lstat("gone", &st), -1);
	assert_int_equal(stat("keep/f", &st), 0);
	GOOD(io_remove(AT_FDCWD, "never/was", &err));
}

static void
only_paths_that_stay_inside_are_inside(void **state)
{
	(void)state;
	assert_true(io_is_inside(SPAN("a")));
	assert_true(io_is_inside(SPAN("a/b..c/...")));
	assert_false(io_is_inside(SPAN("")));
	assert_false(io_is_inside(SPAN("/a")));
	assert_false(io_is_inside(SPAN("a//b")));
	assert_false(io_is_inside(SPAN("a/../b")));
	assert_false(io_is_inside(SPAN("..")));
	assert_false(io_is_inside(SPAN("a/.")));
	assert_false(io_is_inside(SPAN("a/")));
	assert_false(io_is_inside(SPAN("a\0b")));
}

static void
names_are_listed_in_the_order_of_their_bytes(void **state)
{
	struct err err = ERR_INIT;
	char **names;
	size_t n;

	(void)state;
	GOOD(io_mkdirs(AT_FDCWD, "list/b", 0755, &err));
	GOOD(io_mkdirs(AT_FDCWD, "list/B", 0755, &err));
	GOOD(io_mkdirs(AT_FDCWD, "list/a b", 0755, &err));
	GOOD(io_list(AT_FDCWD, "list", &names, &n, &err));
	assert_int_equal(n, 3);
	assert_string_equal(names[0], "B");
	assert_string_equal(names[1], "a b");
	assert_string_equal(names[2], "b");
	io_free_names(names, n);
}

static void
a_pipe_or_a_device_stays_and_is_written_to(void **state)
{
	struct err err = ERR_INIT;
	struct stat st;
	char got[8] = "";
	int fd;

	(void)state;
	assert_int_equal(mkfifo("pipe", 0600), 0);
	fd = open("pipe", O_RDONLY | O_NONBLOCK);
	assert_true(fd >= 0);
	GOOD(io_replace(AT_FDCWD, "pipe", 0600, SPAN("word"), IO_PLAIN, &err));
	assert_int_equal(read(fd, got, sizeof(got)), 4);
	assert_string_equal(got, "word");
	close(fd);
	assert_int_equal(lstat("pipe", &st), 0);
	assert_true(S_ISFIFO(st.st_mode));
	GOOD(io_replace(AT_FDCWD, "/dev/null", 0600, SPAN("word"), IO_PLAIN, &err));
	assert_int_equal(lstat("/dev/null", &st), 0);
	assert_true(S_ISCHR(st.st_mode));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_pipe_or_a_device_stays_and_is_written_to),
		TEST(a_replaced_file_has_the_new_bytes_and_mode_and_leaves_nothing_else),
		TEST(a_file_that_cannot_be_written_stays_as_it_was),
		TEST(reading_stops_at_the_limit),
		TEST(removal_takes_the_tree_and_follows_no_link),
		TEST(only_paths_that_stay_inside_are_inside),
		TEST(names_are_listed_in_the_order_of_their_bytes),
	};

	return RUN(tests);
}
