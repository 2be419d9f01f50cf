/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * request - what a stranger's HTTP request asks of a flat folder
 *
 * Three readers of hostile text, all of them pure: the path (RFC 3986), the
 * Range header (RFC 9110, section 14) and lists of entity tags (section 8.8.3).
 * No file is opened and no memory is taken. tests/unit/request.c and
 * tests/fuzz/request.c belong to this module.
 */
#ifndef LBS_HOST_REQUEST_H
#define LBS_HOST_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/span.h"

enum { REQUEST_NAME_MAX = 255 };        /* of Linux's file systems */

enum request_path {
	REQUEST_INDEX,          /* "/" */
	REQUEST_FILE,           /* "/NAME": a plain name that does not begin with a dot */
	REQUEST_NOWHERE,        /* well formed, and nothing that a flat folder has: "/a/b", "/..", "/%2e%2e" */
	REQUEST_BROKEN,         /* a broken %-escape, a control byte (%00, %0a), or no path at all */
};

/*
 * Read PATH as it came over the line, without its query, %-escapes not yet
 * undone. NAME, with a NUL at its end, is set for REQUEST_FILE alone. Escapes are undone once and
 * the result is judged after that, so "%2f" is a slash and "%252e" is not a dot.
 */
enum request_path request_path(struct span path, char name[REQUEST_NAME_MAX + 1]);

enum request_range {
	REQUEST_WHOLE,          /* another unit than bytes: to be ignored, as the RFC says */
	REQUEST_PART,
	REQUEST_REFUSED,        /* broken, beyond the end, or more than one range: 416 */
};

/* The value of a Range header for a file of SIZE bytes; of a part *FROM and *N > 0 are set. */
enum request_range request_range(struct span value, uint64_t size, uint64_t *from, uint64_t *n);

enum request_tag_flags {
	REQUEST_STRONG = 0,     /* W/"..." never fits: If-Match, If-Range */
	REQUEST_WEAK = 1 << 0,  /* it does: If-None-Match */
};

/* Does VALUE, "*" or a list of entity tags, hold the one that is DIGEST in quotes? */
bool request_has_tag(struct span value, const struct digest *digest, enum request_tag_flags flags);

#endif
