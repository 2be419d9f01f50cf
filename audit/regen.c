/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "regen.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "host/process.h"
#include "host/sandbox.h"
#include "regenhow.h"
#include "regenlines.h"
#include "regenscratch.h"

enum { FILE_BYTES = 64 << 20, LOG_BYTES = 1 << 20, VERSION_SECONDS = 20, PROGRAM_BYTES = 4096 };

struct regen {
	struct scratch base;            /* lower/, work/, out, log */
	char *lower, *work, *out, *log;
	struct tree tree;
	struct regen_options options;
	unsigned limits_met;
	char *refused;                  /* what this host said to the sandbox; NULL: nothing */
};

const char *
regen_word(enum regen_end end)
{
	static const char *const words[] = { "equal", "alike", "differs", "cannot" };

	return words[end];
}

const char *
regen_tool(struct span head)
{
	return how_word(how_find(head));
}

const struct tree *
regen_tree(const struct regen *regen)
{
	return &regen->tree;
}

void
regen_result_release(struct regen_result *result)
{
	free(result->wanted);
	free(result->here);
	free(result->input);
	free(result->command);
	free(result->shown);
	free(result->reason);
	*result = (struct regen_result){ .end = REGEN_CANNOT };
}

/* The root that generators see. */

/* /bin -> usr/bin and its like, where the host has them so. */
static void
link_folders(int lower)
{
	static const char *const names[] = { "bin", "sbin", "lib", "lib32", "lib64", "libx32" };
	char target[256];

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char *path = str_format("/%s", names[i]);
		ssize_t n = readlink(path, target, sizeof(target) - 1);

		if (n > 0) {
			target[n] = '\0';
			if (!strncmp(target, "usr/", 4) || !strncmp(target, "/usr/", 5))
				(void)!symlinkat(target, lower, names[i]);
		}
		free(path);
	}
}

/* Which of several programs goes by a name: the links alone, and those that lead to /usr. */
static void
link_alternatives(int lower)
{
	int from = open("/etc/alternatives", O_RDONLY | O_DIRECTORY | O_CLOEXEC), into;
	char target[4096];
	struct err ignored;
	char **names;
	size_t n;

	into = openat(lower, "etc/alternatives", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (from >= 0 && into >= 0 && io_list(from, ".", &names, &n, &ignored) == 0) {
		for (size_t i = 0; i < n; i++) {
			ssize_t length = readlinkat(from, names[i], target, sizeof(target) - 1);

			if (length <= 0)
				continue;
			target[length] = '\0';
			if (!strncmp(target, "/usr/", 5))
				(void)!symlinkat(target, into, names[i]);
		}
		io_free_names(names, n);
	}
	io_drop(&from);
	io_drop(&into);
}

static int
make_root(struct regen *regen, struct err *err)
{
	static const char *const folders[] = { "usr", "etc/alternatives", "tmp", "proc", "dev", "src" };
	int lower, ret = 0;

	if (io_mkdirs(AT_FDCWD, regen->lower, 0755, err) < 0)
		return -1;
	lower = open(regen->lower, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (lower < 0)
		return err_sys(err, "%s", regen->lower);
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders) && ret == 0; i++)
		ret = io_mkdirs(lower, folders[i], 0755, err);
	if (ret == 0 && fchmodat(lower, "tmp", 01777, 0) < 0)
		ret = err_sys(err, "%s/tmp", regen->lower);
	if (ret == 0) {
		link_folders(lower);
		link_alternatives(lower);
	}
	io_drop(&lower);
	return ret;
}

int
regen_open(struct regen **regen, const char *path, const struct regen_options *options, struct err *err)
{
	struct scratch base;
	struct regen *new;
	char *source;
	int ret;

	if (scratch_make(&base, "lbs-regen", err) < 0)
		return -1;
	new = arr_new(1, sizeof(*new));
	new->base = base;
	new->lower = io_join(base.path, "lower");
	new->work = io_join(base.path, "work");
	new->out = io_join(base.path, "out");
	new->log = io_join(base.path, "log");
	new->tree.fd = -1;
	if (options)
		new->options = *options;
	if (!new->options.seconds)
		new->options.seconds = REGEN_SECONDS;
	if (!new->options.memory)
		new->options.memory = 1ULL << 30;
	source = io_join(new->lower, "src");
	ret = make_root(new, err);
	if (ret == 0)
		ret = tree_lay(&new->tree, source, path, ".git", err);
	free(source);
	if (ret < 0) {
		regen_close(new);
		return -1;
	}
	*regen = new;
	return 0;
}

void
regen_close(struct regen *regen)
{
	if (!regen)
		return;
	tree_release(&regen->tree);
	scratch_remove(&regen->base);
	free(regen->lower);
	free(regen->work);
	free(regen->out);
	free(regen->log);
	free(regen->refused);
	free(regen);
}

/* Generators of this host. */

/* The last word of the first line with a digit at its head: "bison (GNU Bison) 3.8.2". */
static char *
version_of(const char *program)
{
	const char *argv[] = { program, "--version", NULL }, *set[] = { "LC_ALL=C", NULL };
	struct process process = { .argv = argv, .set = set, .wall_ns = VERSION_SECONDS * 1000000000LL };
	struct process_result result = { 0 };
	struct span text, line, word, last = SPAN_INIT;
	struct err ignored;
	char *version;

	if (process_run(&process, &result, &ignored) < 0)
		return arr_dup("");
	text = str_span(&result.out);
	if (span_line(&text, &line)) {
		while (span_cut(&line, ' ', &word)) {
			if (word.n && word.at[0] >= '0' && word.at[0] <= '9')
				last = word;
		}
	}
	version = last.n ? span_dup(last) : arr_dup("");
	process_result_release(&result);
	return version;
}

/* The TOOL of this host that is of VERSION, or else the usual one; owned, with *HERE; NULL: there is none. */
static char *
find_program(const char *tool, const char *version, char **here)
{
	const char *dot = strrchr(version, '.');
	char *name[] = {
		str_format("/usr/bin/%s", tool), str_format("/usr/bin/%s-%s", tool, version),
		str_format("/usr/bin/%s%s", tool, version),
		/* automake-1.16 is 1.16.5 */
		str_format("/usr/bin/%s-%.*s", tool, dot ? (int)(dot - version) : 0, version),
	};
	char *found = NULL;

	*here = arr_dup("");
	for (size_t i = 0; i < sizeof(name) / sizeof(*name); i++) {
		if (!*name[i] || (i && !*version) || access(name[i], X_OK) < 0)
			continue;
		/* Of autoheader, whose output names no version, the usual one will do. */
		if (found && !strcmp(*here, version))
			break;
		if (!found || i) {
			char *one = version_of(name[i]);

			if (!found || !strcmp(one, version)) {
				free(found);
				free(*here);
				found = arr_dup(name[i]);
				*here = one;
			} else {
				free(one);
			}
		}
	}
	for (size_t i = 0; i < sizeof(name) / sizeof(*name); i++)
		free(name[i]);
	return found;
}

/* One run. */

struct fetching {
	const char *path;               /* below the root of the sandbox */
	const char *out;                /* of the host */
};

/* sandbox_collect: what was made. Links that were laid for us are not followed. */
static int
fetch_output(int upper, void *data, struct err *err)
{
	const struct fetching *fetching = data;
	int in = tree_open_below(upper, fetching->path, err), out, ret;
	struct stat st;

	/* Nothing was made: the caller sees that there is none. */
	if (in < 0)
		return 0;
	if (fstat(in, &st) < 0 || st.st_size > FILE_BYTES) {
		io_drop(&in);
		return 0;
	}
	out = open(fetching->out, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	ret = out < 0 ? err_sys(err, "%s", fetching->out) : io_copy(in, out, fetching->out, err);
	io_drop(&in);
	io_drop(&out);
	return ret;
}

/* What the generator said last. */
static void
last_line(const char *log, struct str *text)
{
	struct str said = STR_INIT;
	struct span rest, line, last = SPAN_INIT;
	struct err ignored;

	if (io_read_file(AT_FDCWD, log, LOG_BYTES + 4096, &said, &ignored) == 0) {
		rest = str_span(&said);
		while (span_line(&rest, &line)) {
			if (span_trim(line).n)
				last = span_trim(line);
		}
		if (last.n > REGEN_SHOWN_BYTES)
			last.n = REGEN_SHOWN_BYTES;
		if (last.n) {
			str_adds(text, ": ");
			str_add_escaped(text, last);
		}
	}
	str_release(&said);
}

/* Run COMMAND in FOLDER of the tree; TEXT is PATH as it is then. -1 and WHY, one line. */
static int
run_one(struct regen *regen, const struct how *how, const struct how_command *command, const char *program,
	const char *path, struct str *text, struct str *why)
{
	/* What must not be there, and first of all the file itself; then the command. Shipped caches could say anything. */
#define CLEAN "out=$1; rm -rf autom4te.cache; while [ \"$1\" != -- ]; do rm -rf \"$1\"; shift; done; shift; exec \"$@\""
	static const char quiet[] = CLEAN, printed[] = CLEAN " >\"$out\"";
#undef CLEAN
	static const char *const environment[] = { "PATH=/usr/bin:/bin", "HOME=/tmp", "TMPDIR=/tmp", "LC_ALL=C", "TZ=UTC0", NULL };
	char *directory = str_format("/src/%s", how->folder), *made = str_format("src/%s", path);
	char *out = str_format("/src/%s", path);
	const char **argv = arr_new(command->nword + command->nwithout + 7, sizeof(*argv));
	size_t n = 5;
	struct fetching fetching = { made, regen->out };
	struct sandbox sandbox = {
		.lower = regen->lower, .work = regen->work, .usr = "/usr", .argv = (char *const *)argv,
		.envp = (char *const *)environment,
		.directory = directory, .log = regen->log, .collect = fetch_output, .data = &fetching,
		.limits = { .wall_ns = regen->options.seconds * 1000000000LL, .memory = regen->options.memory,
			.disk = 1ULL << 30, .log = LOG_BYTES, .processes = 128 },
	};
	struct sandbox_result result;
	struct err err = ERR_INIT, ignored;
	int ret = -1;

	argv[0] = "/bin/sh";
	argv[1] = "-c";
	argv[2] = command->prints ? printed : quiet;
	argv[3] = "sh";
	argv[4] = out;
	for (size_t i = 0; i < command->nwithout; i++) {
		argv[n] = str_format("/src/%s", command->without[i]);
		n++;
	}
	argv[n++] = "--";
	/* The usual one goes by its name, which some write into their output. */
	argv[n] = strcmp(strrchr(program, '/') + 1, command->word[0]) ? program : command->word[0];
	for (size_t i = 1; i < command->nword; i++)
		argv[n + i] = command->word[i];
	(void)unlink(regen->out);
	str_clear(text);
	if (io_remove(AT_FDCWD, regen->work, &err) < 0 || io_mkdirs(AT_FDCWD, regen->work, 0700, &err) < 0
		|| sandbox_run(&sandbox, &result, &err) < 0) {
		free(regen->refused);
		regen->refused = arr_dup(err.text);
		str_adds(why, err.text);
	} else if (result.end != SANDBOX_EXITED || result.status != 0) {
		regen->limits_met += result.end >= SANDBOX_OVER_TIME;
		str_addf(why, "%s ", how_word(how->tool));
		sandbox_describe(&result, why);
		last_line(regen->log, why);
	} else if (access(regen->out, F_OK) < 0) {
		str_addf(why, "%s did not write it", how_word(how->tool));
	} else if (io_read_file(AT_FDCWD, regen->out, FILE_BYTES, text, &err) < 0) {
		str_adds(why, err.text);
	} else {
		ret = 0;
	}
	(void)io_remove(AT_FDCWD, regen->work, &ignored);
	for (size_t i = 0; i < command->nwithout; i++)
		free((char *)(uintptr_t)argv[5 + i]);
	free(directory);
	free(made);
	free(out);
	free(argv);
	return ret;
}

/* "bison -d -o parse.c parse.y, in src/" */
static char *
command_text(const struct how *how, const struct how_command *command)
{
	struct str text = STR_INIT;

	for (size_t i = 0; i < command->nword; i++) {
		if (i)
			str_addc(&text, ' ');
		str_add_escaped(&text, span_of(command->word[i]));
	}
	if (*how->folder) {
		str_adds(&text, ", in ");
		str_add_escaped(&text, span_of(how->folder));
	}
	return str_take(&text);
}

/* Verdicts. */

static void
set_reason(struct regen_result *result, char *reason)
{
	free(result->reason);
	result->reason = reason;
}

/* What is known when all ways were tried. TROUBLE: what went wrong with the last of them. */
static void
conclude(struct regen_result *result, bool compared, const char *trouble)
{
	const char *tool = result->tool;
	bool other = result->wanted[0] && strcmp(result->wanted, result->here) != 0;

	if (!compared) {
		result->end = REGEN_CANNOT;
		set_reason(result, other ? str_format("%s %s made it, here is %s; %s", tool, result->wanted, result->here, trouble)
			: arr_dup(trouble));
	} else if (result->end == REGEN_DIFFERS && other) {
		result->end = REGEN_CANNOT;
		set_reason(result, str_format("%s %s made it, here is %s, whose output differs in %zu line%s", tool,
			result->wanted, result->here, result->nline, result->nline == 1 ? "" : "s"));
	} else if (result->end == REGEN_DIFFERS) {
		set_reason(result, str_format("%s %s makes another file: %zu line%s differ%s", tool, result->here,
			result->nline, result->nline == 1 ? "" : "s", result->nline == 1 ? "s" : ""));
	} else if (result->end == REGEN_ALIKE) {
		set_reason(result, other ? str_format("%s %s makes the same but for its version, where %s was used", tool,
			result->here, result->wanted) : str_format("%s %s makes the same but for its own paths and options",
			tool, result->here));
	} else {
		set_reason(result, str_format("%s %s makes the same bytes", tool, result->here));
	}
}

/* Keep what was made if it is nearer to what was shipped than what is kept. */
static bool
judge(struct regen_result *result, const struct how *how, const struct how_command *command, struct span shipped,
	struct span made, bool first)
{
	struct how_form form = { how->tool, result->wanted, result->here };
	struct lines lines;

	lines_compare(shipped, made, how_form, &form, REGEN_SHOWN, REGEN_SHOWN_BYTES, &lines);
	if (first || lines.nline < result->nline) {
		free(result->shown);
		free(result->command);
		result->shown = lines.shown;
		result->command = command_text(how, command);
		result->nline = lines.nline;
		result->first = lines.first;
		result->end = span_eq(shipped, made) ? REGEN_EQUAL : lines.nline ? REGEN_DIFFERS : REGEN_ALIKE;
		lines.shown = NULL;
	} else if (span_eq(shipped, made)) {
		result->end = REGEN_EQUAL;
	}
	lines_release(&lines);
	return result->end == REGEN_EQUAL;
}

static void
try_all(struct regen *regen, const struct how *how, const char *program, const char *path, struct span shipped,
	struct regen_result *result)
{
	struct str made = STR_INIT, trouble = STR_INIT;
	bool compared = false;

	for (size_t i = 0; i < how->ncommand; i++) {
		struct str why = STR_INIT;

		if (regen->refused || regen->limits_met >= REGEN_GIVE_UP)
			break;
		if (run_one(regen, how, &how->command[i], program, path, &made, &why) == 0) {
			(void)judge(result, how, &how->command[i], shipped, str_span(&made), !compared);
			compared = true;
		} else if (trouble.n == 0) {
			str_add(&trouble, str_span(&why));
		}
		str_release(&why);
		if (compared && result->end == REGEN_EQUAL)
			break;
	}
	conclude(result, compared, trouble.n ? trouble.at : "nothing was run");
	str_release(&made);
	str_release(&trouble);
}

void
regen_run(struct regen *regen, const char *path, const char *from, struct regen_result *result)
{
	const struct tree_entry *entry = tree_find(&regen->tree, path);
	struct how how = { .tool = HOW_NONE };
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	char *program = NULL;

	*result = (struct regen_result){ .end = REGEN_CANNOT, .wanted = arr_dup(""), .here = arr_dup(""),
		.input = arr_dup(""), .command = arr_dup(""), .shown = arr_dup(""), .reason = arr_dup("") };
	if (!entry || entry->kind != TREE_FILE) {
		set_reason(result, arr_dup(strchr(path, '!') ? "it is in an archive inside the archive" : "no such file"));
		goto out;
	}
	if (tree_read(&regen->tree, path, FILE_BYTES, &text, &err) < 0) {
		str_clear(&text);
		str_add_escaped(&text, span_of(err.text));
		set_reason(result, arr_dup(text.at));
		goto out;
	}
	if (how_read(&how, &regen->tree, path, from, str_span(&text), &err) < 0)
		set_reason(result, arr_dup(err.text));
	result->tool = how_word(how.tool);
	free(result->wanted);
	result->wanted = arr_dup(how.version);
	free(result->input);
	result->input = arr_dup(how.input);
	if (result->reason[0])
		goto out;
	free(result->here);
	program = find_program(result->tool, result->wanted, &result->here);
	if (!program)
		set_reason(result, str_format("%s%s%s made it, and this host has no %s", result->tool, *result->wanted ? " " : "",
			result->wanted, result->tool));
	/* automake refuses an aclocal.m4 of another version, and that is of its own. */
	else if (how.tool == HOW_AUTOMAKE && *result->wanted && strcmp(result->wanted, result->here))
		set_reason(result, str_format("automake %s made it, here is %s", result->wanted, result->here));
	else if (regen->refused)
		set_reason(result, arr_dup(regen->refused));
	else if (regen->limits_met >= REGEN_GIVE_UP)
		set_reason(result, str_format("not tried: %u generators met a limit before", regen->limits_met));
	else
		try_all(regen, &how, program, path, str_span(&text), result);
out:
	free(program);
	how_release(&how);
	str_release(&text);
}
