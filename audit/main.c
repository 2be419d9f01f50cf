/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-audit - look into source archives, folders and steps for what a person cannot read
 *
 * lbs-audit.1 beside this file is the manual page.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "licencehook.h"
#include "rulefiles.h"
#include "show.h"
#include "step.h"
#include "waiver.h"
#include "work.h"

enum { POLICY_LIMIT = 1 << 20, RECORD_LIMIT = 256 << 20, CACHE_LIMIT = 64 << 20 };

static const char usage[] =
	"usage: lbs audit [OPTION ...] FILE|FOLDER|STEP ...\n"
	"       lbs audit rules [--rules DIR] [--check] [ID ...]\n"
	"\n"
	"Look into source archives and folders for what a person cannot read: executables,\n"
	"objects, bytecode, generated build systems, parsers and other generated code,\n"
	"blobs, downloads. Nothing is unpacked to disk. A STEP of the chain stands for its\n"
	"sources; what its recipe deletes or makes again is no finding. 'rules' lists the\n"
	"rules, or explains those that are named.\n"
	"\n"
	"  --json            print the record, lbs-record(5)\n"
	"  --output FILE     write there instead of to standard output\n"
	"  --policy FILE     severities, rules and waivers of your own, lbs-policy(5)\n"
	"  --waivers FILE    more waivers\n"
	"  --baseline FILE   a record: what it has, too, is known, and fails nothing\n"
	"  --rules DIR       more rules, lbs-rules(5); may be given again\n"
	"  --step NAME       the step that the files are sources of; may be given again\n"
	"  --tree DIR        where the steps are (default: $LBS_TREE, or here)\n"
	"  --distfiles DIR   where sources of steps are (default: ~/.cache/lbs/distfiles)\n"
	"  --licences        tell each file's licence, and find what is not free\n"
	"  --licence-policy FILE\n"
	"                    the same, with decisions of your own, lbs-licence(5)\n"
	"  --jobs N          files at once (default: one a processor)\n"
	"  --today DATE      for waivers (default: $SOURCE_DATE_EPOCH, or the clock)\n"
	"  --all             show what is waived, known or handled, too\n"
	"  --check           of rules: run their own examples\n"
	"  --quiet           print findings alone, no summary\n"
	"  --help, --version\n"
	"\n"
	"Status: 0 nothing of severity 'ban' is left open; 1 something is; 2 no answer.\n";

struct options {
	bool json, quiet, all, check, licences;
	const char *output, *policy, *waivers, *baseline, *today, *licence_policy;
	char *tree, *distfiles;         /* owned */
	char **folder;                  /* of rules; borrowed words */
	size_t nfolder;
	char **step;                    /* borrowed words */
	size_t nstep;
	unsigned jobs;
};

/* All that is read before any source. */
struct audit {
	struct rules rules;
	struct markers *markers;
	struct policy policy;
	struct record baseline;
	struct licence_hook *licences;  /* NULL: not asked for */
	struct step *step;
	size_t nstep;
	char today[11];
};

/* What is looked into: a file or folder, with the steps that it is a source of. */
struct subject {
	char *path;                     /* owned */
	struct step *step;              /* owned; of a step that was named; else those of --step count */
};

static int
read_into(const char *path, size_t limit, struct str *text, struct err *err)
{
	return io_read_file(AT_FDCWD, path, limit, text, err);
}

static int
read_policy(struct audit *audit, const struct options *options, struct err *err)
{
	struct str text = STR_INIT;
	int ret = 0;

	if (options->policy)
		ret = read_into(options->policy, POLICY_LIMIT, &text, err);
	if (ret == 0 && options->policy)
		ret = policy_parse(&audit->policy, options->policy, str_span(&text), err);
	str_clear(&text);
	if (ret == 0 && options->waivers)
		ret = read_into(options->waivers, POLICY_LIMIT, &text, err);
	if (ret == 0 && options->waivers)
		ret = policy_add_waivers(&audit->policy, options->waivers, str_span(&text), err);
	str_clear(&text);
	if (ret == 0 && options->baseline)
		ret = read_into(options->baseline, RECORD_LIMIT, &text, err);
	if (ret == 0 && options->baseline)
		ret = record_parse(&audit->baseline, options->baseline, str_span(&text), err);
	str_release(&text);
	return ret;
}

static int
refuse_unknown(const char *place, const char *id, struct err *err)
{
	return err_set(err, ERR_SYNTAX, "%s: no rule is called '%s'; 'lbs audit rules' lists them", place, id);
}

/* The compiled markers are kept where the cache of lbs is; that it cannot be written is no matter. */
static int
compile(struct audit *audit, struct err *err)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	char *folder = cache && *cache ? io_join(cache, "lbs/audit") : home && *home ? io_join(home, ".cache/lbs/audit") : NULL;
	char *name = markers_name(&audit->rules), *path = folder ? io_join(folder, name) : NULL;
	struct str kept = STR_INIT;
	struct err none;
	int ret;

	if (path && io_read_file(AT_FDCWD, path, CACHE_LIMIT, &kept, &none) < 0)
		str_clear(&kept);
	ret = markers_new(&audit->markers, &audit->rules, &kept, err);
	if (ret == 0 && path && kept.n && io_mkdirs(AT_FDCWD, folder, 0755, &none) == 0)
		(void)io_replace(AT_FDCWD, path, 0644, str_span(&kept), IO_PLAIN, &none);
	str_release(&kept);
	free(path);
	free(name);
	free(folder);
	return ret;
}

static int
read_rules(struct audit *audit, const struct options *options, struct err *err)
{
	const struct policy *policy = &audit->policy;

	if (rulefiles_read_own(&audit->rules, err) < 0)
		return -1;
	for (size_t i = 0; i < options->nfolder; i++) {
		if (rulefiles_read(&audit->rules, options->folder[i], err) < 0)
			return -1;
	}
	/* Those of a policy lie beside it. */
	for (size_t i = 0; i < policy->nfolder; i++) {
		const char *slash = strrchr(options->policy, '/');
		char *folder = policy->folder[i][0] == '/' || !slash ? arr_dup(policy->folder[i])
			: str_format("%.*s/%s", (int)(slash - options->policy), options->policy, policy->folder[i]);
		int ret = rulefiles_read(&audit->rules, folder, err);

		free(folder);
		if (ret < 0)
			return -1;
	}
	for (size_t i = 0; i < policy->nrule; i++) {
		if (!rules_find(&audit->rules, policy->rule[i].rule))
			return refuse_unknown(options->policy, policy->rule[i].rule, err);
	}
	for (size_t i = 0; i < policy->nwaiver; i++) {
		if (!rules_find(&audit->rules, policy->waiver[i].rule))
			return refuse_unknown(policy->waiver[i].place, policy->waiver[i].rule, err);
	}
	return compile(audit, err);
}

static int
read_steps(struct audit *audit, const struct options *options, struct err *err)
{
	for (size_t i = 0; i < options->nstep; i++) {
		struct step step = { 0 };

		if (step_read(&step, options->tree, options->step[i], err) < 0)
			return -1;
		*arr_push(&audit->step, &audit->nstep) = step;
	}
	return 0;
}

static int
read_licences(struct audit *audit, const struct options *options, struct err *err)
{
	struct str text = STR_INIT;
	int ret = 0;

	if (!options->licences)
		return 0;
	if (options->licence_policy)
		ret = read_into(options->licence_policy, POLICY_LIMIT, &text, err);
	if (ret == 0)
		ret = licence_hook_new(&audit->licences, options->licence_policy ? options->licence_policy : "",
			str_span(&text), err);
	str_release(&text);
	return ret;
}

static void
find_today(struct audit *audit, const struct options *options)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	time_t now = epoch ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
	struct tm day;

	if (options->today)
		snprintf(audit->today, sizeof(audit->today), "%s", options->today);
	else if (!gmtime_r(&now, &day) || !strftime(audit->today, sizeof(audit->today), "%Y-%m-%d", &day))
		snprintf(audit->today, sizeof(audit->today), "9999-12-31");
}

static void
audit_release(struct audit *audit)
{
	for (size_t i = 0; i < audit->nstep; i++)
		step_release(&audit->step[i]);
	free(audit->step);
	licence_hook_free(audit->licences);
	markers_free(audit->markers);
	rules_release(&audit->rules);
	policy_release(&audit->policy);
	record_release(&audit->baseline);
}

/* Looking. */

/* An argument that is no file but a step stands for its sources. */
static int
add_subjects(struct subject **subject, size_t *n, const struct options *options, const char *argument,
	struct err *err)
{
	struct step step = { 0 };

	if (access(argument, F_OK) == 0 || !step_exists(options->tree, argument)) {
		*arr_push(subject, n) = (struct subject){ arr_dup(argument), NULL };
		return 0;
	}
	if (step_read(&step, options->tree, argument, err) < 0)
		return -1;
	for (size_t i = 0; i < step.nsource; i++) {
		struct step *own = arr_new(1, sizeof(*own));

		if (step_read(own, options->tree, argument, err) < 0) {
			free(own);
			step_release(&step);
			return -1;
		}
		*arr_push(subject, n) = (struct subject){ io_join(options->distfiles, step.source[i]), own };
	}
	step_release(&step);
	return 0;
}

static int
compare_audits(const void *a, const void *b)
{
	return strcmp(((const struct record_audit *)a)->name, ((const struct record_audit *)b)->name);
}

static int
write_out(const struct record *record, const struct audit *audit, const struct options *options, struct err *err)
{
	struct str text = STR_INIT;
	int ret = 0;

	if (options->json)
		record_format(record, &text);
	else
		show_record(record, (options->quiet ? SHOW_QUIET : 0) | (options->all ? SHOW_SETTLED : 0), &text);
	if (audit->licences && !options->json)
		licence_hook_format(audit->licences, options->quiet, &text);
	if (options->output)
		ret = io_replace(AT_FDCWD, options->output, 0644, str_span(&text), IO_PLAIN, err);
	else if (text.n && fwrite(text.at, 1, text.n, stdout) != text.n)
		ret = err_sys(err, "standard output");
	str_release(&text);
	return ret;
}

/* Look into all of SUBJECT and fill RECORD; false when one was not looked at to its end. */
static int
look(const struct audit *audit, const struct options *options, const struct subject *subject, size_t n,
	struct record *record, bool *answered, struct err *err)
{
	struct inspect_hook hook = licence_hook_of(audit->licences);
	struct work work = {
		.rules = &audit->rules,
		.markers = audit->markers,
		.policy = &audit->policy,
		.hook = &hook,
		.nhook = audit->licences ? 1 : 0,
		.jobs = options->jobs,
	};
	struct work_result *result = arr_new(n, sizeof(*result));
	char **path = arr_new(n, sizeof(*path));
	int ret;

	for (size_t i = 0; i < n; i++)
		path[i] = subject[i].path;
	record->naudit = n;
	record->audit = arr_new(n, sizeof(*record->audit));
	ret = work_run(&work, path, n, record->audit, result, err);
	for (size_t i = 0; i < n; i++) {
		if (ret == 0 && result[i].trouble) {
			msg_line("%s", result[i].trouble);
			*answered = false;
		}
		if (ret == 0 && subject[i].step)
			steps_apply(subject[i].step, 1, &audit->rules, &record->audit[i]);
		else if (ret == 0)
			steps_apply(audit->step, audit->nstep, &audit->rules, &record->audit[i]);
		if (ret == 0)
			waivers_apply(&result[i].seen, audit->today);
		work_result_release(&result[i]);
	}
	if (ret == 0 && options->baseline)
		baseline_apply(record, &audit->baseline);
	if (record->naudit > 1)
		qsort(record->audit, record->naudit, sizeof(*record->audit), compare_audits);
	free(path);
	free(result);
	return ret;
}

static int
audit_all(const struct options *options, char **argument, int n, struct err *err)
{
	struct record record = RECORD_INIT;
	struct audit audit = { .rules = RULES_INIT };
	struct subject *subject = NULL;
	size_t nsubject = 0;
	int status = EXIT_NOANSWER, ret;
	bool answered = true;

	record.program = arr_dup("lbs-audit");
	record.version = arr_dup(LBS_VERSION);
	record.arch = arr_dup("");
	record.created = arr_dup("");
	find_today(&audit, options);
	ret = read_policy(&audit, options, err);
	if (ret == 0)
		ret = read_rules(&audit, options, err);
	if (ret == 0)
		ret = read_steps(&audit, options, err);
	if (ret == 0)
		ret = read_licences(&audit, options, err);
	for (int i = 0; i < n && ret == 0; i++)
		ret = add_subjects(&subject, &nsubject, options, argument[i], err);
	if (ret == 0)
		ret = look(&audit, options, subject, nsubject, &record, &answered, err);
	if (ret == 0)
		ret = write_out(&record, &audit, options, err);
	if (ret < 0)
		msg_err(err);
	else if (answered)
		status = record_count_findings(&record, SEVERITY_BAN) ? EXIT_FOUND : EXIT_GOOD;
	for (size_t i = 0; i < nsubject; i++) {
		if (subject[i].step)
			step_release(subject[i].step);
		free(subject[i].step);
		free(subject[i].path);
	}
	free(subject);
	audit_release(&audit);
	record_release(&record);
	return status;
}

/* lbs audit rules [ID ...] */
static int
tell_rules(const struct options *options, char **id, int n, struct err *err)
{
	struct audit audit = { .rules = RULES_INIT };
	struct str text = STR_INIT;
	int ret = read_policy(&audit, options, err), status = EXIT_GOOD, wrong;

	if (ret == 0)
		ret = read_rules(&audit, options, err);
	if (ret == 0 && options->check) {
		wrong = check_rules(&audit.rules, audit.markers, &text, err);
		ret = wrong < 0 ? -1 : 0;
		if (ret == 0)
			str_addf(&text, "%zu rules, %d example%s not as they should be\n", audit.rules.nrule, wrong,
				wrong == 1 ? "" : "s");
		status = wrong ? EXIT_FOUND : EXIT_GOOD;
	} else if (ret == 0 && n == 0) {
		show_rules(&audit.rules, &text);
	}
	for (int i = 0; i < n && ret == 0; i++) {
		const struct rule *rule = rules_find(&audit.rules, id[i]);

		if (i)
			str_addc(&text, '\n');
		if (rule)
			show_rule(rule, &text);
		else
			ret = refuse_unknown("rules", id[i], err);
	}
	if (ret == 0 && text.n && fwrite(text.at, 1, text.n, stdout) != text.n)
		ret = err_sys(err, "standard output");
	if (ret < 0) {
		msg_err(err);
		status = EXIT_NOANSWER;
	}
	str_release(&text);
	audit_release(&audit);
	return status;
}

static int
read_options(struct options *options, int argc, char **argv)
{
	static const struct option words[] = {
		{ "json", no_argument, NULL, 'j' }, { "output", required_argument, NULL, 'o' },
		{ "policy", required_argument, NULL, 'p' }, { "waivers", required_argument, NULL, 'w' },
		{ "baseline", required_argument, NULL, 'b' }, { "rules", required_argument, NULL, 'r' },
		{ "step", required_argument, NULL, 's' }, { "tree", required_argument, NULL, 't' },
		{ "distfiles", required_argument, NULL, 'd' }, { "jobs", required_argument, NULL, 'n' },
		{ "licences", no_argument, NULL, 'l' }, { "licence-policy", required_argument, NULL, 'L' },
		{ "today", required_argument, NULL, 'T' }, { "all", no_argument, NULL, 'a' },
		{ "check", no_argument, NULL, 'c' }, { "quiet", no_argument, NULL, 'q' },
		{ "help", no_argument, NULL, 'h' }, { "version", no_argument, NULL, 'v' }, { NULL, 0, NULL, 0 },
	};
	long long number;
	int word;

	opterr = 0;
	while ((word = getopt_long(argc, argv, ":h", words, NULL)) != -1) {
		switch (word) {
		case 'j': options->json = true; break;
		case 'o': options->output = optarg; break;
		case 'p': options->policy = optarg; break;
		case 'w': options->waivers = optarg; break;
		case 'b': options->baseline = optarg; break;
		case 'r': *arr_push(&options->folder, &options->nfolder) = optarg; break;
		case 's': *arr_push(&options->step, &options->nstep) = optarg; break;
		case 't': free(options->tree); options->tree = arr_dup(optarg); break;
		case 'd': free(options->distfiles); options->distfiles = arr_dup(optarg); break;
		case 'T': options->today = optarg; break;
		case 'a': options->all = true; break;
		case 'l': options->licences = true; break;
		case 'L': options->licences = true; options->licence_policy = optarg; break;
		case 'c': options->check = true; break;
		case 'q': options->quiet = true; break;
		case 'n':
			number = span_number(span_of(optarg), 64);
			if (number < 1)
				return msg_usage("--jobs wants a number from 1 to 64, got '%s'", optarg);
			options->jobs = (unsigned)number;
			break;
		case 'h':
			fputs(usage, stdout);
			return msg_finish(EXIT_GOOD);
		case 'v':
			return msg_version();
		case ':':
			return msg_usage("'%s' wants a value", argv[optind - 1]);
		default:
			return msg_usage("unknown option '%s'", argv[optind - 1]);
		}
	}
	return -1;
}

static void
fill_options(struct options *options)
{
	const char *tree = getenv("LBS_TREE"), *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (!options->tree)
		options->tree = arr_dup(tree && *tree ? tree : ".");
	if (!options->distfiles && cache && *cache)
		options->distfiles = str_format("%s/lbs/distfiles", cache);
	if (!options->distfiles)
		options->distfiles = str_format("%s/.cache/lbs/distfiles", home ? home : "");
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	struct err err = ERR_INIT;
	bool rules = argc > 1 && !strcmp(argv[1], "rules");
	int status;

	msg_init("lbs-audit");
	/* libarchive reads names through the locale; without one that knows all of them it gives up on some. */
	setlocale(LC_CTYPE, "C.UTF-8");
	if (rules) {
		argv[1] = argv[0];
		argv++;
		argc--;
	}
	status = read_options(&options, argc, argv);
	if (status < 0) {
		fill_options(&options);
		if (rules)
			status = tell_rules(&options, argv + optind, argc - optind, &err);
		else if (optind == argc)
			status = msg_usage("wants a file, folder or step");
		else
			status = audit_all(&options, argv + optind, argc - optind, &err);
		status = msg_finish(status);
	}
	free(options.folder);
	free(options.step);
	free(options.tree);
	free(options.distfiles);
	return status;
}
