/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wanted - which sources a tree wants, by the manifest or by its folders
 *
 * The manifest under a configuration (chain/plan.h) names builds; each build's
 * sources come from its folder. The network line is the first "improve:" with
 * "network" in it, whatever its condition says: upstream's rule for what a target
 * must have from the start. Files are read below one directory descriptor.
 * tests/unit/wanted.c belongs to this module.
 */
#ifndef LBS_DRIVER_WANTED_H
#define LBS_DRIVER_WANTED_H

#include "chain/arch.h"
#include "format/config.h"
#include "format/sources.h"
#include "host/fetch.h"

struct wanted_build {
	const char *tree;               /* "steps" or "steps-guix"; a constant */
	char *step;                     /* owned */
	unsigned pass;                  /* 0 when no manifest was asked */
	unsigned long line;             /* in the manifest */
	bool before_network;
	struct sources sources;
};

struct wanted {
	struct wanted_build *build;     /* owned; in the order of the chain; those without sources, too */
	size_t nbuild;
	struct config config;           /* that the predicates saw */
};

#define WANTED_INIT { NULL, 0, CONFIG_INIT }

enum wanted_flags {
	WANTED_ALL = 1 << 0,            /* every build of the manifest, whatever its condition says */
	WANTED_GUIX = 1 << 1,           /* steps-guix/manifest after steps/manifest */
};

struct wanted_options {
	const char *tree;               /* the checkout */
	const struct arch *arch;
	const struct config *settings;  /* in the place of the configuration of a plain --chroot run; or NULL */
	const char *config_file;        /* the same from a file; or NULL */
	const char *const *config;      /* "NAME=value" on top of it */
	size_t nconfig;
	unsigned flags;
};

/* By the manifest. ERR_SYNTAX for what is out of form, with its place. */
int wanted_read(struct wanted *wanted, const struct wanted_options *options, struct err *err);

/* Every steps/NAME/sources and steps-guix/NAME/sources that there is, sorted: what a mirror holds. */
int wanted_read_folders(struct wanted *wanted, const char *tree, struct err *err);

void wanted_release(struct wanted *wanted);

/* A file: one name, one digest, each place that some step knows for it. */
struct wanted_file {
	struct fetch_item item;
	const struct source *git;       /* a line that can be made from a repository; or NULL; borrowed */
	const char *step;               /* the first that wants it; borrowed */
};

struct wanted_files {
	struct wanted_file *file;       /* owned; sorted by name, each once */
	size_t nfile;
};

#define WANTED_FILES_INIT { NULL, 0 }

enum wanted_when { WANTED_ALWAYS, WANTED_BEFORE_NETWORK };

/*
 * The files of the builds of STEP (NSTEP of them; 0: of all). FILES borrows from WANTED.
 * ERR_SYNTAX for a name with two digests, or a step that is not there.
 */
int wanted_list(const struct wanted *wanted, char *const *step, size_t nstep, enum wanted_when when,
	struct wanted_files *files, struct err *err);
void wanted_files_release(struct wanted_files *files);

const struct wanted_file *wanted_find(const struct wanted_files *files, const char *name);

#endif
