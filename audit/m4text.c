/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "m4text.h"

#include <stdlib.h>

#include "base/arr.h"
#include "base/str.h"

/* Where in the file we are, as m4 sees it. */
struct reader {
	unsigned long quotes;           /* "[" that are open */
	unsigned long parens;           /* "(" that are open, outside of quotes */
	bool frozen;                    /* the quotes may be others now */
	uint64_t line;
	struct m4_text *text;           /* serial and macros go here; NULL: not wanted */
	struct str *normal;
};

static bool
begins_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The name that stands at the front of REST; empty if none does. */
static struct span
name_of(struct span rest)
{
	size_t n = 0;

	if (rest.n && begins_name(rest.at[0])) {
		while (n < rest.n && (begins_name(rest.at[n]) || is_digit(rest.at[n])))
			n++;
	}
	return (struct span){ rest.at, n };
}

static void
skip(struct span *rest, size_t n)
{
	rest->at += n;
	rest->n -= n;
}

static void
skip_blanks(struct span *rest)
{
	while (rest->n && (rest->at[0] == ' ' || rest->at[0] == '\t'))
		skip(rest, 1);
}

/* Without its end's blanks. */
static struct span
cut_blanks(struct span line)
{
	size_t n = line.n;

	while (n && (line.at[n - 1] == ' ' || line.at[n - 1] == '\t'))
		n--;
	/* A blank behind a backslash keeps the next line from being part of this one. */
	return n && line.at[n - 1] == '\\' ? line : (struct span){ line.at, n };
}

/* Does every line end with a carriage return? */
static bool
has_returns(struct span file)
{
	struct span line;

	while (span_line(&file, &line)) {
		if (!span_ends(line, "\r"))
			return false;
	}
	return true;
}

/* Serials. */

bool
m4_serial_is(struct span serial)
{
	bool digit = false;

	if (serial.n > M4_SERIAL_DIGITS)
		return false;
	for (size_t i = 0; i < serial.n; i++) {
		if (!is_digit(serial.at[i]) && !(serial.at[i] == '.' && digit))
			return false;
		digit = is_digit(serial.at[i]);
	}
	return digit;
}

int
m4_serial_cmp(struct span a, struct span b)
{
	struct span x, y;

	for (;;) {
		bool more_a = span_cut(&a, '.', &x), more_b = span_cut(&b, '.', &y);

		if (!more_a || !more_b)
			return (int)more_a - (int)more_b;
		while (x.n > 1 && x.at[0] == '0')
			skip(&x, 1);
		while (y.n > 1 && y.at[0] == '0')
			skip(&y, 1);
		if (x.n != y.n)
			return x.n < y.n ? -1 : 1;
		if (span_cmp(x, y))
			return span_cmp(x, y);
	}
}

/* COMMENT is a line behind its "#" or dnl. */
static void
read_serial(struct reader *reader, struct span comment)
{
	struct m4_text *text = reader->text;
	struct span serial;
	size_t n = 0;

	while (comment.n && comment.at[0] == '#')
		skip(&comment, 1);
	skip_blanks(&comment);
	/* The file's name may stand before it. */
	if (!span_starts(comment, "serial")) {
		while (n < comment.n && comment.at[n] != ' ' && comment.at[n] != '\t')
			n++;
		if (!span_ends((struct span){ comment.at, n }, ".m4"))
			return;
		skip(&comment, n);
		skip_blanks(&comment);
		if (!span_starts(comment, "serial"))
			return;
	}
	skip(&comment, sizeof("serial") - 1);
	if (comment.n && (comment.at[0] == ':' || comment.at[0] == '='))
		skip(&comment, 1);
	skip_blanks(&comment);
	n = 0;
	while (n < comment.n && (is_digit(comment.at[n]) || comment.at[n] == '.'))
		n++;
	serial = (struct span){ comment.at, n };
	/* "serial 3." ends a sentence */
	if (n && serial.at[n - 1] == '.')
		serial.n--;
	if (!m4_serial_is(serial) || (text->serial.n && m4_serial_cmp(serial, text->serial) <= 0))
		return;
	text->serial = serial;
	text->serial_line = reader->line;
}

/* Macros. */

static bool
defines(struct span word)
{
	static const char *const words[] = { "AC_DEFUN", "AC_DEFUN_ONCE", "AU_DEFUN", "AU_ALIAS", "m4_defun",
		"m4_defun_once", "m4_define", "m4_copy", "define" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (span_is(word, words[i]))
			return true;
	}
	return false;
}

/* REST follows a word that defines. */
static void
read_macro(struct reader *reader, struct span rest)
{
	struct m4_text *text = reader->text;
	struct span name;

	if (!rest.n || rest.at[0] != '(' || text->nmacro == M4_MACROS)
		return;
	skip(&rest, 1);
	skip_blanks(&rest);
	if (rest.n && rest.at[0] == '[')
		skip(&rest, 1);
	name = name_of(rest);
	if (name.n)
		*arr_push(&text->macro, &text->nmacro) = name;
}

/* Lines. */

/* Is LINE, outside of quotes, all comment? *COMMENT is what it says then. */
static bool
is_comment(const struct reader *reader, struct span line, struct span *comment)
{
	skip_blanks(&line);
	if (line.n == 0) {
		*comment = line;
		return true;
	}
	if (line.at[0] == '#' && reader->parens == 0) {
		*comment = (struct span){ line.at + 1, line.n - 1 };
		return true;
	}
	if (span_is(name_of(line), "dnl")) {
		*comment = (struct span){ line.at + 3, line.n - 3 };
		return true;
	}
	return false;
}

static bool
has_brackets(struct span text)
{
	return text.n && (memchr(text.at, '[', text.n) || memchr(text.at, ']', text.n));
}

/* A word outside of quotes; REST follows it. */
static void
use_word(struct reader *reader, struct span word, struct span rest)
{
	if (reader->text && defines(word))
		read_macro(reader, rest);
	if (span_is(word, "changequote") || span_is(word, "changecom") || span_is(word, "m4_changequote")
		|| span_is(word, "m4_changecom"))
		reader->frozen = true;
}

/* Count what LINE opens and closes; the answer is how many bytes of it are code. */
static size_t
read_line(struct reader *reader, struct span line)
{
	struct span rest = line, word;
	bool hash = false;

	while (rest.n && !reader->frozen) {
		word = name_of(rest);
		if (word.n) {
			skip(&rest, word.n);
			if (span_is(word, "dnl") && !hash && (reader->quotes == 0 || !has_brackets(rest)))
				return line.n - rest.n;
			if (reader->quotes == 0)
				use_word(reader, word, rest);
			continue;
		}
		switch (rest.at[0]) {
		case '#':
			/* Within quotes m4 knows no comments, but will when it comes by again. */
			hash = true;
			if (reader->quotes == 0)
				return line.n;
			break;
		case '[':
			reader->quotes++;
			break;
		case ']':
			if (reader->quotes)
				reader->quotes--;
			break;
		case '(':
			if (reader->quotes == 0)
				reader->parens++;
			break;
		case ')':
			if (reader->quotes == 0 && reader->parens)
				reader->parens--;
			break;
		}
		skip(&rest, 1);
	}
	return line.n;
}

static void
read_file(struct reader *reader, struct span file)
{
	struct span line, comment;
	bool returns = has_returns(file);

	while (span_line(&file, &line)) {
		reader->line++;
		line.n -= returns;
		if (!reader->frozen && reader->quotes == 0 && is_comment(reader, line, &comment)) {
			if (reader->text)
				read_serial(reader, comment);
			continue;
		}
		line.n = read_line(reader, line);
		if (!reader->frozen && reader->quotes == 0)
			line = cut_blanks(line);
		str_add(reader->normal, line);
		str_addc(reader->normal, '\n');
	}
}

void
m4_text_read(struct m4_text *text, struct span file)
{
	struct str normal = STR_INIT;
	struct reader reader = { .text = text, .normal = &normal };

	*text = (struct m4_text){ .serial = SPAN_INIT };
	read_file(&reader, file);
	text->code = digest_of(str_span(&normal));
	str_release(&normal);
}

void
m4_text_release(struct m4_text *text)
{
	free(text->macro);
	*text = (struct m4_text){ .serial = SPAN_INIT };
}

void
m4_text_normal(struct span file, struct str *normal)
{
	struct reader reader = { .normal = normal };

	read_file(&reader, file);
}
