/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * licencehook - licence.h, hung into the audit: every text that it looks at, in all its threads
 *
 * Findings go where the audit's own go; what is said of each file and of the whole is kept, and told at the
 * end in an order that does not depend on the threads. tests/cases/audit/licences.case belongs to it.
 */
#ifndef LBS_AUDIT_LICENCEHOOK_H
#define LBS_AUDIT_LICENCEHOOK_H

#include "inspect.h"
#include "licence.h"

enum { LICENCE_KEPT = 16 << 20 };       /* bytes of lines about files that are kept; the rest is counted */

struct licence_hook;

/* POLICY is the user's own, or empty; PATH its name. */
int licence_hook_new(struct licence_hook **hook, const char *path, struct span policy, struct err *err);
void licence_hook_free(struct licence_hook *hook);

/* What to give to the audit. */
struct inspect_hook licence_hook_of(struct licence_hook *hook);

/* When all is looked at: each file whose licence is known, in no order. */
void licence_hook_each(const struct licence_hook *hook, void (*each)(void *data, const char *path,
	const char *expression), void *data);

/* When all is looked at: the table of licences of each of AUDIT, by path. */
void licence_hook_record(struct licence_hook *hook, struct record_audit *audit, size_t n);

/* When all is looked at: append a paragraph a file unless QUIET, and the summary. */
void licence_hook_format(struct licence_hook *hook, bool quiet, struct str *text);

#endif
