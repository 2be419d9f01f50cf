/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "target.h"
#include "test.h"

static void
add(struct target *target, const char *path, const char *text)
{
	struct str bytes = STR_INIT;

	str_adds(&bytes, text);
	target_add_bytes(target, path, 0644, bytes);
}

static int
write_to(const struct target *target, const char *path, struct err *err)
{
	int dir, ret;

	if (mkdir(path, 0755) < 0)
		assert_int_equal(errno, EEXIST);
	dir = open(path, O_RDONLY | O_DIRECTORY);
	assert_true(dir >= 0);
	ret = target_write(target, dir, NULL, NULL, err);
	close(dir);
	return ret;
}

static void
contents(const char *path, const char *want)
{
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	GOOD(io_read_file(AT_FDCWD, path, 1 << 20, &text, &err));
	assert_string_equal(str_span(&text).at, want);
	str_release(&text);
}

static void
names(const char *path, const char *want)
{
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	char **name;
	size_t n;

	GOOD(io_list(AT_FDCWD, path, &name, &n, &err));
	for (size_t i = 0; i < n; i++)
		str_addf(&text, "%s ", name[i]);
	assert_string_equal(str_span(&text).at, want);
	io_free_names(name, n);
	str_release(&text);
}

static void
a_list_is_sorted_with_parents_and_the_last_of_a_path_wins(void **state)
{
	struct target target = TARGET_INIT;
	struct err err = ERR_INIT;

	(void)state;
	add(&target, "b/c/d", "one");
	add(&target, "b.x", "x");
	add(&target, "b/c/d", "two");
	target_add_dir(&target, "b", 01777);
	add(&target, "a", "");
	GOOD(target_settle(&target, &err));
	assert_int_equal(target.nfile, 5);
	assert_string_equal(target.file[0].path, "a");
	assert_string_equal(target.file[1].path, "b");
	assert_int_equal(target.file[1].mode, 01777);
	assert_string_equal(target.file[2].path, "b/c");
	assert_string_equal(target.file[3].path, "b/c/d");
	assert_string_equal(target.file[3].bytes.at, "two");
	assert_string_equal(target.file[4].path, "b.x");
	assert_int_equal(target_bytes(&target), 4);
	target_release(&target);
}

static void
a_file_that_is_a_folder_too_is_refused(void **state)
{
	struct target target = TARGET_INIT;
	struct err err = ERR_INIT;

	(void)state;
	add(&target, "a", "");
	add(&target, "a/b", "");
	assert_int_equal(target_settle(&target, &err), -1);
	assert_string_equal(err.text, "/a: is a file, and a folder for /a/b");
	target_release(&target);
}

static void
what_is_below_a_path_can_be_dropped(void **state)
{
	struct target target = TARGET_INIT;

	(void)state;
	add(&target, "steps/a", "");
	add(&target, "steps", "");
	add(&target, "steps-guix/a", "");
	target_drop(&target, "steps");
	assert_int_equal(target.nfile, 1);
	assert_non_null(target_find(&target, "steps-guix/a"));
	target_release(&target);
}

static void
a_folder_is_made_equal_to_the_list_whatever_was_there(void **state)
{
	struct target target = TARGET_INIT;
	struct err err = ERR_INIT;
	struct stat st, again;

	(void)state;
	GOOD(io_replace(AT_FDCWD, "host", 0600, SPAN("host's"), IO_PLAIN, &err));
	add(&target, "a/b", "b");
	add(&target, "c", "c");
	target_add_dir(&target, "tmp", 01777);
	GOOD(target_add_file(&target, "d/e", "host", 0755, NULL, &err));
	GOOD(target_settle(&target, &err));
	GOOD(write_to(&target, "t", &err));
	names("t", "a c d tmp ");
	contents("t/a/b", "b");
	contents("t/d/e", "host's");
	assert_int_equal(stat("t/d/e", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0755);
	assert_int_equal(stat("t/tmp", &st), 0);
	assert_int_equal(st.st_mode & 07777, 01777);
	/* Wrong bytes of the same length, a wrong mode, a folder for a file, a link, strangers, a hard link. */
	mkdir("outside", 0755);
	GOOD(io_replace(AT_FDCWD, "outside/b", 0644, SPAN("mine"), IO_PLAIN, &err));
	GOOD(io_replace(AT_FDCWD, "t/d/e", 0755, SPAN("HOST'S"), IO_PLAIN, &err));
	GOOD(io_remove(AT_FDCWD, "t/a", &err));
	assert_int_equal(symlink("../outside", "t/a"), 0);
	GOOD(io_remove(AT_FDCWD, "t/c", &err));
	GOOD(io_mkdirs(AT_FDCWD, "t/c/deep/er", 0755, &err));
	GOOD(io_replace(AT_FDCWD, "t/tmp/left", 0644, SPAN("x"), IO_PLAIN, &err));
	GOOD(io_replace(AT_FDCWD, "t/stranger", 0644, SPAN("x"), IO_PLAIN, &err));
	chmod("t/d", 0);
	GOOD(write_to(&target, "t", &err));
	names("t", "a c d tmp ");
	names("t/tmp", "");
	contents("t/a/b", "b");
	contents("t/c", "c");
	contents("t/d/e", "host's");
	contents("outside/b", "mine");
	names("outside", "b ");
	/* What is right stays: the same inode. */
	assert_int_equal(stat("t/d/e", &st), 0);
	GOOD(write_to(&target, "t", &err));
	assert_int_equal(stat("t/d/e", &again), 0);
	assert_true(st.st_ino == again.st_ino);
	target_release(&target);
}

static void
a_host_file_that_changes_meanwhile_is_noticed(void **state)
{
	struct target target = TARGET_INIT;
	struct err err = ERR_INIT;
	struct digest other = digest_of(SPAN("other"));

	(void)state;
	GOOD(io_replace(AT_FDCWD, "changing", 0644, SPAN("one"), IO_PLAIN, &err));
	assert_int_equal(target_add_file(&target, "x", "changing", 0644, &other, &err), -1);
	assert_int_equal(err.kind, ERR_DIFFERS);
	GOOD(target_add_file(&target, "x", "changing", 0644, NULL, &err));
	GOOD(target_settle(&target, &err));
	GOOD(io_replace(AT_FDCWD, "changing", 0644, SPAN("two"), IO_PLAIN, &err));
	assert_int_equal(write_to(&target, "changed", &err), -1);
	assert_int_equal(err.kind, ERR_DIFFERS);
	names("changed", "");
	target_release(&target);
}

static void
the_digest_names_paths_modes_and_bytes(void **state)
{
	struct target a = TARGET_INIT, b = TARGET_INIT, c = TARGET_INIT;
	struct err err = ERR_INIT;
	struct digest x, y, z;

	(void)state;
	add(&a, "p", "1");
	add(&a, "q", "2");
	add(&b, "q", "2");
	add(&b, "p", "1");
	add(&c, "p", "1");
	add(&c, "q", "3");
	GOOD(target_settle(&a, &err));
	GOOD(target_settle(&b, &err));
	GOOD(target_settle(&c, &err));
	x = target_digest(&a);
	y = target_digest(&b);
	z = target_digest(&c);
	assert_true(digest_eq(&x, &y));
	assert_false(digest_eq(&x, &z));
	target_release(&a);
	target_release(&b);
	target_release(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_is_sorted_with_parents_and_the_last_of_a_path_wins),
		cmocka_unit_test(a_file_that_is_a_folder_too_is_refused),
		cmocka_unit_test(what_is_below_a_path_can_be_dropped),
		cmocka_unit_test(a_folder_is_made_equal_to_the_list_whatever_was_there),
		cmocka_unit_test(a_host_file_that_changes_meanwhile_is_noticed),
		cmocka_unit_test(the_digest_names_paths_modes_and_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
