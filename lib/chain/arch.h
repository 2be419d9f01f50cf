/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch - the architectures that a chain can be for, and where their seeds lie
 *
 * The one table to add a line to for another architecture. tests/unit/arch.c
 * belongs to this module.
 */
#ifndef LBS_CHAIN_ARCH_H
#define LBS_CHAIN_ARCH_H

#include "base/err.h"
#include "format/layer.h"

struct arch {
	const char *name;       /* "x86": in options, in bootstrap.cfg, in checksums/NAME */
	const char *folder;     /* "x86", "AMD64": below seed/ and in the root */
	const char *machine;    /* what uname -m must be one of, parted by spaces */
};

/* The architecture NAME, or NULL. */
const struct arch *arch_find(const char *name);

/* Can a kernel that calls itself MACHINE run programs of ARCH? */
bool arch_runs_on(const struct arch *arch, const char *machine);

/* The folders that a root has before the first stage runs: ROOT is empty or released. */
void arch_skeleton(const struct arch *arch, struct layer *root);

/* Where the seed stretch leaves the full kaem, which runs recipes. */
#define ARCH_KAEM "/usr/bin/kaem"

/* And what the first step called bash-... leaves, which runs all behind it. */
#define ARCH_BASH "/usr/bin/bash"

/* Where the first binary lies in the root, "/bootstrap-seeds/POSIX/x86/hex0-seed"; owned. */
char *arch_seed_path(const struct arch *arch);

#endif
