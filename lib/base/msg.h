/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * msg - what a program says to a person: for doors (main.c and below it) alone
 *
 * A message is one line and one write(2) to standard error: "PROGRAM: text",
 * control bytes escaped. tests/unit/msg.c belongs to this module.
 */
#ifndef LBS_BASE_MSG_H
#define LBS_BASE_MSG_H

#include "base/err.h"

/* Exit statuses of every program. */
enum { EXIT_GOOD = 0, EXIT_FOUND = 1, EXIT_NOANSWER = 2 };

/* The name that goes before each message; borrowed for ever. */
void msg_init(const char *program);
const char *msg_program(void);

void msg_line(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void msg_err(const struct err *err);

/* Say FMT, a usage hint, and return EXIT_NOANSWER. */
int msg_usage(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/*
 * Flush standard output; EXIT_NOANSWER with a message when that fails (a full
 * disk never looks like success), else STATUS. Every main() ends in it.
 */
int msg_finish(int status);

/* Print "PROGRAM (lbs) VERSION" for --version; returns EXIT_GOOD or EXIT_NOANSWER. */
int msg_version(void);

#endif
