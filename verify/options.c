/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "base/str.h"

enum { JOBS_MAX = 256 };

enum word {
	WORD_TREE = 256, WORD_ARCH, WORD_STORE, WORD_QUIET, WORD_JSON, WORD_UNTIL, WORD_JOBS,
	WORD_REPORTS, WORD_SERIAL, WORD_REBUILD, WORD_DISTFILES, WORD_MIRRORS, WORD_OFFLINE,
	WORD_NO_DEBIAN, WORD_DDC, WORD_HELP, WORD_VERSION,
};

static const struct {
	enum option_set set;
	struct option option;
} table[] = {
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

static const char *
variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

/* $LBS_CACHE, $XDG_CACHE_HOME/lbs or ~/.cache/lbs; NULL when there is no home. */
static char *
cache_folder(void)
{
	const char *cache = variable("LBS_CACHE");
	const char *xdg = variable("XDG_CACHE_HOME");
	const char *home = variable("HOME");

	if (cache)
		return arr_dup(cache);
	if (xdg && xdg[0] == '/')
		return io_join(xdg, "lbs");
	return home ? io_join(home, ".cache/lbs") : NULL;
}

/* A folder that holds a chain: told, here, or the installed one. */
static char *
tree_folder(void)
{
	const char *told = variable("LBS_TREE");
	struct stat st;

	if (told)
		return arr_dup(told);
	return arr_dup(stat("steps/manifest", &st) == 0 ? "." : LBS_DATADIR);
}

static void
set_path(char **path, const char *value)
{
	free(*path);
	*path = arr_dup(value);
}

static int
read_word(struct options *options, int word)
{
	long long jobs;

	switch (word) {
	case WORD_TREE:
		set_path(&options->tree, optarg);
		break;
	case WORD_ARCH:
		options->arch = arch_find(optarg);
		if (!options->arch)
			return msg_usage("--arch: unknown architecture '%s'; known are x86, amd64, riscv64", optarg);
		break;
	case WORD_STORE:
		set_path(&options->store, optarg);
		break;
	case WORD_UNTIL:
		set_path(&options->until, optarg);
		break;
	case WORD_JOBS:
		jobs = span_number(span_of(optarg), JOBS_MAX);
		if (jobs < 1)
			return msg_usage("--jobs: wants a number from 1 to %d, got '%s'", JOBS_MAX, optarg);
		options->jobs = (unsigned)jobs;
		break;
	case WORD_REPORTS:
		set_path(&options->reports, optarg);
		break;
	case WORD_DISTFILES:
		set_path(&options->distfiles, optarg);
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
		options->tree = tree_folder();
	if (!options->reports)
		options->reports = arr_dup("lbs-reports");
	if (!options->jobs) {
		long n = sysconf(_SC_NPROCESSORS_ONLN);

		options->jobs = n < 1 ? 1 : n > JOBS_MAX ? JOBS_MAX : (unsigned)n;
	}
	options->cache = cache_folder();
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
	struct option words[NTABLE + 3] = { { 0 } };
	size_t n = 0;
	int word, status;

	*options = (struct options){ 0 };
	for (size_t i = 0; i < NTABLE; i++) {
		if (table[i].set & set)
			words[n++] = table[i].option;
	}
	words[n++] = (struct option){ "help", no_argument, NULL, WORD_HELP };
	words[n++] = (struct option){ "version", no_argument, NULL, WORD_VERSION };
	opterr = 0;
	while ((word = getopt_long(argc, argv, ":h", words, NULL)) != -1) {
		switch (word) {
		case 'h':
		case WORD_HELP:
			fputs(usage, stdout);
			return msg_finish(EXIT_GOOD);
		case WORD_VERSION:
			return msg_version();
		case ':':
			return msg_usage("'%s' wants a value", argv[optind - 1]);
		case '?':
			return msg_usage("unknown option '%s'", argv[optind - 1]);
		}
		status = read_word(options, word);
		if (status >= 0)
			return status;
	}
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
