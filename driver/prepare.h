/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prepare - sources fetched, and the list of all files that a bootstrap starts with
 *
 *     /                    seed/ of the tree; empty folders that no tool so early can make
 *     /bootstrap-seeds     the first binary, from its commented hexadecimal text
 *     /steps               steps/ of the tree, and bootstrap.cfg with this run's settings
 *     /external/distfiles  sources, by their SHA-256
 *     /external/repo-preseeded   packages of --repo, and finished ones of a run that was cut short
 *     /init                of a machine: the first shell, from its hexadecimal text
 *
 * tests/driver/prepare.sh belongs to this module.
 */
#ifndef LBS_DRIVER_PREPARE_H
#define LBS_DRIVER_PREPARE_H

#include "base/progress.h"
#include "chain.h"
#include "options.h"
#include "state.h"
#include "target.h"

/*
 * Bring the sources of CHAIN into options->distfiles. What a place failed with is told only when
 * the file is missing in the end; 0, or -1 and ERR when one is.
 */
int prepare_sources(const struct options *options, const struct chain *chain, struct progress *progress,
	const volatile int *stop, struct err *err);

/*
 * Take packages that an earlier run finished out of ROOT, into a folder beside it; only those
 * whose SHA-256 is the one in steps/SHA256SUMS.pkgs. None are there: fine.
 */
int prepare_salvage(const struct options *options, const struct state *state, const char *root,
	struct progress *progress, struct err *err);

/* Fill TARGET, and settle it. SOURCES must be at hand. */
int prepare_list(const struct options *options, const struct chain *chain, const struct state *state,
	struct target *target, struct err *err);

#endif
