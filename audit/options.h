/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * options - the command lines of lbs-audit, its 'rules', and lbs-gate
 */
#ifndef LBS_AUDIT_OPTIONS_H
#define LBS_AUDIT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "against.h"
#include "gatediff.h"
#include "prepare.h"

enum options_of {
	OPTIONS_AUDIT = 1 << 0,
	OPTIONS_RULES = 1 << 1,
	OPTIONS_GATE = 1 << 2,
};

/* What a program does not take stays as OPTIONS_INIT has it. Borrowed, but for what is said to be owned. */
struct options {
	bool json, quiet, all, check, licences;
	bool chain;                     /* a tree was named: findings tell what its chain has */
	const char *output, *record, *licence_policy;
	char *tree, *distfiles;         /* owned; never NULL once read */
	char *old_tree;                 /* owned, or NULL */
	struct prepare_options given;
	struct against_options against; /* its where is NULL: not asked for */
	struct gate_options gate;
	const char **step;              /* an owned array */
	size_t nstep;
	unsigned jobs;                  /* 0: one a processor */
	unsigned seconds;               /* to make a file again; 0: none is */
};

#define OPTIONS_INIT { .gate = { .released = -1 } }

/* Read ARGV up to its arguments, which optind tells. -1 to go on, or the status to leave with. Release in any case. */
int options_read(struct options *options, enum options_of of, const char *usage, int argc, char **argv);
void options_release(struct options *options);

#endif
