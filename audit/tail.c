/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "tail.h"

#include <stdlib.h>

#include "base/arr.h"
#include "base/str.h"

void
tail_stream_add(struct tail_stream *stream, struct span piece)
{
	struct span last = stream->last;

	if (last.n >= TAIL_BEFORE) {
		memcpy(stream->before, last.at + last.n - TAIL_BEFORE, TAIL_BEFORE);
		stream->nbefore = TAIL_BEFORE;
	} else if (last.n) {
		size_t keep = TAIL_BEFORE - last.n < stream->nbefore ? TAIL_BEFORE - last.n : stream->nbefore;

		memmove(stream->before, stream->before + stream->nbefore - keep, keep);
		memcpy(stream->before + keep, last.at, last.n);
		stream->nbefore = keep + last.n;
	}
	stream->last = piece;
	stream->total += piece.n;
}

void
tail_add(struct tail *tail, struct span piece)
{
	size_t i = 0;

	if (tail->n == 0) {
		while (i < piece.n && piece.at[i] == '\0')
			i++;
		tail->zeros += i;
		tail->place += i;
	}
	for (size_t k = i; k < piece.n && tail->nfirst < TAIL_SHOWN; k++)
		tail->first[tail->nfirst++] = piece.at[k];
	tail->n += piece.n - i;
}

/* Of PIECE, which begins at PLACE, what is behind END. */
static struct span
behind(struct span piece, uint64_t place, uint64_t end)
{
	if (end <= place)
		return piece;
	if (end - place >= piece.n)
		return (struct span)SPAN_INIT;
	return (struct span){ piece.at + (end - place), piece.n - (size_t)(end - place) };
}

void
tail_begin(struct tail *tail, const struct tail_stream *stream, uint64_t end)
{
	uint64_t from = stream->total - stream->last.n;

	*tail = (struct tail){ .place = end };
	tail_add(tail, behind((struct span){ stream->before, stream->nbefore }, from - stream->nbefore, end));
	tail_add(tail, behind(stream->last, from, end));
}

char *
tail_evidence(const struct tail *tail, const char *what)
{
	struct str text = STR_INIT;

	if (tail->n == 0)
		return NULL;
	str_addf(&text, "%llu byte%s behind the end of %s", (unsigned long long)tail->n, tail->n == 1 ? "" : "s", what);
	if (tail->zeros)
		str_addf(&text, " and %llu zeros", (unsigned long long)tail->zeros);
	/* Escaped when it becomes a finding. */
	if (tail->nfirst && !memchr(tail->first, '\0', tail->nfirst)) {
		str_adds(&text, ": ");
		str_add(&text, (struct span){ tail->first, tail->nfirst });
	} else if (tail->nfirst) {
		str_addc(&text, ':');
		for (size_t i = 0; i < tail->nfirst; i++)
			str_addf(&text, " %02x", (unsigned char)tail->first[i]);
	}
	return str_take(&text);
}

bool
tail_xz_ends(struct span last)
{
	/* Nothing but zeros says nothing: it is taken for padding. */
	while (last.n && last.at[last.n - 1] == '\0')
		last.n--;
	return last.n == 0 || (last.n > 1 && last.at[last.n - 1] == 'Z' && last.at[last.n - 2] == 'Y');
}

uint64_t
tail_xz_end(struct span piece, uint64_t place)
{
	/* A footer: flags, which are a zero and a number below 16, and "YZ"; its end is a multiple of four. */
	for (size_t i = 0; i + 4 <= piece.n; i++) {
		size_t next = i + 4;

		if (piece.at[i] != '\0' || (unsigned char)piece.at[i + 1] > 15 || piece.at[i + 2] != 'Y'
			|| piece.at[i + 3] != 'Z' || (place + i) % 4 != 0)
			continue;
		while (next < piece.n && piece.at[next] == '\0')
			next++;
		if (next < piece.n && (piece.n - next < 6 || memcmp(piece.at + next, "\xfd" "7zXZ", 6) != 0))
			return place + i + 4;
	}
	return 0;
}

static uint64_t
number(const char *at, unsigned bytes, bool little)
{
	uint64_t value = 0;

	for (unsigned i = 0; i < bytes; i++)
		value |= (uint64_t)(unsigned char)at[i] << 8 * (little ? i : bytes - 1 - i);
	return value;
}

/*
 * A frame: 28 b5 2f fd; a byte of flags (0-1 size of the dictionary's number, 2 checksum, 5 no window, 6-7 size of the
 * length); what they tell of; blocks; a checksum of four bytes. One to be skipped: 5X 2a 4d 18, its length in four bytes.
 * A block: three bytes, which are 1 bit "the last", 2 bits of kind, 21 of size; kind 1 is one byte, however often.
 */
static size_t
frame_header(struct tail_frames *frames, const char *at, size_t n)
{
	static const unsigned char dictionary[] = { 0, 1, 2, 4 }, length[] = { 0, 2, 4, 8 };
	uint64_t magic = n >= 4 ? number(at, 4, true) : 0;
	unsigned flags = n >= 5 ? (unsigned char)at[4] : 0;
	size_t size = 5;

	if (magic >> 4 == 0x184d2a5 && n >= 8) {
		frames->at += number(at + 4, 4, true);
		return 8;
	}
	if (magic != 0xfd2fb528 || n < 5)
		return 0;
	size += dictionary[flags & 3];
	size += flags & 32 ? 0 : 1;
	size += flags >> 6 == 0 && flags & 32 ? 1 : length[flags >> 6];
	frames->inside = true;
	frames->checksum = flags & 4;
	return size;
}

bool
tail_zstd_follow(struct tail_frames *frames, struct span bytes)
{
	uint64_t from = frames->at;

	while (frames->at - from < bytes.n && bytes.n - (frames->at - from) >= 3) {
		const char *at = bytes.at + (frames->at - from);
		size_t n = bytes.n - (size_t)(frames->at - from), size;
		uint64_t block;

		/* The rest may be in the next piece; a file's last piece has no more. */
		if (n < 16 && frames->at != from)
			return true;
		if (!frames->inside) {
			size = frame_header(frames, at, n);
			if (size == 0) {
				frames->end = frames->at;
				return false;
			}
			frames->at += size;
			continue;
		}
		block = number(at, 3, true);
		frames->at += 3 + ((block >> 1 & 3) == 1 ? 1 : block >> 3);
		if (block & 1) {
			frames->at += frames->checksum ? 4 : 0;
			frames->inside = false;
		}
	}
	/* One or two bytes are no header. */
	if (frames->at == from && bytes.n && !frames->inside)
		frames->end = from;
	return frames->at != from;
}

bool
tail_zip(struct span last, uint64_t size, uint64_t *before, uint64_t *behind_it)
{
	/* End record: signature, 12 bytes of disks and counts, size and place of the directory, length of a comment. */
	for (size_t at = last.n >= 22 ? last.n - 22 + 1 : 0; at-- > 0;) {
		uint64_t place = size - last.n + at, length, start;

		if (memcmp(last.at + at, "PK\5\6", 4) != 0)
			continue;
		length = number(last.at + at + 20, 2, true);
		if (length > last.n - at - 22)
			continue;
		*behind_it = last.n - at - 22 - length;
		length = number(last.at + at + 12, 4, true);
		start = number(last.at + at + 16, 4, true);
		/* The large form has its own record before this one, and all ones here. */
		*before = start == 0xffffffff || length == 0xffffffff || place < length + start ? 0 : place - length - start;
		if (*before && at >= 20 && memcmp(last.at + at - 20, "PK\6\7", 4) == 0)
			*before = 0;
		return true;
	}
	return false;
}

/* Programs. */

static void
reach(struct tail_program *program, uint64_t at, uint64_t n)
{
	if (n <= UINT64_MAX - at && at + n > program->end)
		program->end = at + n;
}

static void
begin_elf(struct tail_program *program, struct span head)
{
	bool wide = head.at[4] == 2, little = head.at[5] == 1;
	unsigned word = wide ? 8 : 4;
	uint64_t segments, count, size;

	if (head.n < 64 || head.at[4] < 1 || head.at[4] > 2 || head.at[5] < 1 || head.at[5] > 2)
		return;
	program->elf = true;
	program->wide = wide;
	program->little = little;
	segments = number(head.at + (wide ? 32 : 28), word, little);
	program->at = number(head.at + (wide ? 40 : 32), word, little);
	size = number(head.at + (wide ? 54 : 42), 2, little);
	count = number(head.at + (wide ? 56 : 44), 2, little);
	program->entry = (unsigned)number(head.at + (wide ? 58 : 46), 2, little);
	program->want = program->entry * (size_t)number(head.at + (wide ? 60 : 48), 2, little);
	/* More sections than the header has room for: nothing is said. */
	if (program->at && (program->want == 0 || program->entry < (wide ? 64 : 40) || program->want > TAIL_TABLE)) {
		program->elf = false;
		return;
	}
	reach(program, wide ? 64 : 52, 0);
	if (program->at)
		reach(program, program->at, program->want);
	else
		program->want = 0;
	for (uint64_t i = 0; i < count && size >= (wide ? 56 : 32); i++) {
		uint64_t at = segments + i * size;

		if (at > head.n || head.n - at < size)
			break;
		reach(program, number(head.at + at + (wide ? 8 : 4), word, little),
			number(head.at + at + (wide ? 32 : 16), word, little));
	}
	reach(program, segments, count * size);
}

static void
begin_pe(struct tail_program *program, struct span head)
{
	uint64_t at = head.n >= 64 ? number(head.at + 60, 4, true) : head.n, optional, sections, table;

	if (at >= head.n || head.n - at < 24 + 96 || memcmp(head.at + at, "PE\0\0", 4) != 0)
		return;
	program->pe = true;
	sections = number(head.at + at + 6, 2, true);
	optional = number(head.at + at + 20, 2, true);
	/* Symbols of COFF, and behind them strings, which begin with their length. */
	program->at = number(head.at + at + 8, 4, true);
	if (program->at) {
		program->at += number(head.at + at + 12, 4, true) * 18;
		program->want = 4;
		reach(program, program->at, 4);
	}
	/* The fifth directory are certificates, by their place in the file. */
	table = at + 24 + (number(head.at + at + 24, 2, true) == 0x20b ? 112 : 96) + 4 * 8;
	if (optional >= table - at - 24 + 8 && table + 8 <= head.n && number(head.at + table, 4, true))
		program->sign = number(head.at + table, 4, true) + number(head.at + table + 4, 4, true);
	for (uint64_t i = 0; i < sections; i++) {
		uint64_t section = at + 24 + optional + i * 40;

		if (section + 40 > head.n)
			break;
		reach(program, number(head.at + section + 20, 4, true), number(head.at + section + 16, 4, true));
	}
}

void
tail_program_begin(struct tail_program *program, struct span head)
{
	*program = (struct tail_program){ 0 };
	if (head.n >= 20 && memcmp(head.at, "\177ELF", 4) == 0)
		begin_elf(program, head);
	else if (head.n >= 2 && memcmp(head.at, "MZ", 2) == 0)
		begin_pe(program, head);
	program->tail.place = program->end;
}

void
tail_program_add(struct tail_program *program, struct span piece)
{
	struct span table = behind(piece, program->size, program->at);

	if (!program->elf && !program->pe)
		return;
	if (program->have < program->want && (program->have > 0 || program->size + piece.n > program->at)) {
		size_t n = program->want - program->have < table.n ? program->want - program->have : table.n;

		if (!program->table)
			program->table = arr_new(program->want, 1);
		memcpy(program->table + program->have, table.at, n);
		program->have += n;
	}
	tail_add(&program->tail, behind(piece, program->size, program->end));
	program->size += piece.n;
	for (size_t n = piece.n; n > 0; n--) {
		if (piece.at[n - 1] == '\0')
			continue;
		program->filled = program->size - piece.n + n;
		break;
	}
}

/* Sections that the table tells of, now that it is here. */
static void
reach_sections(struct tail_program *program)
{
	unsigned word = program->wide ? 8 : 4;

	for (size_t at = 0; program->elf && program->entry && at + program->entry <= program->have; at += program->entry) {
		const char *section = program->table + at;

		/* One of the kind NOBITS is nowhere in the file. */
		if (number(section + 4, 4, program->little) != 8)
			reach(program, number(section + (program->wide ? 24 : 16), word, program->little),
				number(section + (program->wide ? 32 : 20), word, program->little));
	}
	if (program->pe && program->have == 4)
		reach(program, program->at, number(program->table, 4, true));
}

void
tail_program_end(struct tail_program *program)
{
	uint64_t end = program->end;

	reach_sections(program);
	/* Certificates stand at the very end, but for what rounds up to eight. */
	if (program->pe && program->sign > program->end && program->sign <= program->size)
		program->end = program->sign;
	if (program->end != end) {
		program->tail = (struct tail){ .place = program->end };
		if (program->filled > program->end)
			program->tail.n = program->filled - program->end;
	}
	free(program->table);
	program->table = NULL;
	program->have = program->want = 0;
}
