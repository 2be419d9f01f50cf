/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * magic - binary formats by their first bytes: our own table
 *
 * tests/unit/magic.c belongs to this module.
 */
#ifndef LBS_AUDIT_MAGIC_H
#define LBS_AUDIT_MAGIC_H

#include <stdbool.h>

#include "base/span.h"

enum magic_kind {
	MAGIC_NONE,             /* text, as far as these bytes tell */
	MAGIC_EXECUTABLE,       /* programs and shared libraries */
	MAGIC_OBJECT,           /* objects and libraries of objects */
	MAGIC_BYTECODE,
	MAGIC_ARCHIVE,          /* to be looked into */
	MAGIC_CATALOGUE,        /* gettext's, compiled */
	MAGIC_TRANSLATION,      /* Qt's */
	MAGIC_PICTURE,          /* a picture, font, sound */
	MAGIC_PAPER,            /* PDF, DVI: what was set in type */
	MAGIC_DATA,             /* other data of a known form: a database, a time zone */
	MAGIC_POLYGLOT,         /* two formats at once */
	MAGIC_UNKNOWN,          /* bytes that are no text, of no format we know */
};

enum { MAGIC_BYTES = 4096 };    /* how many first bytes are worth giving */

/* What FIRST, the first bytes of a file, are; *NAME is the format's name, for people. */
enum magic_kind magic_find(struct span first, const char **name);

#endif
