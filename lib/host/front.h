/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * front - whose turn it is at the terminal of standard input
 *
 * A terminal has one process group in front: it reads, and gets Ctrl-C. Who reads without
 * being in front is stopped. A shell inside of a process namespace puts itself in front and,
 * when it ends, the group that was there before: which it can do only if it sees that group,
 * so that programs inside need one of their own. tests/driver/terminal.sh belongs to this module.
 */
#ifndef LBS_HOST_FRONT_H
#define LBS_HOST_FRONT_H

#include <stdbool.h>
#include <sys/types.h>

/* Is this process's group in front? Not when it runs in the background, or has no terminal. */
bool front_is_ours(void);

/* Put the process group GROUP in front, whoever asks for it; what fails is left as it is. */
void front_give(pid_t group);

#endif
