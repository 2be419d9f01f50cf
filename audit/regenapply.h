/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * regenapply - make again what an audit found to be generated, and write down how that ended
 */
#ifndef LBS_AUDIT_REGENAPPLY_H
#define LBS_AUDIT_REGENAPPLY_H

#include "format/record.h"
#include "regen.h"
#include "rules.h"

/* What finding.again has of RESULT: "differs: WHY; from line 12: -shipped +made"; owned. */
char *regen_words(const struct regen_result *result);

/*
 * Each open finding of AUDIT that one of regen.h's generators makes gets its field again; where it differs the
 * first lines are in it, too. A finding stays what it is: that a file can be made again does not make it source.
 */
void regen_apply(struct regen *regen, const struct rules *rules, struct record_audit *audit);

/* The same for PATH[0] to PATH[N - 1], each laid out for it; AUDIT has N. SECONDS a file. */
int regen_apply_all(char *const *path, size_t n, unsigned seconds, const struct rules *rules,
	struct record_audit *audit, struct err *err);

#endif
