/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check - all that can be known to go wrong before the long work starts
 *
 * Every trouble is one line that says what to do about it; all are told, not just
 * the first. Nothing is changed here. tests/driver/check.sh belongs to this module.
 */
#ifndef LBS_DRIVER_CHECK_H
#define LBS_DRIVER_CHECK_H

#include "chain.h"
#include "options.h"
#include "state.h"

/* Host, tools, files that are named, the target. Returns how many lines were told. */
int check_before(const struct options *options, const struct chain *chain);

/*
 * With the lock held: is the target ours to write to? ERR says what to do if not.
 * A target in which a bootstrap is finished is left alone.
 */
int check_target(const struct options *options, const struct state *state, struct err *err);

/* Mirrors that are addresses and cannot be reached are told; they count as trouble for none. */
void check_mirrors(const struct options *options);

/* Room for BYTES more in FOLDER? */
int check_space(const char *folder, unsigned long long bytes, struct err *err);

/* The path of the program NAME in PATH, or NULL; owned. */
char *check_find_program(const char *name);

#endif
