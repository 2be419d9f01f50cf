/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"

#include <stdlib.h>
#include <string.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "base/option.h"
#include "host/serve.h"
#include "options.h"
#include "settings.h"

enum { JOBS_MAX = 64, SECONDS_MAX = 3600 };

enum word {
	WORD_TREE = 256, WORD_ARCH, WORD_GUIX, WORD_CONFIG, WORD_CONFIG_FILE, WORD_ALL, WORD_BEFORE,
	WORD_DISTFILES, WORD_MIRRORS, WORD_OFFLINE, WORD_NO_DEBIAN, WORD_NO_GIT, WORD_STALL, WORD_JOBS, WORD_QUIET,
	WORD_JSON, WORD_PLAIN, WORD_STRICT, WORD_PRUNE, WORD_LISTEN, WORD_CLIENTS, WORD_PATIENCE,
};

static const struct option_row table[] = {
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

static int
read_word(void *data, int word)
{
	struct words *words = data;

	switch (word) {
	case WORD_TREE:
		option_set(&words->tree, optarg);
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
		option_set(&words->distfiles, optarg);
		break;
	case WORD_MIRRORS:
		*arr_push(&words->mirror, &words->nmirror) = optarg;
		break;
	case WORD_JOBS:
		return option_number(&words->jobs, "jobs", optarg, JOBS_MAX);
	case WORD_STALL:
		return option_number(&words->stall, "stall", optarg, SECONDS_MAX);
	case WORD_CLIENTS:
		return option_number(&words->clients, "clients", optarg, SERVE_CLIENTS_MAX);
	case WORD_PATIENCE:
		return option_number(&words->patience, "patience", optarg, SECONDS_MAX);
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

/* Is ARGUMENT one of the long options in SET? */
static bool
is_ours(const char *argument, unsigned set)
{
	size_t n = strcspn(argument, "=");

	if (!strcmp(argument, "-h") || !strcmp(argument, "--help") || !strcmp(argument, "--version"))
		return true;
	for (size_t i = 0; i < NTABLE && n > 2 && !strncmp(argument, "--", 2); i++) {
		if ((table[i].set & set) && strlen(table[i].option.name) == n - 2 && !memcmp(table[i].option.name, argument + 2, n - 2))
			return true;
	}
	return false;
}

/* The short forms that lbs-bootstrap has for what we have, too: they mean ours. */
static char *
as_ours(char *argument, unsigned set)
{
	static char arch[] = "--arch", mirrors[] = "--mirrors";
	char *whole = !strcmp(argument, "-a") ? arch : !strcmp(argument, "-m") ? mirrors : argument;

	return is_ours(whole, set) ? whole : argument;
}

/*
 * Take the options that are lbs-bootstrap's alone out of ARGV; *BOOT, which is owned, gets them. What only
 * says where things lie is said for them: nothing is looked up.
 */
static void
split(int *argc, char **argv, unsigned set, const char ***boot, size_t *nboot)
{
	int kept = 1, values;

	for (int i = 1; i < *argc; i += values + 1) {
		values = 0;
		argv[i] = as_ours(argv[i], set);
		if (!strcmp(argv[i], "--")) {
			values = *argc - i - 1;
		} else if (!is_ours(argv[i], set) && options_know(argv[i], argv + i + 1, *argc - i - 1, &values)) {
			for (int k = 0; k <= values; k++)
				*arr_push(boot, nboot) = argv[i + k];
			continue;
		} else {
			values = 0;
		}
		for (int k = 0; k <= values; k++)
			argv[kept++] = argv[i + k];
	}
	*argc = kept;
}

static bool
has_mode(const char **boot, size_t nboot)
{
	static const char *const mode[] = { "--chroot", "-c", "--bwrap", "-bw", "--qemu", "-q", "--bare-metal", "-b" };

	for (size_t i = 0; i < nboot; i++) {
		for (size_t k = 0; k < sizeof(mode) / sizeof(*mode); k++) {
			if (!strcmp(boot[i], mode[k]))
				return true;
		}
	}
	return false;
}

/* What a bootstrap with the options BOOT and ours would write into bootstrap.cfg. -1, or the status to leave with. */
static int
read_settings(struct words *words, const char **boot, size_t nboot)
{
	static const char chroot[] = "--chroot", guix[] = "--build-guix-also";
	const char *first[] = { "lbs", "--tree", words->tree, "--distfiles", ".", "--arch", words->arch->name };
	const char **argv = NULL;
	struct options options;
	size_t argc = 0;
	int status;

	for (size_t i = 0; i < sizeof(first) / sizeof(*first); i++)
		*arr_push(&argv, &argc) = first[i];
	if (!has_mode(boot, nboot))
		*arr_push(&argv, &argc) = chroot;
	if (words->build_guix_also)
		*arr_push(&argv, &argc) = guix;
	for (size_t i = 0; i < nboot; i++)
		*arr_push(&argv, &argc) = boot[i];
	status = options_read(&options, (int)argc, (char **)argv);
	if (status < 0) {
		words->settings = arr_new(1, sizeof(*words->settings));
		*words->settings = (struct config)CONFIG_INIT;
		settings_make(words->settings, &options);
	}
	options_release(&options);
	free(argv);
	return status;
}

static int
fill_in(struct words *words, unsigned set)
{
	if (words->all && (words->nconfig || words->config_file || words->settings))
		return msg_usage("--all: ignores conditions, so that --config and the options of lbs bootstrap have nothing to say");
	if (words->config_file && words->settings)
		return msg_usage("--config-file and options of lbs bootstrap: wants one of them");
	if (words->json && words->plain)
		return msg_usage("--json and --plain: wants one of them");
	words->cache = option_cache();
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
	const char **boot = NULL;
	size_t nboot = 0;
	int status;

	*words = (struct words){ 0 };
	if (set & WORDS_BOOTSTRAP)
		split(&argc, argv, set, &boot, &nboot);
	status = option_read(&(struct option_reader){ table, NTABLE, set, usage, read_word, words }, argc, argv);
	words->argument = argv + optind;
	words->narguments = argc - optind;
	if (!words->arch)
		words->arch = arch_find("x86");
	if (!words->tree)
		words->tree = option_tree(LBS_DATADIR);
	if (status < 0 && nboot)
		status = read_settings(words, boot, nboot);
	free(boot);
	return status < 0 ? fill_in(words, set) : status;
}

void
words_release(struct words *words)
{
	free(words->tree);
	free(words->cache);
	free(words->distfiles);
	free(words->mirror);
	free(words->config);
	if (words->settings)
		config_release(words->settings);
	free(words->settings);
	*words = (struct words){ 0 };
}

struct wanted_options
words_wanted(const struct words *words)
{
	bool all = words->all || (!words->nconfig && !words->config_file && !words->settings);

	return (struct wanted_options){
		.tree = words->tree,
		.arch = words->arch,
		.settings = words->settings,
		.config_file = words->config_file,
		.config = words->config,
		.nconfig = words->nconfig,
		.flags = (all ? WANTED_ALL : 0) | (words->build_guix_also ? WANTED_GUIX : 0),
	};
}
