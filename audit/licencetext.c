/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "licencetext.h"

#include <stdlib.h>

#include "base/arr.h"

enum {
	TAG_BYTES = 400,        /* longer things in angle brackets are no tags */
	REFERENCE_BYTES = 10,   /* "&ldquo;" */
};

/* What a byte is: 0 between words, else its lower case. */
static const unsigned char lower[256] = {
	['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6',
	['7'] = '7', ['8'] = '8', ['9'] = '9',
	['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f', ['G'] = 'g',
	['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k', ['L'] = 'l', ['M'] = 'm', ['N'] = 'n',
	['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r', ['S'] = 's', ['T'] = 't', ['U'] = 'u',
	['V'] = 'v', ['W'] = 'w', ['X'] = 'x', ['Y'] = 'y', ['Z'] = 'z',
	['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd', ['e'] = 'e', ['f'] = 'f', ['g'] = 'g',
	['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l', ['m'] = 'm', ['n'] = 'n',
	['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't', ['u'] = 'u',
	['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z',
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static unsigned char
fold(char c)
{
	return lower[(unsigned char)c];
}

/* FNV-1a, and a last turn so that its low bits are good, too. */
enum { HASH_START = 0x811c9dc5u & 0x7fffffff, HASH_PRIME = 16777619 };

static uint32_t
hash_end(uint32_t hash)
{
	hash ^= hash >> 15;
	return hash * 0x2c1b3c6du;
}

uint32_t
licence_hash(struct span word)
{
	uint32_t hash = HASH_START;

	for (size_t i = 0; i < word.n; i++)
		hash = (hash ^ (unsigned char)word.at[i]) * HASH_PRIME;
	return hash_end(hash);
}

void
licence_words_release(struct licence_words *words)
{
	free(words->word);
	*words = (struct licence_words)LICENCE_WORDS_INIT;
}

static bool
is_word(const char *at, const char *end, const char *word)
{
	for (; *word; at++, word++) {
		if (at == end || fold(*at) != (unsigned char)*word)
			return false;
	}
	return at == end || !fold(*at);
}

/* The end of the tag or placeholder that begins at AT, or AT when it is none. */
static const char *
skip_tag(const char *at, const char *end)
{
	const char *stop = end - at > TAG_BYTES ? at + TAG_BYTES : end;
	const char *close;

	if (end - at < 3 || !(fold(at[1]) > '9' || at[1] == '/' || at[1] == '!' || at[1] == '?'))
		return at;
	/* A comment's contents count. */
	if (at[1] == '!' && at[2] == '-')
		return at + 3;
	close = memchr(at, '>', (size_t)(stop - at));
	return close ? close + 1 : at;
}

static const char *
skip_reference(const char *at, const char *end)
{
	const char *p = at + 1;

	if (p < end && *p == '#')
		p++;
	while (p < end && p - at < REFERENCE_BYTES && fold(*p))
		p++;
	return p < end && *p == ';' && p > at + 1 ? p + 1 : at + 1;
}

/* Behind the backslash at AT: troff's \fB, \(co, \*(lq, \-, and C's \n. */
static const char *
skip_escape(const char *at, const char *end)
{
	const char *p = at + 1;

	if (p < end && *p == '*')
		p++;
	if (p < end && *p == '(')
		p += 3;
	else if (p + 1 < end && *p == 'f' && p[1] == '(')
		p += 4;
	else if (p + 1 < end && *p == 'f' && p[1] != '[')
		p += 2;
	else
		p++;
	return p < end ? p : end;
}

/* Behind the macro that the line at AT begins with (".PP", "'br", ".B words"), else AT. */
static const char *
skip_macro(const char *at, const char *end)
{
	const char *p = at + 1;

	while (p < end && p - at < 4 && fold(*p) > '9')
		p++;
	return p == end || *p == ' ' || *p == '\n' || *p == '\t' ? p : at;
}

static const char *
skip_url(const char *at, const char *end)
{
	while (at < end && (unsigned char)*at > ' ' && *at != '<' && *at != '>' && *at != '"' && *at != ')')
		at++;
	return at;
}

static void
add_word(struct licence_words *words, uint32_t hash, uint32_t line)
{
	if (words->nword == words->room) {
		words->room = words->room ? words->room * 2 : 1024;
		words->word = arr_resize(words->word, words->room, sizeof(*words->word));
	}
	words->word[words->nword++] = (struct licence_word){ hash, line };
}

/* The number from AT to STOP counts a paragraph: "2." or "2)" and then a space; but not "version 2. ". */
static bool
counts_paragraph(const struct licence_words *words, const char *at, const char *stop, const char *end)
{
	if (words->nword && words->word[words->nword - 1].hash == licence_hash(SPAN("version")))
		return false;
	if (stop - at > 2 || !is_digit(stop[-1]) || !is_digit(*at) || stop == end)
		return false;
	return (*stop == '.' || *stop == ')') && (stop + 1 == end || (unsigned char)stop[1] <= ' ');
}

/* The British noun is the American one. */
static uint32_t
respell(const char *at, const char *end, uint32_t hash)
{
	if (end - at < 7 || end - at > 8 || fold(at[5]) != 'c')
		return hash;
	if (is_word(at, end, "licence"))
		return licence_hash(SPAN("license"));
	if (is_word(at, end, "licences"))
		return licence_hash(SPAN("licenses"));
	if (is_word(at, end, "licenced"))
		return licence_hash(SPAN("licensed"));
	return hash;
}

/* Read the word at AT; returns what follows it. */
static const char *
read_word(struct licence_words *words, const char *at, const char *end, uint32_t line)
{
	uint32_t hash = HASH_START;
	const char *p = at;

	for (;;) {
		while (p < end && fold(*p)) {
			hash = (hash ^ fold(*p)) * HASH_PRIME;
			p++;
		}
		if (p + 1 >= end || *p != '.' || p == at || !is_digit(p[-1]) || !is_digit(p[1]))
			break;
		hash = (hash ^ '.') * HASH_PRIME;
		p++;
	}
	if (p < end && *p == '+') {
		hash = (hash ^ '+') * HASH_PRIME;
		while (p < end && *p == '+')
			p++;
	}
	if (p - at == 1 && !is_digit(*at))
		return p;
	if (end - p > 3 && p[0] == ':' && p[1] == '/' && p[2] == '/')
		return skip_url(p, end);
	if (p - at == 3 && p < end && *p == '.' && is_word(at, p, "www"))
		return skip_url(p, end);
	if (p - at == 3 && is_word(at, p, "dnl"))
		return p;
	if (counts_paragraph(words, at, p, end))
		return p;
	add_word(words, respell(at, p, hash_end(hash)), line);
	return p;
}

void
licence_words_read(struct licence_words *words, struct span text)
{
	const char *at = text.at, *end = text.n ? text.at + text.n : text.at;
	bool line_start = true;
	uint32_t line = 1;

	words->nword = 0;
	while (at < end) {
		const char *from = at;

		if (fold(*at)) {
			at = read_word(words, at, end, line);
			line_start = false;
			continue;
		}
		switch (*at) {
		case '\n':
			line++;
			line_start = true;
			at++;
			continue;
		case '<':
			at = skip_tag(at, end);
			break;
		case '&':
			at = skip_reference(at, end);
			break;
		case '\\':
			at = skip_escape(at, end);
			break;
		case '.':
		case '\'':
			if (line_start)
				at = skip_macro(at, end);
			break;
		}
		if (at == from)
			at++;
		for (; from < at; from++)
			line += *from == '\n';
		line_start = false;
	}
}
