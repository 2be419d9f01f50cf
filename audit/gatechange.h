/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gatechange - why a generated file changed: its input, its generator, or neither
 *
 * A part of gatediff.h. The input is the one that lies beside the file; of a build system, whose generators read a
 * whole tree of macros, any of its sources. That something else changed, too, explains a change; it does
 * not prove it: --regenerate does.
 */
#ifndef LBS_AUDIT_GATECHANGE_H
#define LBS_AUDIT_GATECHANGE_H

#include "gatediff.h"

/* Is FINDING about what a generator wrote, or a helper that is copied? */
bool gate_is_generated(const struct finding *finding);

/* A file of m4 macros; aclocal.m4 is made from those. */
bool gate_is_macro(const char *name);

/* FILE, which FINDING is about, has other bytes than when the old side's WAS was found: tell why, once a file. */
void gate_change(struct gate_side *new, const struct finding *finding, const struct finding *was, struct gate_file *file);

#endif
