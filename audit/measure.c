/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure.h"

#include <math.h>

#include "base/str.h"

enum {
	PROBE = 512,                    /* bytes from one probe to the next */
	LONG_LINE = 512,
	BASE64_LINES = 8, BASE64_LOW = 60, BASE64_HIGH = 76,
	ARRAY_ITEMS = 256, WINDOW = 96,
};

static const char *const words[] = { "c-array", "c-string", "base64", "long-lines", "nul-in-text", "tail",
	"hex-records", "wide-lines" };

const char *
measure_word(enum measure measure)
{
	return words[measure];
}

void
measure_start(struct measured *measured, enum magic_kind kind)
{
	memset(measured, 0, sizeof(*measured));
	measured->text = kind == MAGIC_NONE;
}

static void
find(struct measured *measured, enum measure measure, uint64_t at)
{
	if (!measured->found[measure])
		measured->at[measure] = at;
	measured->found[measure] = true;
}

static bool
is_base64(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

/* The line of PIECE that AT is in. */
static struct span
line_at(struct span piece, size_t at, size_t most)
{
	size_t begin = at, end = at;

	while (begin > 0 && at - begin < most && piece.at[begin - 1] != '\n')
		begin--;
	while (end < piece.n && end - at < most && piece.at[end] != '\n')
		end++;
	return (struct span){ piece.at + begin, end - begin };
}

/* May the line that AT is in be all of base64, or of records? From there outwards, most lines tell soon that not. */
static bool
may_be_encoded(struct span piece, size_t at, bool (*is_part)(char c))
{
	size_t begin = at, end = at;

	if (begin > 0 && piece.at[begin] == '\n' && piece.at[begin - 1] == '\r')
		begin--;
	while (begin > 0 && at - begin < BASE64_HIGH && piece.at[begin - 1] != '\n' && is_part(piece.at[begin - 1]))
		begin--;
	if (begin > 0 && at - begin < BASE64_HIGH && piece.at[begin - 1] != '\n')
		return false;
	while (end < piece.n && end - at < BASE64_HIGH && piece.at[end] != '\n' && is_part(piece.at[end]))
		end++;
	return end == piece.n || end - at == BASE64_HIGH || piece.at[end] == '\n' || piece.at[end] == '\r';
}

/* Digits of any record, and what uuencode writes. */
static bool
is_of_record(char c)
{
	return (c > ' ' && c <= '`') || (c >= 'a' && c <= 'f');
}

/* A full line of base64: no digits alone, which are a table, and not one letter again and again, which is a rule. */
static bool
is_base64_line(struct span line)
{
	size_t upper = 0, lower = 0, digit = 0;

	if (line.n && line.at[line.n - 1] == '\r')
		line.n--;
	if (line.n < BASE64_LOW || line.n > BASE64_HIGH)
		return false;
	for (size_t i = 0; i < line.n; i++) {
		if (!is_base64(line.at[i]))
			return false;
		upper += line.at[i] >= 'A' && line.at[i] <= 'Z';
		lower += line.at[i] >= 'a' && line.at[i] <= 'z';
		digit += line.at[i] >= '0' && line.at[i] <= '9';
	}
	return upper > 8 && lower > 8 && digit > 0;
}

static void
probe_base64(struct measured *measured, struct span piece, size_t at)
{
	struct span line = line_at(piece, at, BASE64_HIGH + 2);
	size_t begin = (size_t)(line.at - piece.at), n = 1;

	if (!is_base64_line(line))
		return;
	measured->base64++;
	/* Those before and behind it. */
	for (size_t from = begin; from > 1 && n < BASE64_LINES; n++) {
		struct span before = line_at(piece, from - 2, BASE64_HIGH + 2);

		if (!is_base64_line(before))
			break;
		from = (size_t)(before.at - piece.at);
	}
	for (size_t to = begin + line.n + 1; to < piece.n && n < BASE64_LINES; n++) {
		struct span after = line_at(piece, to, BASE64_HIGH + 2);

		if (!is_base64_line(after))
			break;
		to += after.n + 1;
	}
	if (n >= BASE64_LINES)
		find(measured, MEASURE_BASE64, measured->size + begin);
}

/* Numbers below 256 with commas between: how many begin in TEXT; 0 when it is no such list. */
static unsigned
count_items(struct measured *measured, struct span text)
{
	unsigned items = 0, other = 0;
	size_t i = 0;

	/* The first may be cut in two. */
	while (i < text.n && text.at[i] != ',')
		i++;
	for (; i < text.n; i++) {
		char c = text.at[i];

		if (c == ',' || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\'')
			continue;
		if (c >= '0' && c <= '9') {
			unsigned value = 0, base = 10;
			bool whole = false;

			if (c == '0' && i + 1 < text.n && (text.at[i + 1] == 'x' || text.at[i + 1] == 'X')) {
				base = 16;
				i += 2;
			}
			for (; i < text.n && span_digit(text.at[i]) >= 0 && (base == 16 || text.at[i] <= '9'); i++)
				value = value < 4096 ? value * base + (unsigned)span_digit(text.at[i]) : value;
			whole = i < text.n;
			if (whole && value > 255)
				return 0;
			if (whole) {
				items++;
				measured->seen[value]++;
				measured->nseen++;
			}
			i--;
			continue;
		}
		if (++other > 2)
			return 0;
	}
	return items;
}

static bool
is_escapes(struct span text)
{
	size_t n = 0;

	for (size_t i = 0; i + 1 < text.n; i++) {
		if (text.at[i] == '\\' && (text.at[i + 1] == 'x' || (text.at[i + 1] >= '0' && text.at[i + 1] <= '7')))
			n++;
	}
	return n * 5 >= text.n;
}

/* ":10 0000 00 ..." and "S1 13 ..." with digits to the end; "M" and 60 bytes below '`' of uuencode. */
static bool
is_record(struct span line)
{
	size_t i = 1;

	if (line.n && line.at[line.n - 1] == '\r')
		line.n--;
	if (line.n == 61 && line.at[0] == 'M') {
		while (i < line.n && line.at[i] >= ' ' && line.at[i] <= '`')
			i++;
		return i == line.n && memchr(line.at, ' ', line.n) == NULL;
	}
	if (line.n < 19 || (line.at[0] != ':' && (line.at[0] != 'S' || line.at[1] < '1' || line.at[1] > '3')))
		return false;
	while (i < line.n && span_digit(line.at[i]) >= 0)
		i++;
	return i == line.n;
}

static void
probe(struct measured *measured, struct span piece, size_t at)
{
	struct span window = { piece.at + at, piece.n - at < WINDOW ? piece.n - at : WINDOW };
	uint64_t place = measured->size + at;
	char c = piece.at[at];

	measured->probe++;
	if (memchr(window.at, ',', window.n) && count_items(measured, window) >= WINDOW / 8 && measured->array++ == 0)
		measured->at[MEASURE_ARRAY] = place;
	if (memchr(window.at, '\\', window.n) && is_escapes(window) && measured->string++ == 0)
		measured->at[MEASURE_STRING] = place;
	if (is_base64(c) || c == '\n') {
		size_t from = at + (c == '\n' && at + 1 < piece.n);

		if (may_be_encoded(piece, from, is_base64))
			probe_base64(measured, piece, from);
	}
	if (measured->probe % 2 == 0 && may_be_encoded(piece, at, is_of_record) && is_record(line_at(piece, at, 600))) {
		struct span line = line_at(piece, at, 600);
		size_t next = (size_t)(line.at - piece.at) + line.n + 1;

		if (next < piece.n && is_record(line_at(piece, next, 600)))
			find(measured, MEASURE_HEX_RECORDS, place);
	}
	measured->wide += window.n == WINDOW && !memchr(window.at, '\n', WINDOW);
	if (!measured->found[MEASURE_LONG_LINES] && piece.n - at >= LONG_LINE
		&& !memchr(piece.at + at, '\n', LONG_LINE)) {
		size_t marks = 0;

		for (size_t i = at; i < at + LONG_LINE; i++)
			marks += piece.at[i] == ';' || piece.at[i] == '{';
		if (marks > 5)
			find(measured, MEASURE_LONG_LINES, place);
	}
}

void
measure_piece(struct measured *measured, struct span piece)
{
	size_t n = piece.n < sizeof(measured->last) ? piece.n : sizeof(measured->last);

	if (measured->text && !measured->nul) {
		const char *nul = memchr(piece.at, '\0', piece.n);

		if (nul)
			measured->nul = measured->size + (uint64_t)(nul - piece.at) + 1;
	}
	for (size_t at = PROBE / 4; measured->text && at < piece.n; at += PROBE)
		probe(measured, piece, at);
	measured->size += piece.n;
	if (n == 0)
		return;
	memcpy(measured->last, piece.at + piece.n - n, n);
	measured->nlast = n;
}

/* Bits for each of an array's numbers, as far as they were seen. */
static double
entropy(const struct measured *measured)
{
	double sum = 0;

	for (size_t i = 0; i < 256 && measured->nseen; i++) {
		double share = (double)measured->seen[i] / measured->nseen;

		if (measured->seen[i])
			sum -= share * log2(share);
	}
	return sum;
}

void
measure_end(struct measured *measured, const char *format)
{
	static const char png[] = "IEND\xae\x42\x60\x82";
	struct span last = { measured->last, measured->nlast };

	/* A window of 96 bytes in 512 holds about 16 of the 100 numbers that lie there. */
	measured->found[MEASURE_ARRAY] = measured->array >= 3 && measured->array * 10 >= measured->probe * 3
		&& measured->size >= ARRAY_ITEMS * 4 && entropy(measured) > 4;
	measured->found[MEASURE_WIDE_LINES] = measured->text && (measured->probe <= 4
		|| measured->wide * 8 >= measured->probe);
	measured->found[MEASURE_STRING] = measured->string >= 4 && measured->string * 10 >= measured->probe * 3;
	if (measured->text && measured->nul && measured->nul > 1) {
		measured->found[MEASURE_NUL] = true;
		measured->at[MEASURE_NUL] = measured->nul - 1;
	}
	/* A picture ends with its own words. (JPEG may have a few zeros there; GIF ends with ';'.) */
	if (!strcmp(format, "PNG") && (last.n < 8 || memcmp(last.at + last.n - 8, png, 8) != 0))
		find(measured, MEASURE_TAIL, measured->size);
	if (!strcmp(format, "GIF") && (last.n == 0 || (last.at[last.n - 1] != ';' && last.at[last.n - 1] != '\0')))
		find(measured, MEASURE_TAIL, measured->size);
}

char *
measure_evidence(const struct measured *measured, enum measure measure)
{
	switch (measure) {
	case MEASURE_ARRAY:
		return str_format("%u %% of the text are numbers below 256; %.1f bits each", measured->array * 100
			/ measured->probe, entropy(measured));
	case MEASURE_STRING:
		return str_format("%u %% of the text are escaped bytes in strings", measured->string * 100 / measured->probe);
	case MEASURE_BASE64:
		return str_format("%d or more full lines of base64", BASE64_LINES);
	case MEASURE_LONG_LINES:
		return str_format("a line of more than %d bytes", LONG_LINE);
	case MEASURE_WIDE_LINES:
		return measured->probe <= 4 ? str_format("too short for its lines to tell")
			: str_format("%u of %u samples are in lines of more than %d bytes", measured->wide, measured->probe, WINDOW);
	case MEASURE_NUL:
		return str_format("a NUL in a text, at byte %llu", (unsigned long long)measured->at[MEASURE_NUL]);
	case MEASURE_TAIL:
		return str_format("it does not end where it says it does");
	case MEASURE_HEX_RECORDS:
		return str_format("bytes written as records of digits");
	case NMEASURE:
		break;
	}
	return str_format("%s", "");
}
