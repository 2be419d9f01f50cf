/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * machine - what a machine with a kernel of the host's is started from, and how
 *
 *     TARGET/disk/         the files, as they are prepared
 *     TARGET/disk.img      DOS label, one partition from 1 GiB on, ext3
 *     TARGET/initramfs     instead, with --initramfs: the whole target in memory;
 *                          or beside it, with --modules: the drivers for the disk
 *     TARGET/drivers/      what is in that one
 *
 * The kernel starts /init with the name of its script behind "--": /external/whole, which runs
 * bootstrap.ARCH and brings the result to an end that can be kept (prepare.c). tests/driver/qemu.sh
 * belongs to this module.
 */
#ifndef LBS_DRIVER_MACHINE_H
#define LBS_DRIVER_MACHINE_H

#include "base/err.h"
#include "options.h"

/* Where the partition begins, as upstream has it: what lies before is for a boot loader and its friends. */
enum { MACHINE_START_MIB = 1024 };

/*
 * Make the images, from TARGET/disk and the modules. Each appears when it is whole;
 * halves that a killed run left go.
 */
int machine_make_image(const struct options *options, struct err *err);

/*
 * Take what the disk of a run that was cut short has in /external/repo into FOLDER/external/repo, as it
 * is: nothing says that a file there is whole. Without a disk, or one that cannot be read: nothing.
 */
int machine_take_packages(const struct options *options, const char *folder, struct err *err);

/* The command that starts QEMU: an owned list of owned words with NULL at its end. */
char **machine_command(const struct options *options, bool network);
void machine_free_command(char **word);

/* The kernel's own words, as they are on its command line; owned. */
char *machine_kernel_words(const struct options *options);

/* Print what to do with the image. */
void machine_tell_bare_metal(const struct options *options);

#endif
