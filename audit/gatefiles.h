/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gatefiles - what an update does that no finding of the audit tells: times, modes, links, lines, licences, keys
 *
 * A part of gatediff.h.
 */
#ifndef LBS_AUDIT_GATEFILES_H
#define LBS_AUDIT_GATEFILES_H

#include "gatediff.h"

/* Say what there is, file by file of NEW. */
void gate_files(const struct gate_side *old, struct gate_side *new, const struct gate_options *options);

#endif
