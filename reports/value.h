/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * value - what the reports in JSON share
 */
#ifndef LBS_REPORTS_VALUE_H
#define LBS_REPORTS_VALUE_H

#include <jansson.h>

#include "base/str.h"

/* A string of JSON; bytes that are not UTF-8 are escaped. */
json_t *report_value(const char *bytes);

/* Append OBJECT, sorted and indented, and a newline. */
void report_dump(const json_t *object, struct str *out);

#endif
