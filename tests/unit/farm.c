/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "host/farm.h"
#include "test.h"

static void
add(struct layer *layer, struct layer_entry entry)
{
	*arr_push(&layer->entry, &layer->nentry) = layer_entry_copy(&entry);
}

static void
a_farm_has_modes_links_and_no_time(void **state)
{
	struct store store = STORE_INIT;
	struct layer root = LAYER_INIT;
	struct layer_entry file = { .type = LAYER_FILE, .path = "/d/a" };
	struct err err = ERR_INIT;
	struct stat a, b, d, s;
	char target[16] = "";

	(void)state;
	GOOD(store_open(&store, "s", 0, &err));
	GOOD(store_add_bytes(&store, SPAN("same"), 0755, &file, &err));
	add(&root, (struct layer_entry){ .type = LAYER_DIR, .path = "/d", .mode = 0711 });
	add(&root, file);
	file.path = "/d/b";
	add(&root, file);
	file.path = "/d/s";
	file.mode = 04755;
	add(&root, file);
	add(&root, (struct layer_entry){ .type = LAYER_LINK, .path = "/l", .target = "/etc/passwd" });
	GOOD(io_mkdirs(AT_FDCWD, "farm", 0755, &err));
	GOOD(farm_make(&store, &root, "farm", &err));
	assert_int_equal(stat("farm/d", &d), 0);
	assert_int_equal(d.st_mode & 07777, 0711);
	assert_int_equal(d.st_mtime, 0);
	assert_int_equal(stat("farm/d/a", &a), 0);
	assert_int_equal(stat("farm/d/b", &b), 0);
	assert_int_equal(stat("farm/d/s", &s), 0);
	assert_int_equal(a.st_mode & 07777, 0755);
	assert_int_equal(a.st_mtime, 0);
	assert_int_equal(b.st_mtime, 0);
	assert_int_equal(s.st_mode & 07777, 04755);
	/* Two files of one content are two files: tar would store the second as a link. */
	assert_int_not_equal(a.st_ino, b.st_ino);
	assert_int_equal(readlink("farm/l", target, sizeof(target)), 11);
	assert_string_equal(target, "/etc/passwd");
	layer_release(&root);
	store_close(&store);
}

static bool
is_junk(const char *path, void *data)
{
	return !strcmp(path, data);
}

static void
an_upper_folder_is_read_without_following_links(void **state)
{
	struct store store = STORE_INIT;
	struct layer raw = LAYER_INIT, before = LAYER_INIT;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	int upper;

	(void)state;
	GOOD(store_open(&store, "s", 0, &err));
	GOOD(io_mkdirs(AT_FDCWD, "upper/tmp/junk", 0755, &err));
	GOOD(io_replace(AT_FDCWD, "secret", 0600, SPAN("outside"), IO_PLAIN, &err));
	assert_int_equal(symlink("../secret", "upper/link"), 0);
	assert_int_equal(mkfifo("upper/pipe", 0600), 0);
	GOOD(io_replace(AT_FDCWD, "upper/f", 0640, SPAN("abc"), IO_PLAIN, &err));
	assert_int_equal(chmod("upper/tmp", 0755), 0);
	upper = open("upper", O_RDONLY | O_DIRECTORY);
	GOOD(farm_read(&store, upper, &before, is_junk, "/tmp/junk", &raw, &err));
	layer_format(&raw, &text);
	assert_string_equal(text.at, "lbs-layer 1\n"
		"f 0640 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad 3 /f\n"
		"l ../secret /link\nd 0755 /tmp\n");
	str_release(&text);
	layer_release(&raw);
	close(upper);
	store_close(&store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_farm_has_modes_links_and_no_time),
		TEST(an_upper_folder_is_read_without_following_links),
	};

	return RUN(tests);
}
