/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * regenhow - which generator wrote a file, of which version, with which options: from what it wrote
 *
 * The file is not trusted: what it says becomes words of a command that runs in the sandbox, never text of a
 * shell. Starts nothing. Private to regen.c; tests/unit/regenhow.c belongs to it.
 */
#ifndef LBS_AUDIT_REGENHOW_H
#define LBS_AUDIT_REGENHOW_H

#include "regentree.h"

enum how_tool {
	HOW_AUTOCONF, HOW_ACLOCAL, HOW_AUTOMAKE, HOW_AUTOHEADER, HOW_BISON, HOW_FLEX, HOW_GPERF,
	HOW_NONE,
};

/* "autoconf"; NULL for HOW_NONE. */
const char *how_word(enum how_tool tool);

/* The generator that TEXT names in its first lines. */
enum how_tool how_find(struct span text);

struct how_command {
	char **word;            /* word[0] is the generator's name; owned, NULL at the end */
	size_t nword;
	char **without;         /* files of the tree that must not be there yet; owned */
	size_t nwithout;
	bool prints;            /* the file is its standard output */
};

struct how {
	enum how_tool tool;
	char *version;          /* as the file says, "2.71"; "" if it does not; owned, as all here */
	char *folder;           /* of the tree, in which it runs; "" is the top */
	char *input;            /* path in the tree */
	struct how_command *command;    /* to be tried in this order, until one gives the same */
	size_t ncommand;
};

/* FROM, "" or a path of the tree, is the input. -1 and ERR, one line, when it cannot be told. HOW is owned. */
int how_read(struct how *how, const struct tree *tree, const char *path, const char *from, struct span text,
	struct err *err);
void how_release(struct how *how);

/* lines_form (regenlines.h): lines that tell the generator's version, its command or #line paths are all the same. */
struct how_form {
	enum how_tool tool;
	const char *wanted, *here;      /* versions */
};
void how_form(void *data, struct span line, struct str *form);

#endif
