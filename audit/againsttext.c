/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "againsttext.h"

#include <ctype.h>

enum { NUL_LOOK = 1 << 16, FILLED_BYTES = 300 };

static bool
has_nul(struct span text)
{
	return text.n && memchr(text.at, '\0', text.n < NUL_LOOK ? text.n : NUL_LOOK);
}

static void
form_line_end(void *data, struct span line, struct str *form)
{
	(void)data;
	if (line.n && line.at[line.n - 1] == '\r')
		line.n--;
	str_add(form, line);
}

/* What may stand in a keyword or in place of one: names, versions, dates; nothing that ends something else. */
static bool
is_harmless(struct span text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (!isalnum((unsigned char)text.at[i]) && !strchr(" ,.:/_+-@~=", text.at[i]))
			return false;
	}
	return text.n <= FILLED_BYTES;
}

/* The length of "$Id$" or "$Id: x.c 1.2 $" at the head of TEXT; 0 if there is none. *NAME is "Id". */
static size_t
keyword(struct span text, struct span *name)
{
	static const char *const known[] = { "Id", "Header", "Revision", "Date", "Author", "Source", "RCSfile", "Name",
		"Locker", "State", "Rev", "URL", "HeadURL", "LastChangedDate", "LastChangedRevision", "LastChangedBy",
		"LastChangedRev", "FreeBSD", "NetBSD", "OpenBSD", "XFree86", "Xorg" };
	const char *end;
	size_t n = 1;

	if (text.n < 3 || text.at[0] != '$')
		return 0;
	while (n < text.n && isalnum((unsigned char)text.at[n]))
		n++;
	*name = (struct span){ text.at + 1, n - 1 };
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (!span_is(*name, known[i]))
			continue;
		if (n < text.n && text.at[n] == '$')
			return n + 1;
		end = n < text.n && text.at[n] == ':' ? memchr(text.at + n, '$', text.n - n) : NULL;
		if (end && is_harmless((struct span){ text.at + n + 1, (size_t)(end - text.at) - n - 1 }))
			return (size_t)(end - text.at) + 1;
	}
	return 0;
}

static void
form_keywords(void *data, struct span line, struct str *form)
{
	struct span name;

	(void)data;
	if (line.n && line.at[line.n - 1] == '\r')
		line.n--;
	while (line.n) {
		size_t n = keyword(line, &name);

		if (n) {
			str_addc(form, '$');
			str_add(form, name);
			str_addc(form, '$');
		} else {
			n = 1;
			str_addc(form, line.at[0]);
		}
		line = (struct span){ line.at + n, line.n - n };
	}
}

/* Is OURS the line TAG with each of its "$Format:...$" replaced by something harmless? */
static bool
is_filled(struct span ours, struct span tag)
{
	for (;;) {
		const char *at = span_find(tag, SPAN("$Format:"));
		const char *end = at ? memchr(at + 1, '$', (size_t)(tag.at + tag.n - at) - 1) : NULL, *next;
		size_t head, gap = 0;
		struct span rest;

		if (!end)
			return span_eq(ours, tag);
		head = (size_t)(at - tag.at);
		if (ours.n < head || memcmp(ours.at, tag.at, head))
			return false;
		ours = (struct span){ ours.at + head, ours.n - head };
		tag = (struct span){ end + 1, (size_t)(tag.at + tag.n - end) - 1 };
		/* Up to where the text between this one and the next stands. */
		next = span_find(tag, SPAN("$Format:"));
		rest = (struct span){ tag.at, next ? (size_t)(next - tag.at) : tag.n };
		if (!next)
			gap = ours.n >= rest.n ? ours.n - rest.n : ours.n + 1;
		else
			while (gap <= ours.n && !(ours.n - gap >= rest.n && !memcmp(ours.at + gap, rest.at, rest.n)))
				gap++;
		if (gap > ours.n || !is_harmless((struct span){ ours.at, gap }))
			return false;
		ours = (struct span){ ours.at + gap, ours.n - gap };
	}
}

/* Line by line: the same in FORM, or, if FILLED, the tag's with its $Format$ filled in. */
static bool
same_lines(struct span ours, struct span tag, lines_form *form, bool filled)
{
	struct str x = STR_INIT, y = STR_INIT;
	struct span a, b;
	bool more, same = true;

	do {
		bool other = span_line(&tag, &b);

		more = span_line(&ours, &a);
		same = more == other;
		if (same && more) {
			str_clear(&x);
			str_clear(&y);
			form(NULL, a, &x);
			form(NULL, b, &y);
			same = filled ? is_filled(str_span(&x), str_span(&y)) : span_eq(str_span(&x), str_span(&y));
		}
	} while (same && more);
	str_release(&x);
	str_release(&y);
	return same;
}

enum against_text
against_text(struct span ours, struct span tag, size_t shown, size_t bytes, struct lines *lines)
{
	*lines = (struct lines){ 0 };
	if (span_eq(ours, tag))
		return AGAINST_SAME;
	if (has_nul(ours) || has_nul(tag))
		return AGAINST_BINARY;
	if (same_lines(ours, tag, form_line_end, false))
		return AGAINST_LINE_ENDS;
	if (same_lines(ours, tag, form_keywords, true))
		return AGAINST_KEYWORDS;
	lines_compare(tag, ours, form_keywords, NULL, shown, bytes, lines);
	return AGAINST_OTHER;
}
