/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "host/outfile.h"
#include "test.h"

static void
put(const char *path, const char *text)
{
	struct err err = ERR_INIT;

	GOOD(io_replace(AT_FDCWD, path, 0644, span_of(text), IO_PLAIN, &err));
}

static size_t
count_files(void)
{
	struct err err = ERR_INIT;
	char **names;
	size_t n;

	GOOD(io_list(AT_FDCWD, ".", &names, &n, &err));
	io_free_names(names, n);
	return n;
}

static void
a_file_appears_when_it_is_whole_and_a_dropped_one_leaves_nothing(void **state)
{
	struct outfile out = OUTFILE_INIT;
	struct err err = ERR_INIT;
	struct str text = STR_INIT;
	struct digest digest, want = digest_of(SPAN("old"));
	struct stat st;
	size_t n;

	(void)state;
	put("a", "old");
	n = count_files();
	GOOD(outfile_open(&out, AT_FDCWD, "a", &err));
	GOOD(outfile_write(&out, SPAN("new and "), &err));
	outfile_drop(&out);
	outfile_drop(&out);
	assert_int_equal(count_files(), n);

	umask(077);
	GOOD(outfile_open(&out, AT_FDCWD, "a", &err));
	GOOD(outfile_write(&out, SPAN("new and "), &err));
	GOOD(outfile_add(&out, "a", 3, &digest, &err));
	GOOD(outfile_commit(&out, 0644, &err));
	assert_true(digest_eq(&digest, &want));
	GOOD(io_read_file(AT_FDCWD, "a", 100, &text, &err));
	assert_string_equal(text.at, "new and old");
	assert_int_equal(stat("a", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0644);
	assert_int_equal(count_files(), n);
	str_release(&text);
}

static void
a_file_of_another_size_than_was_found_is_refused(void **state)
{
	struct outfile out = OUTFILE_INIT;
	struct err err = ERR_INIT;

	(void)state;
	put("b", "1234");
	GOOD(outfile_open(&out, AT_FDCWD, "c", &err));
	BAD(outfile_add(&out, "b", 5, NULL, &err), "b: became shorter while it was read");
	BAD(outfile_add(&out, "b", 3, NULL, &err), "b: became longer while it was read");
	assert_int_equal(err.kind, ERR_DIFFERS);
	outfile_drop(&out);
}

static void
what_is_no_file_is_not_replaced(void **state)
{
	struct outfile out = OUTFILE_INIT;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(symlink("b", "l"), 0);
	assert_int_equal(mkdir("d", 0755), 0);
	BAD(outfile_open(&out, AT_FDCWD, "l", &err), "l: a symbolic link is in the way");
	BAD(outfile_open(&out, AT_FDCWD, "d", &err), "d: a folder is in the way");
	BAD(outfile_open(&out, AT_FDCWD, "/dev/null", &err), "/dev/null: a device, or something like it, is in the way");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_file_appears_when_it_is_whole_and_a_dropped_one_leaves_nothing),
		TEST(a_file_of_another_size_than_was_found_is_refused),
		TEST(what_is_no_file_is_not_replaced),
	};

	return RUN(tests);
}
