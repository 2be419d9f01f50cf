/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: a program, the end of an archive, a stream; and how it is cut in pieces makes no difference */
#include <stdint.h>
#include <stdlib.h>

#include "base/arr.h"
#include "tail.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct span
piece_of(struct span text, size_t at, size_t step)
{
	return (struct span){ text.at + at, text.n - at < step ? text.n - at : step };
}

static struct tail
program(struct span text, size_t step)
{
	struct tail_program program;

	tail_program_begin(&program, text);
	for (size_t at = 0; at < text.n; at += step)
		tail_program_add(&program, piece_of(text, at, step));
	tail_program_end(&program);
	return program.tail;
}

/* What is behind END, in a stream of which all but the last piece were given when the end was told. */
static struct tail
stream(struct span text, size_t step, uint64_t end)
{
	struct tail_stream stream = { .total = 0 };
	struct tail tail = { .n = 0 };

	for (size_t at = 0; at < text.n; at += step)
		tail_stream_add(&stream, piece_of(text, at, step));
	tail_begin(&tail, &stream, end);
	return tail;
}

static void
same(const struct tail *a, const struct tail *b)
{
	char *left = tail_evidence(a, "it"), *right = tail_evidence(b, "it");

	if (!left != !right || (left && (a->n != b->n || a->place != b->place)))
		abort();
	free(left);
	free(right);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t step = size ? data[0] + 1U : 1;
	char *own = arr_dupn(size ? (const char *)data + 1 : "", size ? size - 1 : 0);
	struct span text = { own, size ? size - 1 : 0 };
	struct tail_frames frames = { 0 };
	struct tail whole = program(text, text.n + 1), parts = program(text, step);
	/* A stream remembers its last piece and a bit before it. */
	uint64_t end = text.n - (text.n < TAIL_BEFORE ? text.n : TAIL_BEFORE), before, behind;

	if (whole.n != parts.n || whole.place != parts.place)
		abort();
	whole = stream(text, text.n + 1, end);
	parts = stream(text, step, end);
	same(&whole, &parts);
	(void)tail_xz_ends(text);
	end = tail_xz_end(text, 0);
	if (end > text.n)
		abort();
	while (frames.at < text.n && tail_zstd_follow(&frames, piece_of(text, (size_t)frames.at, 16 + step)))
		;
	if (frames.end > text.n)
		abort();
	if (tail_zip(text, text.n + step, &before, &behind) && behind > text.n)
		abort();
	free(own);
	return 0;
}
