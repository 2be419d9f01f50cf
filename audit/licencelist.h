/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * licencelist - which licences there are, and which of them are free, and why
 *
 * Two texts go in. The list, which licencebuild makes when lbs is built, a line a
 * name: "GPL-2.0-only FO" with letters for
 * F  the Free Software Foundation says free       N  it says not free
 * O  approved by the Open Source Initiative       D  deprecated by SPDX
 * X  no licence, but an exception (what stands behind WITH)
 * and the policy, lbs-licence(5), which decides what those leave open.
 *
 * Free is what the policy names so; else what the FSF calls free; else what the OSI
 * approved, unless the FSF calls it non-free. Non-free is what the policy or the FSF
 * calls so. The rest is undecided, and that is a finding; but where lbs was built
 * without a list, what the policy leaves open is not known, and that is none.
 * tests/unit/licencelist.c belongs to this module.
 */
#ifndef LBS_AUDIT_LICENCELIST_H
#define LBS_AUDIT_LICENCELIST_H

#include <stdbool.h>

#include "base/err.h"
#include "base/span.h"

/* In this order: the best first. */
enum licence_verdict { LICENCE_FREE, LICENCE_UNDECIDED, LICENCE_NONFREE };

/* "free", "undecided", "non-free". */
const char *licence_verdict_word(enum licence_verdict verdict);

enum licence_use { LICENCE_CODE, LICENCE_DOCUMENT };

enum licence_flags {
	LICENCE_FSF_FREE = 1 << 0,
	LICENCE_FSF_NONFREE = 1 << 1,
	LICENCE_OSI = 1 << 2,
	LICENCE_DEPRECATED = 1 << 3,
	LICENCE_EXCEPTION = 1 << 4,
};

/* Their letters, in the same order. */
#define LICENCE_LETTERS "FNODX"

struct licence_name {
	char *id;                       /* owned */
	enum licence_flags flags;
};

/* One line of the policy. */
struct licence_decision {
	char *id;                       /* owned; a "*" in it stands for anything */
	char *reason;                   /* owned; never empty */
	enum licence_verdict verdict;
	bool documents;                 /* counts for documents alone */
};

struct licence_list {
	struct licence_name *name;      /* owned; sorted without regard to case */
	size_t nname;
	bool fsf;                       /* a name has what the FSF says of it: lbs was built with SPDX's own list */
	struct licence_decision *decision;      /* owned; the last one that fits counts */
	size_t ndecision;
};

#define LICENCE_LIST_INIT { 0 }

/* Parse the list, or a policy that is added to what LIST has; on -1 LIST is as it was. */
int licence_list_parse(struct licence_list *list, const char *path, struct span text, struct err *err);
int licence_policy_parse(struct licence_list *list, const char *path, struct span text, struct err *err);
void licence_list_release(struct licence_list *list);

/* Reasons, to be compared as pointers: undecided because the list is empty, or has not got the name. */
extern const char licence_list_none[], licence_list_unknown[];

/* By name, in any case; NULL when it is not on the list. */
const struct licence_name *licence_list_find(const struct licence_list *list, struct span id);

/* What the licence ID (with or without "+") means; *WHY is borrowed. */
enum licence_verdict licence_list_judge(const struct licence_list *list, const char *id,
	enum licence_use use, const char **why);

#endif
