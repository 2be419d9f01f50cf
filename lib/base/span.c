/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE     /* memmem */
#include "base/span.h"

#include "base/arr.h"

bool
span_eq(struct span a, struct span b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.at, b.at, a.n) == 0);
}

bool
span_is(struct span a, const char *text)
{
	return span_eq(a, span_of(text));
}

bool
span_starts(struct span a, const char *head)
{
	size_t n = strlen(head);

	return a.n >= n && memcmp(a.at, head, n) == 0;
}

bool
span_ends(struct span a, const char *tail)
{
	size_t n = strlen(tail);

	return a.n >= n && memcmp(a.at + a.n - n, tail, n) == 0;
}

int
span_cmp(struct span a, struct span b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.at, b.at, n) : 0;

	if (order)
		return order;
	return a.n < b.n ? -1 : a.n > b.n;
}

bool
span_cut(struct span *text, char byte, struct span *part)
{
	const char *end;

	if (text->n == 0)
		return false;
	end = memchr(text->at, byte, text->n);
	if (!end) {
		*part = *text;
		text->at += text->n;
		text->n = 0;
		return true;
	}
	part->at = text->at;
	part->n = (size_t)(end - text->at);
	text->n -= part->n + 1;
	text->at = end + 1;
	return true;
}

bool
span_line(struct span *text, struct span *line)
{
	return span_cut(text, '\n', line);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

struct span
span_trim(struct span a)
{
	while (a.n && is_blank(a.at[0])) {
		a.at++;
		a.n--;
	}
	while (a.n && is_blank(a.at[a.n - 1]))
		a.n--;
	return a;
}

const char *
span_find(struct span a, struct span needle)
{
	if (needle.n > a.n)
		return NULL;
	return needle.n ? memmem(a.at, a.n, needle.at, needle.n) : a.at;
}

long long
span_number(struct span a, long long max)
{
	long long value = 0;

	if (a.n == 0)
		return -1;
	for (size_t i = 0; i < a.n; i++) {
		int digit = a.at[i] - '0';

		if (digit < 0 || digit > 9 || value > (max - digit) / 10)
			return -1;
		value = value * 10 + digit;
	}
	return value;
}

int
span_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

char *
span_dup(struct span a)
{
	return arr_dupn(a.at, a.n);
}
