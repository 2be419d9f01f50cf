/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * policy - lbs.yaml: what a tree's owners decided about findings and limits
 *
 *     audit:
 *       severity:
 *         bison-output: strip         # ban, strip, data, note, or off
 *       rules: [our-rules]            # folders of rules of our own, beside this file
 *       waivers:
 *         - rule: bison-output
 *           archive: frob-1.2.tar.gz  # or the folder's name
 *           path: frob-1.2/src/gram.c
 *           sha256: 64 digits of that very file
 *           reason: the grammar needs a bison that the chain has later only
 *           author: A. Person <a@example.org>
 *           date: 2026-11-01
 *           expires: 2027-05-01
 *     verify:
 *       limits:
 *         seconds: 3600               # for one step
 *         memory: 4G                  # bytes; K, M, G are powers of 1024
 *         disk: 4G
 *         processes: 512
 *
 * Everything may be absent, but of a waiver nothing. A file of waivers alone has
 * "waivers:" at its top, too. Unknown and repeated keys are errors with line and
 * column (format/outline.h). lbs-policy(5).
 * tests/unit/policy.c and tests/fuzz/policy.c belong to it.
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

struct policy_waiver {
	char *rule, *archive, *path, *reason, *author;  /* owned */
	struct digest digest;   /* of the file PATH */
	char date[11], expires[11];     /* "2026-11-01"; the waiver counts to the end of that day */
	char *place;            /* "lbs.yaml:12", for findings about the waiver itself */
};

struct policy {
	struct policy_rule *rule;       /* owned; in the order of the file, each rule once */
	size_t nrule;
	char **folder;                  /* owned; of rules, as written */
	size_t nfolder;
	struct policy_waiver *waiver;   /* owned; in the order of the files */
	size_t nwaiver;
	long long seconds;              /* limits of a step; 0: not said */
	unsigned long long memory, disk;
	unsigned processes;
};

#define POLICY_INIT { 0 }

int policy_parse(struct policy *policy, const char *path, struct span text, struct err *err);
void policy_release(struct policy *policy);

/* A file of waivers alone: they are added to those that POLICY has. */
int policy_add_waivers(struct policy *policy, const char *path, struct span text, struct err *err);

/* Change *SEVERITY if the policy says so; false when RULE is off. */
bool policy_severity(const struct policy *policy, const char *rule, enum severity *severity);

#endif
