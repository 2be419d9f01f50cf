/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hand - two programs that a machine's start and end want, in hexadecimal by hand
 *
 * Text, like all that the target starts with, and in hex0: columns as seed/README.rst tells.
 * tests/driver/machine.sh assembles them again.
 */
#ifndef LBS_DRIVER_HAND_H
#define LBS_DRIVER_HAND_H

/*
 * The last program of a machine with a disk. When its first process ends the kernel stops at
 * once, with whatever is not on the disk yet: so all is written, and the root can only be read
 * from then on, which leaves the file system as unmounting would.
 */
extern const char hand_rest[];

/* The first program of one whose kernel has its drivers in files, modules.h. */
extern const char hand_load[];

#endif
