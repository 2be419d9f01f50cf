/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * measure - how the bytes of a file are made up: what no marker tells
 *
 * Arrays of numbers, base64, lines that no person wrote, NULs in a text, bytes behind a picture's
 * end. The bytes are probed, not all read: a probe every so many bytes is enough to meet any run
 * that is long enough to count. A piece is as in scan.h. tests/unit/measure.c belongs to it.
 */
#ifndef LBS_AUDIT_MEASURE_H
#define LBS_AUDIT_MEASURE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "magic.h"

enum measure {
	MEASURE_ARRAY,          /* "c-array": more than 256 numbers below 256, most of the file */
	MEASURE_STRING,         /* "c-string": many escapes of bytes */
	MEASURE_BASE64,         /* "base64": 8 full lines and more */
	MEASURE_LONG_LINES,     /* "long-lines": code on lines longer than 512 bytes */
	MEASURE_NUL,            /* "nul-in-text": a text, but for a NUL */
	MEASURE_TAIL,           /* "tail": bytes behind a picture's end */
	MEASURE_HEX_RECORDS,    /* "hex-records": Intel's or Motorola's, or uuencode */
	MEASURE_WIDE_LINES,     /* "wide-lines": an eighth of it and more are lines longer than 96 bytes, or it is short */
	NMEASURE,
};

/* "c-array", ... */
const char *measure_word(enum measure measure);

struct measured {
	uint64_t size;                  /* bytes so far */
	uint64_t nul;                   /* place of the first NUL, + 1 */
	uint32_t probe, array, string, base64, wide;     /* of the probes how many met such */
	uint64_t at[NMEASURE];          /* where the first was met */
	bool found[NMEASURE];
	bool text;                      /* the first bytes are text */
	uint32_t seen[256];             /* of an array's numbers, for their entropy */
	uint32_t nseen;
	char last[32];                  /* the last bytes, for a picture's end */
	size_t nlast;
};

void measure_start(struct measured *measured, enum magic_kind kind);

/* PIECE is the next bytes of the file. */
void measure_piece(struct measured *measured, struct span piece);

/* It ends: what was FOUND holds now. FORMAT is its magic's name. */
void measure_end(struct measured *measured, const char *format);

/* One line of what was seen; owned. */
char *measure_evidence(const struct measured *measured, enum measure measure);

#endif
