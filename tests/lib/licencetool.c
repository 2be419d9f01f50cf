/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * licencetool - the licences of files, folders and archives, with nothing else of the audit
 *
 * usage: lbs-licencetool [--quiet] [--findings] [--policy FILE] FILE|FOLDER|ARCHIVE ...
 *        lbs-licencetool --expression TEXT | --count | --names
 *
 * A file whose name looks like an archive's is read as one. Each file has its lines, then
 * comes a summary; --quiet leaves the files out. --count prints how many texts were built
 * in, --names how many names. Status 1: something is not free.
 */
#define _GNU_SOURCE
#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "licence.h"
#include "licenceexpr.h"

struct tool {
	struct licences *licences;
	struct licence_summary summary;
	struct record_audit audit;
	struct str out, text;
	bool quiet, findings, found;
};

static void
look(struct tool *tool, const char *path, struct span text, bool cut)
{
	static const struct policy policy = POLICY_INIT;
	struct licence_file file;

	/* A program has no licence to read. */
	if (memchr(text.at, 0, text.n < 1024 ? text.n : 1024))
		return;
	licence_look(tool->licences, path, text, cut, &file);
	licence_summary_add(&tool->summary, path, &file);
	tool->found |= file.expression[0] && file.verdict != LICENCE_FREE;
	if (!tool->quiet)
		licence_file_format(path, &file, &tool->out);
	licence_add_findings(&tool->audit, &policy, path, &file);
	licence_file_release(&file);
}

static size_t
wants(const char *path)
{
	return licence_is_named(path) ? LICENCE_WHOLE : LICENCE_FIRST;
}

static int
read_archive(struct tool *tool, const char *path, struct err *err)
{
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;
	int ret;

	archive_read_support_filter_all(archive);
	archive_read_support_format_all(archive);
	ret = archive_read_open_filename(archive, path, 1 << 16);
	while (ret == ARCHIVE_OK && (ret = archive_read_next_header(archive, &entry)) == ARCHIVE_OK) {
		const char *name = archive_entry_pathname(entry);
		size_t want = wants(name), got = 0;
		ssize_t n = 0;

		if (archive_entry_filetype(entry) != AE_IFREG)
			continue;
		tool->text.n = 0;
		if (tool->text.room < LICENCE_WHOLE) {
			tool->text.at = arr_resize(tool->text.at, LICENCE_WHOLE, 1);
			tool->text.room = LICENCE_WHOLE;
		}
		while (got < want && (n = archive_read_data(archive, tool->text.at + got, want - got)) > 0)
			got += (size_t)n;
		look(tool, name, (struct span){ tool->text.at, got }, (int64_t)got < archive_entry_size(entry));
	}
	if (ret != ARCHIVE_EOF)
		err_set(err, ERR_SYNTAX, "%s: %s", path, archive_error_string(archive));
	archive_read_free(archive);
	return ret == ARCHIVE_EOF ? 0 : -1;
}

static int
read_path(struct tool *tool, const char *path, const char *shown, struct err *err)
{
	struct stat st;
	char **names;
	size_t n, want = wants(path), got = 0;
	int fd, ret = 0;

	if (lstat(path, &st) < 0)
		return err_sys(err, "%s", path);
	if (S_ISDIR(st.st_mode)) {
		if (io_list(AT_FDCWD, path, &names, &n, err) < 0)
			return -1;
		for (size_t i = 0; i < n && ret == 0; i++) {
			char *below = io_join(path, names[i]);
			char *below_shown = *shown ? io_join(shown, names[i]) : arr_dup(names[i]);

			ret = read_path(tool, below, below_shown, err);
			free(below);
			free(below_shown);
		}
		io_free_names(names, n);
		return ret;
	}
	if (!S_ISREG(st.st_mode))
		return 0;
	/* Archives in folders are not opened. */
	if (*shown == '\0' && (strstr(path, ".tar") || strstr(path, ".tgz")))
		return read_archive(tool, path, err);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_sys(err, "%s", path);
	if (tool->text.room < LICENCE_WHOLE) {
		tool->text.at = arr_resize(tool->text.at, LICENCE_WHOLE, 1);
		tool->text.room = LICENCE_WHOLE;
	}
	while (got < want) {
		ssize_t more = read(fd, tool->text.at + got, want - got);

		if (more <= 0)
			break;
		got += (size_t)more;
	}
	close(fd);
	look(tool, *shown ? shown : path, (struct span){ tool->text.at, got }, (off_t)got < st.st_size);
	return 0;
}

static int
print_expression(const struct licence_list *list, const char *words)
{
	struct licence_expr expr;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	const char *part, *why;

	if (licence_expr_parse(&expr, list, span_of(words), &err) < 0) {
		msg_err(&err);
		return EXIT_NOANSWER;
	}
	licence_expr_format(&expr, &text);
	printf("%s\n", text.at);
	for (int use = LICENCE_CODE; use <= LICENCE_DOCUMENT; use++) {
		enum licence_verdict verdict = licence_expr_judge(&expr, list, (enum licence_use)use, &part, &why);

		printf("%s: %s: %s: %s\n", use ? "documents" : "code", licence_verdict_word(verdict), part, why);
	}
	str_release(&text);
	licence_expr_release(&expr);
	return EXIT_GOOD;
}

static int
add_policy(struct tool *tool, const char *path, struct err *err)
{
	struct str text = STR_INIT;
	int ret = io_read_file(AT_FDCWD, path, 1 << 20, &text, err);

	if (ret == 0)
		ret = licences_add_policy(tool->licences, path, str_span(&text), err);
	str_release(&text);
	return ret;
}

static int
run(struct tool *tool, int argc, char **argv, struct err *err)
{
	int i = 1;

	for (; i < argc && argv[i][0] == '-'; i++) {
		if (!strcmp(argv[i], "--quiet")) {
			tool->quiet = true;
		} else if (!strcmp(argv[i], "--findings")) {
			tool->findings = tool->quiet = true;
		} else if (!strcmp(argv[i], "--count")) {
			printf("%zu\n", licences_count(tool->licences));
			return EXIT_GOOD;
		} else if (!strcmp(argv[i], "--names")) {
			printf("%zu\n", licences_count_names(tool->licences));
			return EXIT_GOOD;
		} else if (!strcmp(argv[i], "--policy") && i + 1 < argc) {
			if (add_policy(tool, argv[++i], err) < 0)
				goto fail;
		} else if (!strcmp(argv[i], "--expression") && i + 1 < argc) {
			return print_expression(licences_list(tool->licences), argv[i + 1]);
		} else {
			return msg_usage("unknown option '%s'", argv[i]);
		}
	}
	for (; i < argc; i++) {
		if (read_path(tool, argv[i], "", err) < 0)
			goto fail;
	}
	for (size_t k = 0; tool->findings && k < tool->audit.nfinding; k++) {
		const struct finding *finding = &tool->audit.finding[k];

		str_addf(&tool->out, "%s %s:%llu: %s: %s (%u%%)\n", severity_word(finding->severity), finding->path,
			(unsigned long long)finding->line, finding->rule, finding->evidence, finding->confidence);
	}
	if (!tool->findings)
		licence_summary_format(&tool->summary, &tool->out);
	fwrite(tool->out.at, 1, tool->out.n, stdout);
	return tool->found ? EXIT_FOUND : EXIT_GOOD;
fail:
	msg_err(err);
	return EXIT_NOANSWER;
}

int
main(int argc, char **argv)
{
	struct tool tool = { .audit = { .name = arr_dup("") } };
	struct err err = ERR_INIT;
	int status;

	msg_init("lbs-licencetool");
	if (licences_new(&tool.licences, &err) < 0) {
		msg_err(&err);
		return EXIT_NOANSWER;
	}
	status = run(&tool, argc, argv, &err);
	licences_free(tool.licences);
	licence_summary_release(&tool.summary);
	record_audit_release(&tool.audit);
	str_release(&tool.out);
	str_release(&tool.text);
	return msg_finish(status);
}
