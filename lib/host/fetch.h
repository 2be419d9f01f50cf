/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fetch - files by their SHA-256, from wherever they lie
 *
 * Places are tried in order until the digest fits: the distfiles folder; each
 * mirror, a folder, file:// or http(s):// address (MIRROR/NAME, flat); the Debian
 * source archive that this machine's apt knows (host/apt.h); the file's own addresses.
 * What a wrong place gives is told, and the next one tried. A file gets its NAME
 * in distfiles when its digest fits, by rename, and not before.
 *
 * Downloads run side by side, are tried three times (0.25 s, 0.5 s between), and
 * go on where they stopped: CACHE/partial/SHA256 is kept. A server that three files in a row
 * could not reach is not waited for again. Redirects lead to http and
 * https alone. A file of that NAME with other bytes is never touched: fetching then
 * fails, and says so. tests/unit/fetch.c and tests/host/fetch.sh belong to it. This is the one file
 * that speaks to libcurl.
 */
#ifndef LBS_HOST_FETCH_H
#define LBS_HOST_FETCH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"

struct fetch_item {                     /* all borrowed */
	const char *name;               /* flat: no slash, not "." or ".." */
	struct digest digest;
	const char *const *url;         /* its own addresses; may be none */
	size_t nurl;
};

struct fetch_progress {
	const char *name;               /* of the file at hand */
	uint64_t got;                   /* bytes of it so far */
};

struct fetch_options {
	const char *distfiles;          /* made if absent */
	const char *const *mirror;
	size_t nmirror;
	const char *cache;              /* folder of ours: partial/, apt/ */
	bool offline;                   /* distfiles and folders alone */
	bool no_debian;
	unsigned jobs;                  /* downloads side by side; 0: 4 */
	unsigned stall_seconds;         /* give up on a place that sends nothing; 0: 30 */
	uint64_t max_bytes;             /* of one file; 0: 4 GiB */
	const volatile int *stop;       /* becomes other than 0 when a person wants an end; or NULL */
	void (*progress)(void *data, const struct fetch_progress *at);  /* or NULL */
	void *data;
};

enum fetch_end { FETCH_MISSING, FETCH_PRESENT, FETCH_FETCHED };

struct fetch_result {
	enum fetch_end end;
	char *place;                    /* owned: where it came from, in words; NULL when missing */
	uint64_t size;                  /* bytes */
	char **failure;                 /* owned: "PLACE: why", for each place that failed */
	size_t nfailure;
};

/*
 * Bring N items. RESULT is an array of N. -1 on host trouble alone (no folder
 * can be made, it takes no more, no memory for libcurl): a file that is nowhere is told in its result.
 */
int fetch_all(const struct fetch_item *item, size_t n, const struct fetch_options *options,
	struct fetch_result *result, struct err *err);
void fetch_results_release(struct fetch_result *result, size_t n);

#endif
