/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * findings - an audit in the order that a person reads it
 */
#ifndef LBS_REPORTS_FINDINGS_H
#define LBS_REPORTS_FINDINGS_H

#include "format/record.h"

/* All findings of AUDIT, NULL when it has none: what is open comes first, the worst before the rest, then by path. Owned; borrows. */
const struct finding **findings_order(const struct record_audit *audit);

/* Files of one verdict, one expression, and one of code and documentation. */
struct licence_group {
	const struct record_licence **licence;  /* by path; owned */
	size_t n;
};

/* The licences of AUDIT: non-free ones, undecided ones, free ones; of each the group with most files first. Owned. */
void licence_groups(const struct record_audit *audit, struct licence_group **group, size_t *n);
void licence_groups_free(struct licence_group *group, size_t n);

#endif
