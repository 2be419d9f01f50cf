/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * download - files over http, side by side, with libcurl; private to fetch.c
 */
#ifndef LBS_HOST_DOWNLOAD_H
#define LBS_HOST_DOWNLOAD_H

#include "host/fetch.h"

/* One file that is wanted, and the addresses to try for it, one after the other. */
struct download {
	const struct fetch_item *item;  /* borrowed */
	char **url;                     /* owned by the caller, as is what follows */
	size_t nurl;
	char *partial;                  /* host path: what came so far; its bytes fit when .done */
	struct fetch_result *result;    /* failures go here */
	bool done;
	size_t at;                      /* the address at hand; when .done the one it came from */
};

/* Fetch them all. -1 when libcurl cannot be used at all, or the partial files cannot be written. */
int download_all(struct download *download, size_t n, const struct fetch_options *options,
	struct err *err);

/* Add a line to RESULT's failures; LINE is owned by it from now on. */
void fetch_note_failure(struct fetch_result *result, char *line);

#endif
