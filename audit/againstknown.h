/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * againstknown - files that are copies of known ones: macros in the index of m4 files, helpers of this host's packages
 */
#ifndef LBS_AUDIT_AGAINSTKNOWN_H
#define LBS_AUDIT_AGAINSTKNOWN_H

#include "m4index.h"
#include "regentree.h"

/*
 * One line, owned, of what ENTRY of TREE is a copy of; NULL when it is of nothing known. HOST: files of this host count,
 * too, so that the answer depends on what is installed.
 */
char *against_known(const struct tree *tree, const struct tree_entry *entry, const struct m4_index *m4, bool host);

#endif
