/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "host/serve.h"

enum { JOBS_MAX = 64, SECONDS_MAX = 3600 };

enum word {
	WORD_TREE = 256, WORD_ARCH, WORD_GUIX, WORD_CONFIG, WORD_CONFIG_FILE, WORD_ALL, WORD_BEFORE,
	WORD_DISTFILES, WORD_MIRRORS, WORD_OFFLINE, WORD_NO_DEBIAN, WORD_NO_GIT, WORD_STALL, WORD_JOBS, WORD_QUIET,
	WORD_JSON, WORD_PLAIN, WORD_STRICT, WORD_PRUNE, WORD_LISTEN, WORD_CLIENTS, WORD_PATIENCE,
	WORD_HELP, WORD_VERSION,
};

static const struct {
	unsigned set;
	struct option option;
} table[] = {
	{ WORDS_TREE, { "tree", required_argument, NULL, WORD_TREE } },
	{ WORDS_CONFIG, { "arch", required_argument, NULL, WORD_ARCH } },
	{ WORDS_CONFIG, { "build-guix-also", no_argument, NULL, WORD_GUIX } },
	{ WORDS_CONFIG, { "config", required_argument, NULL, WORD_CONFIG } },
	{ WORDS_CONFIG, { "config-file", required_argument, NULL, WORD_CONFIG_FILE } },
	{ WORDS_CONFIG, { "all", no_argument, NULL, WORD_ALL } },
	{ WORDS_CONFIG, { "before-network", no_argument, NULL, WORD_BEFORE } },
	{ WORDS_PLACES, { "distfiles", required_argument, NULL, WORD_DISTFILES } },
	{ WORDS_PLACES, { "mirrors", required_argument, NULL, WORD_MIRRORS } },
	{ WORDS_PLACES, { "offline", no_argument, NULL, WORD_OFFLINE } },
	{ WORDS_PLACES, { "no-debian", no_argument, NULL, WORD_NO_DEBIAN } },
	{ WORDS_PLACES, { "no-git", no_argument, NULL, WORD_NO_GIT } },
	{ WORDS_PLACES, { "stall", required_argument, NULL, WORD_STALL } },
	{ WORDS_JOBS, { "jobs", required_argument, NULL, WORD_JOBS } },
	{ WORDS_QUIET, { "quiet", no_argument, NULL, WORD_QUIET } },
	{ WORDS_PRINT, { "json", no_argument, NULL, WORD_JSON } },
	{ WORDS_PRINT, { "plain", no_argument, NULL, WORD_PLAIN } },
	{ WORDS_MIRROR, { "strict", no_argument, NULL, WORD_STRICT } },
	{ WORDS_MIRROR, { "prune", no_argument, NULL, WORD_PRUNE } },
	{ WORDS_SERVE, { "listen", required_argument, NULL, WORD_LISTEN } },
	{ WORDS_SERVE, { "clients", required_argument, NULL, WORD_CLIENTS } },
	{ WORDS_SERVE, { "patience", required_argument, NULL, WORD_PATIENCE } },
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
	const char *cache = variable("LBS_CACHE"), *xdg = variable("XDG_CACHE_HOME"), *home = variable("HOME");

	if (cache)
		return arr_dup(cache);
	if (xdg && xdg[0] == '/')
		return io_join(xdg, "lbs");
	return home ? io_join(home, ".cache/lbs") : NULL;
}

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

/* -1, or the status to leave with. */
static int
set_number(unsigned *number, const char *option, unsigned max)
{
	long long value = span_number(span_of(optarg), max);

	if (value < 1)
		return msg_usage("--%s: wants a number from 1 to %u, got '%s'", option, max, optarg);
	*number = (unsigned)value;
	return -1;
}

static int
read_word(struct words *words, int word)
{
	switch (word) {
	case WORD_TREE:
		set_path(&words->tree, optarg);
		break;
	case WORD_ARCH:
		words->arch = arch_find(optarg);
		if (!words->arch)
			return msg_usage("--arch: unknown architecture '%s'; known are x86, amd64, riscv64", optarg);
		break;
	case WORD_CONFIG:
		if (!strchr(optarg, '=') || optarg[0] == '=')
			return msg_usage("--config: wants NAME=value, got '%s'", optarg);
		*arr_push(&words->config, &words->nconfig) = optarg;
		break;
	case WORD_DISTFILES:
		set_path(&words->distfiles, optarg);
		break;
	case WORD_MIRRORS:
		*arr_push(&words->mirror, &words->nmirror) = optarg;
		break;
	case WORD_JOBS:
		return set_number(&words->jobs, "jobs", JOBS_MAX);
	case WORD_STALL:
		return set_number(&words->stall, "stall", SECONDS_MAX);
	case WORD_CLIENTS:
		return set_number(&words->clients, "clients", SERVE_CLIENTS_MAX);
	case WORD_PATIENCE:
		return set_number(&words->patience, "patience", SECONDS_MAX);
	case WORD_CONFIG_FILE: words->config_file = optarg; break;
	case WORD_LISTEN: words->listen = optarg; break;
	case WORD_GUIX: words->build_guix_also = true; break;
	case WORD_ALL: words->all = true; break;
	case WORD_BEFORE: words->before_network = true; break;
	case WORD_OFFLINE: words->offline = true; break;
	case WORD_NO_DEBIAN: words->no_debian = true; break;
	case WORD_NO_GIT: words->no_git = true; break;
	case WORD_QUIET: words->quiet = true; break;
	case WORD_JSON: words->json = true; break;
	case WORD_PLAIN: words->plain = true; break;
	case WORD_STRICT: words->strict = true; break;
	case WORD_PRUNE: words->prune = true; break;
	}
	return -1;
}

static int
fill_in(struct words *words, unsigned set)
{
	if (!words->arch)
		words->arch = arch_find("x86");
	if (!words->tree)
		words->tree = tree_folder();
	if (words->all && (words->nconfig || words->config_file))
		return msg_usage("--all: ignores conditions, so that --config has nothing to say");
	if (words->json && words->plain)
		return msg_usage("--json and --plain: wants one of them");
	words->cache = cache_folder();
	if ((set & WORDS_PLACES) && !words->cache && !words->distfiles)
		return msg_usage("no HOME to keep sources in: say --distfiles DIR");
	if (!words->distfiles && words->cache)
		words->distfiles = io_join(words->cache, "distfiles");
	if (!words->cache && words->distfiles)
		words->cache = io_join(words->distfiles, ".lbs");
	return -1;
}

int
words_read(struct words *words, int argc, char **argv, unsigned set, const char *usage)
{
	struct option options[NTABLE + 3] = { { 0 } };
	size_t n = 0;
	int word, status;

	*words = (struct words){ 0 };
	for (size_t i = 0; i < NTABLE; i++) {
		if (table[i].set & set)
			options[n++] = table[i].option;
	}
	options[n++] = (struct option){ "help", no_argument, NULL, WORD_HELP };
	options[n++] = (struct option){ "version", no_argument, NULL, WORD_VERSION };
	opterr = 0;
	while ((word = getopt_long(argc, argv, ":h", options, NULL)) != -1) {
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
		status = read_word(words, word);
		if (status >= 0)
			return status;
	}
	words->argument = argv + optind;
	words->narguments = argc - optind;
	return fill_in(words, set);
}

void
words_release(struct words *words)
{
	free(words->tree);
	free(words->cache);
	free(words->distfiles);
	free(words->mirror);
	free(words->config);
	*words = (struct words){ 0 };
}
