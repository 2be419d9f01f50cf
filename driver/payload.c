/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-payload - many files in one, for a disk without a file system
 *
 * lbs-payload.1 beside this file is the manual page.
 */
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/io.h"
#include "base/msg.h"
#include "host/pack.h"

enum { SUMS_LIMIT = 1 << 26 };

static const char usage[] =
	"usage: lbs payload [OPTION ...] make OUT FOLDER|FILE ...\n"
	"       lbs payload [OPTION ...] list FILE\n"
	"       lbs payload [OPTION ...] extract FILE FOLDER\n"
	"       lbs payload [OPTION ...] verify FILE [SUMS]\n"
	"\n"
	"  make              put files together; the same files give the same bytes\n"
	"  list              size and name of each file\n"
	"  extract           write the files into FOLDER\n"
	"  verify            read all; with SUMS, compare with recorded sums\n"
	"\n"
	"  --sums FILE       make: each file must have the sum that is recorded in FILE\n"
	"  --disk            the rest of a disk may stand behind the payload\n"
	"  --help, --version\n"
	"\n"
	"Status: 0 done, as recorded; 1 verify: it differs; 2 no answer.\n";

struct options {
	const char *sums;
	enum payload_flags flags;
};

static int
read_sums(struct sums *sums, const char *path, struct err *err)
{
	struct str text = STR_INIT;
	int ret = io_read_file(AT_FDCWD, path, SUMS_LIMIT, &text, err);

	if (ret == 0)
		ret = sums_parse(sums, path, str_span(&text), err);
	str_release(&text);
	return ret;
}

static void
print_total(const struct payload *payload)
{
	unsigned long long bytes = 0;

	for (size_t i = 0; i < payload->nfile; i++)
		bytes += payload->file[i].size;
	printf("%s payload: %zu files, %llu bytes, %llu with heads\n", payload_form_word(payload->form), payload->nfile,
		bytes, (unsigned long long)payload->at);
}

static int
do_make(const struct options *options, char **arg, int n, struct err *err)
{
	struct pack pack = PACK_INIT;
	struct sums sums = SUMS_INIT;
	struct packed made = PACKED_INIT;
	int ret = options->sums ? read_sums(&sums, options->sums, err) : 0;

	for (int i = 1; i < n && ret == 0; i++)
		ret = pack_add(&pack, arg[i], err);
	if (ret == 0)
		ret = pack_write(&pack, arg[0], options->sums ? &sums : NULL, err);
	/* What was written is read again, with a reader's doubts. */
	if (ret == 0)
		ret = packed_open(&made, arg[0], PAYLOAD_PLAIN, err);
	if (ret == 0)
		print_total(&made.payload);
	packed_close(&made);
	pack_release(&pack);
	sums_release(&sums);
	return ret;
}

static int
do_list(const struct options *options, char **arg, int n, struct err *err)
{
	struct packed packed = PACKED_INIT;

	(void)n;
	if (packed_open(&packed, arg[0], options->flags, err) < 0)
		return -1;
	print_total(&packed.payload);
	for (size_t i = 0; i < packed.payload.nfile; i++)
		printf("%12llu %s\n", (unsigned long long)packed.payload.file[i].size, packed.payload.file[i].name);
	packed_close(&packed);
	return EXIT_GOOD;
}

static int
do_extract(const struct options *options, char **arg, int n, struct err *err)
{
	struct packed packed = PACKED_INIT;
	int ret;

	(void)n;
	if (packed_open(&packed, arg[0], options->flags, err) < 0)
		return -1;
	ret = packed_extract(&packed, arg[1], err);
	if (ret == 0)
		print_total(&packed.payload);
	packed_close(&packed);
	return ret;
}

/* A name from a file of sums may hold anything; one in a payload has no control bytes. */
static void
print_name(const char *name)
{
	struct str text = STR_INIT;

	str_add_escaped(&text, span_of(name));
	fputs(str_span(&text).at, stdout);
	str_release(&text);
}

/* Names are compared in both directions: a file too many differs as much as one too few. */
static int
compare(const struct packed *packed, const struct sums *sums, struct err *err)
{
	bool *seen = calloc(sums->nsum + 1, sizeof(*seen));
	int status = EXIT_GOOD;

	for (size_t i = 0; i < packed->payload.nfile; i++) {
		const struct payload_file *file = &packed->payload.file[i];
		const struct sum *sum = sums_find(sums, span_of(file->name));
		struct digest digest;

		if (packed_digest(packed, file, &digest, err) < 0) {
			free(seen);
			return -1;
		}
		if (sum && seen)
			seen[sum - sums->sum] = true;
		if (sum && digest_eq(&digest, &sum->want))
			continue;
		status = EXIT_FOUND;
		if (!sum)
			printf("%s: not recorded\n", file->name);
		else
			printf("%s: recorded %.8s, has %.8s\n", file->name, digest_text(&sum->want).text, digest_text(&digest).text);
	}
	for (size_t i = 0; seen && i < sums->nsum; i++) {
		if (!seen[i]) {
			status = EXIT_FOUND;
			print_name(sums->sum[i].name);
			puts(": recorded, but not in the payload");
		}
	}
	free(seen);
	return status;
}

static int
do_verify(const struct options *options, char **arg, int n, struct err *err)
{
	struct packed packed = PACKED_INIT;
	struct sums sums = SUMS_INIT;
	int status = -1;

	if (packed_open(&packed, arg[0], options->flags, err) < 0)
		return -1;
	if (n == 2) {
		if (read_sums(&sums, arg[1], err) == 0)
			status = compare(&packed, &sums, err);
	} else {
		status = EXIT_GOOD;
		for (size_t i = 0; i < packed.payload.nfile && status == EXIT_GOOD; i++) {
			struct digest digest;

			status = packed_digest(&packed, &packed.payload.file[i], &digest, err);
			if (status == EXIT_GOOD)
				printf("%s  %s\n", digest_text(&digest).text, packed.payload.file[i].name);
		}
	}
	if (status == EXIT_GOOD && n == 2)
		print_total(&packed.payload);
	sums_release(&sums);
	packed_close(&packed);
	return status;
}

static const struct word {
	const char *name;
	int least, most;        /* arguments behind it */
	int (*run)(const struct options *options, char **arg, int n, struct err *err);
	const char *wants;
} words[] = {
	{ "make", 2, 1 << 20, do_make, "OUT and what goes into it" },
	{ "list", 1, 1, do_list, "one FILE" },
	{ "extract", 2, 2, do_extract, "FILE and FOLDER" },
	{ "verify", 1, 2, do_verify, "FILE, and may have SUMS" },
};

static int
do_word(const struct options *options, char **arg, int n)
{
	struct err err = ERR_INIT;
	int status;

	for (size_t i = 0; n && i < sizeof(words) / sizeof(*words); i++) {
		if (strcmp(arg[0], words[i].name))
			continue;
		if (n - 1 < words[i].least || n - 1 > words[i].most)
			return msg_usage("'%s' wants %s", words[i].name, words[i].wants);
		if (options->sums && words[i].run != do_make)
			return msg_usage("--sums is for 'make'");
		status = words[i].run(options, arg + 1, n - 1, &err);
		if (status >= 0)
			return msg_finish(status);
		msg_err(&err);
		return EXIT_NOANSWER;
	}
	return msg_usage("wants one of 'make', 'list', 'extract', 'verify'");
}

int
main(int argc, char **argv)
{
	static const struct option known[] = {
		{ "sums", required_argument, NULL, 's' }, { "disk", no_argument, NULL, 'd' },
		{ "help", no_argument, NULL, 'h' }, { "version", no_argument, NULL, 'V' }, { NULL, 0, NULL, 0 },
	};
	struct options options = { 0 };
	int c;

	msg_init("lbs-payload");
	opterr = 0;
	while ((c = getopt_long(argc, argv, ":", known, NULL)) != -1) {
		switch (c) {
		case 's': options.sums = optarg; break;
		case 'd': options.flags |= PAYLOAD_DISK; break;
		case 'h': fputs(usage, stdout); return msg_finish(EXIT_GOOD);
		case 'V': return msg_version();
		case ':': return msg_usage("'%s' wants a value", argv[optind - 1]);
		default: return msg_usage("unknown option '%s'", argv[optind - 1]);
		}
	}
	return do_word(&options, argv + optind, argc - optind);
}
