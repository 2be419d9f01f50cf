/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "host/request.h"

#include <strings.h>

/* The byte at *AT, its escape undone; *AT goes past it. -1 for a broken escape. */
static int
next_byte(struct span path, size_t *at)
{
	int high, low;

	if (path.at[*at] != '%')
		return (unsigned char)path.at[(*at)++];
	if (path.n - *at < 3)
		return -1;
	high = span_digit(path.at[*at + 1]);
	low = span_digit(path.at[*at + 2]);
	*at += 3;
	return high < 0 || low < 0 ? -1 : high << 4 | low;
}

enum request_path
request_path(struct span path, char name[REQUEST_NAME_MAX + 1])
{
	bool nowhere = false;
	size_t n = 0, at = 1;

	name[0] = '\0';
	if (path.n == 0 || path.at[0] != '/')
		return REQUEST_BROKEN;
	if (path.n == 1)
		return REQUEST_INDEX;
	while (at < path.n) {
		int byte = next_byte(path, &at);

		if (byte < 0x20 || byte == 0x7f) {
			name[0] = '\0';
			return REQUEST_BROKEN;
		}
		/* A slash, even at the end, names something below; such a folder has nothing below. */
		if (byte == '/' || (byte == '.' && n == 0) || n == REQUEST_NAME_MAX)
			nowhere = true;
		else
			name[n++] = (char)byte;
	}
	name[nowhere ? 0 : n] = '\0';
	return nowhere ? REQUEST_NOWHERE : REQUEST_FILE;
}

/* Decimal digits alone; a number that is too large for 64 bits is past every end, and stays so. */
static bool
read_number(struct span text, uint64_t *number)
{
	*number = 0;
	for (size_t i = 0; i < text.n; i++) {
		uint64_t digit = (uint64_t)(text.at[i] - '0');

		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
		*number = *number > (UINT64_MAX - digit) / 10 ? UINT64_MAX : *number * 10 + digit;
	}
	return text.n > 0;
}

/* "5-9", "5-" or "-5". */
static enum request_range
read_one(struct span text, uint64_t size, uint64_t *from, uint64_t *n)
{
	struct span first, last = text;
	uint64_t a, b;

	if (!memchr(text.at, '-', text.n))
		return REQUEST_REFUSED;
	span_cut(&last, '-', &first);
	if (first.n == 0) {
		if (!read_number(last, &b) || b == 0 || size == 0)
			return REQUEST_REFUSED;
		*n = b < size ? b : size;
		*from = size - *n;
		return REQUEST_PART;
	}
	if (!read_number(first, &a) || (last.n && !read_number(last, &b)))
		return REQUEST_REFUSED;
	if (last.n == 0)
		b = UINT64_MAX;
	if (a > b || a >= size)
		return REQUEST_REFUSED;
	*from = a;
	*n = (b < size - 1 ? b : size - 1) - a + 1;
	return REQUEST_PART;
}

enum request_range
request_range(struct span value, uint64_t size, uint64_t *from, uint64_t *n)
{
	struct span unit, rest = span_trim(value), part, one = SPAN_INIT;

	*from = *n = 0;
	if (rest.n == 0 || !memchr(rest.at, '=', rest.n))
		return REQUEST_REFUSED;
	span_cut(&rest, '=', &unit);
	unit = span_trim(unit);
	if (unit.n != 5 || strncasecmp(unit.at, "bytes", 5) != 0)
		return REQUEST_WHOLE;
	/* Lists may have empty members; two real ones would want a multipart answer, which we do not give. */
	while (span_cut(&rest, ',', &part)) {
		part = span_trim(part);
		if (part.n && one.n)
			return REQUEST_REFUSED;
		if (part.n)
			one = part;
	}
	return one.n ? read_one(one, size, from, n) : REQUEST_REFUSED;
}

bool
request_has_tag(struct span value, const struct digest *digest, enum request_tag_flags flags)
{
	struct digest_hex want = digest_text(digest);
	struct span rest = span_trim(value);

	if (span_is(rest, "*"))
		return true;
	/* A tag may hold commas, so tags are walked by their quotes. */
	while (rest.n) {
		bool weak = span_starts(rest, "W/");
		const char *end;
		size_t n;

		if (weak)
			rest = (struct span){ rest.at + 2, rest.n - 2 };
		if (rest.n < 2 || rest.at[0] != '"' || !(end = memchr(rest.at + 1, '"', rest.n - 1)))
			return false;
		n = (size_t)(end - rest.at) - 1;
		if (n == DIGEST_HEX && !memcmp(rest.at + 1, want.text, n) && (!weak || (flags & REQUEST_WEAK)))
			return true;
		rest = span_trim((struct span){ end + 1, rest.n - n - 2 });
		while (rest.n && (rest.at[0] == ',' || rest.at[0] == ' ' || rest.at[0] == '\t'))
			rest = (struct span){ rest.at + 1, rest.n - 1 };
	}
	return false;
}
