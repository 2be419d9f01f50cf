/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules - what a person cannot read, and how it shows
 *
 * A rule is data: a marker, where in a file it counts, which files it is no
 * finding in, what the file was made from, and what to do. The table is in
 * rules.c. Method: the marker counts, not the name; it counts at the beginning
 * of a line only (a generator's source has it inside a string); documents that
 * quote it and the generator's own skeletons are no findings; in tests it is data.
 * tests/unit/rules.c and tests/cases/audit/ belong to this module.
 */
#ifndef LBS_AUDIT_RULES_H
#define LBS_AUDIT_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "format/record.h"

enum rule_flags {
	RULE_ALSO_IN_TESTS = 1 << 0,    /* means the same in a folder of tests */
	RULE_NOT_IN_SKELETONS = 1 << 1, /* a generator's skeletons hold the marker, too */
	RULE_WEAK = 1 << 2,             /* counts only where no other rule of its class was met */
};

struct rule {
	const char *id;                 /* "bison-output"; several rows may share it */
	const char *class_;
	enum severity severity;
	const char *marker;             /* a regular expression for Hyperscan, multi-line; NULL: by magic */
	unsigned last_line;             /* the marker counts up to this line; 0: anywhere */
	enum rule_flags flags;
	unsigned confidence;            /* percent */
	const char *pairs;              /* what it is made from, parted by spaces: "configure.ac", or ".y" for
	                                   the same name with that ending; "" if nothing is known */
	const char *advice;
};

/* All rules; the number goes to *N. */
const struct rule *rules_all(size_t *n);

/* The first rule called ID, or NULL. */
const struct rule *rules_find(const char *id);

/* What kind of file a path names. */
enum path_class { PATH_PLAIN, PATH_DOCUMENT, PATH_TEST, PATH_SKELETON };
enum path_class path_classify(const char *path);

#endif
