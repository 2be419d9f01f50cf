/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * policy - lbs.yaml: what a tree's owners decided about findings and limits
 *
 *     audit:
 *       severity:
 *         bison-output: strip         # ban, strip, data, note, or off
 *     verify:
 *       limits:
 *         seconds: 3600               # for one step
 *         memory: 4G                  # bytes; K, M, G are powers of 1024
 *         disk: 4G
 *         processes: 512
 *
 * Everything may be absent. Unknown and repeated keys are errors with line and
 * column; anchors and aliases are refused (they serve no purpose here, and can
 * make a small file very large). lbs-policy(5). This is the one file that
 * speaks to libyaml. tests/unit/policy.c and tests/fuzz/policy.c belong to it.
 */
#ifndef LBS_FORMAT_POLICY_H
#define LBS_FORMAT_POLICY_H

#include "base/err.h"
#include "base/span.h"
#include "format/record.h"

struct policy_rule {
	char *rule;             /* owned */
	bool off;
	enum severity severity; /* when not off */
};

struct policy {
	struct policy_rule *rule;       /* owned; in the order of the file, each rule once */
	size_t nrule;
	long long seconds;              /* limits of a step; 0: not said */
	unsigned long long memory, disk;
	unsigned processes;
};

#define POLICY_INIT { 0 }

int policy_parse(struct policy *policy, const char *path, struct span text, struct err *err);
void policy_release(struct policy *policy);

/* Change *SEVERITY if the policy says so; false when RULE is off. */
bool policy_severity(const struct policy *policy, const char *rule, enum severity *severity);

#endif
