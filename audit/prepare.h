/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prepare - what lbs-audit and lbs-gate read before any source: policy, rules, waivers, a baseline
 */
#ifndef LBS_AUDIT_PREPARE_H
#define LBS_AUDIT_PREPARE_H

#include "licencehook.h"
#include "m4hook.h"
#include "rules.h"
#include "scan.h"

/* What the options said; NULL where they did not. All borrowed, but the array FOLDER. */
struct prepare_options {
	const char *policy, *waivers, *baseline, *today;
	char **folder;                  /* of rules */
	size_t nfolder;
	char **m4_table;                /* an owned array, too */
	size_t nm4_table;
};

struct prepared {
	struct rules rules;
	struct markers *markers;
	struct policy policy;
	struct record baseline;         /* empty unless one was named */
	struct m4_index m4;             /* for m4_hook_of() */
	char today[11];                 /* "2026-11-25" */
};

#define PREPARED_INIT { .rules = RULES_INIT }

/* READY is to be released, whatever comes of it. */
int prepare(struct prepared *ready, const struct prepare_options *options, struct err *err);
void prepared_release(struct prepared *ready);

/* ERR: PLACE names a rule ID that there is not. -1. */
int prepare_refuse(const char *place, const char *id, struct err *err);

/* A hook for licences, with the policy PATH of the user's own, or NULL. */
int prepare_licences(struct licence_hook **hook, const char *path, struct err *err);

/* Where steps, and sources of steps, are unless an option says otherwise; owned. */
char *prepare_tree(void);
char *prepare_distfiles(void);

#endif
