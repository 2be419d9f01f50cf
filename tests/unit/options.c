/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/msg.h"
#include "options.h"
#include "test.h"

/* What options_read() makes of the words in LINE. */
static int
read_line(struct options *options, const char *line)
{
	/* Values point into it until the next line is read. */
	static char copy[1024];
	char *argv[32] = { (char *)"lbs-bootstrap" };
	int argc = 1;

	assert_true(strlen(line) < sizeof(copy));
	strcpy(copy, line);
	for (char *word = strtok(copy, " "); word; word = strtok(NULL, " "))
		argv[argc++] = word;
	return options_read(options, argc, argv);
}

static void
defaults_are_upstreams(void **state)
{
	struct options options;

	(void)state;
	assert_int_equal(read_line(&options, "--chroot --distfiles d"), -1);
	assert_int_equal(options.mode, MODE_CHROOT);
	assert_string_equal(options.arch->name, "x86");
	assert_string_equal(options.target, "target");
	assert_string_equal(options.tmpfs_size, "8G");
	assert_int_equal(options.cores, 2);
	assert_string_equal(options.qemu_cmd, "qemu-system-x86_64");
	assert_int_equal(options.qemu_ram_mib, 4096);
	assert_int_equal(options.target_mib, 16384);
	assert_int_equal(options.swap_mib, 0);
	assert_false(options.build_kernels || options.external_sources || options.interactive);
	options_release(&options);
}

static void
short_forms_are_upstreams(void **state)
{
	struct options options;

	(void)state;
	assert_int_equal(read_line(&options, "-q -a x86 -t here -i -m http://a http://b -r repo -s 2G -qc kvm -qr 512 "
		"-qs 3G -qk vmlinuz --distfiles d"), -1);
	assert_int_equal(options.mode, MODE_QEMU);
	assert_string_equal(options.target, "here");
	assert_true(options.interactive);
	assert_int_equal(options.nmirror, 2);
	assert_string_equal(options.mirror[1], "http://b");
	assert_string_equal(options.repo, "repo");
	assert_int_equal(options.swap_mib, 2048);
	assert_string_equal(options.qemu_cmd, "kvm");
	assert_int_equal(options.qemu_ram_mib, 512);
	assert_int_equal(options.target_mib, 3072);
	assert_string_equal(options.kernel, "vmlinuz");
	options_release(&options);
	assert_int_equal(read_line(&options, "-bw --distfiles d"), -1);
	assert_int_equal(options.mode, MODE_BWRAP);
	options_release(&options);
	assert_int_equal(read_line(&options, "-b --distfiles d"), -1);
	assert_int_equal(options.mode, MODE_BARE_METAL);
	assert_true(options_kernel_bootstrap(&options));
	options_release(&options);
}

static void
long_options_may_be_cut_short_and_have_equals_signs(void **state)
{
	struct options options;

	(void)state;
	assert_int_equal(read_line(&options, "--chr --mirror http://a --cores=7 --distfiles=d --update"), -1);
	assert_int_equal(options.nmirror, 1);
	assert_int_equal(options.cores, 7);
	assert_true(options.update_checksums);
	options_release(&options);
}

static void
update_checksums_builds_kernels_too(void **state)
{
	struct options options;

	(void)state;
	assert_int_equal(read_line(&options, "-c --update-checksums --distfiles d"), -1);
	assert_true(options.build_kernels);
	options_release(&options);
}

static void
a_folder_has_no_swap_of_its_own(void **state)
{
	struct options options;

	(void)state;
	assert_int_equal(read_line(&options, "-c --swap 2G --distfiles d"), -1);
	assert_int_equal(options.swap_mib, 0);
	options_release(&options);
}

static void
what_cannot_be_meant_is_refused(void **state)
{
	static const char *const bad[] = { "", "-c -q", "-c --cores 0", "-c --cores -1", "-q -qs 0", "-q -qs 1T",
		"-q -qs M", "-q -s 1.5G", "-bw --tmpfs", "-c -qk k", "-c -m ftp://h", "-c -m file://x", "-c -x", "-c --",
		"-c --target=", "-c -", "-c --initramfs", "-q --initramfs", "-c --tmpfs-size 1G", "-c --internal-ci pass9",
		"-q --internal-ci pass1", "-c --configurator", "-c -t", "-c --c", "-c -m" };
	struct options options;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		if (read_line(&options, bad[i]) != EXIT_NOANSWER)
			fail_msg("'%s' was taken", bad[i]);
		options_release(&options);
	}
}

static void
others_can_ask_what_is_an_option_and_its_values(void **state)
{
	char a[] = "a", b[] = "b", dash[] = "-c";
	char *more[] = { a, b, dash };
	int values;

	(void)state;
	assert_true(options_know("--qemu", more, 3, &values) && values == 0);
	assert_true(options_know("-qk", more, 3, &values) && values == 1);
	assert_true(options_know("--swap=1G", more, 3, &values) && values == 0);
	assert_true(options_know("--internal-ci", more, 0, &values) && values == 0);
	assert_true(options_know("--mirrors", more, 3, &values) && values == 2);
	assert_true(options_know("-m", more + 2, 1, &values) && values == 0);
	assert_false(options_know("--qem", more, 3, &values));
	assert_false(options_know("--", more, 3, &values));
	assert_false(options_know("-", more, 3, &values));
	assert_false(options_know("a", more, 3, &values));
	assert_false(options_know("", more, 3, &values));
}

static void
modules_are_for_a_machine_with_a_kernel_and_a_disk(void **state)
{
	struct options options;

	(void)state;
	assert_int_equal(read_line(&options, "--qemu --kernel k --modules m --distfiles d"), -1);
	assert_string_equal(options.modules, "m");
	options_release(&options);
	assert_int_equal(read_line(&options, "--qemu --modules m --distfiles d"), 2);
	options_release(&options);
	assert_int_equal(read_line(&options, "--bare-metal --kernel k --modules m --distfiles d"), 2);
	options_release(&options);
	assert_int_equal(read_line(&options, "--qemu --kernel k --initramfs --modules m --distfiles d"), 2);
	options_release(&options);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults_are_upstreams),
		cmocka_unit_test(short_forms_are_upstreams),
		cmocka_unit_test(long_options_may_be_cut_short_and_have_equals_signs),
		cmocka_unit_test(update_checksums_builds_kernels_too),
		cmocka_unit_test(a_folder_has_no_swap_of_its_own),
		cmocka_unit_test(what_cannot_be_meant_is_refused),
		cmocka_unit_test(others_can_ask_what_is_an_option_and_its_values),
		cmocka_unit_test(modules_are_for_a_machine_with_a_kernel_and_a_disk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
