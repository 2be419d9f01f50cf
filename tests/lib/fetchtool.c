/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-fetchtool - fetch one file, for tests/host/fetch.sh
 *
 *     lbs-fetchtool DISTFILES CACHE NAME SHA256 [mirror=PLACE] [max=BYTES] [offline] [debian] [URL...]
 *
 * Prints "present|fetched|missing PLACE" and a line a failure.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arr.h"
#include "base/msg.h"
#include "host/fetch.h"

int
main(int argc, char **argv)
{
	struct fetch_options options = { .no_debian = true, .stall_seconds = 1 };
	struct fetch_item item = { 0 };
	struct fetch_result result;
	const char **mirror = NULL, **url = NULL;
	struct err err = ERR_INIT;
	int status;

	msg_init("lbs-fetchtool");
	if (argc < 5 || !digest_parse(span_of(argv[4]), &item.digest))
		return msg_usage("wants DISTFILES CACHE NAME SHA256");
	options.distfiles = argv[1];
	options.cache = argv[2];
	item.name = argv[3];
	for (int i = 5; i < argc; i++) {
		if (!strncmp(argv[i], "mirror=", 7))
			*arr_push(&mirror, &options.nmirror) = argv[i] + 7;
		else if (!strncmp(argv[i], "max=", 4))
			options.max_bytes = strtoull(argv[i] + 4, NULL, 10);
		else if (!strcmp(argv[i], "offline"))
			options.offline = true;
		else if (!strcmp(argv[i], "debian"))
			options.no_debian = false;
		else
			*arr_push(&url, &item.nurl) = argv[i];
	}
	options.mirror = mirror;
	item.url = url;
	if (fetch_all(&item, 1, &options, &result, &err) < 0) {
		msg_err(&err);
		return EXIT_NOANSWER;
	}
	printf("%s %s\n", result.end == FETCH_MISSING ? "missing" : result.end == FETCH_PRESENT ? "present"
		: "fetched", result.place ? result.place : "");
	for (size_t i = 0; i < result.nfailure; i++)
		printf("failure: %s\n", result.failure[i]);
	free(mirror);
	free(url);
	status = result.end == FETCH_MISSING ? EXIT_FOUND : EXIT_GOOD;
	fetch_results_release(&result, 1);
	return msg_finish(status);
}
