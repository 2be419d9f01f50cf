/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "host/gather.h"
#include "test.h"

static void
put(const char *path, mode_t mode)
{
	struct err err = ERR_INIT;

	GOOD(io_replace(AT_FDCWD, path, mode, SPAN("x"), IO_PLAIN, &err));
}

static void
make_folders(void)
{
	struct err err = ERR_INIT;

	GOOD(io_mkdirs(AT_FDCWD, "one/sub", 0700, &err));
	GOOD(io_mkdirs(AT_FDCWD, "one/.git", 0755, &err));
	GOOD(io_mkdirs(AT_FDCWD, "two", 0755, &err));
	put("one/sub/b", 0600);
	put("one/sub-a", 04711);
	put("one/.gitignore", 0644);
	put("two/c", 0644);
	unlink("one/l");
	assert_int_equal(symlink("sub/b", "one/l"), 0);
}

static void
folders_become_one_sorted_list_with_plain_modes(void **state)
{
	static const struct { const char *path; unsigned mode; } want[] = {
		{ "", S_IFDIR | 0755 }, { "l", S_IFLNK | 0777 }, { "sub", S_IFDIR | 0755 }, { "sub-a", S_IFREG | 0755 },
		{ "sub/b", S_IFREG | 0644 }, { "sub/x", S_IFDIR | 0755 }, { "sub/x/c", S_IFREG | 0644 },
	};
	struct gather gather = GATHER_INIT;
	struct err err = ERR_INIT;

	(void)state;
	make_folders();
	GOOD(gather_add(&gather, "two", "/sub/x", GATHER_SKIP_GIT, &err));
	GOOD(gather_add(&gather, "one", "/", GATHER_SKIP_GIT, &err));
	GOOD(gather_finish(&gather, &err));
	assert_int_equal(gather.nitem, 7);
	for (size_t i = 0; i < 7; i++) {
		assert_string_equal(gather.item[i].path, want[i].path);
		assert_int_equal(gather.item[i].mode, want[i].mode);
	}
	assert_string_equal(gather.item[1].target, "sub/b");
	assert_string_equal(gather.item[4].from, "one/sub/b");
	gather_release(&gather);
	GOOD(gather_add(&gather, "one", "/", GATHER_PLAIN, &err));
	GOOD(gather_finish(&gather, &err));
	assert_int_equal(gather.nitem, 7);
	assert_string_equal(gather.item[1].path, ".git");
	gather_release(&gather);
}

static void
refuse(const char *from, const char *where, const char *message)
{
	struct gather gather = GATHER_INIT;
	struct err err = ERR_INIT;

	make_folders();
	GOOD(gather_add(&gather, "one", "/", GATHER_SKIP_GIT, &err));
	if (gather_add(&gather, from, where, GATHER_SKIP_GIT, &err) == 0)
		BAD(gather_finish(&gather, &err), message);
	else
		assert_string_equal(err.text, message);
	gather_release(&gather);
}

static void
what_cannot_be_in_an_image_is_refused(void **state)
{
	(void)state;
	refuse("two/c", "/sub/b", "'/sub/b' is there twice: two/c");
	refuse("two", "/sub/b", "'/sub/b' is there twice: one/sub/b");
	refuse("two/c", "/sub-a/c", "'/sub-a' is there twice: one/sub-a");
	refuse("two", "/l", "'/l' is there twice");
	refuse("two", "/../x", "'/../x': wants a path in the image, without '.', '..' and empty parts");
	refuse("two", "x", "'x': a path in the image begins with a slash");
	refuse("/dev/null", "/n", "/dev/null: neither a file nor a folder nor a symbolic link");
	refuse("none", "/", "none: No such file or directory");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(folders_become_one_sorted_list_with_plain_modes),
		TEST(what_cannot_be_in_an_image_is_refused),
	};

	return RUN(tests);
}
