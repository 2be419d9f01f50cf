/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/io.h"
#include "test.h"
#include "wanted.h"

#define A "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define B "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void
put(const char *path, const char *text)
{
	struct err err = ERR_INIT;
	char *folder = strdup(path);

	*strrchr(folder, '/') = '\0';
	GOOD(io_mkdirs(AT_FDCWD, folder, 0755, &err));
	GOOD(io_replace(AT_FDCWD, path, 0644, span_of(text), IO_PLAIN, &err));
	free(folder);
}

static int
read_tree(struct wanted *wanted, unsigned flags, const char *const *config, size_t n, struct err *err)
{
	return wanted_read(wanted, &(struct wanted_options){
		.tree = "t", .arch = arch_find("x86"), .config = config, .nconfig = n, .flags = flags,
	}, err);
}

static void
make_tree(void)
{
	put("t/steps/manifest", "build: a\nbuild: b ( X == y )\nimprove: network ( X == y )\nbuild: a\nbuild: none\n");
	put("t/steps/a/sources", "f https://h/one " A "\nf https://i/one " A "\n");
	put("t/steps/b/sources", "f https://h/two " B "\ng https://r~1 https://h/one " A "\n");
	put("t/steps/c/sources", "f _ " B " two\n");
	put("t/steps-guix/g/sources", "f _ " B " three\n");
	put("t/steps-guix/manifest", "build: g\n");
}

static void
conditions_decide_and_can_be_ignored(void **state)
{
	static const char *const config[] = { "X=n", "X=y" };
	struct wanted wanted = WANTED_INIT;
	struct err err = ERR_INIT;

	(void)state;
	make_tree();
	GOOD(read_tree(&wanted, 0, NULL, 0, &err));
	assert_int_equal(wanted.nbuild, 3);
	assert_string_equal(wanted.build[1].step, "a");
	assert_int_equal(wanted.build[1].pass, 2);
	/* The network line counts even where its condition does not hold. */
	assert_true(wanted.build[0].before_network);
	assert_false(wanted.build[1].before_network);
	wanted_release(&wanted);
	GOOD(read_tree(&wanted, 0, config, 2, &err));
	assert_int_equal(wanted.nbuild, 4);
	wanted_release(&wanted);
	GOOD(read_tree(&wanted, WANTED_ALL | WANTED_GUIX, NULL, 0, &err));
	assert_int_equal(wanted.nbuild, 5);
	assert_string_equal(wanted.build[4].tree, "steps-guix");
	wanted_release(&wanted);
}

static void
a_file_has_every_address_that_some_step_knows(void **state)
{
	struct wanted wanted = WANTED_INIT;
	struct wanted_files files = WANTED_FILES_INIT;
	struct err err = ERR_INIT;
	char *const b[] = { "b" }, *const nonsense[] = { "nonsense" };

	(void)state;
	make_tree();
	GOOD(read_tree(&wanted, WANTED_ALL, NULL, 0, &err));
	GOOD(wanted_list(&wanted, NULL, 0, WANTED_ALWAYS, &files, &err));
	assert_int_equal(files.nfile, 2);
	assert_int_equal(wanted_find(&files, "one")->item.nurl, 2);
	assert_string_equal(wanted_find(&files, "one")->git->ref, "1");
	assert_string_equal(wanted_find(&files, "one")->step, "a");
	assert_null(wanted_find(&files, "three"));
	wanted_files_release(&files);
	GOOD(wanted_list(&wanted, b, 1, WANTED_BEFORE_NETWORK, &files, &err));
	assert_int_equal(files.nfile, 2);
	wanted_files_release(&files);
	BAD(wanted_list(&wanted, nonsense, 1, WANTED_ALWAYS, &files, &err),
		"'nonsense': the manifest builds no such step in this configuration");
	wanted_release(&wanted);
}

static void
folders_are_all_taken_manifest_or_not(void **state)
{
	struct wanted wanted = WANTED_INIT;
	struct wanted_files files = WANTED_FILES_INIT;
	struct err err = ERR_INIT;

	(void)state;
	make_tree();
	GOOD(wanted_read_folders(&wanted, "t", &err));
	assert_int_equal(wanted.nbuild, 4);
	GOOD(wanted_list(&wanted, NULL, 0, WANTED_ALWAYS, &files, &err));
	assert_int_equal(files.nfile, 3);
	wanted_files_release(&files);
	wanted_release(&wanted);
	put("t/steps/c/sources", "f _ " A " two\n");
	GOOD(wanted_read_folders(&wanted, "t", &err));
	BAD(wanted_list(&wanted, NULL, 0, WANTED_ALWAYS, &files, &err),
		"steps/c/sources:1: 'two' has another SHA-256 in step b");
	wanted_release(&wanted);
	BAD(wanted_read_folders(&wanted, "nowhere", &err), "nowhere: No such file or directory");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(conditions_decide_and_can_be_ignored),
		TEST(a_file_has_every_address_that_some_step_knows),
		TEST(folders_are_all_taken_manifest_or_not),
	};

	return RUN(tests);
}
