/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "chain/kaem.h"

#include <stdlib.h>

#include "base/arr.h"
#include "base/str.h"

struct reader {
	struct span text;
	size_t at;
	unsigned long line;
};

static void
command_release(struct kaem_command *command)
{
	for (size_t i = 0; i < command->nword; i++)
		free(command->word[i]);
	free(command->word);
}

void
kaem_release(struct kaem *kaem)
{
	for (size_t i = 0; i < kaem->ncommand; i++)
		command_release(&kaem->command[i]);
	free(kaem->command);
	*kaem = (struct kaem)KAEM_INIT;
}

static bool
at_end(const struct reader *reader)
{
	return reader->at >= reader->text.n;
}

static char
next(struct reader *reader)
{
	char c = reader->text.at[reader->at++];

	if (c == '\n')
		reader->line++;
	return c;
}

/*
 * Read a word into WORD (left empty when there is none); *ENDED is set when the
 * line or the text ended with it.
 */
static int
read_word(struct reader *reader, struct str *word, bool *quoted, bool *ended, const char *path,
	struct err *err)
{
	*quoted = false;
	while (!at_end(reader)) {
		unsigned long line = reader->line;
		char c = next(reader);

		switch (c) {
		case '\n':
			*ended = true;
			return 0;
		case ' ':
		case '\t':
			return 0;
		case '#':
			while (!at_end(reader) && next(reader) != '\n')
				;
			*ended = true;
			return 0;
		case '\\':
			if (!at_end(reader))
				next(reader);
			return 0;
		case '"':
			*quoted = true;
			for (;;) {
				if (at_end(reader))
					return err_set(err, ERR_SYNTAX, "%s:%lu: a quote that is never closed", path, line);
				c = next(reader);
				if (c == '"')
					return 0;
				str_addc(word, c);
			}
		case '\0':
			return err_set(err, ERR_SYNTAX, "%s:%lu: a NUL byte; wants text", path, line);
		default:
			str_addc(word, c);
		}
	}
	*ended = true;
	return 0;
}

static int
read_command(struct reader *reader, struct kaem_command *command, const char *path, struct err *err)
{
	bool ended = false;

	while (!ended) {
		unsigned long line = reader->line;
		struct str word = STR_INIT;
		bool quoted;

		if (read_word(reader, &word, &quoted, &ended, path, err) < 0) {
			str_release(&word);
			return -1;
		}
		if (word.n == 0 && !quoted) {
			str_release(&word);
			continue;
		}
		if (command->nword == 0)
			command->line = line;
		*arr_push(&command->word, &command->nword) = str_take(&word);
	}
	return 0;
}

int
kaem_parse(struct kaem *kaem, const char *path, struct span text, struct err *err)
{
	struct reader reader = { text, 0, 1 };
	struct kaem new = KAEM_INIT;

	while (!at_end(&reader)) {
		struct kaem_command command = { 0 };

		if (read_command(&reader, &command, path, err) < 0) {
			command_release(&command);
			kaem_release(&new);
			return -1;
		}
		if (command.nword)
			*arr_push(&new.command, &new.ncommand) = command;
		else
			command_release(&command);
	}
	*kaem = new;
	return 0;
}
