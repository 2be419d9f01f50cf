/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * chain - what a bootstrap of this tree will do: steps in order, sources, first commands
 *
 * Reads the tree: seed/kaem.ARCH, seed/bootstrap.ARCH, steps/manifest, steps/env and
 * the sources files, and steps-guix/ when asked for. tests/driver/check.sh belongs to it.
 */
#ifndef LBS_DRIVER_CHAIN_H
#define LBS_DRIVER_CHAIN_H

#include "chain/plan.h"
#include "chain/stage.h"
#include "format/config.h"
#include "format/sources.h"
#include "host/fetch.h"
#include "options.h"

struct chain_step {
	char *name;                     /* owned: "hex1", "tcc-0.9.27", "tcc-0.9.27.pass2" */
	char *package;                  /* owned: "tcc-0.9.27" without the pass; "" of the seed stretch */
	char *command;                  /* owned: what the seed's shell shows for it; "" behind the stretch */
};

struct chain {
	struct chain_step *step;        /* owned; in the order of the run */
	size_t nstep;
	char **layer;                   /* owned: what of checksums/ARCH makes the result, in order: steps, improve, uninstall */
	size_t nlayer;
	struct stages first;            /* seed/bootstrap.ARCH: commands that need no shell */
	struct config config;           /* bootstrap.cfg as the host writes it */
	bool needs_network;             /* some source is not on the target from the start */
	struct fetch_item *source;      /* owned; sorted by name, each once: those that the target starts with */
	size_t nsource;
	struct sources *lists;          /* owned: what the items point into */
	size_t nlists;
};

#define CHAIN_INIT { 0 }

/* Read the tree that OPTIONS name. */
int chain_read(struct chain *chain, const struct options *options, struct err *err);
void chain_release(struct chain *chain);

#endif
