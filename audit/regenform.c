/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form in which lines of generated files are compared: regenhow.h. Whatever is made equal here is a place
 * where a difference could hide, so each form holds for whole lines, or whole words, of one shape.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "regenhow.h"

/* '#line 7 "name"', and nothing behind it. */
static bool
is_line_directive(struct span line)
{
	const char *quote = span_starts(line, "#line ") ? memchr(line.at, '"', line.n) : NULL;

	if (!quote || quote == line.at + line.n - 1 || line.at[line.n - 1] != '"'
		|| memchr(quote + 1, '"', (size_t)(line.at + line.n - 1 - (quote + 1))))
		return false;
	for (const char *at = line.at + 6; at < quote; at++) {
		if (!isdigit((unsigned char)*at) && *at != ' ')
			return false;
	}
	return true;
}

/* A comment from its first byte to its last: no code stands behind it. */
static bool
is_one_comment(struct span line, const char *head)
{
	const char *end = span_starts(line, head) ? span_find(line, SPAN("*/")) : NULL;

	return end && end + 2 == line.at + line.n;
}

static bool
is_numbered(struct span line, const char *head)
{
	return span_starts(line, head)
		&& span_number(span_trim((struct span){ line.at + strlen(head), line.n - strlen(head) }), 99999999) >= 0;
}

static bool
mentions_version(struct span line, const char *tool)
{
	char *text = span_dup(line);
	bool does = strcasestr(text, "version") || strcasestr(text, tool) || strstr(text, "Autoconf");

	free(text);
	return does;
}

void
how_form(void *data, struct span line, struct str *form)
{
	const struct how_form *how = data;
	const bool other = strcmp(how->wanted, how->here) != 0;
	bool versions = other && how->wanted[0] && how->here[0] && mentions_version(line, how_word(how->tool));
	bool years = other && span_find(line, SPAN("Copyright (C)")) && (line.at[0] == '#' || line.at[0] == ' ');
	bool c = how->tool == HOW_BISON || how->tool == HOW_FLEX || how->tool == HOW_GPERF;

	if (c && is_line_directive(line)) {
		str_adds(form, "#line");
		return;
	}
	if (how->tool == HOW_GPERF && is_one_comment(line, "/* Command-line: ")) {
		str_adds(form, "/* Command-line */");
		return;
	}
	if (other && c && (is_numbered(line, "#define YYBISON ") || is_numbered(line, "#define YY_FLEX_MINOR_VERSION ")
		|| is_numbered(line, "#define YY_FLEX_SUBMINOR_VERSION "))) {
		str_adds(form, "#define version");
		return;
	}
	while (line.n) {
		size_t wanted = versions && span_starts(line, how->wanted) ? strlen(how->wanted) : 0;
		size_t here = versions && span_starts(line, how->here) ? strlen(how->here) : 0;
		size_t n = wanted > here ? wanted : here;

		if (n) {
			str_adds(form, "VERSION");
		} else if (how->tool == HOW_BISON && span_starts(line, "YY_YY_")) {
			/* A guard is made of the path that was given. */
			while (n < line.n && (isalnum((unsigned char)line.at[n]) || line.at[n] == '_'))
				n++;
			str_add(form, span_ends((struct span){ line.at, n }, "_INCLUDED") ? SPAN("YY_GUARD")
				: (struct span){ line.at, n });
		} else {
			n = 1;
			if (!years || !(isdigit((unsigned char)line.at[0]) || strchr(",- ", line.at[0])))
				str_addc(form, line.at[0]);
		}
		line = (struct span){ line.at + n, line.n - n };
	}
}
