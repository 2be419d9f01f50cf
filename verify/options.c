/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "options.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "base/option.h"
#include "base/str.h"

enum { JOBS_MAX = 256 };

enum word {
	WORD_TREE = 256, WORD_ARCH, WORD_STORE, WORD_QUIET, WORD_JSON, WORD_UNTIL, WORD_JOBS,
	WORD_REPORTS, WORD_SERIAL, WORD_REBUILD, WORD_DISTFILES, WORD_MIRRORS, WORD_OFFLINE,
	WORD_NO_DEBIAN, WORD_DDC,
};

static const struct option_row table[] = {
	{ OPTION_COMMON, { "tree", required_argument, NULL, WORD_TREE } },
	{ OPTION_COMMON, { "arch", required_argument, NULL, WORD_ARCH } },
	{ OPTION_COMMON, { "store", required_argument, NULL, WORD_STORE } },
	{ OPTION_QUIET, { "quiet", no_argument, NULL, WORD_QUIET } },
	{ OPTION_JSON, { "json", no_argument, NULL, WORD_JSON } },
	{ OPTION_RUN, { "until", required_argument, NULL, WORD_UNTIL } },
	{ OPTION_RUN, { "jobs", required_argument, NULL, WORD_JOBS } },
	{ OPTION_RUN | OPTION_REPORTS, { "reports", required_argument, NULL, WORD_REPORTS } },
	{ OPTION_SERIAL, { "serial", no_argument, NULL, WORD_SERIAL } },
	{ OPTION_SERIAL, { "rebuild", no_argument, NULL, WORD_REBUILD } },
	{ OPTION_SOURCES, { "distfiles", required_argument, NULL, WORD_DISTFILES } },
	{ OPTION_SOURCES, { "mirrors", required_argument, NULL, WORD_MIRRORS } },
	{ OPTION_SOURCES, { "offline", no_argument, NULL, WORD_OFFLINE } },
	{ OPTION_SOURCES, { "no-debian", no_argument, NULL, WORD_NO_DEBIAN } },
	{ OPTION_DDC, { "ddc", no_argument, NULL, WORD_DDC } },
};

enum { NTABLE = sizeof(table) / sizeof(*table) };

static int
read_word(void *data, int word)
{
	struct options *options = data;

	switch (word) {
	case WORD_TREE:
		option_set(&options->tree, optarg);
		break;
	case WORD_ARCH:
		options->arch = arch_find(optarg);
		if (!options->arch)
			return msg_usage("--arch: unknown architecture '%s'; known are x86, amd64, riscv64", optarg);
		break;
	case WORD_STORE:
		option_set(&options->store, optarg);
		break;
	case WORD_UNTIL:
		option_set(&options->until, optarg);
		break;
	case WORD_JOBS:
		return option_number(&options->jobs, "jobs", optarg, JOBS_MAX);
	case WORD_REPORTS:
		option_set(&options->reports, optarg);
		break;
	case WORD_DISTFILES:
		option_set(&options->distfiles, optarg);
		break;
	case WORD_MIRRORS:
		*arr_push(&options->mirror, &options->nmirror) = optarg;
		break;
	case WORD_QUIET:
		options->quiet = true;
		break;
	case WORD_JSON:
		options->json = true;
		break;
	case WORD_SERIAL:
		options->serial = true;
		break;
	case WORD_REBUILD:
		options->rebuild = true;
		break;
	case WORD_OFFLINE:
		options->offline = true;
		break;
	case WORD_NO_DEBIAN:
		options->no_debian = true;
		break;
	case WORD_DDC:
		options->ddc = true;
		break;
	}
	return -1;
}

static int
fill_in(struct options *options, enum option_set set)
{
	if (!options->arch)
		options->arch = arch_find("x86");
	if (!options->tree)
		options->tree = option_tree(LBS_DATADIR);
	if (!options->reports)
		options->reports = arr_dup("lbs-reports");
	if (!options->jobs) {
		long n = sysconf(_SC_NPROCESSORS_ONLN);

		options->jobs = n < 1 ? 1 : n > JOBS_MAX ? JOBS_MAX : (unsigned)n;
	}
	options->cache = option_cache();
	if (!options->cache && (!options->store || ((set & OPTION_SOURCES) && !options->distfiles)))
		return msg_usage("no HOME to keep the store in: say --store DIR and --distfiles DIR");
	if (!options->store)
		options->store = io_join(options->cache, "store");
	if (!options->distfiles && options->cache)
		options->distfiles = io_join(options->cache, "distfiles");
	if (!options->cache)
		options->cache = io_join(options->distfiles ? options->distfiles : options->store, ".lbs");
	return -1;
}

int
options_read(struct options *options, int argc, char **argv, enum option_set set, const char *usage)
{
	int status;

	*options = (struct options){ 0 };
	status = option_read(&(struct option_reader){ table, NTABLE, set, usage, read_word, options }, argc, argv);
	if (status >= 0)
		return status;
	options->argument = argv + optind;
	options->narguments = argc - optind;
	return fill_in(options, set);
}

void
options_release(struct options *options)
{
	free(options->tree);
	free(options->store);
	free(options->cache);
	free(options->distfiles);
	free(options->reports);
	free(options->until);
	free(options->mirror);
	*options = (struct options){ 0 };
}
