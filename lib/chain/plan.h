/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plan - a manifest under a configuration: what is built, in which pass, by which script
 *
 * The same answers as upstream's script-generator gives, where anybody can rely on
 * them: pass numbers, script numbers, every emitted line. On purpose other:
 * a define changes the first variable of bootstrap.cfg, too (there it adds a second
 * line that predicates never see). Kept, since trees depend on it: every earlier
 * directive with an equal argument counts as a pass, an uninstall of one name, too.
 *
 * Pure data: no file is opened. tests/unit/plan.c belongs to this module.
 */
#ifndef LBS_CHAIN_PLAN_H
#define LBS_CHAIN_PLAN_H

#include "format/config.h"
#include "format/manifest.h"

enum plan_era { PLAN_KAEM, PLAN_BASH };

struct plan_step {                      /* a directive whose predicate holds; no defines */
	enum manifest_kind kind;
	char *argument;                 /* owned */
	char *name;                     /* owned: of its record, see below */
	unsigned pass;                  /* the first is 1 */
	enum plan_era era;
	unsigned level;                 /* of the shell: 0 kaem, 1 the first bash, 2 and up later ones */
	unsigned script;                /* the number of the script that holds it */
	unsigned long line;             /* in the manifest */
};

struct plan_file {
	char *path;                     /* owned; in the target: "/steps/0.sh", "/init.3" */
	struct str text;
};

struct plan {
	struct plan_step *step;
	size_t nstep;
	struct plan_file *file;         /* what script-generator writes, in that order */
	size_t nfile;
	struct config config;           /* as it is written back */
};

#define PLAN_INIT { 0 }

/*
 * Names. A build is called as its step, a later pass "tcc-0.9.27.pass2"; the others
 * "improve.merged_usr", "jump.break", and "uninstall." with the last part of the first thing
 * that goes ("uninstall.gawk-3.0.4"); the second of that name has ".pass2" behind it. They are
 * plain file names, unless an argument has a '/' in it; two steps can only have the same
 * if a package is called like one of these.
 *
 * ENV is the text of steps/env, which goes verbatim into every kaem script.
 * Always works: 0 is returned, for callers that chain calls.
 */
int plan_make(struct plan *plan, const struct manifest *manifest, const struct config *config,
	struct span env, struct err *err);
void plan_release(struct plan *plan);

/*
 * What makes a script that runs STEP of PLAN alone: the head that its whole script has, and
 * the lines that run it. Of a jump, or a build of bash, what leads to the next script is left out.
 */
void plan_add_head(const struct plan *plan, const struct plan_step *step, struct span env,
	struct str *text);
void plan_add_call(const struct plan_step *step, struct str *text);

/* Does PREDICATE hold? One without terms always does. */
bool plan_holds(const struct manifest_logic *predicate, const struct config *config);

/* The text of FILE, or NULL. Borrowed. */
const char *plan_find(const struct plan *plan, const char *path);

#endif
