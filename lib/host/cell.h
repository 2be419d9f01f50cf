/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cell - programs that have a folder of the host as their root, and change it
 *
 * The sandbox's walls (host/sandbox.h) round a root that stays: new namespaces,
 * /proc and /dev of its own, no network, no capability that reaches outside, the same
 * system call filter. What the programs do in the folder is there afterwards;
 * mounts and processes are not. There is no limit to what they may use.
 *
 * Works without root rights where user namespaces exist; as root also where they
 * do not. Who is who: the caller forks a *supervisor*, which enters the
 * namespaces and forks *init*, process 1, which runs the commands. Each dies when
 * the one before it dies. tests/driver/chroot.sh belongs to this module.
 */
#ifndef LBS_HOST_CELL_H
#define LBS_HOST_CELL_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/err.h"

struct cell {                           /* all borrowed until cell_start() is back */
	const char *root;               /* host folder */
	char *const *const *command;    /* run one after the other until one fails; each ends with NULL */
	size_t ncommand;
	char *const *envp;              /* the whole environment */
	bool terminal;                  /* keep standard input, and be in front at it (host/front.h); else it is /dev/null */
	int output;                     /* standard output and error */
};

struct cell_job {
	pid_t pid;                      /* the supervisor */
	int fd;                         /* readable when there is a result */
	bool front;                     /* its programs are in front at the terminal */
};

/* How it ended: EXITED with STATUS, or by the signal STATUS; AT counts commands from 0. */
struct cell_result {
	bool exited;
	int status;
	size_t at;
};

int cell_start(const struct cell *cell, struct cell_job *job, struct err *err);

/* Wait for the end. -1: the host refused something; ERR says what. */
int cell_finish(struct cell_job *job, struct cell_result *result, struct err *err);

/* Kill all of it, wait until it is gone, and forget it. */
void cell_kill(struct cell_job *job);

#endif
