/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-report - turn a record into what others read
 *
 * lbs-report.1 beside this file is the manual page.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "report.h"

enum { RECORD_LIMIT = 1 << 30 };

static const char usage[] =
	"usage: lbs report [--format FORMAT] [--output FILE] RECORD\n"
	"       lbs report --all FOLDER RECORD\n"
	"\n"
	"Turn a record of lbs-verify, lbs-audit or lbs-gate into a report.\n"
	"\n"
	"  --format FORMAT   text (default), json, junit, sarif, spdx or html\n"
	"  --output FILE     write there instead of to standard output\n"
	"  --all FOLDER      write all of them: report.txt, record.json, junit.xml,\n"
	"                    sarif.json, spdx.json, report.html\n"
	"  --created TIME    2026-11-24T08:00:00Z; else $SOURCE_DATE_EPOCH, else the epoch\n"
	"  --help, --version\n"
	"\n"
	"Status: 0 written; 2 no answer. What a record says is not repeated in the status.\n";

static const struct {
	const char *format;
	const char *file;
	void (*report)(const struct report_input *input, struct str *text);
} formats[] = {
	{ "text", "report.txt", report_text },
	{ "json", "record.json", report_json },
	{ "junit", "junit.xml", report_junit },
	{ "sarif", "sarif.json", report_sarif },
	{ "spdx", "spdx.json", report_spdx },
	{ "html", "report.html", report_html },
};

enum { NFORMATS = sizeof(formats) / sizeof(*formats) };

struct options {
	const char *format, *output, *all, *created;
};

static bool
is_time(const char *text)
{
	static const char form[] = "0000-00-00T00:00:00Z";

	if (strlen(text) != sizeof(form) - 1)
		return false;
	for (size_t i = 0; form[i]; i++) {
		if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
			return false;
	}
	return true;
}

/* What reports say as the time of their making. 0, or -1 and ERR. */
static int
choose_time(const char *told, const char *recorded, char *text, size_t size, struct err *err)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	long long seconds = 0;
	struct tm tm;
	time_t at;

	if (told || recorded[0]) {
		snprintf(text, size, "%s", told ? told : recorded);
		if (!is_time(text))
			return err_set(err, ERR_SYNTAX, "--created: wants a time like 2026-11-24T08:00:00Z, got '%.40s'",
				text);
		return 0;
	}
	if (epoch && *epoch) {
		seconds = span_number(span_of(epoch), 253402300799LL);
		if (seconds < 0)
			return err_set(err, ERR_SYNTAX, "SOURCE_DATE_EPOCH: wants seconds since 1970, got '%.40s'", epoch);
	}
	at = (time_t)seconds;
	gmtime_r(&at, &tm);
	strftime(text, size, "%Y-%m-%dT%H:%M:%SZ", &tm);
	return 0;
}

static int
write_all(const struct report_input *input, const char *folder, struct err *err)
{
	if (io_mkdirs(AT_FDCWD, folder, 0755, err) < 0)
		return -1;
	for (size_t i = 0; i < NFORMATS; i++) {
		char *path = io_join(folder, formats[i].file);
		struct str text = STR_INIT;
		int ret;

		formats[i].report(input, &text);
		ret = io_replace(AT_FDCWD, path, 0644, str_span(&text), IO_PLAIN, err);
		str_release(&text);
		free(path);
		if (ret < 0)
			return -1;
	}
	return 0;
}

static int
write_one(const struct report_input *input, const struct options *options, struct err *err)
{
	struct str text = STR_INIT;
	size_t i = 0;
	int ret = 0;

	while (i < NFORMATS && strcmp(formats[i].format, options->format))
		i++;
	if (i == NFORMATS)
		return err_set(err, ERR_SYNTAX, "--format: wants text, json, junit, sarif, spdx or html, got '%.40s'",
			options->format);
	formats[i].report(input, &text);
	if (options->output)
		ret = io_replace(AT_FDCWD, options->output, 0644, str_span(&text), IO_PLAIN, err);
	else if (fwrite(text.at, 1, text.n, stdout) != text.n)
		ret = err_sys(err, "standard output");
	str_release(&text);
	return ret;
}

static int
report(const struct options *options, const char *path, struct err *err)
{
	struct record record = RECORD_INIT;
	struct report_input input = { .record = &record };
	struct str text = STR_INIT, canonical = STR_INIT;
	char created[64];
	int ret = io_read_file(AT_FDCWD, path, RECORD_LIMIT, &text, err);

	if (ret == 0)
		ret = record_parse(&record, path, str_span(&text), err);
	if (ret == 0)
		ret = choose_time(options->created, record.created, created, sizeof(created), err);
	if (ret == 0) {
		record_format(&record, &canonical);
		input.digest = digest_of(str_span(&canonical));
		input.created = created;
		ret = options->all ? write_all(&input, options->all, err) : write_one(&input, options, err);
	}
	str_release(&canonical);
	str_release(&text);
	record_release(&record);
	return ret;
}

int
main(int argc, char **argv)
{
	static const struct option words[] = {
		{ "format", required_argument, NULL, 'f' }, { "output", required_argument, NULL, 'o' },
		{ "all", required_argument, NULL, 'a' }, { "created", required_argument, NULL, 'c' },
		{ "help", no_argument, NULL, 'h' }, { "version", no_argument, NULL, 'v' },
		{ NULL, 0, NULL, 0 },
	};
	struct options options = { .format = "text" };
	struct err err = ERR_INIT;
	int word;

	msg_init("lbs-report");
	opterr = 0;
	while ((word = getopt_long(argc, argv, ":h", words, NULL)) != -1) {
		switch (word) {
		case 'f': options.format = optarg; break;
		case 'o': options.output = optarg; break;
		case 'a': options.all = optarg; break;
		case 'c': options.created = optarg; break;
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
	if (optind != argc - 1)
		return msg_usage("wants one record");
	if (report(&options, argv[optind], &err) < 0) {
		msg_err(&err);
		return EXIT_NOANSWER;
	}
	return msg_finish(EXIT_GOOD);
}
