/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-explain - which files of a step differ, and in what
 *
 * Reads the record of the last verify run and the store; lbs-explain.1 beside
 * this file is the manual page.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "format/record.h"
#include "host/process.h"
#include "host/store.h"
#include "options.h"

enum {
	RECORD_LIMIT = 1 << 30,
	DIFFOSCOPE_SECONDS = 600,
	DIFFOSCOPE_LIMIT = 16 << 20,
	SHOWN = 16,                     /* bytes around the first difference */
};

static const char usage[] =
	"usage: lbs explain [OPTION ...] STEP\n"
	"\n"
	"Show for a step of the last 'lbs verify' run which files differ from what is\n"
	"recorded; where the store has both, in which bytes, by diffoscope(1) if it is\n"
	"installed.\n"
	"\n"
	"  --store DIR       the store (default: ~/.cache/lbs/store)\n"
	"  --reports DIR     where record.json is (default: lbs-reports)\n"
	"  --help, --version\n"
	"\n"
	"Status: 0 the step matches; 1 it differs, failed or was not reached;\n"
	"2 no answer.\n";

static void
print_entry(const char *head, const struct layer_entry *entry)
{
	struct str text = STR_INIT;

	str_addf(&text, "    %-9s", head);
	if (!entry) {
		str_adds(&text, "not there");
	} else {
		switch (entry->type) {
		case LAYER_FILE:
			str_addf(&text, "file %04o %s %llu bytes", entry->mode, digest_text(&entry->digest).text,
				(unsigned long long)entry->size);
			break;
		case LAYER_DIR:
			str_addf(&text, "folder %04o", entry->mode);
			break;
		case LAYER_LINK:
			str_adds(&text, "link to ");
			str_add_escaped(&text, span_of(entry->target));
			break;
		case LAYER_GONE:
			str_adds(&text, "removed");
			break;
		}
	}
	puts(text.at);
	str_release(&text);
}

static void
print_bytes(const char *head, struct span bytes, size_t from)
{
	printf("    %-9s", head);
	for (size_t i = from; i < bytes.n && i < from + SHOWN; i++)
		printf("%02x ", (unsigned char)bytes.at[i]);
	puts(from < bytes.n ? "" : "(ends before)");
}

/* Where the two contents part, for hosts without diffoscope. */
static void
print_first_difference(struct span a, struct span b)
{
	size_t at = 0;

	while (at < a.n && at < b.n && a.at[at] == b.at[at])
		at++;
	printf("    first difference at byte %zu (0x%zx):\n", at, at);
	print_bytes("recorded", a, at);
	print_bytes("built", b, at);
}

static int
read_object(const struct store *store, const struct layer_entry *entry, struct str *bytes,
	struct err *err)
{
	int fd = store_open_object(store, entry, err);
	int ret;

	if (fd < 0)
		return -1;
	ret = io_read(fd, entry->path, RECORD_LIMIT, bytes, err);
	io_drop(&fd);
	return ret;
}

/* diffoscope shows names in its output: give it files that are called as a person would call them. */
static int
run_diffoscope(const char *work, struct span recorded, struct span built, struct err *err)
{
	char *a = io_join(work, "recorded"), *b = io_join(work, "built");
	const char *argv[] = { "diffoscope", "--text", "-", "--no-progress", "recorded", "built", NULL };
	struct process_result result = { 0 };
	int ret = -1;

	if (io_replace(AT_FDCWD, a, 0600, recorded, IO_PLAIN, err) < 0
		|| io_replace(AT_FDCWD, b, 0600, built, IO_PLAIN, err) < 0)
		goto out;
	ret = process_run(&(struct process){
		.argv = argv,
		.directory = work,
		.wall_ns = DIFFOSCOPE_SECONDS * 1000000000LL,
		.out_limit = DIFFOSCOPE_LIMIT,
	}, &result, err);
	if (ret < 0 && err->sys == ENOENT)
		ret = 0;
	else if (ret == 0 && result.exited && result.status <= 1)
		ret = fwrite(result.out.at ? result.out.at : "", 1, result.out.n, stdout) == result.out.n ? 1 : 0;
	process_result_release(&result);
out:
	free(a);
	free(b);
	return ret;
}

static int
explain_content(struct store *store, const struct record_change *change, struct err *err)
{
	struct str recorded = STR_INIT, built = STR_INIT;
	struct err why;
	char *work = NULL;
	int lock = -1, ret = 0, shown;

	if (store_check_object(store, change->recorded, &why) < 0
		|| store_check_object(store, change->built, &why) < 0) {
		puts("    the store does not have both contents, so their bytes can not be compared here");
		return why.kind == ERR_DIFFERS ? 0 : (*err = why, -1);
	}
	if (read_object(store, change->recorded, &recorded, err) < 0
		|| read_object(store, change->built, &built, err) < 0
		|| store_start_work(store, &work, &lock, err) < 0) {
		ret = -1;
		goto out;
	}
	fflush(stdout);
	shown = run_diffoscope(work, str_span(&recorded), str_span(&built), err);
	if (shown == 0) {
		print_first_difference(str_span(&recorded), str_span(&built));
		puts("    (diffoscope is not installed: it would show more)");
	}
	if (store_end_work(store, &work, &lock, err) < 0 || shown < 0)
		ret = -1;
out:
	str_release(&recorded);
	str_release(&built);
	return ret;
}

static int
explain_change(struct store *store, const struct record_change *change, struct err *err)
{
	const struct layer_entry *a = change->recorded, *b = change->built;
	struct str path = STR_INIT;

	str_add_escaped(&path, span_of((a ? a : b)->path));
	printf("%s\n", path.at);
	str_release(&path);
	print_entry("recorded", a);
	print_entry("built", b);
	if (!a || !b || a->type != LAYER_FILE || b->type != LAYER_FILE || digest_eq(&a->digest, &b->digest))
		return 0;
	return explain_content(store, change, err);
}

/* What the host's compilers in the place of cc made other in the step NAME: EXIT_FOUND if there is any. */
static int
explain_ddc(struct store *store, const struct record *record, const char *name, struct err *err)
{
	int ret = EXIT_GOOD;

	for (size_t i = 0; i < record->nddc; i++) {
		const struct record_ddc *ddc = &record->ddc[i];

		if (strcmp(ddc->step, name))
			continue;
		printf("%s, with %s %s (%s) in the place of cc: %s%s%s\n", name, ddc->compiler, ddc->version, ddc->flags,
			ddc_word(ddc->end), ddc->reason[0] ? ": " : "", ddc->reason);
		if (ddc->end == DDC_DIFFERS || ddc->end == DDC_FAILED)
			ret = EXIT_FOUND;
		for (size_t k = 0; k < ddc->nchange; k++) {
			if (explain_change(store, &ddc->change[k], err) < 0)
				return -1;
		}
	}
	return ret;
}

static int
explain(const struct options *options, struct store *store, const struct record *record,
	struct err *err)
{
	const char *name = options->argument[0];
	const struct record_step *step = NULL;

	for (size_t i = 0; i < record->nstep; i++) {
		if (!strcmp(record->step[i].name, name))
			step = &record->step[i];
	}
	if (!step)
		return err_set(err, ERR_SYNTAX, "%s/record.json: has no step '%s'", options->reports, name);
	printf("%s: %s%s%s\n", step->name, verdict_word(step->verdict), step->reason[0] ? ": " : "",
		step->reason);
	for (size_t i = 0; i < step->nchange; i++) {
		if (explain_change(store, &step->change[i], err) < 0)
			return -1;
	}
	if (step->verdict == VERDICT_FAILED)
		printf("its log is %s/logs/%s.log\n", options->reports, step->name);
	if (step->verdict == VERDICT_MATCH)
		return explain_ddc(store, record, name, err);
	return step->verdict == VERDICT_NOT_CHECKED ? EXIT_NOANSWER : EXIT_FOUND;
}

static int
read_and_explain(const struct options *options, struct err *err)
{
	char *path = io_join(options->reports, "record.json");
	struct record record = RECORD_INIT;
	struct store store = STORE_INIT;
	struct str text = STR_INIT;
	int ret = io_read_file(AT_FDCWD, path, RECORD_LIMIT, &text, err);

	if (ret < 0 && err->sys == ENOENT)
		err_set(err, ERR_SYSTEM, "%s: not there; 'lbs verify' writes it", path);
	if (ret == 0)
		ret = record_parse(&record, path, str_span(&text), err);
	if (ret == 0)
		ret = store_open(&store, options->store, 0, err);
	if (ret == 0)
		ret = explain(options, &store, &record, err);
	store_close(&store);
	record_release(&record);
	str_release(&text);
	free(path);
	return ret;
}

int
main(int argc, char **argv)
{
	struct options options;
	struct err err = ERR_INIT;
	int status;

	msg_init("lbs-explain");
	status = options_read(&options, argc, argv, OPTION_COMMON | OPTION_REPORTS, usage);
	if (status < 0 && options.narguments != 1)
		status = msg_usage("wants the name of one step");
	if (status < 0) {
		status = read_and_explain(&options, &err);
		if (status < 0) {
			msg_err(&err);
			status = EXIT_NOANSWER;
		}
		status = msg_finish(status);
	}
	options_release(&options);
	return status;
}
