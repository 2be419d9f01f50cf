/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * options - the command line of lbs-bootstrap
 *
 * All options of upstream's rootfs.py, with their short forms (also those of two
 * letters behind one dash: -bw, -qr), their defaults, and what may not stand
 * together; as there, a long option may be cut short where that is clear. Beside
 * them the words that all our programs know: --tree, --distfiles, --offline, ...
 * lbs-bootstrap(1) tells of each. tests/unit/options.c belongs to this module.
 */
#ifndef LBS_DRIVER_OPTIONS_H
#define LBS_DRIVER_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "chain/arch.h"

enum mode { MODE_NONE, MODE_CHROOT, MODE_BWRAP, MODE_QEMU, MODE_BARE_METAL };

struct options {
	enum mode mode;
	const struct arch *arch;
	char *tree, *distfiles, *cache; /* owned folders */
	const char *target;             /* borrowed from argv or a constant, as all that follows */
	bool tmpfs;
	const char *tmpfs_size;         /* for mount: "8G" */
	unsigned cores;
	bool force_timestamps, update_checksums, external_sources, build_kernels, no_create_config;
	bool interactive, configurator, build_guix_also;
	const char **mirror;            /* owned list; folders without "file://" */
	size_t nmirror;
	const char *repo;               /* folder, or NULL */
	const char *early_preseed;      /* archive, or NULL */
	const char *internal_ci;        /* "pass1", or NULL */
	unsigned long swap_mib;         /* 0: none */
	const char *qemu_cmd;
	const char *qemu_accel;         /* "tcg"; or NULL: kvm, else tcg */
	unsigned long qemu_ram_mib, target_mib;
	const char *kernel;             /* file, or NULL */
	bool initramfs;                 /* ours: the whole target in the kernel's initramfs */
	const char *modules;            /* ours: folder of the kernel's modules, or NULL */
	bool offline, no_debian, quiet;
};

/*
 * Read ARGV. Returns -1 to go on, or the status to leave with: after --help, --version,
 * or a word that is wrong (one line on standard error).
 */
int options_read(struct options *options, int argc, char **argv);
void options_release(struct options *options);

/*
 * Is ARGUMENT one of the options above, written out ("--qemu", "--swap=1G", "-qk")? *VALUES: how many
 * of the words behind it are its values, in an ARGV that ends behind NMORE of them.
 */
bool options_know(const char *argument, char *const *more, int nmore, int *values);

/* Are target and its steps those of a kernel that is grown in the bootstrap, too? */
static inline bool
options_kernel_bootstrap(const struct options *options)
{
	return (options->mode == MODE_QEMU || options->mode == MODE_BARE_METAL) && !options->kernel;
}

/* "chroot", "bwrap", ... */
const char *mode_word(enum mode mode);

#endif
