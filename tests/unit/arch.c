/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "test.h"

#include "chain/arch.h"
#include "chain/root.h"

static void
architectures_have_upstreams_folder_names(void **state)
{
	(void)state;
	assert_string_equal(arch_find("x86")->folder, "x86");
	assert_string_equal(arch_find("amd64")->folder, "AMD64");
	assert_null(arch_find("vax"));
	assert_null(arch_find(""));
}

static void
a_64_bit_pc_runs_32_bit_programs_and_not_the_other_way_round(void **state)
{
	(void)state;
	assert_true(arch_runs_on(arch_find("x86"), "x86_64"));
	assert_true(arch_runs_on(arch_find("x86"), "i686"));
	assert_false(arch_runs_on(arch_find("amd64"), "i686"));
	assert_false(arch_runs_on(arch_find("x86"), "aarch64"));
}

static void
a_skeleton_has_the_folders_that_early_tools_cannot_make(void **state)
{
	struct layer root = LAYER_INIT;
	char *seed = arch_seed_path(arch_find("x86"));

	(void)state;
	arch_skeleton(arch_find("x86"), &root);
	assert_non_null(layer_find(&root, SPAN("/x86/bin")));
	assert_non_null(layer_find(&root, SPAN("/x86/artifact")));
	assert_non_null(layer_find(&root, SPAN("/usr/bin")));
	assert_int_equal(layer_find(&root, SPAN("/tmp"))->mode, 01777);
	assert_string_equal(seed, "/bootstrap-seeds/POSIX/x86/hex0-seed");
	free(seed);
	layer_release(&root);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(architectures_have_upstreams_folder_names),
		cmocka_unit_test(a_64_bit_pc_runs_32_bit_programs_and_not_the_other_way_round),
		cmocka_unit_test(a_skeleton_has_the_folders_that_early_tools_cannot_make),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
