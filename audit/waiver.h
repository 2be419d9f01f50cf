/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * waiver - which findings are waived, or known from a baseline
 *
 * A waiver that is unused, expired, or whose digest is not the file's is a finding itself.
 * tests/cases/audit/waivers.case belongs to it.
 */
#ifndef LBS_AUDIT_WAIVER_H
#define LBS_AUDIT_WAIVER_H

#include "inspect.h"

/* Give what SEEN's audit found its state, and add what is wrong with the waivers for it. TODAY: "2026-11-25". */
void waivers_apply(struct inspection *seen, const char *today);

/*
 * What BASELINE has, too, is known: the same rule and evidence at the same path of the audit of that name. Where
 * BASELINE has one audit and so have we, names need not agree, nor the first folder of the paths.
 */
void baseline_apply(struct record *record, const struct record *baseline);

#endif
