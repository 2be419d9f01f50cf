/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "gatelines.h"

#include <stdlib.h>

#include "base/arr.h"
#include "base/str.h"
#include "rules.h"

/* The words of one line: what stands between blanks and the signs of a shell. */
enum { WORDS = 512 };

struct words {
	struct span word[WORDS];
	size_t n;
};

bool
gate_is_build_file(const char *path)
{
	static const char *const names[] = { "Makefile*", "makefile*", "GNUmakefile*", "*.mk", "*.mak", "*.am",
		"CMakeLists.txt", "*.cmake", "meson.build", "build.rs", "setup.py", "*.sh", "autogen.sh", "bootstrap",
		"buildconf", "configure", "configure.in", "*.ac", "*.m4", "rules", "Rakefile", "*.wrap" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (path_matches(path, names[i]))
			return true;
	}
	return false;
}

static bool
is_one_of(struct span word, const char *list)
{
	struct span rest = span_of(list), one;

	while (span_cut(&rest, ' ', &one)) {
		if (span_eq(one, word))
			return true;
	}
	return false;
}

static void
split(struct span line, struct words *words)
{
	static const bool parts[256] = { [' '] = true, ['\t'] = true, ['\r'] = true, ['\v'] = true, ['\f'] = true, ['|'] = true,
		[';'] = true, ['&'] = true, ['('] = true, [')'] = true, ['<'] = true, ['>'] = true, ['`'] = true, ['"'] = true,
		['\''] = true, ['['] = true, [']'] = true, ['{'] = true, ['}'] = true, [','] = true, ['='] = true };
	size_t i = 0;

	words->n = 0;
	while (i < line.n && words->n < WORDS) {
		size_t from;

		while (i < line.n && parts[(unsigned char)line.at[i]])
			i++;
		from = i;
		while (i < line.n && !parts[(unsigned char)line.at[i]])
			i++;
		if (i > from)
			words->word[words->n++] = (struct span){ line.at + from, i - from };
	}
}

/* "/usr/bin/curl" and "@curl" are curl. */
static struct span
program_of(struct span word)
{
	size_t n = word.n;

	while (n > 0 && word.at[n - 1] != '/' && word.at[n - 1] != '@')
		n--;
	return (struct span){ word.at + n, word.n - n };
}

static bool
has_url(const struct words *words)
{
	for (size_t i = 0; i < words->n; i++) {
		if (span_find(words->word[i], SPAN("://")))
			return true;
	}
	return false;
}

/* What a word, as the name of a program or of a build system's function, does. */
enum does {
	ASKS_URL = 1 << 0,              /* fetches, if the line has a URL */
	ASKS = 1 << 1,                  /* fetches */
	ASKS_BY_NEXT = 1 << 2,          /* fetches, if the next word is one of its own */
	DECODES = 1 << 3,
	READS = 1 << 4,
};

/* Sorted by bytes: every word of every build file is looked up. */
static const struct word {
	const char *word;
	unsigned does;
	const char *next;
} table[] = {
	{ ".", READS, NULL }, { "ExternalProject_Add", ASKS, NULL }, { "FetchContent_Declare", ASKS, NULL },
	{ "READ", READS, NULL }, { "apt", ASKS_BY_NEXT, "install" }, { "apt-get", ASKS_BY_NEXT, "install" },
	{ "aria2c", ASKS_URL, NULL }, { "awk", READS, NULL }, { "axel", ASKS_URL, NULL }, { "base64", DECODES, NULL },
	{ "bundle", ASKS_BY_NEXT, "install" }, { "bunzip2", DECODES, NULL }, { "bzcat", DECODES, NULL },
	{ "bzip2", READS, NULL }, { "bzr", ASKS_BY_NEXT, "branch get" }, { "cargo", ASKS_BY_NEXT, "fetch install" },
	{ "cat", READS, NULL }, { "composer", ASKS_BY_NEXT, "install" }, { "configure_file", READS, NULL },
	{ "cpanm", ASKS, NULL }, { "curl", ASKS_URL | ASKS_BY_NEXT, "-" }, { "cut", READS, NULL },
	{ "cvs", ASKS_BY_NEXT, "co checkout" }, { "darcs", ASKS_BY_NEXT, "get" }, { "dd", DECODES, NULL },
	{ "esyscmd", READS, NULL }, { "eval", DECODES, NULL }, { "execute_process", READS, NULL },
	{ "fetch", ASKS_URL, NULL }, { "file", ASKS_BY_NEXT, "DOWNLOAD" }, { "gawk", READS, NULL },
	{ "gem", ASKS_BY_NEXT, "install" }, { "git", ASKS_BY_NEXT, "clone submodule fetch pull" },
	{ "go", ASKS_BY_NEXT, "get install" }, { "grep", READS, NULL }, { "gunzip", DECODES, NULL },
	{ "gzip", READS, NULL }, { "head", READS, NULL }, { "hg", ASKS_BY_NEXT, "clone" }, { "include", READS, NULL },
	{ "luarocks", ASKS_BY_NEXT, "install" }, { "lynx", ASKS_URL, NULL }, { "lzcat", DECODES, NULL },
	{ "lzma", DECODES, NULL }, { "m4_esyscmd", READS, NULL }, { "m4_include", READS, NULL },
	{ "npm", ASKS_BY_NEXT, "install ci i" }, { "od", DECODES, NULL }, { "openssl", DECODES, NULL },
	{ "perl", READS, NULL }, { "pip", ASKS_BY_NEXT, "install" }, { "pip3", ASKS_BY_NEXT, "install" },
	{ "pnpm", ASKS_BY_NEXT, "install i" }, { "python", READS, NULL }, { "python3", READS, NULL },
	{ "rsync", ASKS_BY_NEXT, "::" }, { "run_command", READS, NULL }, { "sed", READS, NULL }, { "sinclude", READS, NULL },
	{ "source", READS, NULL }, { "source_url", ASKS, NULL }, { "svn", ASKS_BY_NEXT, "co checkout export" },
	{ "tail", READS, NULL }, { "tar", READS, NULL }, { "tr", DECODES, NULL }, { "unlzma", DECODES, NULL },
	{ "unxz", DECODES, NULL }, { "unzip", READS, NULL }, { "unzstd", DECODES, NULL }, { "uudecode", DECODES, NULL },
	{ "wget", ASKS_URL | ASKS_BY_NEXT, "-" }, { "xxd", DECODES, NULL }, { "xz", DECODES, NULL }, { "xzcat", DECODES, NULL },
	{ "yarn", ASKS_BY_NEXT, "install add" }, { "zcat", DECODES, NULL }, { "zstd", READS, NULL }, { "zstdcat", DECODES, NULL },
};

static int
compare_word(const void *key, const void *entry)
{
	return span_cmp(*(const struct span *)key, span_of(((const struct word *)entry)->word));
}

static const struct word *
find_word(struct span word)
{
	struct span program = program_of(word);

	return bsearch(&program, table, sizeof(table) / sizeof(*table), sizeof(*table), compare_word);
}

/* Is the word behind the I-th one that WORD asks for? */
static bool
has_next(const struct words *words, size_t i, const struct word *word)
{
	struct span next = i + 1 < words->n ? words->word[i + 1] : (struct span)SPAN_INIT;

	if (next.n == 0)
		return false;
	if (!strcmp(word->next, "-"))
		return next.at[0] == '-' || next.at[0] == '$';
	if (!strcmp(word->next, "::"))
		return span_find(words->word[words->n - 2], SPAN("::")) || span_find(words->word[words->n - 1], SPAN("::"));
	return is_one_of(next, word->next);
}

static bool
fetches(const struct words *words)
{
	for (size_t i = 0; i < words->n; i++) {
		const struct word *word = find_word(words->word[i]);

		if (word && ((word->does & ASKS) || ((word->does & ASKS_URL) && has_url(words))
			|| ((word->does & ASKS_BY_NEXT) && has_next(words, i, word))))
			return true;
	}
	return false;
}

/* A path below a folder of tests: the folder itself, which a makefile goes into, is none. */
static bool
is_test_file(struct span word, bool *code)
{
	char *path;
	bool is;

	if (!memchr(word.at, '/', word.n) || word.at[word.n - 1] == '/')
		return false;
	path = span_dup(word);
	is = path_in_tests(path);
	*code = is && (path_is_code(path) || strstr(path, "Makefile"));
	free(path);
	return is;
}

/* "... | eval $x": what is run came out of a pipe, whatever went in. */
static bool
pipes_into_eval(struct span command)
{
	const char *end = command.at + command.n;

	for (const char *at = command.at; at < end; at++) {
		struct span rest;

		if (*at != '|')
			continue;
		rest = span_trim((struct span){ at + 1, (size_t)(end - at - 1) });
		if (span_starts(rest, "eval ") || span_starts(rest, "eval\t"))
			return true;
	}
	return false;
}

static bool
reads_tests(const struct words *words, bool piped, enum gate_line_kind *kind)
{
	bool file = false, data = false, decodes = false, reads = false, code;

	for (size_t i = 0; i < words->n; i++) {
		const struct word *word;

		if (is_test_file(words->word[i], &code)) {
			file = true;
			data = data || !code;
			continue;
		}
		word = find_word(words->word[i]);
		decodes = decodes || (word && (word->does & DECODES));
		reads = reads || (word && (word->does & READS));
	}
	*kind = decodes || piped ? GATE_DECODES_TESTS : GATE_READS_TESTS;
	return piped || (file && decodes) || (data && reads);
}

/* Take what stands before the next ";" or "&" off TEXT. */
static bool
next_command(struct span *text, struct span *command)
{
	size_t n = 0;

	if (text->n == 0)
		return false;
	while (n < text->n && text->at[n] != ';' && text->at[n] != '&')
		n++;
	*command = span_trim((struct span){ text->at, n });
	n += n < text->n;
	*text = (struct span){ text->at + n, text->n - n };
	return true;
}

static void
add(struct gate_lines *lines, enum gate_line_kind kind, uint64_t number, struct span line)
{
	struct str text = STR_INIT;
	bool blank = true;

	if (lines->nline == GATE_LINES_MAX)
		return;
	for (size_t i = 0; i < line.n; i++) {
		bool is = line.at[i] == ' ' || line.at[i] == '\t' || line.at[i] == '\r';

		/* A NUL would end it. */
		if (!is || !blank)
			str_addc(&text, is ? ' ' : line.at[i] ? line.at[i] : '?');
		blank = is;
	}
	if (text.n && text.at[text.n - 1] == ' ')
		text.at[--text.n] = '\0';
	*arr_push(&lines->line, &lines->nline) = (struct gate_line){ kind, number, str_take(&text) };
}

static void
read_line(struct gate_lines *lines, const char *path, uint64_t number, struct span line)
{
	struct span text = span_trim(line), command;
	enum gate_line_kind kind;
	struct words words;

	if (text.n == 0 || text.at[0] == '#' || span_starts(text, "dnl ") || span_starts(text, "//"))
		return;
	split(text, &words);
	if (fetches(&words))
		add(lines, GATE_FETCHES, number, text);
	/* Few lines name a file in a folder, or have a pipe. */
	if (!memchr(text.at, '/', text.n) && !memchr(text.at, '|', text.n))
		return;
	/* What reads and what is read stand in one command, or in several with a pipe between. */
	while (next_command(&text, &command)) {
		split(command, &words);
		/* Tests may read their own data; what a makefile among them decodes, a build runs. */
		if (reads_tests(&words, pipes_into_eval(command), &kind)
			&& (!path_in_tests(path) || (kind == GATE_DECODES_TESTS && !path_matches(path, "*.sh"))))
			add(lines, kind, number, command);
	}
}

void
gate_lines_read(struct gate_lines *lines, const char *path, struct span text)
{
	struct str joined = STR_INIT;
	struct span line;
	uint64_t number = 0, begin = 0;

	while (span_line(&text, &line)) {
		bool more = line.n && line.at[line.n - 1] == '\\';

		number++;
		if (joined.n == 0)
			begin = number;
		if (more)
			line.n--;
		if (line.n > GATE_LINE_BYTES)
			line.n = GATE_LINE_BYTES;
		if (!more && joined.n == 0) {
			read_line(lines, path, begin, line);
			continue;
		}
		str_add(&joined, line);
		str_addc(&joined, ' ');
		if (!more || joined.n > GATE_LINE_BYTES) {
			read_line(lines, path, begin, str_span(&joined));
			str_clear(&joined);
		}
	}
	if (joined.n)
		read_line(lines, path, begin, str_span(&joined));
	str_release(&joined);
}

void
gate_lines_release(struct gate_lines *lines)
{
	for (size_t i = 0; i < lines->nline; i++)
		free(lines->line[i].text);
	free(lines->line);
	*lines = (struct gate_lines)GATE_LINES_INIT;
}
