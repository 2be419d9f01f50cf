/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * err - what went wrong, told by the function that noticed it
 *
 * A function that can fail returns 0 or -1 and fills a struct err with one line
 * for a person: the place, what is wrong, what was wanted. Nothing below
 * floor 4 prints it. tests/unit/err.c belongs to this module.
 */
#ifndef LBS_BASE_ERR_H
#define LBS_BASE_ERR_H

#include <stdarg.h>

/* What the caller may do next. */
enum err_kind {
	ERR_NONE = 0,
	ERR_SYNTAX,     /* an input is out of form: mend the input */
	ERR_LIMIT,      /* in form, but beyond what we accept */
	ERR_SYSTEM,     /* the host said no; SYS holds errno, or 0 */
	ERR_DIFFERS,    /* the bytes are not the ones that were named */
};

struct err {
	enum err_kind kind;
	int sys;              /* errno of an ERR_SYSTEM, else 0 */
	char text[1024];      /* one line, no newline, NUL at its end; cut when longer */
};

#define ERR_INIT { ERR_NONE, 0, "" }

/* Fill ERR from a printf format and return -1, so that `return err_set(...)` reads well. */
int err_set(struct err *err, enum err_kind kind, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* The same with ERR_SYSTEM, errno, and its words after a colon. */
int err_sys(struct err *err, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Put "PLACE: " before the text of ERR; returns -1. */
int err_at(struct err *err, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
