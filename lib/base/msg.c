/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/msg.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"

/* The one piece of state: which program this is. It is set once, by main(). */
static const char *program = "lbs";

void
msg_init(const char *name)
{
	program = name;
}

const char *
msg_program(void)
{
	return program;
}

static void say(const char *fmt, va_list ap) __attribute__((format(printf, 1, 0)));

static void
say(const char *fmt, va_list ap)
{
	char text[2048];
	struct str line = STR_INIT;
	const char *at;
	size_t left;

	vsnprintf(text, sizeof(text), fmt, ap);
	str_addf(&line, "%s: ", program);
	str_add_escaped(&line, span_of(text));
	str_addc(&line, '\n');
	for (at = line.at, left = line.n; left;) {
		ssize_t n = write(STDERR_FILENO, at, left);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		at += n;
		left -= (size_t)n;
	}
	str_release(&line);
}

void
msg_line(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
}

void
msg_err(const struct err *err)
{
	msg_line("%s", err->text);
}

int
msg_usage(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
	msg_line("'%s --help' tells what it takes", program);
	return EXIT_NOANSWER;
}

int
msg_finish(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	msg_line("standard output: %s", strerror(errno ? errno : EIO));
	return EXIT_NOANSWER;
}

int
msg_version(void)
{
	printf("%s (lbs) %s\n", program, LBS_VERSION);
	return msg_finish(EXIT_GOOD);
}
