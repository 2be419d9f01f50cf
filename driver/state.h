/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * state - how far the bootstrap in a target has come, kept beside it
 *
 * TARGET.lbs/ has the lock (two runs never share a target), the log, images, and
 * "state", a text of four lines that is replaced whole:
 *
 *     lbs-bootstrap 1
 *     mode chroot
 *     files SHA256                    target_digest() of what it was prepared with
 *     at preparing                    or running, done, failed
 *
 * It says whether what lies in the target is ours, and so may be taken away; it is
 * never taken as a proof that it is whole. tests/unit/state.c belongs to this module.
 */
#ifndef LBS_DRIVER_STATE_H
#define LBS_DRIVER_STATE_H

#include "base/digest.h"
#include "base/err.h"
#include "options.h"

enum state_at { STATE_NEW, STATE_PREPARING, STATE_RUNNING, STATE_DONE, STATE_FAILED };

struct state {
	char *folder;                   /* owned: "target.lbs" */
	int lock;
	enum mode mode;
	struct digest files;
	enum state_at at;
};

#define STATE_INIT { NULL, -1, MODE_NONE, { { 0 } }, STATE_NEW }

/* Make the folder, take the lock, read what is there. A state out of form is an error that says what to do. */
int state_open(struct state *state, const char *target, struct err *err);
void state_close(struct state *state);

/* Replace what is written; safe on disk when this returns 0. */
int state_write(struct state *state, enum mode mode, const struct digest *files, enum state_at at,
	struct err *err);

/* STATE->folder/NAME; owned. */
char *state_path(const struct state *state, const char *name);

#endif
