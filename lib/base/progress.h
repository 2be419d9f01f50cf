/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * progress - long work that shows where it is: for doors alone
 *
 * On a terminal one line is drawn again and again on standard error; elsewhere
 * each finished piece is a plain line. Nothing goes to standard output, so a
 * report that is piped stays clean. tests/unit/progress.c belongs to it.
 */
#ifndef LBS_BASE_PROGRESS_H
#define LBS_BASE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

struct progress {
	int fd;                 /* borrowed; usually 2 */
	bool bar;               /* a terminal: redraw one line */
	bool quiet;             /* say nothing at all */
	size_t done, total;     /* pieces */
	long long drawn;        /* io_now() of the last redraw, ns */
};

void progress_start(struct progress *progress, int fd, bool quiet, size_t total);

/* A piece is finished: LINE is printed for good, above the bar if there is one. */
void progress_done(struct progress *progress, const char *line);

/* A line that is no finished piece. */
void progress_note(struct progress *progress, const char *line);

/* Work goes on at WHAT; a terminal shows it at most ten times a second. */
void progress_at(struct progress *progress, const char *what);

/* Take the bar off the screen. */
void progress_end(struct progress *progress);

#endif
