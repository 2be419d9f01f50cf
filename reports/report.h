/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report - what lbs-report can turn a record into; one file each
 *
 * A report is a function of the record and of CREATED: the same bytes every time.
 */
#ifndef LBS_REPORTS_REPORT_H
#define LBS_REPORTS_REPORT_H

#include "base/str.h"
#include "format/record.h"

struct report_input {
	const struct record *record;
	struct digest digest;           /* of the record's canonical text */
	const char *created;            /* ISO 8601, UTC, seconds: "2026-11-24T08:00:00Z" */
};

/* Each appends to TEXT. */
void report_text(const struct report_input *input, struct str *text);       /* text.c: for people */
void report_json(const struct report_input *input, struct str *text);       /* text.c: the record itself */
void report_junit(const struct report_input *input, struct str *text);      /* junit.c: libxml2 */
void report_sarif(const struct report_input *input, struct str *text);      /* sarif.c: SARIF 2.1.0, jansson */
void report_spdx(const struct report_input *input, struct str *text);       /* spdx.c: SPDX 2.3, jansson */
void report_html(const struct report_input *input, struct str *text);       /* html.c: one page */

/* "/x86/bin/hex2: recorded 77f3da9f, built 0c1d44be", one line, escaped; appended to TEXT. */
void report_change(const struct record_change *change, struct str *text);

#endif
