/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kaem - a script of the smallest kaem, as commands
 *
 * One command a line; words parted by spaces and tabs. "..." gives the text
 * without the quotes, without escapes, and ends the word. '#' starts a comment
 * to the end of the line, wherever it stands. '\' drops the next character (so
 * '\' and newline go on with the line) and ends the word. The end of the text
 * in the middle of a command ends it. (Language: the smallest kaem of stage0.)
 *
 * Here, other than there, a quote that is never closed is an error.
 * Bytes come in, records go out. tests/unit/kaem.c and tests/fuzz/kaem.c belong to it.
 */
#ifndef LBS_CHAIN_KAEM_H
#define LBS_CHAIN_KAEM_H

#include "base/err.h"
#include "base/span.h"

struct kaem_command {
	char **word;            /* owned; at least one */
	size_t nword;
	unsigned long line;     /* where it begins; the first is 1 */
};

struct kaem {
	struct kaem_command *command;
	size_t ncommand;
};

#define KAEM_INIT { NULL, 0 }

int kaem_parse(struct kaem *kaem, const char *path, struct span text, struct err *err);
void kaem_release(struct kaem *kaem);

#endif
