/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * packages - what steps of bash leave in /external/repo, and steps/SHA256SUMS.pkgs
 *
 * At a bootstrap a package that has no line there, or another sum, ends the run. A
 * sandbox lets the step end (steps.c), so that its files can be compared one by one,
 * and the sum is compared here.
 */
#ifndef LBS_VERIFY_PACKAGES_H
#define LBS_VERIFY_PACKAGES_H

#include "tree.h"

enum packages_end { PACKAGES_SAME, PACKAGES_UNKNOWN, PACKAGES_DIFFER };

/*
 * Look up the packages of LAYER. *WHY (owned; NULL for PACKAGES_SAME) names the first that
 * differs, or else the first without a line.
 */
enum packages_end packages_compare(const struct tree *tree, const struct layer *layer, char **why);

/*
 * Give the packages of LAYER their lines; others stay. 1: the file was written; 0: it had
 * them; -1. Only lbs-record calls this.
 */
int packages_record(struct tree *tree, const struct layer *layer, struct err *err);

#endif
