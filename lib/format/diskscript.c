/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "format/diskscript.h"

#include <stdlib.h>

#include "base/arr.h"

enum {
	COMMANDS_MAX = 1 << 20,
	LARGEST = 5,            /* so many are named when it does not fit */
};

static int
fault(const struct diskscript *script, uint64_t at, struct err *err, enum err_kind kind, const char *what,
	struct span detail)
{
	if (script->total == UINT64_MAX)        /* being written: the path says more than a byte */
		return err_set(err, kind, "%s: %s '%.*s'", script->path, what, (int)detail.n, detail.at);
	return err_set(err, kind, "%s: byte %llu: %s '%.*s'", script->path, (unsigned long long)at, what,
		(int)detail.n, detail.at);
}

void
diskscript_start(struct diskscript *script, const char *path, uint64_t at, uint64_t total)
{
	*script = (struct diskscript){ .path = path, .at = at, .total = total, .nfile = 1,
		.limits = DISKSCRIPT_LIMITS };
}

void
diskscript_release(struct diskscript *script)
{
	for (size_t i = 0; i < script->ncommand; i++) {
		free(script->command[i].path);
		free(script->command[i].argument);
	}
	free(script->command);
	free(script->place);
	*script = (struct diskscript){ 0 };
}

/* Paths that were made. */

static size_t
hash(struct span path)
{
	size_t value = 5381;

	for (size_t i = 0; i < path.n; i++)
		value = value * 33 + (unsigned char)path.at[i];
	return value;
}

/* The place of PATH in the table, taken or free. The table is never full. */
static size_t *
find_place(const struct diskscript *script, struct span path)
{
	size_t i = hash(path) & (script->nplace - 1);

	while (script->place[i] && !span_is(path, script->command[script->place[i] - 1].path))
		i = (i + 1) & (script->nplace - 1);
	return &script->place[i];
}

static const struct diskscript_command *
find_path(const struct diskscript *script, struct span path)
{
	size_t found = script->nplace ? *find_place(script, path) : 0;

	return found ? &script->command[found - 1] : NULL;
}

static bool
makes_path(const struct diskscript_command *command)
{
	return command->kind == DISKSCRIPT_FILE || command->kind == DISKSCRIPT_HEX0;
}

static void
add_command(struct diskscript *script, const struct diskscript_command *command)
{
	*arr_push(&script->command, &script->ncommand) = *command;
	if (makes_path(command)) {
		script->nfile++;
		script->nbyte += command->size;
	}
	if (script->ncommand * 2 > script->nplace) {
		script->nplace = script->nplace ? script->nplace * 2 : 64;
		free(script->place);
		script->place = arr_new(script->nplace, sizeof(*script->place));
		for (size_t i = 0; i < script->ncommand; i++) {
			if (makes_path(&script->command[i]))
				*find_place(script, span_of(script->command[i].path)) = i + 1;
		}
	} else if (makes_path(command)) {
		*find_place(script, span_of(command->path)) = script->ncommand;
	}
}

int64_t
diskscript_size(const struct diskscript *script, struct span path)
{
	const struct diskscript_command *command = find_path(script, path);

	return command ? (int64_t)command->size : -1;
}

/*
 * PATH without "/" or "./" at its front, if it is one that the kernel gets right. It
 * looks into components with a dot at their front and mishandles some: none is taken.
 */
static int
clean_path(const struct diskscript *script, uint64_t at, struct span path, struct span *clean, struct err *err)
{
	struct span rest = path, part;

	if (path.n > DISKSCRIPT_PATH_MAX)
		return fault(script, at, err, ERR_LIMIT, "a path longer than 1023 bytes:", path);
	for (size_t i = 0; i < path.n; i++) {
		if ((unsigned char)path.at[i] < ' ' || path.at[i] == 0x7f)
			return fault(script, at, err, ERR_SYNTAX, "a control byte in the path", path);
	}
	if (span_is(path, ".") || span_is(path, "/")) {
		*clean = (struct span){ path.at, 0 };
		return 0;
	}
	if (span_starts(rest, "./")) {
		rest.at += 2;
		rest.n -= 2;
	} else if (span_starts(rest, "/")) {
		rest.at++;
		rest.n--;
	}
	*clean = rest;
	if (rest.n == 0 || rest.at[rest.n - 1] == '/')
		return fault(script, at, err, ERR_SYNTAX, "an empty part in the path", path);
	while (span_cut(&rest, '/', &part)) {
		if (part.n == 0)
			return fault(script, at, err, ERR_SYNTAX, "an empty part in the path", path);
		if (part.at[0] == '.')
			return fault(script, at, err, ERR_SYNTAX, "a part that begins with a dot, which the kernel mishandles, in", path);
	}
	return 0;
}

/* Everything has a parent that was made before, and is a folder: the kernel looks, and hangs. */
static int
check_parent(const struct diskscript *script, uint64_t at, struct span path, struct err *err)
{
	const struct diskscript_command *parent;
	struct span above = { path.at, 0 };

	if (script->ran || path.n == 0)
		return 0;
	for (size_t i = 0; i < path.n; i++) {
		if (path.at[i] == '/')
			above.n = i;
	}
	parent = find_path(script, above);
	if (above.n == 0 && !parent)            /* the root is there anyway */
		return 0;
	if (!parent)
		return fault(script, at, err, ERR_SYNTAX, "no folder was made before for", path);
	if (parent->kind != DISKSCRIPT_FILE || parent->size > 0)
		return fault(script, at, err, ERR_SYNTAX, "a file is above", path);
	return 0;
}

static int
take_file(struct diskscript *script, struct span line, uint64_t head, struct err *err)
{
	struct diskscript_command command = { .kind = DISKSCRIPT_FILE, .head = head };
	struct span rest = { line.at + 4, line.n - 4 }, digits, path;
	long long size = -1;

	if (span_cut(&rest, ' ', &digits))
		size = span_number(digits, UINT32_MAX);
	if (size < 0)
		return fault(script, head, err, ERR_SYNTAX, "wants a size and a path:", line);
	if (clean_path(script, head, rest, &path, err) < 0 || check_parent(script, head, path, err) < 0)
		return -1;
	/* The kernel would take the newer one; nobody who writes one twice means it. */
	if (find_path(script, path))
		return fault(script, head, err, ERR_SYNTAX, "made twice:", rest);
	command.size = (uint64_t)size;
	command.at = head + line.n + 1;
	if (script->total - command.at < command.size)
		return err_set(err, ERR_SYNTAX, "%s: byte %llu: ends in '%.*s', %llu bytes too early", script->path,
			(unsigned long long)script->total, (int)path.n, path.at,
			(unsigned long long)(command.size - (script->total - command.at)));
	command.path = span_dup(path);
	add_command(script, &command);
	script->at = command.at + command.size;
	return 0;
}

static int
take_hex0(struct diskscript *script, struct span line, uint64_t head, struct err *err)
{
	struct diskscript_command command = { .kind = DISKSCRIPT_HEX0, .head = head };
	struct span rest = { line.at + 5, line.n - 5 }, in, out;
	const struct diskscript_command *from;

	if (!span_cut(&rest, ' ', &in) || in.n == 0 || rest.n == 0 || memchr(rest.at, ' ', rest.n))
		return fault(script, head, err, ERR_SYNTAX, "wants two paths without spaces:", line);
	if (clean_path(script, head, in, &in, err) < 0 || clean_path(script, head, rest, &out, err) < 0
		|| check_parent(script, head, out, err) < 0)
		return -1;
	from = find_path(script, in);
	if (!from && !script->ran)
		return fault(script, head, err, ERR_SYNTAX, "hex0 of a file that was not made before:", in);
	if (out.n == 0)
		return fault(script, head, err, ERR_SYNTAX, "hex0 into the root:", line);
	command.size = from ? from->size / 2 : 0;
	command.path = span_dup(out);
	command.argument = span_dup(in);
	add_command(script, &command);
	return 0;
}

static int
take_run(struct diskscript *script, struct span line, uint64_t head, struct err *err)
{
	struct diskscript_command command = { .kind = DISKSCRIPT_RUN, .head = head };
	struct span argument = line, program, path;

	if (!memchr(line.at, ' ', line.n))
		return fault(script, head, err, ERR_SYNTAX, "wants a space behind the program, even without an argument:", line);
	span_cut(&argument, ' ', &program);
	/* The kernel decides by the first letter: s, h and f are its own words. */
	if (!span_starts(program, "/"))
		return fault(script, head, err, ERR_SYNTAX, "wants src, hex0, f or the whole path of a program:", line);
	if (argument.n > DISKSCRIPT_ARGUMENT_MAX)
		return fault(script, head, err, ERR_LIMIT, "an argument longer than 255 bytes:", line);
	if (argument.n && memchr(argument.at, '\0', argument.n))
		return fault(script, head, err, ERR_SYNTAX, "a NUL in the argument:", line);
	if (clean_path(script, head, program, &path, err) < 0)
		return -1;
	if (!script->ran && diskscript_size(script, path) <= 0)
		return fault(script, head, err, ERR_SYNTAX, "runs a program that was not made before:", program);
	command.path = span_dup(path);
	command.argument = span_dup(argument);
	add_command(script, &command);
	script->ran = true;
	return 0;
}

static int
take_line(struct diskscript *script, struct span line, struct err *err)
{
	uint64_t head = script->at;
	struct diskscript_command flush = { .kind = DISKSCRIPT_FLUSH, .head = head };

	if (script->ncommand == COMMANDS_MAX)
		return fault(script, head, err, ERR_LIMIT, "too many commands:", line);
	script->at += line.n + 1;
	if (span_starts(line, "src "))
		return take_file(script, line, head, err);
	if (span_starts(line, "hex0 "))
		return take_hex0(script, line, head, err);
	if (!span_is(line, "f"))
		return take_run(script, line, head, err);
	add_command(script, &flush);
	return 0;
}

int
diskscript_feed(struct diskscript *script, struct span bytes, struct err *err)
{
	const char *end = bytes.n ? memchr(bytes.at, '\n', bytes.n) : NULL;
	struct span line;

	if (bytes.n == 0)
		return err_set(err, ERR_SYNTAX, "%s: byte %llu: ends without the zero byte that ends a script",
			script->path, (unsigned long long)script->at);
	if (bytes.at[0] == '\0') {
		script->done = true;
		return 0;
	}
	line = (struct span){ bytes.at, end ? (size_t)(end - bytes.at) : bytes.n < 60 ? bytes.n : 60 };
	if (!end || line.n >= DISKSCRIPT_LINE)
		return fault(script, script->at, err, ERR_SYNTAX, "wants a newline behind the command", line);
	return take_line(script, line, err);
}

int
diskscript_add_file(struct diskscript *script, struct span path, uint64_t size, struct str *line, struct err *err)
{
	size_t n = line->n;

	if (size > script->limits.bytes)
		return err_set(err, ERR_LIMIT, "%s: '%.*s' has %llu bytes, %llu more than the kernel can hold", script->path,
			(int)path.n, path.at, (unsigned long long)size, (unsigned long long)(size - script->limits.bytes));
	str_addf(line, "src %llu .%s", (unsigned long long)size, path.n ? "/" : "");
	str_add(line, path);
	/* A newline in the path would be caught as a control byte. */
	if (take_line(script, (struct span){ line->at + n, line->n - n }, err) < 0)
		return -1;
	str_addc(line, '\n');
	return 0;
}

int
diskscript_add_line(struct diskscript *script, struct span text, struct str *line, struct err *err)
{
	size_t ncommand = script->ncommand;

	if (take_line(script, text, err) < 0)
		return -1;
	if (script->ncommand > ncommand && script->command[ncommand].kind == DISKSCRIPT_FILE
		&& script->command[ncommand].size > 0)
		return fault(script, 0, err, ERR_SYNTAX, "bytes are wanted for", text);
	str_add(line, text);
	str_addc(line, '\n');
	return 0;
}

static int
compare_sizes(const void *a, const void *b)
{
	const struct diskscript_command *x = *(const struct diskscript_command *const *)a;
	const struct diskscript_command *y = *(const struct diskscript_command *const *)b;

	if (x->size != y->size)
		return x->size < y->size ? 1 : -1;
	return strcmp(x->path, y->path);
}

static void
name_largest(const struct diskscript *script, struct str *text)
{
	const struct diskscript_command **sorted = arr_new(script->ncommand + 1, sizeof(*sorted));
	size_t n = 0;

	for (size_t i = 0; i < script->ncommand; i++) {
		if (script->command[i].kind == DISKSCRIPT_FILE)
			sorted[n++] = &script->command[i];
	}
	qsort(sorted, n, sizeof(*sorted), compare_sizes);
	for (size_t i = 0; i < n && i < LARGEST; i++)
		str_addf(text, "%s '%.80s' %llu", i ? "," : "", sorted[i]->path, (unsigned long long)sorted[i]->size);
	free(sorted);
}

int
diskscript_fits(const struct diskscript *script, const struct diskscript_limits *spare, struct err *err)
{
	uint64_t files = script->limits.files > spare->files ? script->limits.files - spare->files : 0;
	uint64_t bytes = script->limits.bytes > spare->bytes ? script->limits.bytes - spare->bytes : 0;
	struct str largest = STR_INIT;

	if (script->nfile > files)
		return err_set(err, ERR_LIMIT, "%s: %llu files and folders, %llu more than the %llu that the kernel can hold",
			script->path, (unsigned long long)script->nfile, (unsigned long long)(script->nfile - files),
			(unsigned long long)files);
	if (script->nbyte <= bytes)
		return 0;
	name_largest(script, &largest);
	err_set(err, ERR_LIMIT, "%s: %llu bytes in files, %llu more than the %llu that the kernel can hold; the largest:%s",
		script->path, (unsigned long long)script->nbyte, (unsigned long long)(script->nbyte - bytes),
		(unsigned long long)bytes, str_span(&largest).at);
	str_release(&largest);
	return -1;
}
