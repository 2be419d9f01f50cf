/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * launch - run the prepared target to its end: in a cell, by bubblewrap, or in QEMU
 *
 * What it prints goes to follow.h. When a person wants an end, or this program
 * dies, everything that was started is killed, and no mount stays.
 */
#ifndef LBS_DRIVER_LAUNCH_H
#define LBS_DRIVER_LAUNCH_H

#include "chain.h"
#include "follow.h"
#include "options.h"

enum launch_end {
	LAUNCH_GOOD,                    /* the whole chain went through */
	LAUNCH_FAILED,                  /* a step failed; WHY says how */
	LAUNCH_STOPPED,                 /* a person wanted an end */
};

struct launch_result {
	enum launch_end end;
	char *why;                      /* owned; NULL when good */
};

/* FIRST are the commands, each by its whole path in the target. */
int launch_chroot(const struct options *options, const struct stages *first, struct follow *follow,
	const volatile int *stop, struct launch_result *result, struct err *err);
int launch_bwrap(const struct options *options, const struct stages *first, struct follow *follow,
	const volatile int *stop, struct launch_result *result, struct err *err);

/* Run the machine that ARGV (ends with NULL) starts. */
int launch_machine(const struct options *options, const char *const *argv, struct follow *follow,
	const volatile int *stop, struct launch_result *result, struct err *err);

#endif
