/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-gate - what an update of sources brings that a person cannot read
 *
 * lbs-gate.1 beside this file is the manual page.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "gatepairs.h"
#include "gateregen.h"
#include "gateshow.h"
#include "options.h"
#include "prepare.h"
#include "regen.h"
#include "waiver.h"
#include "work.h"

static const char usage[] =
	"usage: lbs gate [OPTION ...] OLD NEW\n"
	"       lbs gate [OPTION ...] --old-tree DIR STEP\n"
	"\n"
	"Compare two versions of sources: archives, folders, or steps of a chain, which stand\n"
	"for their sources. Tell what the update brings that a person cannot read, or that\n"
	"nothing in it explains. Nothing is unpacked to disk, and nothing of it is run, but\n"
	"with --regenerate.\n"
	"\n"
	"  --json            print the record, lbs-record(5); lbs report makes SARIF of it\n"
	"  --output FILE     write there instead of to standard output\n"
	"  --record FILE     write the record there, too\n"
	"  --old-tree DIR    where the steps of OLD are (default: as --tree)\n"
	"  --tree DIR        where the steps are (default: $LBS_TREE, or here)\n"
	"  --distfiles DIR   where sources of steps are (default: ~/.cache/lbs/distfiles)\n"
	"  --released DATE   the day of the release; files that are younger are told\n"
	"  --regenerate[=SECONDS]\n"
	"                    make again what is new or changed, as this host's generators\n"
	"                    can, in a sandbox, and compare\n"
	"  --policy FILE     severities, rules and waivers of your own, lbs-policy(5)\n"
	"  --waivers FILE    more waivers\n"
	"  --baseline FILE   a record: what it has, too, is known, and fails nothing\n"
	"  --rules DIR       more rules, lbs-rules(5); may be given again\n"
	"  --m4-index FILE   more known .m4 files, lbs-m4index(1); may be given again\n"
	"  --licence-policy FILE\n"
	"                    decisions of your own about licences, lbs-licence(5)\n"
	"  --jobs N          files at once (default: one a processor)\n"
	"  --today DATE      for waivers (default: $SOURCE_DATE_EPOCH, or the clock)\n"
	"  --all             leave nothing out, and show what is waived, known or handled\n"
	"  --quiet           print findings alone, no summary\n"
	"  --help, --version\n"
	"\n"
	"Status: 0 nothing of severity 'ban' is new; 1 something is; 2 no answer.\n";

/* One side, while it is compared. */
struct look {
	struct gate_side side;
	struct work_result result;
};

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The signature beside PATH: "x.tar.gz.asc", or kernel.org's "x.tar.sign" of what is compressed. */
static int
read_signature(struct gate_signature *signature, const char *path, struct err *err)
{
	static const char *const endings[] = { ".asc", ".sig", ".sign", ".gpg", ".minisig" };
	const char *last = strrchr(path, '.');
	struct str text = STR_INIT;
	int ret = 0;

	for (size_t i = 0; i < 2 * sizeof(endings) / sizeof(*endings) && !signature->name; i++) {
		bool shorter = i >= sizeof(endings) / sizeof(*endings);
		size_t n = shorter && last ? (size_t)(last - path) : strlen(path);
		char *name = str_format("%.*s%s", (int)n, path, endings[i % (sizeof(endings) / sizeof(*endings))]);

		/* "x.tar", whose signature is of all that it may be compressed to; not "x" of "x.tar". */
		if ((!shorter || (last && n > 4 && !strncmp(path + n - 4, ".tar", 4))) && access(name, F_OK) == 0)
			signature->name = name;
		else
			free(name);
	}
	if (!signature->name)
		return 0;
	ret = io_read_file(AT_FDCWD, signature->name, GATE_KEY_LIMIT, &text, err);
	if (ret == 0)
		ret = gate_keys_parse(&signature->keys, signature->name, str_span(&text), err);
	signature->digest = digest_of(str_span(&text));
	str_release(&text);
	if (ret == 0 && strrchr(signature->name, '/')) {
		char *shown = arr_dup(strrchr(signature->name, '/') + 1);

		free(signature->name);
		signature->name = shown;
	}
	return ret;
}

/* Look into PATH; into nothing, when there is none. *ANSWERED becomes false when it was not seen to its end. */
static int
look_at(struct look *look, const struct prepared *ready, const struct options *options, const char *path,
	struct record_audit *audit, bool *answered, struct err *err)
{
	struct licence_hook *licences = NULL;
	struct inspect_hook hook[] = { gate_tree_hook(&look->side.tree), m4_hook_of(&ready->m4), { .file = NULL } };
	struct work work = { .rules = &ready->rules, .markers = ready->markers, .policy = &ready->policy, .hook = hook,
		.nhook = 3, .jobs = options->jobs };
	char *name = path ? arr_dup(path) : NULL;
	int ret = 0;

	look->side.seen = &look->result.seen;
	if (path) {
		ret = prepare_licences(&licences, options->licence_policy, err);
		if (ret == 0) {
			hook[2] = licence_hook_of(licences);
			ret = work_run(&work, &name, 1, audit, &look->result, err);
		}
	} else {
		audit->name = arr_dup("");
		look->result.seen = (struct inspection){ .rules = work.rules, .policy = work.policy, .audit = audit };
	}
	if (ret == 0 && look->result.trouble) {
		msg_line("%s", look->result.trouble);
		*answered = false;
	}
	gate_tree_finish(&look->side.tree, path && !is_folder(path));
	if (ret == 0 && licences)
		licence_hook_each(licences, gate_tree_licence, &look->side.tree);
	if (ret == 0 && look->side.tree.full) {
		msg_line("%s: more than %d files", path, GATE_FILES);
		*answered = false;
	}
	if (ret == 0 && path && !is_folder(path))
		ret = read_signature(&look->side.signature, path, err);
	if (look->side.signature.name && ret == 0)
		*arr_push(&look->result.seen.digest, &look->result.seen.ndigest) =
			(struct inspect_digest){ arr_dup(look->side.signature.name), look->side.signature.digest };
	licence_hook_free(licences);
	free(name);
	return ret;
}

static char *
signer(const struct gate_signature *signature)
{
	const struct gate_key *key = &signature->keys.key[0];

	if (!signature->name)
		return NULL;
	return str_format("%s (%s%s%s)%s", key->id[0] ? key->id : "a key without name", key->algorithm,
		key->hash[0] ? ", " : "", key->hash, signature->keys.nkey > 1 ? " and others" : "");
}

static void
look_release(struct look *look)
{
	gate_tree_release(&look->side.tree);
	free(look->side.signature.name);
	work_result_release(&look->result);
}

/* Fill PAIR. STEP is what NEW is a source of, or NULL. */
static int
compare(struct gate_pair *pair, const struct prepared *ready, const struct options *options,
	const struct gate_couple *couple, const struct step *step, bool *answered, struct err *err)
{
	struct look old = { .result = { .trouble = NULL } }, new = { .result = { .trouble = NULL } };
	int ret;

	gate_tree_init(&old.side.tree, &ready->m4);
	gate_tree_init(&new.side.tree, &ready->m4);
	ret = look_at(&old, ready, options, couple->old, &pair->old, answered, err);
	if (ret == 0)
		ret = look_at(&new, ready, options, couple->new, &pair->new, answered, err);
	if (ret == 0 && *answered) {
		gate_trees_match(&old.side.tree, &new.side.tree);
		gate_diff(&old.side, &new.side, &options->gate, &pair->counts);
		if (options->seconds && couple->new)
			ret = gate_regenerate(&new.side, couple->new, options->seconds, err);
		pair->top = arr_dup(new.side.tree.top_name);
		pair->signature = signer(&new.side.signature);
		steps_apply(step, step ? 1 : 0, &ready->rules, &pair->new);
		waivers_apply(&new.result.seen, ready->today);
		gate_settle(&new.side);
	}
	look_release(&old);
	look_release(&new);
	return ret;
}

/* The record. */

static int
compare_audits(const void *a, const void *b)
{
	return strcmp(((const struct record_audit *)a)->name, ((const struct record_audit *)b)->name);
}

/* What BASELINE has of a new version: not what was gone in it. */
static void
apply_baseline(struct record *news, const struct record *baseline)
{
	struct record seen = { .audit = arr_new(baseline->naudit, sizeof(*seen.audit)) };

	for (size_t i = 0; i < baseline->naudit; i++) {
		const struct record_audit *audit = &baseline->audit[i];
		bool gone = !strcmp(baseline->program, "lbs-gate");

		for (size_t k = 0; k < audit->nfinding; k++)
			gone = gone && audit->finding[k].change == FINDING_ABSENT;
		if (!gone)
			seen.audit[seen.naudit++] = *audit;
	}
	baseline_apply(news, &seen);
	free(seen.audit);
}

/* Move both audits of every pair into RECORD; those of no file are left out. */
static void
collect(struct record *record, const struct gate_pair *pair, size_t n)
{
	record->program = arr_dup("lbs-gate");
	record->version = arr_dup(LBS_VERSION);
	record->arch = arr_dup("");
	record->created = arr_dup("");
	for (size_t i = 0; i < n; i++) {
		if (pair[i].old.name[0])
			*arr_push(&record->audit, &record->naudit) = pair[i].old;
		if (pair[i].new.name[0])
			*arr_push(&record->audit, &record->naudit) = pair[i].new;
	}
	if (record->naudit)
		qsort(record->audit, record->naudit, sizeof(*record->audit), compare_audits);
}

static int
write_out(const struct options *options, const struct prepared *ready, const struct record *record,
	const struct gate_pair *pair, size_t n, struct err *err)
{
	struct str json = STR_INIT, page = STR_INIT, *text = options->json ? &json : &page;
	int ret = 0;

	if (options->json || options->record)
		record_format(record, &json);
	if (!options->json)
		gate_show(pair, n, &ready->rules, (options->all ? GATE_SHOW_ALL : 0) | (options->quiet ? GATE_SHOW_QUIET : 0),
			&page);
	if (options->record)
		ret = io_replace(AT_FDCWD, options->record, 0644, str_span(&json), IO_PLAIN, err);
	if (ret == 0 && options->output)
		ret = io_replace(AT_FDCWD, options->output, 0644, str_span(text), IO_PLAIN, err);
	else if (ret == 0 && text->n && fwrite(text->at, 1, text->n, stdout) != text->n)
		ret = err_sys(err, "standard output");
	str_release(&json);
	str_release(&page);
	return ret;
}

/* The whole. */
static int
gate(const struct options *options, const char *old_argument, const char *new_argument, struct err *err)
{
	struct prepared ready = PREPARED_INIT;
	struct gate_sources old = { .n = 0 }, new = { .n = 0 };
	struct gate_couple *couple = NULL;
	struct gate_pair *pair = NULL;
	struct record record = RECORD_INIT, news = RECORD_INIT;
	size_t n = 0;
	bool answered = true;
	int ret = prepare(&ready, &options->given, err), status = EXIT_NOANSWER;

	if (ret == 0)
		ret = gate_sources_read(&old, options->old_tree ? options->old_tree : options->tree, options->distfiles,
			old_argument, err);
	if (ret == 0)
		ret = gate_sources_read(&new, options->tree, options->distfiles, new_argument, err);
	if (ret == 0) {
		couple = gate_couples(&old, &new, &n);
		pair = arr_new(n, sizeof(*pair));
	}
	for (size_t i = 0; ret == 0 && i < n; i++)
		ret = compare(&pair[i], &ready, options, &couple[i], new.is_step ? &new.step : NULL, &answered, err);
	if (ret == 0 && options->given.baseline) {
		news.audit = arr_new(n, sizeof(*news.audit));
		for (size_t i = 0; i < n; i++)
			news.audit[news.naudit++] = pair[i].new;
		apply_baseline(&news, &ready.baseline);
		free(news.audit);
	}
	if (ret == 0 && answered) {
		collect(&record, pair, n);
		ret = write_out(options, &ready, &record, pair, n, err);
		status = record_count_findings(&record, SEVERITY_BAN) ? EXIT_FOUND : EXIT_GOOD;
	}
	if (ret < 0) {
		msg_err(err);
		status = EXIT_NOANSWER;
	}
	for (size_t i = 0; i < n; i++) {
		record_audit_release(&pair[i].old);
		record_audit_release(&pair[i].new);
		free(pair[i].signature);
		free(pair[i].top);
	}
	/* Its audits are the pairs'. */
	free(record.audit);
	record.audit = NULL;
	record.naudit = 0;
	record_release(&record);
	free(pair);
	free(couple);
	gate_sources_release(&old);
	gate_sources_release(&new);
	prepared_release(&ready);
	return status;
}

int
main(int argc, char **argv)
{
	struct options options = OPTIONS_INIT;
	struct err err = ERR_INIT;
	int status;

	msg_init("lbs-gate");
	/* libarchive reads names through the locale; without one that knows all of them it gives up on some. */
	setlocale(LC_CTYPE, "C.UTF-8");
	status = options_read(&options, OPTIONS_GATE, usage, argc, argv);
	if (status < 0) {
		int n = argc - optind;

		if (n == 2)
			status = gate(&options, argv[optind], argv[optind + 1], &err);
		else if (n == 1 && options.old_tree)
			status = gate(&options, argv[optind], argv[optind], &err);
		else
			status = msg_usage("wants two versions, or --old-tree and one step");
		status = msg_finish(status);
	}
	options_release(&options);
	return status;
}
