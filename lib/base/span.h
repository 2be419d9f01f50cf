/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * span - bytes that belong to somebody else
 *
 * A span borrows: it lives as long as the memory that it points into. It may
 * hold any byte and has no NUL at its end. tests/unit/span.c belongs to it.
 */
#ifndef LBS_BASE_SPAN_H
#define LBS_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct span {
	const char *at;
	size_t n;
};

#define SPAN_INIT { NULL, 0 }
#define SPAN(literal) ((struct span){ (literal), sizeof(literal) - 1 })

static inline struct span
span_of(const char *text)
{
	return (struct span){ text, strlen(text) };
}

bool span_eq(struct span a, struct span b);
bool span_is(struct span a, const char *text);
bool span_starts(struct span a, const char *head);
bool span_ends(struct span a, const char *tail);

/* Order of bytes, unsigned, shorter first on a tie: below 0, 0, above 0. */
int span_cmp(struct span a, struct span b);

/*
 * Take the next line off the front of TEXT, without its newline. A last line
 * without newline counts. Returns false when TEXT is used up.
 */
bool span_line(struct span *text, struct span *line);

/*
 * Take what stands before the first BYTE off the front of TEXT, and BYTE with
 * it; all of TEXT when BYTE is absent. Returns false when TEXT is used up
 * (so "a," has one part, and "" none).
 */
bool span_cut(struct span *text, char byte, struct span *part);

/* Without spaces, tabs and carriage returns at both ends. */
struct span span_trim(struct span a);

/* The first place of NEEDLE in A, or NULL. */
const char *span_find(struct span a, struct span needle);

/* A decimal number of digits alone, at most MAX; -1 when it is not one. */
long long span_number(struct span a, long long max);

/* The value of a hexadecimal digit in either case; -1 for any other byte. */
int span_digit(char c);

/* A copy with a NUL at its end; owned. */
char *span_dup(struct span a);

#endif
