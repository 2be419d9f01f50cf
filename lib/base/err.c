/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/err.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int
err_set(struct err *err, enum err_kind kind, const char *fmt, ...)
{
	va_list ap;

	err->kind = kind;
	err->sys = 0;
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	return -1;
}

int
err_sys(struct err *err, const char *fmt, ...)
{
	int sys = errno;
	va_list ap;
	size_t n;

	err->kind = ERR_SYSTEM;
	err->sys = sys;
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	n = strlen(err->text);
	snprintf(err->text + n, sizeof(err->text) - n, ": %s", strerror(sys));
	errno = sys;
	return -1;
}

int
err_at(struct err *err, const char *fmt, ...)
{
	char place[sizeof(err->text) / 2];
	char text[sizeof(err->text)];
	va_list ap;
	size_t n;

	va_start(ap, fmt);
	vsnprintf(place, sizeof(place), fmt, ap);
	va_end(ap);
	memcpy(text, err->text, sizeof(text));
	n = strlen(place);
	memcpy(err->text, place, n);
	err->text[n++] = ':';
	err->text[n++] = ' ';
	for (const char *from = text; *from && n < sizeof(err->text) - 1; from++)
		err->text[n++] = *from;
	err->text[n] = '\0';
	return -1;
}
