/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * regenscratch - a folder of our own for source trees, that goes when we go, however that is
 *
 * A small process waits for the end of its maker and then removes the folder: Ctrl-C in the middle of a
 * tree of gigabytes leaves nothing behind. tests/audit/regen.sh kills one.
 */
#ifndef LBS_AUDIT_REGENSCRATCH_H
#define LBS_AUDIT_REGENSCRATCH_H

#include <sys/types.h>

#include "base/err.h"

struct scratch {
	char *path;                     /* owned */
	pid_t janitor;
	int alive;                      /* closed when we end */
};

#define SCRATCH_INIT { NULL, -1, -1 }

/* Make an empty folder called NAME.XXXXXX in $TMPDIR, or /tmp, for this user alone. */
int scratch_make(struct scratch *scratch, const char *name, struct err *err);

/* Remove it with all that is in it. */
void scratch_remove(struct scratch *scratch);

#endif
