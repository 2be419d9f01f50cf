/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hexref - hex0, hex1, hex2 and M0 once more, in plain C: the witness for the seed's own
 *
 *     hexref hex0|hex1|hex2|M0 < text > bytes
 *
 * Written from the language descriptions, not from the seed's sources; nothing
 * clever. Status 1 for a text that the language does not allow.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct label {
	char *name;
	long place;
};

struct macro {
	char *name, *value;
};

static char *text;
static size_t size;
static unsigned char out[1 << 24];
static size_t nout;
static struct label labels[1 << 16];
static size_t nlabel;

static int
fail(const char *why)
{
	fprintf(stderr, "hexref: %s\n", why);
	exit(1);
}

static void
read_text(void)
{
	size_t room = 1 << 24, n;

	text = malloc(room + 1);
	while ((n = fread(text + size, 1, room - size, stdin)) > 0)
		size += n;
	text[size] = 0;
}

static int
digit(int c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = tolower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static struct label *
find_label(const char *name)
{
	for (size_t i = 0; i < nlabel; i++) {
		if (!strcmp(labels[i].name, name))
			return &labels[i];
	}
	return NULL;
}

static void
put_number(long value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		out[nout++] = (unsigned char)(value >> 8 * i);
}

/* A label's name at *AT: one character in hex1, else up to a separator. */
static char *
take_name(int language, size_t *at)
{
	size_t from = *at;
	char *name;

	if (language == 1 && from < size)
		(*at)++;
	while (language == 2 && *at < size && !memchr(" \t\n>", text[*at], 4))
		(*at)++;
	if (*at == from)
		fail("no name");
	name = malloc(*at - from + 1);
	memcpy(name, text + from, *at - from);
	name[*at - from] = 0;
	return name;
}

static long
place_of(const char *name, int pass)
{
	struct label *label = find_label(name);

	if (!label && pass == 1)
		fail("unknown label");
	return label ? label->place : 0;
}

static void
assemble(int language, int pass)
{
	const long base = 0x08048000;
	int high = -1;

	nout = 0;
	for (size_t at = 0; at < size;) {
		int c = (unsigned char)text[at++];

		if (c == '#' || c == ';') {
			while (at < size && text[at] != '\n' && !(language > 0 && text[at] == '\r'))
				at++;
		} else if (language > 0 && c == ':') {
			char *name = take_name(language, &at);
			struct label *label = find_label(name);

			if (high >= 0)
				fail("half a byte");
			if (!label) {
				label = &labels[nlabel++];
				label->name = name;
			}
			if (pass == 0)
				label->place = (long)nout;
		} else if ((language == 1 && c == '%') || (language == 2 && strchr("!@$%&", c) && c)) {
			int bytes = c == '!' ? 1 : c == '@' || c == '$' ? 2 : 4;
			int absolute = c == '$' || c == '&';
			char *name = take_name(language, &at);
			long target = place_of(name, pass), from;

			if (high >= 0)
				fail("half a byte");
			from = (long)nout + bytes;
			if (language == 2 && at < size && text[at] == '>') {
				at++;
				from = place_of(take_name(language, &at), pass);
			}
			target = absolute ? target + base : target - from;
			if (pass == 1 && !absolute && bytes < 4
				&& (target < -(1L << (8 * bytes - 1)) || target >= 1L << (8 * bytes - 1)))
				fail("too far");
			put_number(target, bytes);
		} else if (digit(c) >= 0) {
			if (high < 0) {
				high = digit(c);
			} else {
				out[nout++] = (unsigned char)(high << 4 | digit(c));
				high = -1;
			}
		}
	}
	if (high >= 0 && language > 0)
		fail("half a byte");
}

/* M0. */

static struct macro macros[1 << 16];
static size_t nmacro;

static long
number(const char *word)
{
	long value = 0;
	int below = 0;

	if (word[0] == '0' && word[1] == 'x') {
		for (word += 2; *word; word++) {
			if (!isdigit((unsigned char)*word) && (*word < 'A' || *word > 'F'))
				return 0;
			value = (long)(int)(unsigned)(value << 4 | digit(*word));
		}
		return value;
	}
	if (*word == '-') {
		below = 1;
		word++;
	}
	for (; *word; word++) {
		if (!isdigit((unsigned char)*word))
			return 0;
		value = (long)(int)(unsigned)(value * 10 + *word - '0');
	}
	return below ? -value : value;
}

/* The next word, quotes and all; NULL at the end. *N is its length. */
static char *
next_word(size_t *at, size_t *n)
{
	size_t from;
	char *word;

	for (;;) {
		while (*at < size && memchr(" \t\n", text[*at], 3))
			(*at)++;
		if (*at >= size)
			return NULL;
		if (text[*at] != '#' && text[*at] != ';')
			break;
		while (*at < size && text[*at] != '\n')
			(*at)++;
	}
	from = *at;
	if (text[from] == '"' || text[from] == '\'') {
		char *end = memchr(text + from + 1, text[from], size - from - 1);

		if (!end)
			fail("open quote");
		*at = (size_t)(end - text) + 1;
		*n = (size_t)(end - text) - from;
	} else {
		while (*at < size && !memchr(" \t\n", text[*at], 3))
			(*at)++;
		*n = *at - from;
	}
	word = malloc(*n + 1);
	memcpy(word, text + from, *n);
	word[*n] = 0;
	return word;
}

static void
print_value(const char *value, size_t n)
{
	fwrite(value, 1, n, stdout);
	putchar('\n');
}

static void
m0(void)
{
	size_t at = 0, n;
	char *word;

	while ((word = next_word(&at, &n))) {
		size_t i = nmacro;
		long value;

		if (*word == '"') {
			for (size_t k = 1; k < n; k++)
				printf("%02X", (unsigned char)word[k]);
			puts("00");
			continue;
		}
		if (*word == '\'') {
			print_value(word + 1, n - 1);
			continue;
		}
		while (i > 0 && strcmp(macros[i - 1].name, word))
			i--;
		if (i > 0) {
			print_value(macros[i - 1].value, strlen(macros[i - 1].value));
			continue;
		}
		if (!strcmp(word, "DEFINE")) {
			char *name = next_word(&at, &n), *meaning = name ? next_word(&at, &n) : NULL;

			if (!meaning)
				fail("DEFINE");
			macros[nmacro].name = name;
			macros[nmacro++].value = *meaning == '"' || *meaning == '\'' ? meaning + 1 : meaning;
			continue;
		}
		value = word[0] ? number(word + 1) : 0;
		if (value || (word[0] && word[1] == '0')) {
			int bytes = *word == '%' ? 4 : *word == '@' ? 2 : 1;

			if ((bytes == 1 && (value < -128 || value > 255))
				|| (bytes == 2 && (value < -32768 || value > 65535)))
				fail("does not fit");
			for (int k = 0; k < bytes; k++)
				printf("%02X", (unsigned)(value >> 8 * k) & 255);
			putchar('\n');
			continue;
		}
		print_value(word, n);
	}
}

int
main(int argc, char **argv)
{
	int language;

	if (argc != 2)
		return 2;
	read_text();
	if (!strcmp(argv[1], "M0")) {
		m0();
		return fflush(stdout) != 0;
	}
	language = argv[1][3] - '0';
	assemble(language, 0);
	if (language > 0)
		assemble(language, 1);
	fwrite(out, 1, nout, stdout);
	return fflush(stdout) != 0;
}
