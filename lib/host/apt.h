/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * apt - the Debian source archive, by digest
 *
 * In an apt state of our own (CACHE/apt), made from the archive that this
 * machine's apt is configured for: the Sources indexes of bookworm, bullseye,
 * trixie and sid, one after the other, are searched for the SHA-256; then
 * `apt-get source --download-only` brings the package that has it. apt's exit
 * status counts for nothing: what it left behind is hashed by the caller.
 * Works for Debian's own archive only; as root and as an ordinary user.
 * tests/host/apt.sh belongs to this module.
 */
#ifndef LBS_HOST_APT_H
#define LBS_HOST_APT_H

#include "base/digest.h"
#include "base/err.h"

/*
 * 1: *PATH (owned) is a downloaded file whose digest fits, in CACHE/apt/files;
 * *WHERE (owned) says "bookworm, source package tcc 1.2-3". 0: not to be had, ERR
 * says why. -1: host trouble.
 */
int apt_fetch(const struct digest *digest, const char *cache, char **path, char **where,
	struct err *err);

#endif
