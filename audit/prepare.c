/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "prepare.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arr.h"
#include "base/io.h"
#include "rulefiles.h"

enum { POLICY_LIMIT = 1 << 20, RECORD_LIMIT = 256 << 20, CACHE_LIMIT = 64 << 20 };

static int
read_into(const char *path, size_t limit, struct str *text, struct err *err)
{
	return io_read_file(AT_FDCWD, path, limit, text, err);
}

static int
read_policy(struct prepared *ready, const struct prepare_options *options, struct err *err)
{
	struct str text = STR_INIT;
	int ret = 0;

	if (options->policy)
		ret = read_into(options->policy, POLICY_LIMIT, &text, err);
	if (ret == 0 && options->policy)
		ret = policy_parse(&ready->policy, options->policy, str_span(&text), err);
	str_clear(&text);
	if (ret == 0 && options->waivers)
		ret = read_into(options->waivers, POLICY_LIMIT, &text, err);
	if (ret == 0 && options->waivers)
		ret = policy_add_waivers(&ready->policy, options->waivers, str_span(&text), err);
	str_clear(&text);
	if (ret == 0 && options->baseline)
		ret = read_into(options->baseline, RECORD_LIMIT, &text, err);
	if (ret == 0 && options->baseline)
		ret = record_parse(&ready->baseline, options->baseline, str_span(&text), err);
	str_release(&text);
	return ret;
}

int
prepare_refuse(const char *place, const char *id, struct err *err)
{
	return err_set(err, ERR_SYNTAX, "%s: no rule is called '%s'; 'lbs audit rules' lists them", place, id);
}

/* The file PATH, if it serves. */
static bool
load(struct prepared *ready, const char *path)
{
	struct str kept = STR_INIT;
	struct err none;
	bool good = io_read_file(AT_FDCWD, path, CACHE_LIMIT, &kept, &none) == 0
		&& markers_load(&ready->markers, &ready->rules, str_span(&kept));

	str_release(&kept);
	return good;
}

/* Those of the rules that came with this program are compiled when it is built. */
static bool
load_own(struct prepared *ready)
{
	char *path = rulefiles_own("markers");
	bool good = load(ready, path);

	free(path);
	return good;
}

/* Others are kept where the cache of lbs is; that it cannot be written is no matter. */
static int
compile(struct prepared *ready, struct err *err)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	char *folder = cache && *cache ? io_join(cache, "lbs/audit") : home && *home ? io_join(home, ".cache/lbs/audit") : NULL;
	char *name = markers_name(&ready->rules), *path = folder ? io_join(folder, name) : NULL;
	struct str kept = STR_INIT;
	struct err none;
	int ret = 0;

	if (!path || !load(ready, path))
		ret = markers_new(&ready->markers, &ready->rules, &kept, err);
	if (ret == 0 && path && kept.n && io_mkdirs(AT_FDCWD, folder, 0755, &none) == 0)
		(void)io_replace(AT_FDCWD, path, 0644, str_span(&kept), IO_PLAIN, &none);
	str_release(&kept);
	free(path);
	free(name);
	free(folder);
	return ret;
}

static int
read_rules(struct prepared *ready, const struct prepare_options *options, struct err *err)
{
	const struct policy *policy = &ready->policy;

	if (rulefiles_read_own(&ready->rules, err) < 0)
		return -1;
	for (size_t i = 0; i < options->nfolder; i++) {
		if (rulefiles_read(&ready->rules, options->folder[i], err) < 0)
			return -1;
	}
	/* Those of a policy lie beside it. */
	for (size_t i = 0; i < policy->nfolder; i++) {
		const char *slash = strrchr(options->policy, '/');
		char *folder = policy->folder[i][0] == '/' || !slash ? arr_dup(policy->folder[i])
			: str_format("%.*s/%s", (int)(slash - options->policy), options->policy, policy->folder[i]);
		int ret = rulefiles_read(&ready->rules, folder, err);

		free(folder);
		if (ret < 0)
			return -1;
	}
	for (size_t i = 0; i < policy->nrule; i++) {
		if (!rules_find(&ready->rules, policy->rule[i].rule))
			return prepare_refuse(options->policy, policy->rule[i].rule, err);
	}
	for (size_t i = 0; i < policy->nwaiver; i++) {
		if (!rules_find(&ready->rules, policy->waiver[i].rule))
			return prepare_refuse(policy->waiver[i].place, policy->waiver[i].rule, err);
	}
	return load_own(ready) ? 0 : compile(ready, err);
}

static void
find_today(struct prepared *ready, const struct prepare_options *options)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	time_t now = epoch ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
	struct tm day;

	if (options->today)
		snprintf(ready->today, sizeof(ready->today), "%s", options->today);
	else if (!gmtime_r(&now, &day) || !strftime(ready->today, sizeof(ready->today), "%Y-%m-%d", &day))
		snprintf(ready->today, sizeof(ready->today), "9999-12-31");
}

int
prepare(struct prepared *ready, const struct prepare_options *options, struct err *err)
{
	find_today(ready, options);
	if (read_policy(ready, options, err) < 0)
		return -1;
	if (read_rules(ready, options, err) < 0)
		return -1;
	return m4_tables_read(&ready->m4, options->m4_table, options->nm4_table, err);
}

void
prepared_release(struct prepared *ready)
{
	markers_free(ready->markers);
	rules_release(&ready->rules);
	policy_release(&ready->policy);
	record_release(&ready->baseline);
	m4_index_release(&ready->m4);
}

int
prepare_licences(struct licence_hook **hook, const char *path, struct err *err)
{
	struct str text = STR_INIT;
	int ret = 0;

	if (path)
		ret = read_into(path, POLICY_LIMIT, &text, err);
	if (ret == 0)
		ret = licence_hook_new(hook, path ? path : "", str_span(&text), err);
	str_release(&text);
	return ret;
}

char *
prepare_tree(void)
{
	const char *tree = getenv("LBS_TREE");

	return arr_dup(tree && *tree ? tree : ".");
}

char *
prepare_distfiles(void)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (cache && *cache)
		return str_format("%s/lbs/distfiles", cache);
	return str_format("%s/.cache/lbs/distfiles", home ? home : "");
}
