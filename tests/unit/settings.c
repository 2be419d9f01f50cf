/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "settings.h"
#include "test.h"

static char *
made(const struct options *options)
{
	struct config config = CONFIG_INIT;
	struct str text = STR_INIT;

	settings_make(&config, options);
	config_format(&config, &text);
	config_release(&config);
	return str_take(&text);
}

static struct options
of_mode(enum mode mode)
{
	return (struct options){ .mode = mode, .arch = arch_find("x86"), .cores = 2 };
}

static void
a_plain_chroot_is_what_upstream_writes(void **state)
{
	struct options options = of_mode(MODE_CHROOT);
	char *text = made(&options);

	(void)state;
	assert_string_equal(text, "ARCH=x86\nARCH_DIR=x86\nFORCE_TIMESTAMPS=False\nCHROOT=True\n"
		"UPDATE_CHECKSUMS=False\nJOBS=2\nSWAP_SIZE=0\nFINAL_JOBS=2\nINTERNAL_CI=False\nINTERACTIVE=False\n"
		"QEMU=False\nBARE_METAL=False\nDISK=sda1\nKERNEL_BOOTSTRAP=False\nBUILD_KERNELS=False\n"
		"CONFIGURATOR=False\nMIRRORS=\"\"\nMIRRORS_LEN=0\nPAYLOAD_REQUIRED=False\nBUILD_GUIX_ALSO=False\n");
	free(text);
}

static void
has(const struct options *options, const char *line)
{
	char *text = made(options), *padded = str_format("\n%s", text), *wanted = str_format("\n%s\n", line);

	if (!strstr(padded, wanted))
		fail_msg("no line '%s' in:\n%s", line, text);
	free(text);
	free(padded);
	free(wanted);
}

static void
the_disk_is_the_one_that_the_target_will_see(void **state)
{
	struct options options = of_mode(MODE_QEMU);

	(void)state;
	has(&options, "DISK=sda");
	has(&options, "KERNEL_BOOTSTRAP=True");
	has(&options, "PAYLOAD_REQUIRED=True");
	options.external_sources = true;
	has(&options, "DISK=sdb1");
	has(&options, "PAYLOAD_REQUIRED=False");
	options = of_mode(MODE_BARE_METAL);
	options.repo = "repo";
	has(&options, "DISK=sdb1");
	options.kernel = "vmlinuz";
	has(&options, "DISK=sda1");
	has(&options, "KERNEL_BOOTSTRAP=False");
}

static void
a_machine_with_a_window_counts_as_bare_metal(void **state)
{
	struct options options = of_mode(MODE_QEMU);

	(void)state;
	has(&options, "BARE_METAL=False");
	has(&options, "QEMU=True");
	options.interactive = true;
	has(&options, "BARE_METAL=True");
	has(&options, "INTERACTIVE=True");
	options = of_mode(MODE_CHROOT);
	options.interactive = true;
	has(&options, "BARE_METAL=False");
}

static void
mirrors_are_addresses_and_gone_with_external_sources(void **state)
{
	const char *mirror[] = { "http://a/b", "/srv/mirror", "https://c" };
	struct options options = of_mode(MODE_CHROOT);
	char *text;

	(void)state;
	options.mirror = mirror;
	options.nmirror = 3;
	has(&options, "MIRRORS=\"http://a/b https://c\"");
	has(&options, "MIRRORS_LEN=2");
	options.external_sources = true;
	text = made(&options);
	assert_null(strstr(text, "MIRRORS"));
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_chroot_is_what_upstream_writes),
		cmocka_unit_test(the_disk_is_the_one_that_the_target_will_see),
		cmocka_unit_test(a_machine_with_a_window_counts_as_bare_metal),
		cmocka_unit_test(mirrors_are_addresses_and_gone_with_external_sources),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
