/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * payload - many files in one, for a disk without a file system
 *
 *     "LBPAYLD1"  u32 count  then, a file: u32 name length, u32 size, name, bytes
 *
 * Little-endian; no padding, no sums, nothing behind the last file but the rest of
 * the disk. A later form has the same magic and u64 in place of each u32: it is
 * read, never written. lbs-payload(5) has every rule.
 *
 * A payload may be larger than memory, so the reader asks for heads alone: the
 * caller brings the bytes at payload.at, wherever they lie. This module opens no
 * file. tests/unit/payload.c and tests/fuzz/payload.c belong to it.
 */
#ifndef LBS_FORMAT_PAYLOAD_H
#define LBS_FORMAT_PAYLOAD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum {
	PAYLOAD_NAME_MAX = 1024,
	PAYLOAD_COUNT_MAX = 200000,
	PAYLOAD_HEAD = 16 + PAYLOAD_NAME_MAX,   /* bytes that one head can have */
};

enum payload_form { PAYLOAD_U32, PAYLOAD_U64 };

enum payload_flags {
	PAYLOAD_PLAIN = 0,
	PAYLOAD_DISK = 1 << 0,  /* a disk, or a copy of one: it may be longer than the payload */
};

struct payload_file {
	char *name;             /* owned; a plain file name */
	uint64_t head;          /* where its head is, in bytes from the start */
	uint64_t at;            /* where its bytes are */
	uint64_t size;
};

struct payload {
	struct payload_file *file;      /* owned; in the order of the payload */
	size_t nfile;
	enum payload_form form;
	size_t count;           /* as told at the start */
	bool done;              /* every head was read */
	uint64_t at;            /* the next head; when done: the end of the last file */
	uint64_t total;         /* bytes there are */
	const char *path;       /* for messages; borrowed */
};

#define PAYLOAD_INIT { NULL, 0, PAYLOAD_U32, 0, false, 0, 0, NULL }

/* Begin to read PATH, which has TOTAL bytes. PAYLOAD must be PAYLOAD_INIT or released. */
void payload_start(struct payload *payload, const char *path, uint64_t total);

/*
 * Take the head at payload.at: BYTES are those from there on, PAYLOAD_HEAD of them
 * or all that are left; call it until payload.done. Returns 0; or -1 and ERR, which
 * names the byte: ERR_SYNTAX, or ERR_LIMIT for a file past 4 GiB or too many files.
 */
int payload_feed(struct payload *payload, struct span bytes, struct err *err);

/* After the last: is each name there once, and does nothing follow? */
int payload_finish(const struct payload *payload, enum payload_flags flags, struct err *err);

void payload_release(struct payload *payload);

/* All of it, from memory. */
int payload_parse(struct payload *payload, const char *path, struct span bytes,
	enum payload_flags flags, struct err *err);

/* Does TEXT begin as payloads do? */
bool payload_is(struct span text);

/* What is wrong with NAME as the name of a file in a payload, in words; or NULL. */
const char *payload_name_fault(struct span name);

/* Append what stands at the start, and before each file. NAME is without fault. */
void payload_format_start(struct str *bytes, uint32_t count);
void payload_format_head(struct str *bytes, struct span name, uint32_t size);

const char *payload_form_word(enum payload_form form);

#endif
