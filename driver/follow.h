/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * follow - what a run prints, read for a person: which step is at work, how long each took
 *
 * Everything goes to a log file, bytes as they are. In the lines are signs:
 *
 *     " +> /x86/bin/kaem /x86/hex1/hex1.kaem "    a stage of the seed stretch begins
 *     " +> pkg=tcc-0.9.27 ", then " +> kaem --file pass1.kaem "    a build by kaem begins
 *     "tcc-0.9.27: beginning build using script pass2.sh"     a build by bash begins; upstream's words
 *     "tcc-0.9.27: building tcc-0.9.27_0.tar.bz2 with pass2.sh"    and ours
 *     "tcc-0.9.27: tcc-0.9.27_0.tar.bz2 is preseeded"         or its package is taken
 *     "tcc-0.9.27: build successful"              and has ended
 *     "Kernel panic - not syncing: ... exitcode=0x00000100"    how the first process of a
 *                                                machine ended: what wait(2) gives
 *     "lbs: all files are as recorded"            a machine in memory has looked at itself
 *     "init: no ext3 on /dev/sda1 to /dev/sdd1"   hand.h's own word
 *
 * A step ends when the next one begins, or with the run. What a program prints can lie:
 * this shows progress, and decides nothing but a machine's end and its own comparison, for which there
 * is no other word. tests/unit/follow.c belongs to this module.
 */
#ifndef LBS_DRIVER_FOLLOW_H
#define LBS_DRIVER_FOLLOW_H

#include "base/progress.h"
#include "base/str.h"
#include "chain.h"

#define FOLLOW_AS_RECORDED "lbs: all files are as recorded"

struct follow {
	const struct chain *chain;
	struct progress *progress;
	int log;                        /* -1: none */
	bool log_failed;                /* a full disk: told once */
	size_t done;                    /* steps that have begun, the one at work included */
	bool working;
	long long began;                /* io_now() of it */
	char *package;                  /* owned: the last pkg=; or NULL */
	struct str line;                /* the one that is not ended yet */
	char *last;                     /* owned: the last line with something in it; or NULL */
	const char *failed;             /* the step at work when it failed or was stopped; or NULL; borrowed */
	bool panic;
	unsigned exitcode;              /* after PANIC */
	bool powered_off, no_root, as_recorded;
};

void follow_start(struct follow *follow, const struct chain *chain, struct progress *progress, int log);
void follow_take(struct follow *follow, struct span bytes);

/* The output is over: the step at work has ended well, or not, or a person wanted an end. */
enum follow_how { FOLLOW_GOOD, FOLLOW_FAILED, FOLLOW_STOPPED };
void follow_end(struct follow *follow, enum follow_how how);
void follow_release(struct follow *follow);

/* The step at work, or NULL. */
const char *follow_step(const struct follow *follow);

#endif
