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
#include <unistd.h>

#include "against.h"
#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "licencehook.h"
#include "options.h"
#include "prepare.h"
#include "regenapply.h"
#include "show.h"
#include "step.h"
#include "waiver.h"
#include "work.h"

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
	"  --regenerate[=SECONDS]\n"
	"                    make again what this host's generators can, in a sandbox, and compare\n"
	"  --m4-index FILE   more known .m4 files, lbs-m4index(1); may be given again\n"
	"  --against DIR|GIT[#REF]\n"
	"                    what the archive has that this folder, or a tag of this git repository, has not\n"
	"  --tag REF         the tag, branch or commit (default: the tag that fits the archive's name)\n"
	"  --jobs N          files at once (default: one a processor)\n"
	"  --today DATE      for waivers (default: $SOURCE_DATE_EPOCH, or the clock)\n"
	"  --all             show what is waived, known or handled, too\n"
	"  --check           of rules: run their own examples\n"
	"  --quiet           print findings alone, no summary\n"
	"  --help, --version\n"
	"\n"
	"Status: 0 nothing of severity 'ban' is left open; 1 something is; 2 no answer.\n";

/* All that is read before any source. */
struct audit {
	struct prepared ready;
	struct licence_hook *licences;  /* NULL: not asked for */
	struct step *step;
	size_t nstep;
	struct hints hints;             /* of --tree, with no step */
	struct against against;         /* of --against */
};

/* What is looked into: a file or folder, with the steps that it is a source of. */
struct subject {
	char *path;                     /* owned */
	struct step *step;              /* owned; of a step that was named; else those of --step count */
};

static int
read_steps(struct audit *audit, const struct options *options, struct err *err)
{
	for (size_t i = 0; i < options->nstep; i++) {
		struct step step = { 0 };

		if (step_read(&step, options->tree, options->step[i], err) < 0)
			return -1;
		*arr_push(&audit->step, &audit->nstep) = step;
	}
	return options->nstep == 0 && options->chain ? hints_read(&audit->hints, options->tree, "", err) : 0;
}

static void
audit_release(struct audit *audit)
{
	for (size_t i = 0; i < audit->nstep; i++)
		step_release(&audit->step[i]);
	free(audit->step);
	licence_hook_free(audit->licences);
	hints_release(&audit->hints);
	against_release(&audit->against);
	prepared_release(&audit->ready);
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
	else if (options->against.where)
		against_show(&audit->against, &record->audit[0], options->all, &text);
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
look(struct audit *audit, const struct options *options, const struct subject *subject, size_t n,
	struct record *record, bool *answered, struct err *err)
{
	struct inspect_hook hook[] = { m4_hook_of(&audit->ready.m4), licence_hook_of(audit->licences) };
	struct work work = {
		.rules = &audit->ready.rules,
		.markers = audit->ready.markers,
		.policy = &audit->ready.policy,
		.hook = hook,
		.nhook = audit->licences ? 2 : 1,
		.jobs = options->jobs,
		.forgets_digest = !options->json,
		.forgets_paths = true,
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
			steps_apply(subject[i].step, 1, &audit->ready.rules, &record->audit[i]);
		else if (ret == 0)
			steps_apply(audit->step, audit->nstep, &audit->ready.rules, &record->audit[i]);
		if (ret == 0 && audit->hints.step && !subject[i].step)
			hints_apply(&audit->hints, &audit->ready.rules, &record->audit[i]);
		if (ret == 0 && options->against.where)
			ret = against_run(&audit->against, path[i], &options->against, &audit->ready.m4, &result[i].seen, err);
		if (ret == 0)
			waivers_apply(&result[i].seen, audit->ready.today);
		work_result_release(&result[i]);
	}
	if (ret == 0 && options->seconds && !options->against.where)
		ret = regen_apply_all(path, n, options->seconds, &audit->ready.rules, record->audit, err);
	if (ret == 0 && options->given.baseline)
		baseline_apply(record, &audit->ready.baseline);
	if (ret == 0 && options->against.where)
		against_settle(&record->audit[0]);
	if (ret == 0 && audit->licences)
		licence_hook_record(audit->licences, record->audit, record->naudit);
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
	struct audit audit = { .ready = PREPARED_INIT };
	struct subject *subject = NULL;
	size_t nsubject = 0;
	int status = EXIT_NOANSWER, ret;
	bool answered = true;

	record.program = arr_dup("lbs-audit");
	record.version = arr_dup(LBS_VERSION);
	record.arch = arr_dup("");
	record.created = arr_dup("");
	ret = prepare(&audit.ready, &options->given, err);
	if (ret == 0)
		ret = read_steps(&audit, options, err);
	if (ret == 0 && options->licences)
		ret = prepare_licences(&audit.licences, options->licence_policy, err);
	for (int i = 0; i < n && ret == 0; i++)
		ret = add_subjects(&subject, &nsubject, options, argument[i], err);
	if (ret == 0 && options->against.where && nsubject != 1)
		ret = err_set(err, ERR_SYNTAX, "--against wants one archive or folder, got %zu", nsubject);
	if (ret == 0)
		ret = look(&audit, options, subject, nsubject, &record, &answered, err);
	if (ret == 0)
		ret = write_out(&record, &audit, options, err);
	if (ret < 0)
		msg_err(err);
	else if (answered && options->against.where)
		status = against_open(&record.audit[0]) ? EXIT_FOUND : EXIT_GOOD;
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
	struct audit audit = { .ready = PREPARED_INIT };
	struct str text = STR_INIT;
	int ret = prepare(&audit.ready, &options->given, err), status = EXIT_GOOD, wrong;

	if (ret == 0 && options->check) {
		wrong = check_rules(&audit.ready.rules, audit.ready.markers, &text, err);
		ret = wrong < 0 ? -1 : 0;
		if (ret == 0)
			str_addf(&text, "%zu rules, %d example%s not as they should be\n", audit.ready.rules.nrule, wrong,
				wrong == 1 ? "" : "s");
		status = wrong ? EXIT_FOUND : EXIT_GOOD;
	} else if (ret == 0 && n == 0) {
		show_rules(&audit.ready.rules, &text);
	}
	for (int i = 0; i < n && ret == 0; i++) {
		const struct rule *rule = rules_find(&audit.ready.rules, id[i]);

		if (i)
			str_addc(&text, '\n');
		if (rule)
			show_rule(rule, &text);
		else
			ret = prepare_refuse("rules", id[i], err);
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

int
main(int argc, char **argv)
{
	struct options options = OPTIONS_INIT;
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
	status = options_read(&options, rules ? OPTIONS_RULES : OPTIONS_AUDIT, usage, argc, argv);
	if (status < 0) {
		if (rules)
			status = tell_rules(&options, argv + optind, argc - optind, &err);
		else if (optind == argc)
			status = msg_usage("wants a file, folder or step");
		else
			status = audit_all(&options, argv + optind, argc - optind, &err);
		status = msg_finish(status);
	}
	options_release(&options);
	return status;
}
