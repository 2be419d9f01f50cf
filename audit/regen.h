/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * regen - make a generated file again from the input beside it, and compare
 *
 * The whole source tree is laid out in a private folder; the generator of this host runs on it in the sandbox
 * (host/sandbox.h): no network, nothing of the host but a read-only /usr, limits of time, memory and disk. So an
 * input that is a program itself, as configure.ac is, reaches nothing. What "equal" says is that this input makes
 * this file; that the input is honest is another question.
 *
 * Generators: autoconf, aclocal, automake, autoheader, bison, flex, gperf. Which one it was, which version
 * and which options, is read from the file itself. tests/audit/regen.sh belongs to it.
 */
#ifndef LBS_AUDIT_REGEN_H
#define LBS_AUDIT_REGEN_H

#include "regentree.h"

enum regen_end {
	REGEN_EQUAL,            /* the same bytes */
	REGEN_ALIKE,            /* but for lines that name the generator's version, its command, or #line paths */
	REGEN_DIFFERS,          /* in nline lines */
	REGEN_CANNOT,           /* no answer; reason says why */
};

/* "equal", "alike", "differs", "cannot". */
const char *regen_word(enum regen_end end);

enum {
	REGEN_SHOWN = 6,                /* differing lines that are shown, */
	REGEN_SHOWN_BYTES = 160,        /* and so much of each */
	REGEN_SECONDS = 120,            /* of one generator's run, unless told otherwise */
	REGEN_GIVE_UP = 3,              /* runs that met a limit; after that none is begun */
};

struct regen_result {
	enum regen_end end;
	const char *tool;               /* "autoconf"; NULL when the file has no generator that we run */
	char *wanted;                   /* its version, as the file says; "" if it does not; owned, as all here */
	char *here;                     /* the version on this host; "" if there is none */
	char *input;                    /* what it was made from, a path of the tree; "" if unknown */
	char *command;                  /* what was run, for a person; "" if nothing was */
	size_t nline;                   /* lines that are in one and not in the other, but for those of REGEN_ALIKE */
	size_t first;                   /* line of the shipped file where they begin; 0: none */
	char *shown;                    /* the first of them: "-what was shipped", "+what was made", escaped, each with '\n' */
	char *reason;                   /* one line, escaped, for every end */
};

struct regen;                           /* one source tree, and what its generators are run with */

struct regen_options {
	unsigned seconds;               /* of one run; 0: REGEN_SECONDS */
	unsigned long long memory;      /* bytes of one run; 0: 1 GiB */
};

/*
 * Lay out PATH, an archive or a folder. *REGEN is owned: regen_close(), which removes the private folder. OPTIONS may be
 * NULL. -1 and ERR when there is no room, PATH is no archive, or it is beyond the limits of regentree.h; that this
 * host has no sandbox is told by each regen_run().
 */
int regen_open(struct regen **regen, const char *path, const struct regen_options *options, struct err *err);
void regen_close(struct regen *regen);

/* The tree; borrowed. Paths are those of the archive, as findings have them. */
const struct tree *regen_tree(const struct regen *regen);

/*
 * Make the file PATH of the tree again. FROM is its input, as finding.from has it; "" or NULL: look for it. RESULT is
 * filled and owned: regen_result_release(). There is no error: what cannot be done is REGEN_CANNOT. Not for
 * several threads at once.
 */
void regen_run(struct regen *regen, const char *path, const char *from, struct regen_result *result);
void regen_result_release(struct regen_result *result);

/* Can FILE, whose first bytes are HEAD, be tried at all: is it of one of the generators? Its name, or NULL. */
const char *regen_tool(struct span head);

#endif
