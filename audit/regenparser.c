/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bison, flex and gperf: regenhow.c next door has the rest. Their options are read off what they wrote.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdlib.h>

#include "base/arr.h"
#include "base/io.h"
#include "regeninside.h"

/* The name in a '#line 7 "name"' whose last part is BASE; owned, or NULL. */
static char *
named_in_line(struct span text, const char *base)
{
	struct span line;

	while (span_line(&text, &line)) {
		const char *from, *to;

		if (!span_starts(line, "#line ") || !(from = memchr(line.at, '"', line.n)))
			continue;
		to = memrchr(line.at, '"', line.n);
		if (to > from + 1) {
			char *name = arr_dupn(from + 1, (size_t)(to - from - 1));

			if (!strcmp(how_base(name), base))
				return name;
			free(name);
		}
	}
	return NULL;
}

static bool
has(struct span text, const char *words)
{
	return span_find(text, span_of(words)) != NULL;
}

/* "calc_" of "#define yyparse calc_parse"; owned, or NULL. */
static char *
prefix_in(struct span text, const char *name, const char *stem)
{
	struct span line;

	while (span_line(&text, &line)) {
		struct span word, rest = line;

		if (!span_starts(line, "#define ") && !span_starts(line, "# define "))
			continue;
		(void)span_cut(&rest, ' ', &word);
		if (span_is(word, "#"))
			(void)span_cut(&rest, ' ', &word);
		rest = span_trim(rest);
		if (!span_starts(rest, name) || rest.n <= strlen(name) || !strchr(" \t", rest.at[strlen(name)]))
			continue;
		word = span_trim((struct span){ rest.at + strlen(name), rest.n - strlen(name) });
		if (span_ends(word, stem) && word.n > strlen(stem) && word.n < 60) {
			word.n -= strlen(stem);
			for (size_t i = 0; i < word.n; i++) {
				if (!isalnum((unsigned char)word.at[i]) && word.at[i] != '_')
					return NULL;
			}
			return span_is(word, "yy") ? NULL : span_dup(word);
		}
	}
	return NULL;
}

/* What lies beside PATH with another ending; owned, or NULL. */
static char *
find_beside(const struct tree *tree, const char *path, const char *const *endings)
{
	const char *dot = strrchr(how_base(path), '.');
	size_t n = dot ? (size_t)(dot - path) : strlen(path);

	for (size_t i = 0; endings[i]; i++) {
		char *other = str_format("%.*s%s", (int)n, path, endings[i]);

		if (strcmp(other, path) && tree_find(tree, other))
			return other;
		free(other);
		if (n > 4 && !strncmp(path + n - 4, ".tab", 4)) {
			other = str_format("%.*s%s", (int)n - 4, path, endings[i]);
			if (tree_find(tree, other))
				return other;
			free(other);
		}
	}
	return NULL;
}

/* NAME as seen from the folder of PATH, or from one above it; owned, or NULL. */
static char *
find_above(const struct tree *tree, const char *path, const char *name)
{
	char *folder = how_folder(path);

	for (;;) {
		char *one = how_join(folder, name), *above;
		bool top = !*folder;

		if (tree_find(tree, one)) {
			free(folder);
			return one;
		}
		free(one);
		above = how_folder(folder);
		free(folder);
		folder = above;
		if (top)
			break;
	}
	free(folder);
	return NULL;
}

/* What a #line of TEXT names that has one of ENDINGS and lies beside PATH, or above: "parse.y" of y.tab.c. Owned, or NULL. */
static char *
find_in_lines(const struct tree *tree, const char *path, struct span text, const char *const *endings)
{
	struct span line;

	while (span_line(&text, &line)) {
		const char *from = span_starts(line, "#line ") ? memchr(line.at, '"', line.n) : NULL;
		const char *to = from ? memrchr(line.at, '"', line.n) : NULL;
		char *name, *found = NULL;

		if (!to || to == from)
			continue;
		name = arr_dupn(from + 1, (size_t)(to - from - 1));
		for (size_t i = 0; endings[i] && !found; i++) {
			if (span_ends(span_of(name), endings[i])) {
				found = find_above(tree, path, name);
				found = found ? found : find_above(tree, path, how_base(name));
			}
		}
		free(name);
		if (found)
			return found;
	}
	return NULL;
}

/*
 * The input, and the folder from which it was named as #line names it: a generator puts the words of its command into
 * its output. No such folder: that of the output.
 */
static int
place(struct how *how, const struct tree *tree, const char *path, const char *from, struct span text,
	const char *const *endings, struct err *err)
{
	char *named;

	free(how->input);
	how->input = *from && tree_find(tree, from) ? arr_dup(from) : find_beside(tree, path, endings);
	if (!how->input)
		how->input = find_in_lines(tree, path, text, endings);
	if (!how->input) {
		how->input = arr_dup("");
		return err_set(err, ERR_SYNTAX, "its input is not in the tree");
	}
	named = named_in_line(text, how_base(how->input));
	free(how->folder);
	how->folder = how_folder(path);
	if (named && strlen(how->input) >= strlen(named)
		&& !strcmp(how->input + strlen(how->input) - strlen(named), named)) {
		size_t above = strlen(how->input) - strlen(named);
		char *folder = arr_dupn(how->input, above ? above - 1 : 0);

		/* The output must be below it, too. */
		if ((above == 0 || how->input[above - 1] == '/') && !strncmp(path, folder, strlen(folder))
			&& (!*folder || path[strlen(folder)] == '/')) {
			free(how->folder);
			how->folder = folder;
			folder = NULL;
		}
		free(folder);
	}
	free(named);
	return 0;
}

static bool
is_header(const char *path)
{
	const char *dot = strrchr(how_base(path), '.');

	return dot && dot[1] == 'h';
}

/* The input's text: options that it has itself need not be on the command. */
static void
read_input(const struct how *how, const struct tree *tree, struct str *text)
{
	struct err ignored;

	if (tree_read(tree, how->input, HOW_INPUT_BYTES, text, &ignored) < 0)
		str_clear(text);
}

static void
add_bison(struct how *how, struct span text, struct span input, const char *const *options, const char *out,
	const char *in)
{
	struct how_command *command = how_add_command(how);
	char *prefix = has(input, "prefix") ? NULL : prefix_in(text, "yyparse", "parse");

	for (size_t i = 0; options[i]; i++)
		how_add_word(command, options[i]);
	if (!has(text, "\n#line ") && !has(input, "%no-lines"))
		how_add_word(command, "-l");
	if (has(text, "define YYDEBUG 1") && !has(input, "debug") && !has(input, "trace"))
		how_add_word(command, "-t");
	if (prefix) {
		how_add_word(command, "-p");
		how_add_word(command, prefix);
	}
	how_add_word(command, "-o");
	how_add_word(command, out);
	how_add_word(command, in);
	free(prefix);
}

int
how_bison(struct how *how, const struct tree *tree, const char *path, const char *from, struct span text,
	struct err *err)
{
	static const char *const endings[] = { ".y", ".yy", ".ypp", ".yxx", ".y++", NULL };
	static const char *const programs[] = { ".c", ".cc", ".cpp", ".cxx", ".C", ".c++", NULL };
	static const char *const headers[] = { ".h", ".hh", ".hpp", ".hxx", ".H", ".h++", NULL };
	static const char *const plain[] = { NULL }, *const defines[] = { "-d", NULL },
		*const yacc[] = { "-y", "-d", NULL }, *const alone[] = { "-y", NULL };
	struct str input = STR_INIT, program = STR_INIT;
	char *source, *out, *in, *header;
	struct err ignored;

	source = is_header(path) ? find_beside(tree, path, programs) : arr_dup(path);
	/* A header has no #line; its guard is made of the path, so the program's are asked. */
	if (is_header(path) && source && tree_read(tree, source, HOW_INPUT_BYTES, &program, &ignored) == 0)
		text = str_span(&program);
	if (place(how, tree, path, from, text, endings, err) < 0) {
		str_release(&program);
		free(source);
		return -1;
	}
	read_input(how, tree, &input);
	header = is_header(path) ? arr_dup(path) : find_beside(tree, path, headers);
	/* A header whose program is not shipped: it has its name. */
	if (!source)
		source = str_format("%.*s.c", (int)(strrchr(path, '.') - path), path);
	out = how_seen_from(how->folder, source);
	in = how_seen_from(how->folder, how->input);
	if (header)
		add_bison(how, text, str_span(&input), defines, out, in);
	if (!is_header(path))
		add_bison(how, text, str_span(&input), plain, out, in);
	if (!header && !is_header(path))
		add_bison(how, text, str_span(&input), defines, out, in);
	add_bison(how, text, str_span(&input), yacc, out, in);
	if (!is_header(path))
		add_bison(how, text, str_span(&input), alone, out, in);
	free(source);
	free(header);
	free(out);
	free(in);
	str_release(&program);
	str_release(&input);
	return 0;
}

int
how_flex(struct how *how, const struct tree *tree, const char *path, const char *from, struct span text,
	struct err *err)
{
	static const char *const endings[] = { ".l", ".ll", ".lpp", ".lxx", ".lex", ".l++", NULL };
	static const char *const tried[] = { "", "-i", "-l" };
	struct str input = STR_INIT;
	char *out, *in, *prefix;

	if (place(how, tree, path, from, text, endings, err) < 0)
		return -1;
	if (is_header(path))
		return err_set(err, ERR_SYNTAX, "a scanner's header is not made again");
	read_input(how, tree, &input);
	prefix = has(str_span(&input), "prefix") ? NULL : prefix_in(text, "yy_create_buffer", "_create_buffer");
	out = how_seen_from(how->folder, path);
	in = how_seen_from(how->folder, how->input);
	for (size_t i = 0; i < sizeof(tried) / sizeof(*tried); i++) {
		struct how_command *command = how_add_command(how);

		if (*tried[i])
			how_add_word(command, tried[i]);
		if (!has(text, "\n#line "))
			how_add_word(command, "-L");
		if (has(text, "yyFlexLexer::") && !has(str_span(&input), "c++"))
			how_add_word(command, "-+");
		if (prefix) {
			how_add_word(command, "-P");
			how_add_word(command, prefix);
		}
		/* A name that the input has counts for more than that of an option. */
		command->prints = has(str_span(&input), "outfile");
		if (command->prints) {
			how_add_word(command, "-t");
		} else {
			how_add_word(command, "-o");
			how_add_word(command, out);
		}
		how_add_word(command, in);
	}
	free(prefix);
	free(out);
	free(in);
	str_release(&input);
	return 0;
}

/* "gperf -k '1,$' in.gperf" as words; the quotes are gperf's own. */
static void
split_words(struct span line, struct how_command *command)
{
	struct str word = STR_INIT;
	bool begun = false, quoted = false;

	for (size_t i = 0; i <= line.n && command->nword < HOW_WORDS; i++) {
		char c = i < line.n ? line.at[i] : ' ';

		if (c == '\'') {
			quoted = !quoted;
			begun = true;
		} else if ((c == ' ' || c == '\t') && !quoted) {
			if (begun)
				how_add_word(command, str_span(&word).at);
			str_clear(&word);
			begun = false;
		} else if (c) {
			str_addc(&word, c);
			begun = true;
		}
	}
	str_release(&word);
}

int
how_gperf(struct how *how, const struct tree *tree, const char *path, const char *from, struct span text,
	struct err *err)
{
	static const char *const endings[] = { ".gperf", ".gp", ".in", NULL };
	static const char head[] = "/* Command-line: ";
	const char *at = span_find(text, SPAN("\n/* Command-line: "));
	struct how_command words = { 0 }, *command;
	struct span rest, line = SPAN_INIT;
	const char *named = NULL;
	char *input, *in;

	if (!at)
		return err_set(err, ERR_SYNTAX, "it does not say with which options it was made");
	rest = (struct span){ at + sizeof(head), (size_t)(text.at + text.n - at) - sizeof(head) };
	(void)span_line(&rest, &line);
	if (line.n && span_find(line, SPAN("*/")))
		line.n = (size_t)(span_find(line, SPAN("*/")) - line.at);
	split_words(line, &words);
	if (words.nword > 1 && words.word[words.nword - 1][0] != '-')
		named = words.word[words.nword - 1];
	input = *from && tree_find(tree, from) ? arr_dup(from) : NULL;
	if (named && !input)
		input = find_above(tree, path, named);
	if (!input)
		input = find_beside(tree, path, endings);
	free(how->input);
	how->input = input ? input : arr_dup("");
	free(how->folder);
	how->folder = how_folder(path);
	if (input && named && strlen(input) > strlen(named)
		&& !strcmp(input + strlen(input) - strlen(named), named)
		&& input[strlen(input) - strlen(named) - 1] == '/') {
		free(how->folder);
		how->folder = arr_dupn(input, strlen(input) - strlen(named) - 1);
	} else if (input && named && !strcmp(input, named)) {
		free(how->folder);
		how->folder = arr_dup("");
	}
	command = how_add_command(how);
	command->prints = true;
	in = how_seen_from(how->folder, how->input);
	for (size_t i = 1; i < words.nword; i++) {
		if (!strncmp(words.word[i], "--output-file", 13) || words.word[i] == named)
			continue;
		how_add_word(command, words.word[i]);
	}
	how_add_word(command, in);
	free(in);
	how_command_release(&words);
	return input ? 0 : err_set(err, ERR_SYNTAX, "its input is not in the tree");
}
