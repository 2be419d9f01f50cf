/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "options.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arr.h"
#include "base/msg.h"
#include "base/option.h"
#include "regen.h"

enum { SECONDS_LIMIT = 86400, JOBS_LIMIT = 64 };

enum word {
	WORD_AGAINST = 256, WORD_ALL, WORD_BASELINE, WORD_CHECK, WORD_DISTFILES, WORD_JOBS, WORD_JSON, WORD_LICENCES,
	WORD_LICENCE_POLICY, WORD_M4_INDEX, WORD_OLD_TREE, WORD_OUTPUT, WORD_POLICY, WORD_QUIET, WORD_RECORD,
	WORD_REGENERATE, WORD_RELEASED, WORD_RULES, WORD_STEP, WORD_TAG, WORD_TODAY, WORD_TREE, WORD_WAIVERS,
};

enum { AUDIT = OPTIONS_AUDIT, RULES = OPTIONS_RULES, GATE = OPTIONS_GATE, BOTH = AUDIT | GATE };

static const struct option_row table[] = {
	{ AUDIT, { "against", required_argument, NULL, WORD_AGAINST } },
	{ BOTH, { "all", no_argument, NULL, WORD_ALL } },
	{ BOTH, { "baseline", required_argument, NULL, WORD_BASELINE } },
	{ RULES, { "check", no_argument, NULL, WORD_CHECK } },
	{ BOTH, { "distfiles", required_argument, NULL, WORD_DISTFILES } },
	{ BOTH, { "jobs", required_argument, NULL, WORD_JOBS } },
	{ BOTH, { "json", no_argument, NULL, WORD_JSON } },
	{ AUDIT, { "licences", no_argument, NULL, WORD_LICENCES } },
	{ BOTH, { "licence-policy", required_argument, NULL, WORD_LICENCE_POLICY } },
	{ BOTH, { "m4-index", required_argument, NULL, WORD_M4_INDEX } },
	{ GATE, { "old-tree", required_argument, NULL, WORD_OLD_TREE } },
	{ BOTH, { "output", required_argument, NULL, WORD_OUTPUT } },
	{ BOTH | RULES, { "policy", required_argument, NULL, WORD_POLICY } },
	{ BOTH, { "quiet", no_argument, NULL, WORD_QUIET } },
	{ GATE, { "record", required_argument, NULL, WORD_RECORD } },
	{ BOTH, { "regenerate", optional_argument, NULL, WORD_REGENERATE } },
	{ GATE, { "released", required_argument, NULL, WORD_RELEASED } },
	{ BOTH | RULES, { "rules", required_argument, NULL, WORD_RULES } },
	{ AUDIT, { "step", required_argument, NULL, WORD_STEP } },
	{ AUDIT, { "tag", required_argument, NULL, WORD_TAG } },
	{ BOTH, { "today", required_argument, NULL, WORD_TODAY } },
	{ BOTH, { "tree", required_argument, NULL, WORD_TREE } },
	{ BOTH, { "waivers", required_argument, NULL, WORD_WAIVERS } },
};

/* The end of the day TEXT, in UTC; -1 when the calendar has no such day. */
static int64_t
end_of_day(const char *text)
{
	struct tm tm = { 0 };
	const char *end = strptime(text, "%Y-%m-%d", &tm);
	int day = tm.tm_mday;
	time_t at = end && !*end && strlen(text) == 10 ? timegm(&tm) : -1;

	/* The 31st of February has become a day of March. */
	return at < 0 || tm.tm_mday != day ? -1 : (int64_t)at + 24 * 3600 - 1;
}

static int
want_day(const char *name, const char *text)
{
	return msg_usage("--%s wants a day like 2026-11-25, got '%s'", name, text);
}

static int
take(void *data, int word)
{
	struct options *options = data;

	switch ((enum word)word) {
	case WORD_AGAINST: options->against.where = optarg; break;
	case WORD_ALL: options->all = true; break;
	case WORD_BASELINE: options->given.baseline = optarg; break;
	case WORD_CHECK: options->check = true; break;
	case WORD_DISTFILES: option_set(&options->distfiles, optarg); break;
	case WORD_JOBS: return option_number(&options->jobs, "jobs", optarg, JOBS_LIMIT);
	case WORD_JSON: options->json = true; break;
	case WORD_LICENCES: options->licences = true; break;
	case WORD_LICENCE_POLICY:
		options->licences = true;
		options->licence_policy = optarg;
		break;
	case WORD_M4_INDEX: *arr_push(&options->given.m4_table, &options->given.nm4_table) = optarg; break;
	case WORD_OLD_TREE: option_set(&options->old_tree, optarg); break;
	case WORD_OUTPUT: options->output = optarg; break;
	case WORD_POLICY: options->given.policy = optarg; break;
	case WORD_QUIET: options->quiet = true; break;
	case WORD_RECORD: options->record = optarg; break;
	case WORD_REGENERATE:
		options->seconds = REGEN_SECONDS;
		return optarg ? option_number(&options->seconds, "regenerate", optarg, SECONDS_LIMIT) : -1;
	case WORD_RELEASED:
		options->gate.released = end_of_day(optarg);
		return options->gate.released < 0 ? want_day("released", optarg) : -1;
	case WORD_RULES: *arr_push(&options->given.folder, &options->given.nfolder) = optarg; break;
	case WORD_STEP: *arr_push(&options->step, &options->nstep) = optarg; break;
	case WORD_TAG: options->against.tag = optarg; break;
	case WORD_TODAY:
		options->given.today = optarg;
		return end_of_day(optarg) < 0 ? want_day("today", optarg) : -1;
	case WORD_TREE:
		option_set(&options->tree, optarg);
		options->chain = true;
		break;
	case WORD_WAIVERS: options->given.waivers = optarg; break;
	}
	return -1;
}

int
options_read(struct options *options, enum options_of of, const char *usage, int argc, char **argv)
{
	struct option_reader reader = { table, sizeof(table) / sizeof(*table), of, usage, take, options };
	int status = option_read(&reader, argc, argv);

	if (status < 0 && options->against.tag && !options->against.where)
		status = msg_usage("--tag wants --against");
	if (status >= 0)
		return status;
	options->against.seconds = options->seconds;
	if (!options->tree)
		options->tree = prepare_tree();
	if (!options->distfiles)
		options->distfiles = prepare_distfiles();
	return -1;
}

void
options_release(struct options *options)
{
	free(options->given.folder);
	free(options->given.m4_table);
	free(options->step);
	free(options->tree);
	free(options->old_tree);
	free(options->distfiles);
}
