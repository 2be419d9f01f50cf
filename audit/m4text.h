/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * m4text - one .m4 file of autoconf's kind: its serial, its macros, and the digest of its code
 *
 * Two copies of a macro file differ in their years, in blanks at the ends of lines and in comments, and are
 * the same code all the same. The digest is the SHA-256 of a normal form, which leaves out only what m4 drops for certain:
 * text that is left out is where somebody would hide code. Line by line, "[" and "]" being the quotes:
 *
 *   1. A line that ends outside of quotes loses the spaces and tabs at its end, but for those behind a backslash. Within quotes
 *      they stay: "EOF " does not end a here-document. Carriage returns go if every line ends with one.
 *   2. Outside of quotes: an empty line, and a line that begins with the word dnl, go. So does a line that begins with "#",
 *      if no parenthesis is open either (within one it would be part of an argument). Blanks may stand before all of these.
 *   3. Outside of quotes, behind other text: what follows the word dnl goes, the word itself stays.
 *   4. Within quotes the same, unless brackets follow (they would end the quotes) or "#" is before it on the line.
 *   5. Everything else stays, each line with a newline: comments within quotes, too, since "#include" is one for m4.
 *   6. From the word changequote or changecom (also with m4_) on, outside of quotes, all stays.
 *
 * A serial is told by a line that rule 2 leaves out: "# serial 3", "#serial 3", "dnl serial 3", "# name.m4 serial 3";
 * of several the highest counts. A number may have dots in it.
 * Opens nothing, prints nothing. tests/unit/m4text.c and tests/fuzz/m4text.c belong to it.
 */
#ifndef LBS_AUDIT_M4TEXT_H
#define LBS_AUDIT_M4TEXT_H

#include <stdint.h>

#include "base/digest.h"
#include "base/str.h"

enum { M4_SERIAL_DIGITS = 40, M4_MACROS = 4096 };

struct m4_text {
	struct span serial;             /* borrowed from the file; empty if it has none */
	uint64_t serial_line;           /* the first is 1 */
	struct digest code;             /* of the normal form */
	struct span *macro;             /* owned array of what is defined outside of quotes; borrowed names */
	size_t nmacro;                  /* no more than M4_MACROS */
};

/* Read FILE, whose bytes must outlive TEXT. */
void m4_text_read(struct m4_text *text, struct span file);
void m4_text_release(struct m4_text *text);

/* Append the normal form. */
void m4_text_normal(struct span file, struct str *normal);

/* Is it digits, in one or more parts with dots between, no longer than M4_SERIAL_DIGITS? */
bool m4_serial_is(struct span serial);

/* Order of two serials: part by part, as numbers. */
int m4_serial_cmp(struct span a, struct span b);

#endif
