/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-audit - look into source archives and folders for what a person cannot read
 *
 * lbs-audit.1 beside this file is the manual page.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unpack.h"
#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"

enum { BLOCK = 1 << 18, POLICY_LIMIT = 1 << 20, DEPTH_LIMIT = 256 };

static const char usage[] =
	"usage: lbs audit [OPTION ...] FILE|FOLDER ...\n"
	"\n"
	"Look into source archives and folders for what a person cannot read: executables,\n"
	"objects, bytecode, generated build systems, generated parsers. Nothing is unpacked.\n"
	"\n"
	"  --json            print the record, lbs-record(5)\n"
	"  --output FILE     write there instead of to standard output\n"
	"  --policy FILE     severities of your own, lbs-policy(5)\n"
	"  --rules           list the rules and leave\n"
	"  --quiet           print findings alone, no summary\n"
	"  --help, --version\n"
	"\n"
	"Status: 0 nothing of severity 'ban'; 1 something is; 2 no answer.\n";

struct options {
	bool json, quiet, rules;
	const char *output, *policy;
};

/* Files. */

static int
inspect_fd(struct inspection *inspection, int fd, const char *path, const char *shown, struct err *err)
{
	char *block = arr_new(BLOCK, 1);
	int ret = inspect_start(inspection, shown, err);

	while (ret == 0) {
		ssize_t n = read(fd, block, BLOCK);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			ret = err_sys(err, "%s: read", path);
		if (n <= 0)
			break;
		ret = inspect_block(inspection, (struct span){ block, (size_t)n }, err);
	}
	if (ret == 0)
		ret = inspect_end(inspection, false, err);
	free(block);
	return ret;
}

/* An archive is looked into, its paths beginning with PREFIX; any other file is looked at. */
static int
inspect_file(struct inspection *inspection, int fd, const char *path, const char *shown,
	const char *prefix, struct err *err)
{
	char first[MAGIC_BYTES];
	ssize_t n = pread(fd, first, sizeof(first), 0);
	const char *format;
	struct stat st;

	if (n < 0 || fstat(fd, &st) < 0)
		return err_sys(err, "%s", path);
	if (magic_find((struct span){ first, (size_t)n }, &format) == MAGIC_ARCHIVE)
		return unpack_inspect(inspection, fd, path, (uint64_t)st.st_size, prefix, err);
	return inspect_fd(inspection, fd, path, shown, err);
}

static int
inspect_below(struct inspection *inspection, int dir, const char *name, const char *path,
	const char *shown, unsigned depth, struct err *err);

static int
inspect_folder(struct inspection *inspection, int fd, const char *path, const char *shown,
	unsigned depth, struct err *err)
{
	char **names;
	size_t n;
	int ret = 0;

	if (depth > DEPTH_LIMIT)
		return err_set(err, ERR_LIMIT, "%s: folders nested deeper than %d", path, DEPTH_LIMIT);
	if (io_list(fd, ".", &names, &n, err) < 0)
		return err_at(err, "%s", path);
	for (size_t i = 0; i < n && ret == 0; i++) {
		char *below = io_join(path, names[i]);
		char *below_shown = *shown ? io_join(shown, names[i]) : arr_dup(names[i]);

		/* The history of a work tree is not its source. */
		if (strcmp(names[i], ".git"))
			ret = inspect_below(inspection, fd, names[i], below, below_shown, depth + 1, err);
		free(below_shown);
		free(below);
	}
	io_free_names(names, n);
	return ret;
}

static int
inspect_below(struct inspection *inspection, int dir, const char *name, const char *path,
	const char *shown, unsigned depth, struct err *err)
{
	struct stat st;
	char *prefix;
	int fd, ret;

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return err_sys(err, "%s", path);
	if (!S_ISDIR(st.st_mode) && !S_ISREG(st.st_mode))
		return 0;
	fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return err_sys(err, "%s", path);
	if (S_ISDIR(st.st_mode)) {
		ret = inspect_folder(inspection, fd, path, shown, depth, err);
	} else {
		prefix = str_format("%s!", shown);
		ret = inspect_file(inspection, fd, path, shown, prefix, err);
		free(prefix);
		/* One broken archive in a folder is a finding, not the end of the audit. */
		if (ret < 0 && err->kind == ERR_SYNTAX) {
			inspect_say(inspection, "archive-not-opened", shown, err->text);
			ret = 0;
		}
	}
	io_drop(&fd);
	return ret;
}

static const char *
last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash && slash[1] ? slash + 1 : path;
}

/* One argument, whole, into AUDIT. What was seen before an error stays in it. */
static int
audit_path(struct record_audit *audit, struct scanner *scanner, const struct policy *policy,
	const char *path, struct err *err)
{
	struct inspection inspection = { .scanner = scanner, .policy = policy, .audit = audit };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	int ret = -1;

	audit->name = arr_dup(last_part(path));
	if (fd < 0 || fstat(fd, &st) < 0) {
		err_sys(err, "%s", path);
	} else if (S_ISDIR(st.st_mode)) {
		ret = inspect_folder(&inspection, fd, path, "", 0, err);
	} else if (digest_fd(fd, path, &audit->digest, err) == 0) {
		audit->has_digest = true;
		if (lseek(fd, 0, SEEK_SET) < 0)
			err_sys(err, "%s", path);
		else
			ret = inspect_file(&inspection, fd, path, audit->name, "", err);
	}
	inspect_finish(&inspection);
	inspection_release(&inspection);
	io_drop(&fd);
	return ret;
}

/* What is shown. */

static void
format_finding(const struct finding *finding, struct str *text)
{
	str_addf(text, "  %-5s %s", severity_word(finding->severity), "");
	str_add_escaped(text, span_of(finding->path));
	if (finding->line)
		str_addf(text, ":%llu", (unsigned long long)finding->line);
	str_addf(text, ": %s (%u%%)\n        seen: %s\n", finding->rule, finding->confidence,
		finding->evidence);
	if (finding->from[0]) {
		str_adds(text, "        from: ");
		str_add_escaped(text, span_of(finding->from));
		str_addc(text, '\n');
	}
	str_addf(text, "        to do: %s\n", finding->advice);
}

static void
format_text(const struct record *record, bool quiet, struct str *text)
{
	static const enum severity order[] = { SEVERITY_BAN, SEVERITY_STRIP, SEVERITY_DATA, SEVERITY_NOTE };

	for (size_t i = 0; i < record->naudit; i++) {
		const struct record_audit *audit = &record->audit[i];

		if (!quiet || audit->nfinding) {
			str_add_escaped(text, span_of(audit->name));
			str_addf(text, ": %llu files, %llu bytes, %zu finding%s\n", (unsigned long long)audit->nfile,
				(unsigned long long)audit->nbyte, audit->nfinding, audit->nfinding == 1 ? "" : "s");
		}
		for (size_t s = 0; s < 4; s++) {
			for (size_t k = 0; k < audit->nfinding; k++) {
				if (audit->finding[k].severity == order[s])
					format_finding(&audit->finding[k], text);
			}
		}
	}
	if (quiet)
		return;
	for (size_t s = 0; s < 4; s++)
		str_addf(text, "%s%zu %s", s ? ", " : "", record_count_findings(record, order[s]),
			severity_word(order[s]));
	str_addc(text, '\n');
}

static void
print_rules(void)
{
	const struct rule *rule;
	size_t n;

	rule = rules_all(&n);
	for (size_t i = 0; i < n; i++) {
		printf("%-20s %-24s %-5s ", rule[i].id, rule[i].class_, severity_word(rule[i].severity));
		if (rule[i].marker && rule[i].last_line)
			printf("in lines 1-%u: %s\n", rule[i].last_line, rule[i].marker);
		else
			printf("%s%s\n", rule[i].marker ? "anywhere: " : "by its bytes", rule[i].marker ? rule[i].marker : "");
	}
}

static int
read_policy(struct policy *policy, const char *path, struct err *err)
{
	struct str text = STR_INIT;
	int ret = io_read_file(AT_FDCWD, path, POLICY_LIMIT, &text, err);

	if (ret == 0)
		ret = policy_parse(policy, path, str_span(&text), err);
	for (size_t i = 0; ret == 0 && i < policy->nrule; i++) {
		if (!rules_find(policy->rule[i].rule))
			ret = err_set(err, ERR_SYNTAX, "%s: no rule is called '%s'; 'lbs audit --rules' lists them",
				path, policy->rule[i].rule);
	}
	str_release(&text);
	return ret;
}

static int
compare_audits(const void *a, const void *b)
{
	return strcmp(((const struct record_audit *)a)->name, ((const struct record_audit *)b)->name);
}

static int
write_out(const struct record *record, const struct options *options, struct err *err)
{
	struct str text = STR_INIT;
	int ret = 0;

	if (options->json)
		record_format(record, &text);
	else
		format_text(record, options->quiet, &text);
	if (options->output)
		ret = io_replace(AT_FDCWD, options->output, 0644, str_span(&text), IO_PLAIN, err);
	else if (text.n && fwrite(text.at, 1, text.n, stdout) != text.n)
		ret = err_sys(err, "standard output");
	str_release(&text);
	return ret;
}

static int
audit_all(const struct options *options, char **path, int n, struct err *err)
{
	struct record record = RECORD_INIT;
	struct policy policy = POLICY_INIT;
	struct scanner *scanner = NULL;
	int status = EXIT_NOANSWER;
	bool answered = true;

	record.program = arr_dup("lbs-audit");
	record.version = arr_dup(LBS_VERSION);
	record.arch = arr_dup("");
	record.created = arr_dup("");
	if ((options->policy && read_policy(&policy, options->policy, err) < 0)
		|| scanner_new(&scanner, err) < 0) {
		msg_err(err);
		goto out;
	}
	for (int i = 0; i < n; i++) {
		struct record_audit *audit = arr_push(&record.audit, &record.naudit);

		*audit = (struct record_audit){ 0 };
		if (audit_path(audit, scanner, &policy, path[i], err) < 0) {
			msg_err(err);
			answered = false;
		}
	}
	if (record.naudit)
		qsort(record.audit, record.naudit, sizeof(*record.audit), compare_audits);
	if (write_out(&record, options, err) < 0)
		msg_err(err);
	else if (answered)
		status = record_count_findings(&record, SEVERITY_BAN) ? EXIT_FOUND : EXIT_GOOD;
out:
	scanner_free(scanner);
	policy_release(&policy);
	record_release(&record);
	return status;
}

int
main(int argc, char **argv)
{
	static const struct option words[] = {
		{ "json", no_argument, NULL, 'j' }, { "output", required_argument, NULL, 'o' },
		{ "policy", required_argument, NULL, 'p' }, { "rules", no_argument, NULL, 'r' },
		{ "quiet", no_argument, NULL, 'q' }, { "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'v' }, { NULL, 0, NULL, 0 },
	};
	struct options options = { 0 };
	struct err err = ERR_INIT;
	int word;

	msg_init("lbs-audit");
	/* libarchive reads names through the locale; without one that knows all of them it gives up on some. */
	setlocale(LC_CTYPE, "C.UTF-8");
	opterr = 0;
	while ((word = getopt_long(argc, argv, ":h", words, NULL)) != -1) {
		switch (word) {
		case 'j': options.json = true; break;
		case 'o': options.output = optarg; break;
		case 'p': options.policy = optarg; break;
		case 'r': options.rules = true; break;
		case 'q': options.quiet = true; break;
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
	if (options.rules) {
		print_rules();
		return msg_finish(EXIT_GOOD);
	}
	if (optind == argc)
		return msg_usage("wants a file or folder");
	return msg_finish(audit_all(&options, argv + optind, argc - optind, &err));
}
