/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "format/manifest.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/arr.h"
#include "base/str.h"

static const char *const words[] = { "build", "improve", "jump", "uninstall", "define" };

const char *
manifest_word(enum manifest_kind kind)
{
	return words[kind];
}

/* One line's tokens, and where we are in them. */
struct line {
	const char *path;
	unsigned long nr;
	struct span text;       /* without the comment */
	size_t at;              /* bytes; the next token begins here */
	struct err *err;
};

static void
logic_release(struct manifest_logic *logic)
{
	for (size_t i = 0; i < logic->nterm; i++) {
		free(logic->term[i].name);
		free(logic->term[i].word);
	}
	free(logic->term);
}

static void
directive_release(struct manifest_directive *directive)
{
	free(directive->argument);
	free(directive->value);
	free(directive->ignored);
	logic_release(&directive->logic);
	logic_release(&directive->predicate);
}

void
manifest_release(struct manifest *manifest)
{
	for (size_t i = 0; i < manifest->ndirective; i++)
		directive_release(&manifest->directive[i]);
	free(manifest->directive);
	*manifest = (struct manifest)MANIFEST_INIT;
}

static int
refuse(const struct line *line, size_t column, const char *why)
{
	return err_set(line->err, ERR_SYNTAX, "%s:%lu:%zu: %s", line->path, line->nr, column + 1, why);
}

static bool
has_token(const struct line *line)
{
	return line->at < line->text.n;
}

/* The next token, without moving on; one space at the end of a line is no token. */
static struct span
peek(const struct line *line)
{
	struct span rest = { line->text.at + line->at, line->text.n - line->at };
	struct span token = SPAN_INIT;

	span_cut(&rest, ' ', &token);
	return token;
}

static struct span
take(struct line *line)
{
	struct span token = peek(line);

	line->at += token.n + 1;
	return token;
}

/* A token that must be there and not be empty. */
static int
take_word(struct line *line, const char *want, struct span *token)
{
	char why[128];

	if (!has_token(line)) {
		snprintf(why, sizeof(why), "wants %s, got the end of the line", want);
		return refuse(line, line->text.n, why);
	}
	*token = take(line);
	if (token->n == 0)
		return refuse(line, line->at - 1, "two spaces in a row; tokens are parted by one");
	return 0;
}

static int
read_logic(struct line *line, struct manifest_logic *logic)
{
	for (;;) {
		struct manifest_term term = { 0 };
		size_t column = line->at;
		struct span left, operator, token;

		if (take_word(line, "a name or word", &left) < 0)
			return -1;
		if (span_is(left, "(") || span_is(left, ")"))
			return refuse(line, column, "brackets do not nest; wants a name or word");
		if (has_token(line) && span_is(peek(line), ")")) {
			take(line);
			term.word = span_dup(left);
			*arr_push(&logic->term, &logic->nterm) = term;
			return 0;
		}
		column = line->at;
		if (take_word(line, "'==', '!=' or ')'", &operator) < 0)
			return -1;
		if (!span_is(operator, "==") && !span_is(operator, "!="))
			return refuse(line, column, "unknown operator; wants '==', '!=' or ')'");
		term.differs = span_is(operator, "!=");
		if (!has_token(line))
			return refuse(line, line->text.n, "wants a word to compare with, got the end of the line");
		/* The one token that may be empty: two spaces compare with the empty string. */
		token = take(line);
		term.name = span_dup(left);
		term.word = span_dup(token);
		*arr_push(&logic->term, &logic->nterm) = term;
		column = line->at;
		if (take_word(line, "')', '||' or '&&'", &token) < 0)
			return -1;
		if (span_is(token, ")"))
			return 0;
		if (!span_is(token, "||") && !span_is(token, "&&"))
			return refuse(line, column, "wants ')', '||' or '&&'");
		logic->term[logic->nterm - 1].join = span_is(token, "||") ? MANIFEST_OR : MANIFEST_AND;
	}
}

static int
read_predicate(struct line *line, struct manifest_directive *directive)
{
	size_t column = line->at;
	struct span rest;

	if (!has_token(line))
		return 0;
	if (!span_is(take(line), "("))
		return refuse(line, column, "a predicate must begin with '('");
	if (read_logic(line, &directive->predicate) < 0)
		return -1;
	if (has_token(line)) {
		rest = (struct span){ line->text.at + line->at, line->text.n - line->at };
		directive->ignored = span_dup(rest);
	}
	return 0;
}

static int
read_define(struct line *line, struct manifest_directive *directive)
{
	size_t column;
	struct span token;

	if (take_word(line, "a variable's name", &token) < 0)
		return -1;
	directive->argument = span_dup(token);
	column = line->at;
	if (take_word(line, "'='", &token) < 0)
		return -1;
	if (!span_is(token, "="))
		return refuse(line, column, "wants '=' alone between spaces");
	if (take_word(line, "a value", &token) < 0)
		return -1;
	if (span_is(token, "(")) {
		if (read_logic(line, &directive->logic) < 0)
			return -1;
	} else {
		directive->value = span_dup(token);
	}
	return read_predicate(line, directive);
}

static int
read_uninstall(struct line *line, struct manifest_directive *directive)
{
	struct str names = STR_INIT;
	struct span token;

	if (take_word(line, "a package or an absolute path", &token) < 0)
		return -1;
	str_add(&names, token);
	while (has_token(line) && !span_is(peek(line), "(")) {
		if (take_word(line, "a package", &token) < 0) {
			str_release(&names);
			return -1;
		}
		str_addc(&names, ' ');
		str_add(&names, token);
	}
	directive->argument = str_take(&names);
	return read_predicate(line, directive);
}

static int
read_directive(struct line *line, struct manifest_directive *directive)
{
	struct span token;
	size_t kind;

	directive->line = line->nr;
	if (take_word(line, "a directive", &token) < 0)
		return -1;
	for (kind = 0; kind < sizeof(words) / sizeof(*words); kind++) {
		if (token.n == strlen(words[kind]) + 1 && span_starts(token, words[kind])
			&& token.at[token.n - 1] == ':')
			break;
	}
	if (kind == sizeof(words) / sizeof(*words))
		return refuse(line, 0, "unknown directive; wants 'build:', 'improve:', 'jump:', 'uninstall:' or 'define:'");
	directive->kind = (enum manifest_kind)kind;
	if (directive->kind == MANIFEST_DEFINE)
		return read_define(line, directive);
	if (directive->kind == MANIFEST_UNINSTALL)
		return read_uninstall(line, directive);
	if (take_word(line, "a name", &token) < 0)
		return -1;
	directive->argument = span_dup(token);
	return read_predicate(line, directive);
}

/* Cut the comment off and look for what no token may hold. */
static int
prepare_line(struct line *line, struct span text)
{
	const char *comment = text.n ? memchr(text.at, '#', text.n) : NULL;

	if (comment)
		text.n = (size_t)(comment - text.at);
	line->text = text;
	line->at = 0;
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c == '\t')
			return refuse(line, i, "a tab; tokens are parted by one space");
		if (c == '\r')
			return refuse(line, i, "a carriage return; lines end in a newline alone");
		if (c < 0x20 || c == 0x7f)
			return refuse(line, i, "a control character");
	}
	return 0;
}

int
manifest_parse(struct manifest *manifest, const char *path, struct span text, struct err *err)
{
	struct manifest new = MANIFEST_INIT;
	struct line line = { .path = path, .err = err };
	struct span whole;

	while (span_line(&text, &whole)) {
		struct manifest_directive directive = { 0 };

		line.nr++;
		if (whole.n == 0 || whole.at[0] == '#')
			continue;
		if (prepare_line(&line, whole) < 0 || read_directive(&line, &directive) < 0) {
			directive_release(&directive);
			manifest_release(&new);
			return -1;
		}
		*arr_push(&new.directive, &new.ndirective) = directive;
	}
	*manifest = new;
	return 0;
}
