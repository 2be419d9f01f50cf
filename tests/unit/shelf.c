/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "host/shelf.h"
#include "test.h"

static int
folder(void)
{
	int dir = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	assert_true(dir >= 0);
	return dir;
}

static void
put(int dir, const char *name, const char *text)
{
	struct err err = ERR_INIT;

	GOOD(io_replace(dir, name, 0644, span_of(text), IO_PLAIN, &err));
}

static void
kinds_are_told_apart_and_files_hashed(void **state)
{
	struct shelf shelf = SHELF_INIT;
	struct err err = ERR_INIT;
	struct digest abc = digest_of(SPAN("abc"));

	(void)state;
	shelf.dir = folder();
	put(shelf.dir, "b", "abc");
	put(shelf.dir, ".h", "abc");
	assert_int_equal(mkdir("d", 0755), 0);
	assert_int_equal(symlink("b", "l"), 0);
	assert_int_equal(mkfifo("p", 0644), 0);
	GOOD(shelf_refresh(&shelf, &(struct shelf_options){ .jobs = 3 }, &err));
	assert_int_equal(shelf.nfile, 5);
	assert_int_equal(shelf_find(&shelf, ".h")->kind, SHELF_HIDDEN);
	assert_int_equal(shelf_find(&shelf, "b")->kind, SHELF_FILE);
	assert_true(digest_eq(&shelf_find(&shelf, "b")->digest, &abc));
	assert_int_equal(shelf_find(&shelf, "d")->kind, SHELF_OTHER);
	assert_int_equal(shelf_find(&shelf, "l")->kind, SHELF_OTHER);
	assert_int_equal(shelf_find(&shelf, "p")->kind, SHELF_OTHER);
	assert_null(shelf_find(&shelf, "x"));
	close(shelf.dir);
	shelf_release(&shelf);
}

static void
count(void *data, const char *name, size_t done, size_t total)
{
	(void)name;
	(void)done;
	(void)total;
	++*(size_t *)data;
}

static void
what_did_not_change_is_not_hashed_again(void **state)
{
	struct shelf shelf = SHELF_INIT;
	struct err err = ERR_INIT;
	size_t hashed = 0;
	struct shelf_options options = { .jobs = 2, .progress = count, .data = &hashed };
	struct digest other = digest_of(SPAN("xyz"));

	(void)state;
	shelf.dir = folder();
	for (char name[] = "f0"; name[1] <= '9'; name[1]++)
		put(shelf.dir, name, name);
	GOOD(shelf_refresh(&shelf, &options, &err));
	assert_true(hashed >= 10);
	hashed = 0;
	GOOD(shelf_refresh(&shelf, &options, &err));
	assert_int_equal(hashed, 0);
	put(shelf.dir, "f3", "xyz");
	assert_int_equal(unlink("f4"), 0);
	GOOD(shelf_refresh(&shelf, &options, &err));
	assert_int_equal(hashed, 1);
	assert_true(digest_eq(&shelf_find(&shelf, "f3")->digest, &other));
	assert_null(shelf_find(&shelf, "f4"));
	close(shelf.dir);
	shelf_release(&shelf);
}

static void
work_can_be_stopped(void **state)
{
	static const volatile int stop = 1;
	struct shelf shelf = SHELF_INIT;
	struct err err = ERR_INIT;

	(void)state;
	shelf.dir = folder();
	put(shelf.dir, "f", "abc");
	BAD(shelf_refresh(&shelf, &(struct shelf_options){ .stop = &stop }, &err), "interrupted");
	assert_int_equal(shelf.nfile, 0);
	close(shelf.dir);
	shelf_release(&shelf);
}

static void
plain_files_of_the_folder_alone_are_opened(void **state)
{
	static const char *const bad[] = { "", ".", "..", "/etc/passwd", "d/f", "../f", "d", "l", "p", "away" };
	struct shelf_mark mark;
	struct err err = ERR_INIT;
	int dir = folder(), fd;

	(void)state;
	put(dir, "f", "abc");
	(void)mkdir("d", 0755);
	put(dir, "d/f", "abc");
	(void)symlink("f", "l");
	(void)mkfifo("p", 0644);
	fd = shelf_open(dir, "f", &mark, &err);
	assert_true(fd >= 0);
	assert_int_equal(mark.size, 3);
	close(fd);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		if (shelf_open(dir, bad[i], &mark, &err) != -1)
			fail_msg("'%s' was opened", bad[i]);
	}
	assert_int_equal(shelf_open(dir, "away", &mark, &err), -1);
	assert_int_equal(err.sys, ENOENT);
	close(dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(kinds_are_told_apart_and_files_hashed),
		TEST(what_did_not_change_is_not_hashed_again),
		TEST(work_can_be_stopped),
		TEST(plain_files_of_the_folder_alone_are_opened),
	};

	return RUN(tests);
}
