/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rulefiles - where rules are read from
 */
#ifndef LBS_AUDIT_RULEFILES_H
#define LBS_AUDIT_RULEFILES_H

#include "rules.h"

/* Add every *.yaml of FOLDER, in the order of their names. */
int rulefiles_read(struct rules *rules, const char *folder, struct err *err);

/* The folder WHAT that came with this program: ../share/lbs/audit/WHAT beside it, or where it was installed; owned. */
char *rulefiles_own(const char *what);

/* Add the rules that came with this program. */
int rulefiles_read_own(struct rules *rules, struct err *err);

#endif
