/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * html - what the page of html.c is made of: htmlaudit.c writes the audits
 */
#ifndef LBS_REPORTS_HTML_H
#define LBS_REPORTS_HTML_H

#include "base/str.h"
#include "format/record.h"

/*
 * TEXT as HTML shows it: control bytes as \ooo, and the characters that turn the
 * direction of writing or cannot be seen as what they are, so that no name looks
 * like another. Bytes that are not UTF-8 become U+FFFD by the reader's own rules.
 */
void html_add(struct str *out, const char *text);

/* Findings, the worst first, and licences by what they are. */
void html_audit(struct str *out, const struct record_audit *audit);

#endif
