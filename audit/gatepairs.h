/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gatepairs - which archive is the new version of which
 *
 * A side is a file, a folder, or a step of a chain, which stands for its sources. Of two steps, sources are paired by
 * their names without what is a version in them: make-4.3.tar.gz and make-4.4.tar.lz. tests/audit/gate.sh and
 * tests/unit/gatepairs.c belong to it.
 */
#ifndef LBS_AUDIT_GATEPAIRS_H
#define LBS_AUDIT_GATEPAIRS_H

#include "step.h"

struct gate_sources {
	char **path;            /* owned */
	size_t n;
	bool is_step;
	struct step step;       /* what IS_STEP */
};

struct gate_couple {
	const char *old, *new;  /* borrowed; one of them may be NULL: a source that is gone, or new */
};

/* ARGUMENT, which is a step of TREE unless there is a file of that name. SOURCES must be zeroed. */
int gate_sources_read(struct gate_sources *sources, const char *tree, const char *distfiles, const char *argument,
	struct err *err);
void gate_sources_release(struct gate_sources *sources);

/* A file's name with its versions left out: "make-4.3.tar.gz" is "make-#"; owned. */
char *gate_stem(const char *path);

/* Owned; as many as *N. One old and one new source belong together whatever they are called. */
struct gate_couple *gate_couples(const struct gate_sources *old, const struct gate_sources *new, size_t *n);

#endif
