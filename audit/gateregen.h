/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gateregen - make again what an update brings as generated, and compare
 *
 * A part of gatediff.h, by regen.h. tests/audit/gate.sh belongs to it.
 */
#ifndef LBS_AUDIT_GATEREGEN_H
#define LBS_AUDIT_GATEREGEN_H

#include "gatediff.h"

/*
 * After gate_diff(): each new or changed file of NEW, which is laid out for it out of PATH, that a generator of this host
 * makes. One that is equal needs no other explanation; one that is not, though the generator is the same version,
 * is a finding. SECONDS a file. -1 and ERR when it cannot be laid out.
 */
int gate_regenerate(struct gate_side *new, const char *path, unsigned seconds, struct err *err);

#endif
