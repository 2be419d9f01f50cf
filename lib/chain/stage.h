/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stage - the seed stretch as a list: what seed/kaem.ARCH runs, a line a stage
 *
 * The file is a script for the smallest kaem, and it is the plan too:
 *
 *     /bootstrap-seeds/POSIX/x86/hex0-seed /x86/hex0/hex0.hex0 /x86/bin/hex0
 *     /x86/bin/kaem /x86/hex2/hex2.kaem
 *
 * A stage is called after the file name of its last word, without ".kaem". A
 * last word that ends in ".kaem" is the stage's own script. Since the smallest
 * kaem knows no variables and no search path, a stage can only use files that
 * it names: every word that begins with '/'. They are all that its root holds.
 *
 * Bytes come in, records go out. tests/unit/stage.c belongs to this module.
 */
#ifndef LBS_CHAIN_STAGE_H
#define LBS_CHAIN_STAGE_H

#include "base/err.h"
#include "chain/kaem.h"

struct stage {
	char *name;             /* owned, as all here */
	char **word;            /* the command: nword words */
	size_t nword;
	char *script;           /* path in the root of the stage's own script, or NULL */
	char **path;            /* sorted absolute paths that the command and the script name */
	size_t npath;
	unsigned long line;     /* in kaem.ARCH */
};

struct stages {
	struct stage *stage;
	size_t nstage;
};

#define STAGES_INIT { NULL, 0 }

void stages_release(struct stages *stages);

/* Parse the text of kaem.ARCH. ERR_SYNTAX for a line without absolute program, or a name that is there twice. */
int stages_parse(struct stages *stages, const char *path, struct span text, struct err *err);

/* Add the paths that the text of STAGE's own script names. */
int stage_add_script(struct stage *stage, const char *path, struct span text, struct err *err);

#endif
