/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * snapshot - an archive of a commit, made as live-bootstrap's mirror.sh makes it
 *
 * Sources of kind g may have no address (lbs-sources(5)): the archive is made from
 * the repository, and its SHA-256 tells whether it is the right one. Git's tar of
 * REF, all in the folder snapshot_prefix(), is packed by gzip -n, bzip2, xz -T1 or zstd, whichever
 * the name ends in. Repositories are kept in CACHE/git and asked for what they lack alone.
 * Only http, https, git and file addresses are followed, and no hook or
 * configuration of this machine's is used. tests/unit/snapshot.c and tests/driver/mirror.sh belong
 * to this module.
 */
#ifndef LBS_HOST_SNAPSHOT_H
#define LBS_HOST_SNAPSHOT_H

#include "base/digest.h"
#include "base/err.h"

struct snapshot {
	const char *repo, *ref;         /* borrowed, as all here: "https://example.org/frob.git", "v1.2" */
	const char *name;               /* of the archive: "frob-1.2.tar.gz" */
	struct digest digest;
};

/*
 * 1: *PATH (owned) is the archive, its digest checked, in CACHE/git/new. 0: it is not to be
 * had so, ERR says why. -1: host trouble.
 */
int snapshot_make(const struct snapshot *snapshot, const char *cache, char **path, struct err *err);

/*
 * "frob-1.2/" of frob.git and v1.2; owned. The v goes where a digit follows,
 * but not for an address with "gitlab" in it.
 */
char *snapshot_prefix(const char *repo, const char *ref);

#endif
