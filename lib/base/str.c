/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arr.h"

static void
make_room(struct str *str, size_t more)
{
	size_t want = arr_sum(arr_sum(str->n, more), 1);

	if (want <= str->room)
		return;
	if (want < 64)
		want = 64;
	if (str->room && want < arr_product(str->room, 2))
		want = str->room * 2;
	str->at = arr_resize(str->at, want, 1);
	str->room = want;
}

void
str_release(struct str *str)
{
	free(str->at);
	*str = (struct str)STR_INIT;
}

void
str_clear(struct str *str)
{
	str->n = 0;
	if (str->at)
		str->at[0] = '\0';
}

void
str_add(struct str *str, struct span bytes)
{
	make_room(str, bytes.n);
	if (bytes.n)
		memcpy(str->at + str->n, bytes.at, bytes.n);
	str->n += bytes.n;
	str->at[str->n] = '\0';
}

void
str_adds(struct str *str, const char *text)
{
	str_add(str, span_of(text));
}

void
str_addc(struct str *str, char byte)
{
	str_add(str, (struct span){ &byte, 1 });
}

static void add_format(struct str *str, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

static void
add_format(struct str *str, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n > 0) {
		make_room(str, (size_t)n);
		vsnprintf(str->at + str->n, (size_t)n + 1, fmt, again);
		str->n += (size_t)n;
	}
	va_end(again);
}

void
str_addf(struct str *str, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add_format(str, fmt, ap);
	va_end(ap);
}

/* How many bytes at AT are one character that is not seen for what it is; 0: none. */
static size_t
hidden(const char *at, size_t n)
{
	const unsigned char *c = (const unsigned char *)at;

	if (n >= 2 && c[0] == 0xc2 && c[1] >= 0x80 && c[1] <= 0x9f)
		return 2;
	if (n < 3)
		return 0;
	if (c[0] == 0xe2 && c[1] == 0x80 && ((c[2] >= 0x8b && c[2] <= 0x8f) || (c[2] >= 0xaa && c[2] <= 0xae)))
		return 3;
	if (c[0] == 0xe2 && c[1] == 0x81 && c[2] >= 0xa6 && c[2] <= 0xa9)
		return 3;
	return c[0] == 0xef && c[1] == 0xbb && c[2] == 0xbf ? 3 : 0;
}

void
str_add_escaped(struct str *str, struct span text)
{
	size_t left = 0;

	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c >= 0xc2 && left == 0)
			left = hidden(text.at + i, text.n - i);
		if (c < 0x20 || c == 0x7f || c == '\\' || left > 0)
			str_addf(str, "\\%03o", c);
		else
			str_addc(str, (char)c);
		left -= left > 0;
	}
}

bool
str_is_plain(struct span text)
{
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c < 0x20 || c == 0x7f || (c >= 0xc2 && hidden(text.at + i, text.n - i)))
			return false;
	}
	return true;
}

char *
str_take(struct str *str)
{
	char *at;

	make_room(str, 0);
	at = str->at;
	at[str->n] = '\0';
	*str = (struct str)STR_INIT;
	return at;
}

struct span
str_span(const struct str *str)
{
	return (struct span){ str->at ? str->at : "", str->n };
}

char *
str_format(const char *fmt, ...)
{
	struct str str = STR_INIT;
	va_list ap;

	va_start(ap, fmt);
	add_format(&str, fmt, ap);
	va_end(ap);
	return str_take(&str);
}
