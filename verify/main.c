/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-verify - rebuild the chain, compare it, audit its sources, write the record and the reports
 *
 * lbs-verify.1 beside this file is the manual page.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/utsname.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "base/progress.h"
#include "host/process.h"
#include "host/sandbox.h"
#include "ddc.h"
#include "options.h"
#include "run.h"
#include "self.h"
#include "source.h"
#include "stop.h"

enum { REPORT_SECONDS = 120, REPORT_LIMIT = 1 << 20 };

static const char usage[] =
	"usage: lbs verify [OPTION ...]\n"
	"\n"
	"Rebuild every step of the chain in a sandbox, compare it with checksums/, look\n"
	"into its sources, write a record and reports.\n"
	"\n"
	"  --until STEP      stop after STEP\n"
	"  --arch ARCH       x86 (default)\n"
	"  --jobs N          steps at once (default: one a processor)\n"
	"  --serial          one after the other, trusting no recorded layer\n"
	"  --rebuild         run steps again whose result is in the store\n"
	"  --ddc             also compile tcc by the host's gcc and clang first, and compare\n"
	"  --tree DIR        the checkout (default: $LBS_TREE, here, or the installed one)\n"
	"  --store DIR       results and layers (default: ~/.cache/lbs/store)\n"
	"  --distfiles DIR   source archives (default: ~/.cache/lbs/distfiles)\n"
	"  --mirrors PLACE   a folder, file:// or http(s):// address; may be given again\n"
	"  --offline         use distfiles and folders alone\n"
	"  --no-debian       do not ask the Debian source archive\n"
	"  --reports DIR     where record, reports and logs go (default: lbs-reports)\n"
	"  --json            print the record on standard output\n"
	"  --quiet           no lines while working\n"
	"  --help, --version\n"
	"\n"
	"Status: 0 all as recorded, nothing found; 1 something differs or was found;\n"
	"2 no answer.\n";

static int
write_record(const struct record *record, const char *folder, bool print, struct err *err)
{
	struct str text = STR_INIT;
	char *path = io_join(folder, "record.json");
	int ret;

	record_format(record, &text);
	ret = io_replace(AT_FDCWD, path, 0644, str_span(&text), IO_PLAIN, err);
	if (ret == 0 && print && fwrite(text.at, 1, text.n, stdout) != text.n)
		ret = err_sys(err, "standard output");
	free(path);
	str_release(&text);
	return ret;
}

/* lbs-report reads what we wrote, as it would anybody's. */
static int
write_reports(const char *program_folder, const char *folder, struct err *err)
{
	char *program = io_join(program_folder, "lbs-report");
	char *path = io_join(folder, "record.json");
	const char *argv[] = { program, "--all", folder, path, NULL };
	struct process_result result = { 0 };
	int ret = process_run(&(struct process){
		.argv = argv,
		.wall_ns = REPORT_SECONDS * 1000000000LL,
		.out_limit = REPORT_LIMIT,
	}, &result, err);

	if (ret == 0 && (!result.exited || result.status != 0))
		ret = err_set(err, ERR_SYSTEM, "lbs-report failed: %.*s",
			(int)span_trim(str_span(&result.err)).n, span_trim(str_span(&result.err)).at);
	process_result_release(&result);
	free(path);
	free(program);
	return ret;
}

static void
print_summary(const struct record *record, const struct options *options)
{
	static const enum verdict verdict[] = { VERDICT_MATCH, VERDICT_DIFFERS, VERDICT_FAILED,
		VERDICT_NOT_REACHED, VERDICT_NOT_CHECKED };
	static const enum severity severity[] = { SEVERITY_BAN, SEVERITY_STRIP, SEVERITY_DATA,
		SEVERITY_NOTE };
	FILE *out = options->json ? stderr : stdout;
	size_t missing = 0;
	const char *sep = ": ";

	for (size_t i = 0; i < record->nsource; i++)
		missing += !record->source[i].present;
	fprintf(out, "%zu step%s", record->nstep, record->nstep == 1 ? "" : "s");
	for (size_t i = 0; i < sizeof(verdict) / sizeof(*verdict); i++) {
		size_t n = record_count(record, verdict[i]);

		if (n)
			fprintf(out, "%s%zu %s", sep, n, verdict_word(verdict[i]));
		sep = n ? ", " : sep;
	}
	fprintf(out, "\n%zu source%s: %zu at hand, %zu missing; findings", record->nsource,
		record->nsource == 1 ? "" : "s", record->nsource - missing, missing);
	sep = ": ";
	for (size_t i = 0; i < sizeof(severity) / sizeof(*severity); i++) {
		fprintf(out, "%s%zu %s", sep, record_count_findings(record, severity[i]),
			severity_word(severity[i]));
		sep = ", ";
	}
	fprintf(out, "\nrecord   %s/record.json\nreports  %s/report.html, report.txt, junit.xml, spdx.json\n",
		options->reports, options->reports);
}

/*
 * What is wrong comes before what is not known. A step is not reached for the
 * sake of another that is wrong, which counts, or of a source that is not to be had,
 * which is no answer. Steps that are only announced have nothing to be compared, so
 * they are no lack of an answer.
 */
static int
exit_status(const struct record *record, const struct tree *tree)
{
	bool unknown = false;

	for (size_t i = 0; i < record->nstep; i++) {
		switch (record->step[i].verdict) {
		case VERDICT_MATCH:
			break;
		case VERDICT_DIFFERS:
		case VERDICT_FAILED:
			return EXIT_FOUND;
		case VERDICT_NOT_REACHED:
			unknown = true;
			break;
		case VERDICT_NOT_CHECKED:
			unknown = unknown || !tree->step[i].announced;
			break;
		}
	}
	if (record_count_findings(record, SEVERITY_BAN))
		return EXIT_FOUND;
	for (size_t i = 0; i < record->nsource; i++)
		unknown = unknown || !record->source[i].present;
	if (ddc_status(record) == EXIT_FOUND)
		return EXIT_FOUND;
	return unknown ? EXIT_NOANSWER : ddc_status(record);
}

static int
check_host(const struct tree *tree, struct err *err)
{
	struct utsname host;

	if (uname(&host) < 0)
		return err_sys(err, "uname");
	if (!arch_runs_on(tree->arch, host.machine))
		return err_set(err, ERR_SYSTEM, "this machine (%s) does not run programs for %s", host.machine,
			tree->arch->name);
	return sandbox_probe(err);
}

/* A recorded layer that no step claims is compared with nothing: that must not look like good. */
static int
tell_stale(const struct tree *tree, struct progress *progress, struct err *err)
{
	char **name;
	size_t n;

	if (tree_stale(tree, &name, &n, err) < 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		char *line = str_format("note: %s: recorded, but no step of the chain is called so", name[i]);

		progress_note(progress, line);
		free(line);
	}
	io_free_names(name, n);
	return 0;
}

static int
run_and_compare(const struct options *options, const struct shop *shop, const char *logs,
	struct record *record, struct progress *progress, struct err *err)
{
	int ret = run_steps(&(struct run){
		.shop = shop,
		.logs = logs,
		.jobs = options->jobs,
		.flags = (options->serial ? RUN_SERIAL : 0) | (options->rebuild ? RUN_REBUILD : 0),
		.progress = progress,
	}, record->step, stop_flag(), err);

	if (ret == 0 && options->ddc)
		ret = ddc_run(&(struct ddc){ shop, record->step, logs, progress }, record, stop_flag(), err);
	return ret;
}

/* Everything between the open store and the written reports. */
static int
verify_tree(const struct options *options, const struct tree *tree, struct store *store,
	struct record *record, struct err *err)
{
	char *folder = NULL, *work = NULL, *logs = io_join(options->reports, "logs");
	struct progress progress;
	struct past past = { 0 };
	struct err late;
	int lock = -1, ret = -1;

	progress_start(&progress, 2, options->quiet, tree->nstep);
	if (self_folder(&folder, err) < 0 || check_host(tree, err) < 0
		|| (!options->until && tell_stale(tree, &progress, err) < 0)
		|| io_mkdirs(AT_FDCWD, logs, 0755, err) < 0
		|| store_start_work(store, &work, &lock, err) < 0)
		goto out;
	record->nstep = tree->nstep;
	record->step = arr_new(tree->nstep, sizeof(*record->step));
	/* No source is used before its digest fits, and none before it was looked into. */
	ret = sources_fetch(record, tree, options, &progress, err);
	if (ret == 0)
		ret = sources_audit(record, tree, options, folder, err);
	if (ret == 0)
		ret = run_and_compare(options, &(struct shop){
			.store = store,
			.tree = tree,
			.work = work,
			.distfiles = options->distfiles,
			.source = record->source,
			.nsource = record->nsource,
			.past = &past,
		}, logs, record, &progress, err);
	progress_end(&progress);
	if (ret == 0)
		ret = write_record(record, options->reports, options->json, err);
	if (ret == 0)
		ret = write_reports(folder, options->reports, err);
out:
	if (work && store_end_work(store, &work, &lock, &late) < 0 && ret == 0) {
		*err = late;
		ret = -1;
	}
	past_release(&past);
	free(folder);
	free(logs);
	return ret;
}

int
main(int argc, char **argv)
{
	struct options options;
	struct tree tree = TREE_INIT;
	struct store store = STORE_INIT;
	struct record record = RECORD_INIT;
	struct err err = ERR_INIT;
	int status;

	msg_init("lbs-verify");
	status = options_read(&options, argc, argv, OPTION_COMMON | OPTION_QUIET | OPTION_JSON | OPTION_RUN
		| OPTION_SERIAL | OPTION_SOURCES | OPTION_DDC, usage);
	if (status < 0 && options.narguments)
		status = msg_usage("'%s': takes no arguments", options.argument[0]);
	if (status >= 0)
		goto out;
	record.program = arr_dup("lbs-verify");
	record.version = arr_dup(LBS_VERSION);
	record.arch = arr_dup(options.arch->name);
	record.created = arr_dup("");
	stop_on_signals();
	if (tree_read(&tree, options.tree, options.arch, options.until, &err) < 0
		|| store_open(&store, options.store, 0, &err) < 0
		|| verify_tree(&options, &tree, &store, &record, &err) < 0) {
		msg_err(&err);
		status = EXIT_NOANSWER;
		goto out;
	}
	if (!options.quiet)
		print_summary(&record, &options);
	status = msg_finish(exit_status(&record, &tree));
out:
	record_release(&record);
	store_close(&store);
	tree_release(&tree);
	options_release(&options);
	return status;
}
