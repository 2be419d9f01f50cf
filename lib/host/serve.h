/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * serve - a flat folder over HTTP, for clients that nobody vouches for
 *
 *     GET /NAME               the file; ETag is its SHA-256; one byte range (206), else 416
 *     GET /                   what there is, as text for sha256sum -c, or as HTML where Accept names it
 *
 * HEAD does the same without the bytes; other methods are 405, a request with a body 400.
 * Names that begin with a dot, links, folders and devices are not there (404). Nothing
 * is written. A file is sent from the descriptor that was judged, so renaming another
 * over it while it is sent does no harm; one that is cut short meanwhile ends the connection.
 *
 * At most CLIENTS connections are open; further ones wait in the kernel's queue until one ends. A client
 * that has not sent a whole request in PATIENCE seconds, or takes fewer than SERVE_SLOWEST
 * bytes a second over that time, is cut off. Requests are answered by several threads.
 * This is the one file that speaks to libmicrohttpd. tests/driver/mirror.sh
 * belongs to it.
 */
#ifndef LBS_HOST_SERVE_H
#define LBS_HOST_SERVE_H

#include "host/shelf.h"

enum { SERVE_CLIENTS = 512, SERVE_CLIENTS_MAX = 8192, SERVE_PATIENCE = 30, SERVE_SLOWEST = 256 };

struct serve_options {
	const char *listen;             /* "127.0.0.1:8000", "[::1]:8000", "*:8000"; port 0: any */
	unsigned clients;               /* 0: SERVE_CLIENTS; fewer when the system grants fewer descriptors */
	unsigned patience;              /* seconds; 0: SERVE_PATIENCE */
	const volatile int *stop;       /* other than 0: transfers under way get 3 s, then all ends */
	/* May the file NAME, whose bytes have DIGEST, be given out? Called by any thread; NULL: yes. */
	bool (*may)(void *data, const char *name, const struct digest *digest);
	/* It runs: ADDRESS is "http://127.0.0.1:8000/", CLIENTS the limit that holds. */
	void (*ready)(void *data, const char *address, unsigned clients);
	/* A line a request: "CLIENT METHOD URI STATUS BYTES", " cut" behind it when the client did not get all. */
	void (*log)(void *data, const char *line);      /* one call at a time; or NULL */
	void *data;
};

/*
 * Serve the folder of SHELF until STOP. SHELF is kept up to date meanwhile. -1 when
 * the address is no good (ERR_SYNTAX) or cannot be had (ERR_SYSTEM).
 */
int serve_folder(struct shelf *shelf, const struct serve_options *options, struct err *err);

#endif
