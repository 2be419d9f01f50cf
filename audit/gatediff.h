/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gatediff - what an update brings: the findings of both sides compared, and findings about the update itself
 *
 * Each finding of the new side gets its finding_change; those of class "update" (rules/update.yaml) are added. What the
 * old side has, too, is known, and fails nothing; of the old side's findings those stay that the new one has no more.
 * tests/audit/gate.sh belongs to it.
 */
#ifndef LBS_AUDIT_GATEDIFF_H
#define LBS_AUDIT_GATEDIFF_H

#include "gatekey.h"
#include "gatetree.h"

/* A signature beside a side's archive. */
struct gate_signature {
	char *name;                     /* "frob-1.2.tar.gz.asc"; NULL: there is none; owned */
	struct digest digest;
	struct gate_keys keys;
};

struct gate_side {
	struct gate_tree tree;
	struct inspection *seen;        /* borrowed; its audit has the findings */
	struct gate_signature signature;
};

struct gate_counts {
	uint64_t nold, nnew, added, gone, changed, moved;
};

struct gate_options {
	int64_t released;               /* seconds since 1970; -1: found from the files' own times */
};

/*
 * Compare. Both trees are finished, matched, and have their licences. Afterwards inspect_finish() is done again for NEW;
 * what is to be known is not known yet: gate_settle().
 */
void gate_diff(struct gate_side *old, struct gate_side *new, const struct gate_options *options,
	struct gate_counts *counts);

/* A finding about the update: of a rule of class "update", at NEW's PATH. */
void gate_say(struct gate_side *new, const char *rule, const char *path, uint64_t line, char *evidence);

/* When waivers and steps had their turn: what is left open and no news is known. */
void gate_settle(struct gate_side *new);

#endif
