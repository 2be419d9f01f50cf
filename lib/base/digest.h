/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * digest - SHA-256, the name of every piece of content
 *
 * The one window to OpenSSL's digests. Text form: 64 lower-case hexadecimal
 * digits; upper case is accepted when read. tests/unit/digest.c belongs to it.
 */
#ifndef LBS_BASE_DIGEST_H
#define LBS_BASE_DIGEST_H

#include <stdbool.h>

#include "base/err.h"
#include "base/span.h"

enum { DIGEST_BYTES = 32, DIGEST_HEX = 64 };

struct digest {
	unsigned char byte[DIGEST_BYTES];
};

struct digest_hex {
	char text[DIGEST_HEX + 1];      /* NUL at its end */
};

/* A digest in the making. */
struct digest_sum {
	void *context;                  /* owned */
};

void digest_start(struct digest_sum *sum);
void digest_add(struct digest_sum *sum, const void *bytes, size_t n);
struct digest digest_end(struct digest_sum *sum);      /* releases SUM */

struct digest digest_of(struct span bytes);

/* Of what is left to read in FD; -1 and ERR_SYSTEM when a read fails. PATH is for the message. */
int digest_fd(int fd, const char *path, struct digest *digest, struct err *err);

struct digest_hex digest_text(const struct digest *digest);

/* Exactly 64 hexadecimal digits; false leaves DIGEST alone. */
bool digest_parse(struct span text, struct digest *digest);

bool digest_eq(const struct digest *a, const struct digest *b);
int digest_cmp(const struct digest *a, const struct digest *b);

#endif
