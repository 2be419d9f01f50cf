/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compare - a finished system against what is recorded in checksums/
 *
 * The files of the start and every step's recorded layer, one upon the other, are
 * what must lie there: each path with its type, mode, SHA-256. Not looked at is working space
 * (chain/root.h says what: the packages are none), and what is made for one run alone
 * (/steps/bootstrap.cfg, /script-generator, /configurator, /preseed-jump.kaem, /init*, /kaem.run*).
 * Nor are, on a machine's disk, /etc/mtab, /etc/resolv.conf and /swapfile, which only machines have.
 * tests/driver/chroot.sh belongs to this module.
 */
#ifndef LBS_DRIVER_COMPARE_H
#define LBS_DRIVER_COMPARE_H

#include "chain.h"
#include "options.h"
#include "target.h"

/*
 * Look at what the run left: in ROOT, or in the machine's disk. Says what was found; returns
 * EXIT_GOOD when all is as recorded, or there is something that cannot be compared (that is said,
 * too); EXIT_FOUND when something differs; EXIT_NOANSWER when it cannot be read.
 */
int compare_result(const struct options *options, const struct chain *chain, const struct target *target,
	const char *root);

/*
 * The same as a text for sha256sum -c, for a machine that looks at itself: TARGET is settled. 1: TEXT
 * has it; 0: some step has no record; -1: ERR.
 */
int compare_answers(const struct options *options, const struct chain *chain, const struct target *target,
	struct str *text, struct err *err);

#endif
