/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings.h"

#include <stdlib.h>

static void
set(struct config *config, const char *name, const char *value)
{
	config_set(config, name, value);
}

static void
set_bool(struct config *config, const char *name, bool value)
{
	config_set(config, name, value ? "True" : "False");
}

static void
set_number(struct config *config, const char *name, unsigned long value)
{
	char *text = str_format("%lu", value);

	config_set(config, name, text);
	free(text);
}

bool
settings_external_disk(const struct options *options)
{
	return options_kernel_bootstrap(options) && (options->repo || options->external_sources);
}

/* Only addresses: a folder of the host is nowhere in the target. */
static void
set_mirrors(struct config *config, const struct options *options)
{
	struct str list = STR_INIT;
	unsigned long n = 0;

	str_addc(&list, '"');
	for (size_t i = 0; i < options->nmirror; i++) {
		if (!strstr(options->mirror[i], "://"))
			continue;
		if (n++)
			str_addc(&list, ' ');
		str_adds(&list, options->mirror[i]);
	}
	str_addc(&list, '"');
	set(config, "MIRRORS", list.at);
	set_number(config, "MIRRORS_LEN", n);
	str_release(&list);
}

void
settings_make(struct config *config, const struct options *options)
{
	bool kernel_bootstrap = options_kernel_bootstrap(options);
	bool machine = options->mode == MODE_QEMU || options->mode == MODE_BARE_METAL;

	set(config, "ARCH", options->arch->name);
	set(config, "ARCH_DIR", options->arch->folder);
	set_bool(config, "FORCE_TIMESTAMPS", options->force_timestamps);
	set_bool(config, "CHROOT", !machine);
	set_bool(config, "UPDATE_CHECKSUMS", options->update_checksums);
	set_number(config, "JOBS", options->cores);
	set_number(config, "SWAP_SIZE", options->swap_mib);
	set_number(config, "FINAL_JOBS", options->cores);
	set(config, "INTERNAL_CI", options->internal_ci ? options->internal_ci : "False");
	set_bool(config, "INTERACTIVE", options->interactive);
	set_bool(config, "QEMU", options->mode == MODE_QEMU);
	/* With a window of its own a virtual machine is used as a real one is: screen and keyboard. */
	set_bool(config, "BARE_METAL", options->mode == MODE_BARE_METAL
		|| (options->mode == MODE_QEMU && options->interactive));
	set(config, "DISK", !kernel_bootstrap ? "sda1" : settings_external_disk(options) ? "sdb1" : "sda");
	set_bool(config, "KERNEL_BOOTSTRAP", kernel_bootstrap);
	set_bool(config, "BUILD_KERNELS", options->build_kernels);
	set_bool(config, "CONFIGURATOR", options->configurator);
	if (!options->external_sources)
		set_mirrors(config, options);
	/* The fork's: a disk without file system that has the sources which the first image has no room for. */
	set_bool(config, "PAYLOAD_REQUIRED", kernel_bootstrap && !settings_external_disk(options));
	set_bool(config, "BUILD_GUIX_ALSO", options->build_guix_also);
}
