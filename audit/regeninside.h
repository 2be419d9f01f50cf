/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * regeninside - what regenhow.c and regenparser.c share, and no other
 */
#ifndef LBS_AUDIT_REGENINSIDE_H
#define LBS_AUDIT_REGENINSIDE_H

#include "regenhow.h"

enum { HOW_WORDS = 200, HOW_INPUT_BYTES = 16 << 20 };

void how_add_word(struct how_command *command, const char *word);
/* One more, with the generator's name as its first word; borrowed until the next. */
struct how_command *how_add_command(struct how *how);
void how_command_release(struct how_command *command);

/* "c" of "a/b/c"; borrowed. */
const char *how_base(const char *path);
/* "a/b" of "a/b/c", "" of "c"; owned. */
char *how_folder(const char *path);
/* FOLDER/NAME, or NAME when FOLDER is ""; owned. */
char *how_join(const char *folder, const char *name);
/* PATH as seen from FOLDER: "../a/b.y"; owned. */
char *how_seen_from(const char *folder, const char *path);

/* Input, folder and commands of HOW. -1 and ERR, one line. */
int how_bison(struct how *how, const struct tree *tree, const char *path, const char *from, struct span text,
	struct err *err);
int how_flex(struct how *how, const struct tree *tree, const char *path, const char *from, struct span text,
	struct err *err);
int how_gperf(struct how *how, const struct tree *tree, const char *path, const char *from, struct span text,
	struct err *err);

#endif
