/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gateshow - what an update brings, on a page for a person: the worst first, what is many shortened
 */
#ifndef LBS_AUDIT_GATESHOW_H
#define LBS_AUDIT_GATESHOW_H

#include "gatediff.h"

/* One archive or folder, and what it was. */
struct gate_pair {
	struct record_audit old, new;
	char *top;                      /* the top folder of the new one, which is not shown; owned */
	struct gate_counts counts;
	char *signature;                /* who says to have signed it, in words; NULL: nobody; owned */
};

enum gate_show_flags { GATE_SHOW_ALL = 1 << 0, GATE_SHOW_QUIET = 1 << 1 };

/* ALL: nothing is left out, and what is known, waived or handled is shown, too. QUIET: findings alone. */
void gate_show(const struct gate_pair *pair, size_t n, const struct rules *rules, enum gate_show_flags flags,
	struct str *text);

#endif
