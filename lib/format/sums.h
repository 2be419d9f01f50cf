/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sums - the recorded checksums of a tree of files
 *
 * The text is what sha256sum(1) prints: a line a file, 64 hexadecimal digits,
 * two spaces (or a space and an asterisk), the name. Upstream's *.checksums and
 * SHA256SUMS.pkgs are such files; lbs-checksums(5) has the whole grammar. A name is
 * looked up whole (upstream's look-up is a pattern, which can match another line).
 *
 * Bytes come in, records go out: this module opens no file, prints nothing
 * and never exits. tests/unit/sums.c and tests/fuzz/sums.c belong to it.
 */
#ifndef LBS_FORMAT_SUMS_H
#define LBS_FORMAT_SUMS_H

#include "base/digest.h"
#include "base/err.h"
#include "base/str.h"

struct sum {
	char *name;             /* as written; owned; never empty */
	struct digest want;
	unsigned long line;     /* in the text; the first is 1; 0 for one that was put */
};

struct sums {
	struct sum *sum;        /* owned; sorted by name, each name once */
	size_t nsum;
};

#define SUMS_INIT { NULL, 0 }

/*
 * Parse TEXT into SUMS. PATH is used in messages alone. Returns 0; or -1, with
 * ERR set and SUMS untouched: ERR_SYNTAX for a line out of form or a name
 * recorded twice with different sums (the same line twice is one record).
 */
int sums_parse(struct sums *sums, const char *path, struct span text, struct err *err);
void sums_release(struct sums *sums);

/* The record of NAME, or NULL. It is borrowed: it lives until SUMS changes. */
const struct sum *sums_find(const struct sums *sums, struct span name);

/* Record NAME anew, or for the first time; the others stay (upstream drops them). */
void sums_put(struct sums *sums, const char *name, const struct digest *want);

/* Append the canonical text: sorted by name, two spaces. */
void sums_format(const struct sums *sums, struct str *text);

#endif
