/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hex0 - commented hexadecimal text into bytes
 *
 * The language of the seed's first file: two digits make a byte, high digit
 * first; '#' or ';' starts a comment up to the newline; every other character
 * is ignored, also between the two digits. A lone last digit is an error here,
 * though the seed's own hex0 drops it: this reader makes the very binary that
 * everything else grows from. tests/unit/hex0.c and tests/fuzz/hex0.c belong to it.
 */
#ifndef LBS_FORMAT_HEX0_H
#define LBS_FORMAT_HEX0_H

#include "base/err.h"
#include "base/str.h"

/* Append the bytes of TEXT to BYTES; PATH is for messages. Returns 0, or -1 with BYTES as it was. */
int hex0_parse(struct str *bytes, const char *path, struct span text, struct err *err);

#endif
