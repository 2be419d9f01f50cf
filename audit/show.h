/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * show - findings and rules as text for a person
 */
#ifndef LBS_AUDIT_SHOW_H
#define LBS_AUDIT_SHOW_H

#include "inspect.h"

enum show_flags { SHOW_QUIET = 1 << 0, SHOW_SETTLED = 1 << 1 };

/* All findings; those that are waived, known or handled are counted, and shown with SHOW_SETTLED. */
void show_record(const struct record *record, enum show_flags flags, struct str *text);

/* A line a rule; or all that RULE is. */
void show_rules(const struct rules *rules, struct str *text);
void show_rule(const struct rule *rule, struct str *text);

/*
 * Run every rule's examples: each bad one must be found by its rule, no good one may be. A line for each that is
 * not so goes to TEXT; returns how many, or -1 and ERR.
 */
int check_rules(const struct rules *rules, const struct markers *markers, struct str *text, struct err *err);

#endif
