/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * option - what the command lines of several programs have in common: for doors alone
 *
 * The places that are looked at when no option names one, numbers, and the loop over
 * getopt_long(3). tests/unit/option.c belongs to this module.
 */
#ifndef LBS_BASE_OPTION_H
#define LBS_BASE_OPTION_H

#include <getopt.h>
#include <stddef.h>

/* The variable NAME of the environment; NULL when it is not set, or empty. */
const char *option_variable(const char *name);

/* $LBS_CACHE, $XDG_CACHE_HOME/lbs or ~/.cache/lbs; NULL when there is no home. Owned. */
char *option_cache(void);

/* The folder that holds a chain: $LBS_TREE, here if steps/manifest is, or INSTALLED. Owned. */
char *option_tree(const char *installed);

/* Free *TEXT, which is owned, and copy VALUE into it. */
void option_set(char **text, const char *value);

/* The value TEXT of --NAME, from 1 to MAX. -1 to go on, or the status to leave with. */
int option_number(unsigned *number, const char *name, const char *text, unsigned max);

struct option_row {
	unsigned set;                   /* which programs take it */
	struct option option;           /* its val is 256 or more */
};

struct option_reader {
	const struct option_row *row;
	size_t nrow;
	unsigned set;                   /* rows that share a bit with it are taken; --help and --version always */
	const char *usage;              /* that --help prints */
	int (*take)(void *data, int word);      /* its value is in optarg; -1 to go on, or the status to leave with */
	void *data;
};

/* Read ARGV up to its arguments, which optind tells. -1 to go on, or the status to leave with. */
int option_read(const struct option_reader *reader, int argc, char **argv);

#endif
