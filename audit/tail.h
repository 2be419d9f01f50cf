/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tail - bytes behind the end of what a format says is all of it
 *
 * Streams are given in pieces and not kept; where the end was is often known only later, so
 * the last piece and a bit before it are remembered. Zeros behind an end are padding and no tail.
 * This module opens and prints nothing. tests/unit/tail.c belongs to it.
 */
#ifndef LBS_AUDIT_TAIL_H
#define LBS_AUDIT_TAIL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

enum { TAIL_SHOWN = 24, TAIL_BEFORE = 512, TAIL_ZIP = 22 + 65535, TAIL_TABLE = 1 << 20 };

/* A stream, as far as it was given out. */
struct tail_stream {
	struct span last;               /* the last piece: borrowed as long as its owner says */
	uint64_t total;                 /* bytes, LAST included */
	char before[TAIL_BEFORE];       /* what came before LAST */
	size_t nbefore;
};

/* What stands behind an end. */
struct tail {
	uint64_t place, n;              /* of the first byte that is no zero; from there on */
	char first[TAIL_SHOWN];
	size_t nfirst;
	uint64_t zeros;                 /* before PLACE */
};

/* PIECE is the stream's next one; LAST is still what it was. */
void tail_stream_add(struct tail_stream *stream, struct span piece);

/* Add to TAIL what STREAM remembers from the place END on; tail_add() takes what comes then. */
void tail_begin(struct tail *tail, const struct tail_stream *stream, uint64_t end);
void tail_add(struct tail *tail, struct span piece);

/* "12 bytes behind the end of WHAT: abc...", or NULL when there are none; owned. */
char *tail_evidence(const struct tail *tail, const char *what);

/* Does LAST, the end of an xz file, end with a footer, and zeros behind it? */
bool tail_xz_ends(struct span last);

/* Where the first footer of an xz stream ends that no other stream follows, in PIECE, which begins at PLACE; 0: nowhere. */
uint64_t tail_xz_end(struct span piece, uint64_t place);

/* Frames of zstd, one header after the other. */
struct tail_frames {
	uint64_t at;                    /* where the next header begins */
	bool inside, checksum;          /* a frame is open: the header is a block's */
	uint64_t end;                   /* of the last frame, when AT is behind it and begins no other; else 0 */
};

/*
 * Follow FRAMES, which begins zeroed, as far as BYTES go, which stand at its place AT: 16 of them are enough for any header.
 * False when there is no more to follow: END tells, if anything is behind the last frame.
 */
bool tail_zstd_follow(struct tail_frames *frames, struct span bytes);

/*
 * LAST is the end of a zip archive of SIZE bytes, up to TAIL_ZIP of them. How many bytes stand *BEFORE its first
 * file and *BEHIND its end; false when no end is found.
 */
bool tail_zip(struct span last, uint64_t size, uint64_t *before, uint64_t *behind);

/* An ELF or PE file, in pieces from its beginning: HEAD of the first is enough of it to tell where it should end. */
struct tail_program {
	bool elf, pe;
	uint64_t end;                   /* as far as is known; 0: not known */
	uint64_t at;                    /* of the table that tells more: section headers, or the strings of symbols */
	size_t want, have;              /* of its bytes */
	char *table;                    /* owned */
	uint64_t size;                  /* bytes of the file so far */
	uint64_t filled;                /* up to its last one that is no zero */
	uint64_t sign;                  /* where the certificates of a PE file end: they may stand behind its end */
	struct tail tail;
	bool little, wide;              /* ELF */
	unsigned entry;                 /* bytes of a section header */
};

void tail_program_begin(struct tail_program *program, struct span head);
void tail_program_add(struct tail_program *program, struct span piece);

/* The file ends: fills tail.n when bytes are behind its end, and tail.first when they were seen. Releases. */
void tail_program_end(struct tail_program *program);

#endif
