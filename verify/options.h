/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * options - what the programs of this room take on the command line
 *
 * lbs-verify, lbs-record, lbs-explain and lbs-store mean the same by the same
 * word; each names the words it takes. Their manual pages are beside this file.
 */
#ifndef LBS_VERIFY_OPTIONS_H
#define LBS_VERIFY_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "chain/arch.h"

enum option_set {
	OPTION_COMMON = 1 << 0,     /* --tree --arch --store */
	OPTION_QUIET = 1 << 1,
	OPTION_JSON = 1 << 2,
	OPTION_RUN = 1 << 3,        /* --until --jobs --reports */
	OPTION_SERIAL = 1 << 4,     /* --serial --rebuild */
	OPTION_SOURCES = 1 << 5,    /* --distfiles --mirrors --offline --no-debian */
	OPTION_REPORTS = 1 << 6,    /* --reports alone */
	OPTION_DDC = 1 << 7,
};

struct options {
	const struct arch *arch;
	char *tree;                 /* owned paths, all of them */
	char *store;
	char *cache;                /* state of ours: apt lists, partial downloads */
	char *distfiles;
	char *reports;
	char *until;                /* NULL: to the end */
	const char **mirror;
	size_t nmirror;
	unsigned jobs;
	bool quiet, json, serial, rebuild, offline, no_debian, ddc;
	char **argument;            /* borrowed: what is left of argv */
	int narguments;
};

/*
 * Read ARGV. Returns -1 to go on, or the status to leave with: after --help
 * (which prints USAGE), --version, or a word that is wrong (one line on fd 2).
 */
int options_read(struct options *options, int argc, char **argv, enum option_set set,
	const char *usage);
void options_release(struct options *options);

#endif
