/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "gateversion.h"

#include <stdbool.h>

#include "base/arr.h"
#include "base/str.h"
#include "rules.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* How many bytes of a version begin TEXT, which is a digit; *PARTED: it has more than one part. */
static size_t
length_of(struct span text, bool *parted)
{
	size_t n = 0;

	*parted = false;
	while (n < text.n && (is_digit(text.at[n])
		|| ((text.at[n] == '.' || text.at[n] == '-') && n + 1 < text.n && is_digit(text.at[n + 1])))) {
		*parted = *parted || !is_digit(text.at[n]);
		n++;
	}
	/* "2.4.6b", "1.5-rc2" */
	while (*parted && n < text.n && (is_digit(text.at[n]) || is_letter(text.at[n])))
		n++;
	return n;
}

struct span
gate_version_in(struct span line)
{
	for (size_t i = 0; i < line.n; i++) {
		bool parted, begins = is_digit(line.at[i]) && (i == 0 || !is_digit(line.at[i - 1]));
		size_t n;

		/* "v2014-01-03", but not the 2 of "lib2.4" */
		if (!begins || (i > 0 && is_letter(line.at[i - 1]) && line.at[i - 1] != 'v'))
			continue;
		n = length_of((struct span){ line.at + i, line.n - i }, &parted);
		if (parted)
			return (struct span){ line.at + i, n };
		i += n ? n - 1 : 0;
	}
	return (struct span){ line.at, 0 };
}

/* What stands behind WORD, on its line; empty when it is nowhere. */
static struct span
behind(struct span head, struct span word)
{
	const char *at = span_find(head, word);
	struct span rest, line;

	if (!at)
		return (struct span){ head.at, 0 };
	at += word.n;
	rest = (struct span){ at, (size_t)(head.at + head.n - at) };
	return span_line(&rest, &line) ? span_trim(line) : (struct span){ at, 0 };
}

static struct span
number_in(struct span line)
{
	size_t from = 0, n = 0;

	while (from < line.n && !is_digit(line.at[from]))
		from++;
	while (from + n < line.n && is_digit(line.at[from + n]))
		n++;
	return (struct span){ line.at + from, n };
}

static char *
version_of_flex(struct span head)
{
	struct span major = number_in(behind(head, SPAN("YY_FLEX_MAJOR_VERSION")));
	struct span minor = number_in(behind(head, SPAN("YY_FLEX_MINOR_VERSION")));
	struct span less = number_in(behind(head, SPAN("YY_FLEX_SUBMINOR_VERSION")));

	if (major.n == 0 || minor.n == 0 || less.n == 0 || major.n + minor.n + less.n > 30)
		return NULL;
	return str_format("%.*s.%.*s.%.*s", (int)major.n, major.at, (int)minor.n, minor.at, (int)less.n, less.at);
}

char *
gate_version_of(const char *path, struct span head)
{
	struct span line = SPAN_INIT, found;
	char *flex;

	head.n = head.n < GATE_VERSION_HEAD ? head.n : GATE_VERSION_HEAD;
	flex = version_of_flex(head);
	if (flex)
		return flex;
	if (path_matches(path, "ltmain.sh") || path_matches(path, "libtool"))
		line = behind(head, SPAN("\nVERSION="));
	else if (path_matches(path, "ltversion.m4"))
		line = behind(head, SPAN("LT_PACKAGE_VERSION"));
	else if (!(line = behind(head, SPAN("\nscriptversion="))).n && !(line = behind(head, SPAN("\ntimestamp='"))).n)
		line = behind(head, SPAN("\n# Origin: gettext-"));
	if (line.n && (found = gate_version_in(line)).n)
		return span_dup(found);
	if (path_matches(path, "*.m4")) {
		found = number_in(behind(head, SPAN("serial ")));
		if (found.n && found.n < 20)
			return str_format("serial %.*s", (int)found.n, found.at);
	}
	return arr_dup("");
}
