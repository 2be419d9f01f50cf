/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * str - text that grows and is owned
 *
 * There is always a NUL after the last byte, so .at serves as a C string as
 * long as no NUL was added. Out of memory ends the program (base/arr.h).
 * tests/unit/str.c belongs to this module.
 */
#ifndef LBS_BASE_STR_H
#define LBS_BASE_STR_H

#include "base/span.h"

struct str {
	char *at;          /* owned; NULL when nothing was ever added */
	size_t n;          /* bytes in use, the NUL not counted */
	size_t room;
};

#define STR_INIT { NULL, 0, 0 }

void str_release(struct str *str);      /* frees; usable again */
void str_clear(struct str *str);        /* keeps the memory */

void str_add(struct str *str, struct span bytes);
void str_adds(struct str *str, const char *text);
void str_addc(struct str *str, char byte);
void str_addf(struct str *str, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/*
 * TEXT as a line may show it: control bytes, DEL and backslash as \ooo, and so the bytes of characters of UTF-8 that
 * turn the direction of writing, have no width, or are controls (U+0080-9F, 200B-F, 202A-E, 2066-9, FEFF); all others
 * as they are.
 */
void str_add_escaped(struct str *str, struct span text);

/* Has TEXT none of these, backslashes aside? */
bool str_is_plain(struct span text);

/* Give the memory away: a C string, owned by the caller; STR is empty again. */
char *str_take(struct str *str);

/* What is in STR; borrowed until STR is changed. .at is never NULL. */
struct span str_span(const struct str *str);

/* printf into new memory; owned. */
char *str_format(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
