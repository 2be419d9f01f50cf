/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-m4index - make tables of known .m4 files, and tell what others are beside them
 *
 * lbs-m4index.1 beside this file is the manual page.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "m4table.h"
#include "prepare.h"
#include "work.h"

enum { FILE_LIMIT = 1 << 20 };

static const char usage[] =
	"usage: lbs m4index [--output FILE] [LABEL=]FILE|FOLDER ...\n"
	"       lbs m4index --tell [--m4-index FILE] FILE|FOLDER ...\n"
	"       lbs m4index --normal FILE\n"
	"\n"
	"Make a table of the .m4 files in archives and folders, which lbs audit --m4-index\n"
	"reads; or tell of each .m4 file whether it is known.\n"
	"\n"
	"  --jobs N          files at once (default: one a processor)\n"
	"  --m4-index FILE   more known files; may be given again\n"
	"  --normal          print the code of a file, as its digest is made of it\n"
	"  --output FILE     write there instead of to standard output\n"
	"  --tell            a line a file: what it is, its serial and digest, its path\n"
	"  --help, --version\n"
	"\n"
	"Status: 0 done; 1 with --tell, a file is forged or ahead; 2 no answer.\n";

struct options {
	bool tell, normal;
	const char *output;
	struct prepare_options given;
	unsigned jobs;
};

/* What was told of a file. */
struct line {
	char *path, *text;              /* owned */
	enum m4_kin kin;
};

/* For all threads. */
struct collector {
	struct m4_table table;
	const struct m4_index *index;   /* NULL: a table is made */
	char *const *path;              /* the arguments' */
	char *const *label;
	size_t n;
	pthread_mutex_t lock;           /* of all below */
	struct line *line;
	size_t nline;
};

static bool
wants(void *data, const char *path)
{
	struct span name;

	(void)data;
	return m4_path_counts(path, &name);
}

/* One file of the table. */
static void
add_file(struct collector *collector, const char *archive, const char *path, struct span name,
	const struct m4_text *text)
{
	/* A test's file may be wrong on purpose. */
	if (path_in_tests(path) || memchr(name.at, ' ', name.n))
		return;
	for (size_t i = 0; i < collector->n; i++) {
		char *last = strrchr(collector->path[i], '/');

		if (!strcmp(last ? last + 1 : collector->path[i], archive)) {
			/* What lies in an archive of its own, gettext's archive.dir, is history. */
			m4_table_add(&collector->table, name, text, collector->label[i], strchr(path, '!') != NULL);
			return;
		}
	}
}

static void
tell_file(struct collector *collector, const char *archive, const char *path, struct span name,
	const struct m4_text *text)
{
	struct m4_verdict verdict = m4_judge(collector->index, name, text);
	struct digest_hex digest = digest_text(&text->code);
	char *evidence = m4_evidence(&verdict, text);
	struct str line = STR_INIT;

	str_addf(&line, "%-13s %-4.*s %.16s ", m4_kin_word(verdict.kin), text->serial.n ? (int)text->serial.n : 1,
		text->serial.n ? text->serial.at : "-", digest.text);
	if (strcmp(archive, path)) {
		str_add_escaped(&line, span_of(archive));
		str_addc(&line, ' ');
	}
	str_add_escaped(&line, span_of(path));
	if (verdict.kin == M4_KNOWN)
		str_addf(&line, " (%.*s)", (int)verdict.row->where.n, verdict.row->where.at);
	else if (evidence[0]) {
		str_adds(&line, ": ");
		str_add_escaped(&line, span_of(evidence));
	}
	str_addc(&line, '\n');
	pthread_mutex_lock(&collector->lock);
	*arr_push(&collector->line, &collector->nline) = (struct line){ str_format("%s/%s", archive, path),
		str_take(&line), verdict.kin };
	pthread_mutex_unlock(&collector->lock);
	free(evidence);
}

static int
look(void *data, struct inspection *inspection, const char *path, struct span bytes, bool whole, struct err *err)
{
	struct collector *collector = data;
	const char *archive = inspection->audit->name;
	struct m4_text text;
	struct span name;

	(void)err;
	if (!whole || inspection->kind != MAGIC_NONE || !m4_path_counts(path, &name))
		return 0;
	m4_text_read(&text, bytes);
	if (collector->index)
		tell_file(collector, archive, path, name, &text);
	else
		add_file(collector, archive, path, name, &text);
	m4_text_release(&text);
	return 0;
}

static int
compare_lines(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	return order ? order : strcmp(x->text, y->text);
}

/* All lines, and how many there are of each kind; is one forged or ahead? */
static bool
format_lines(struct collector *collector, struct str *text)
{
	size_t count[M4_NKIN] = { 0 };

	if (collector->nline)
		qsort(collector->line, collector->nline, sizeof(*collector->line), compare_lines);
	for (size_t i = 0; i < collector->nline; i++) {
		str_adds(text, collector->line[i].text);
		count[collector->line[i].kin]++;
	}
	str_addf(text, "%zu file%s:", collector->nline, collector->nline == 1 ? "" : "s");
	for (enum m4_kin kin = 0; kin < M4_NKIN; kin++)
		str_addf(text, "%s %zu %s", kin ? "," : "", count[kin], m4_kin_word(kin));
	str_addc(text, '\n');
	return count[M4_FORGED] || count[M4_AHEAD];
}

static void
format_head(const struct record_audit *audit, size_t n, struct str *text)
{
	str_adds(text, "# " "SPDX-FileCopyrightText: 2026 The lbs authors\n"
		"# " "SPDX-License-Identifier: GPL-3.0-or-later\n"
		"#\n"
		"# Known .m4 files, lbs-m4index(1): made by it from what the lines 'source' name.\n");
	for (size_t i = 0; i < n; i++) {
		struct digest_hex digest = digest_text(&audit[i].digest);

		if (audit[i].has_digest)
			str_addf(text, "source %s %s\n", audit[i].name, digest.text);
	}
}

static int
write_out(const struct options *options, const struct str *text, struct err *err)
{
	if (options->output)
		return io_replace(AT_FDCWD, options->output, 0644, str_span(text), IO_PLAIN, err);
	if (text->n && fwrite(text->at, 1, text->n, stdout) != text->n)
		return err_sys(err, "standard output");
	return 0;
}

/* Look into all arguments; the answer is the exit status. */
static int
look_into(const struct options *options, struct collector *collector, const struct prepared *ready, struct err *err)
{
	struct inspect_hook hook = { .file = look, .data = collector, .wants_all = wants };
	struct work work = { .rules = &ready->rules, .markers = ready->markers, .policy = &ready->policy, .hook = &hook,
		.nhook = 1, .jobs = options->jobs };
	struct work_result *result = arr_new(collector->n, sizeof(*result));
	struct record record = RECORD_INIT;
	struct str text = STR_INIT;
	int status = EXIT_GOOD, ret;

	record.naudit = collector->n;
	record.audit = arr_new(collector->n, sizeof(*record.audit));
	ret = work_run(&work, collector->path, collector->n, record.audit, result, err);
	for (size_t i = 0; i < collector->n; i++) {
		if (ret == 0 && result[i].trouble) {
			msg_line("%s", result[i].trouble);
			status = EXIT_NOANSWER;
		}
		work_result_release(&result[i]);
	}
	if (ret == 0 && collector->index) {
		if (format_lines(collector, &text) && status == EXIT_GOOD)
			status = EXIT_FOUND;
	} else if (ret == 0) {
		format_head(record.audit, record.naudit, &text);
		m4_table_format(&collector->table, &text);
	}
	/* Half a table is none. */
	if (ret == 0 && (collector->index || status == EXIT_GOOD))
		ret = write_out(options, &text, err);
	if (ret < 0) {
		msg_err(err);
		status = EXIT_NOANSWER;
	}
	str_release(&text);
	record_release(&record);
	free(result);
	return status;
}

static int
run(const struct options *options, char **argument, int n, struct err *err)
{
	struct prepared ready = PREPARED_INIT;
	struct collector collector = { .n = (size_t)n };
	char **path = arr_new((size_t)n, sizeof(*path)), **label = arr_new((size_t)n, sizeof(*label));
	int status = EXIT_NOANSWER;

	for (int i = 0; i < n; i++) {
		char *equals = access(argument[i], F_OK) == 0 ? NULL : strchr(argument[i], '=');

		path[i] = equals ? equals + 1 : argument[i];
		label[i] = equals ? arr_dupn(argument[i], (size_t)(equals - argument[i])) : m4_table_label(argument[i]);
	}
	collector.path = path;
	collector.label = label;
	m4_table_init(&collector.table);
	pthread_mutex_init(&collector.lock, NULL);
	if (prepare(&ready, &options->given, err) < 0) {
		msg_err(err);
	} else {
		collector.index = options->tell ? &ready.m4 : NULL;
		status = look_into(options, &collector, &ready, err);
	}
	for (size_t i = 0; i < collector.nline; i++) {
		free(collector.line[i].path);
		free(collector.line[i].text);
	}
	for (int i = 0; i < n; i++)
		free(label[i]);
	free(collector.line);
	free(label);
	free(path);
	pthread_mutex_destroy(&collector.lock);
	m4_table_release(&collector.table);
	prepared_release(&ready);
	return status;
}

static int
print_normal(const struct options *options, const char *path, struct err *err)
{
	struct str file = STR_INIT, normal = STR_INIT;
	int ret = io_read_file(AT_FDCWD, path, FILE_LIMIT, &file, err);

	if (ret == 0) {
		m4_text_normal(str_span(&file), &normal);
		ret = write_out(options, &normal, err);
	}
	if (ret < 0)
		msg_err(err);
	str_release(&file);
	str_release(&normal);
	return ret < 0 ? EXIT_NOANSWER : EXIT_GOOD;
}

static int
read_options(struct options *options, int argc, char **argv)
{
	static const struct option words[] = {
		{ "jobs", required_argument, NULL, 'n' }, { "m4-index", required_argument, NULL, 'm' },
		{ "normal", no_argument, NULL, 'N' }, { "output", required_argument, NULL, 'o' },
		{ "tell", no_argument, NULL, 't' }, { "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'v' }, { NULL, 0, NULL, 0 },
	};
	long long number;
	int word;

	opterr = 0;
	while ((word = getopt_long(argc, argv, ":h", words, NULL)) != -1) {
		switch (word) {
		case 'm': *arr_push(&options->given.m4_table, &options->given.nm4_table) = optarg; break;
		case 'N': options->normal = true; break;
		case 'o': options->output = optarg; break;
		case 't': options->tell = true; break;
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
	if (optind == argc)
		return msg_usage("wants a file or folder");
	if (options->normal && (optind + 1 != argc || options->tell))
		return msg_usage("--normal wants one file");
	return -1;
}

int
main(int argc, char **argv)
{
	struct options options = { .tell = false };
	struct err err = ERR_INIT;
	int status;

	msg_init("lbs-m4index");
	/* libarchive reads names through the locale. */
	setlocale(LC_CTYPE, "C.UTF-8");
	status = read_options(&options, argc, argv);
	if (status < 0 && options.normal)
		status = msg_finish(print_normal(&options, argv[optind], &err));
	else if (status < 0)
		status = msg_finish(run(&options, argv + optind, argc - optind, &err));
	free(options.given.m4_table);
	return status;
}
