/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words - what lbs-fetch, lbs-mirror and lbs-sources take on the command line
 *
 * They mean the same by the same word as lbs-verify does; each names the words
 * it takes. Their manual pages are beside this file.
 */
#ifndef LBS_DRIVER_WORDS_H
#define LBS_DRIVER_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "chain/arch.h"
#include "format/config.h"
#include "wanted.h"

enum words_set {
	WORDS_TREE = 1 << 0,            /* --tree */
	WORDS_CONFIG = 1 << 1,          /* --arch --config --config-file --all --before-network --build-guix-also */
	WORDS_PLACES = 1 << 2,          /* --distfiles --mirrors --offline --no-debian --no-git --stall */
	WORDS_JOBS = 1 << 3,
	WORDS_QUIET = 1 << 4,
	WORDS_PRINT = 1 << 5,           /* --json --plain */
	WORDS_MIRROR = 1 << 6,          /* --strict --prune */
	WORDS_SERVE = 1 << 7,           /* --listen --clients --patience */
	WORDS_BOOTSTRAP = 1 << 8,       /* what lbs-bootstrap takes, for the configuration alone */
};

struct words {
	const struct arch *arch;
	char *tree, *cache, *distfiles; /* owned */
	const char **mirror;            /* owned list; what it points to is borrowed from argv, as all that follows */
	size_t nmirror;
	const char **config;            /* "NAME=value" */
	size_t nconfig;
	const char *config_file, *listen;
	struct config *settings;        /* owned: what the options of lbs-bootstrap say; NULL when there are none */
	unsigned jobs, clients, patience, stall;        /* 0: not said; the last two are seconds */
	bool all, before_network, build_guix_also, offline, no_debian, no_git, quiet, json, plain, strict, prune;
	char **argument;
	int narguments;
};

/*
 * Read ARGV. Returns -1 to go on, or the status to leave with: after --help
 * (which prints USAGE), --version, or a word that is wrong (one line on fd 2).
 */
int words_read(struct words *words, int argc, char **argv, unsigned set, const char *usage);
void words_release(struct words *words);

/* Of which sources WORDS speak: of all, where they say --all or nothing about a configuration. All borrowed from WORDS. */
struct wanted_options words_wanted(const struct words *words);

#endif
