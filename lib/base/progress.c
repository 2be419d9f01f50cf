/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/progress.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/err.h"
#include "base/io.h"
#include "base/str.h"

enum { REDRAW = 100 * 1000 * 1000, BAR_CELLS = 24 };

void
progress_start(struct progress *progress, int fd, bool quiet, size_t total)
{
	const char *term = getenv("TERM");

	*progress = (struct progress){ .fd = fd, .quiet = quiet, .total = total };
	progress->bar = !quiet && isatty(fd) && term && strcmp(term, "dumb") != 0;
}

static void
put(const struct progress *progress, struct str *text)
{
	struct err ignored;

	/* Progress that cannot be shown is not a failure of the work. */
	(void)io_write(progress->fd, "progress", str_span(text), &ignored);
	str_release(text);
}

static size_t
screen_columns(int fd)
{
	struct winsize size;

	if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return 80;
}

static void
add_bar(struct str *text, const struct progress *progress, const char *what)
{
	size_t cells = progress->total ? progress->done * BAR_CELLS / progress->total : 0;
	size_t columns = screen_columns(progress->fd);
	struct str line = STR_INIT;

	str_addc(&line, '[');
	for (size_t i = 0; i < BAR_CELLS; i++)
		str_addc(&line, i < cells ? '#' : '.');
	str_addf(&line, "] %zu/%zu ", progress->done, progress->total);
	str_add_escaped(&line, span_of(what));
	str_adds(text, "\r\033[K");
	str_add(text, (struct span){ line.at, line.n < columns ? line.n : columns - 1 });
	str_release(&line);
}

void
progress_note(struct progress *progress, const char *line)
{
	struct str text = STR_INIT;

	if (progress->quiet)
		return;
	if (progress->bar)
		str_adds(&text, "\r\033[K");
	str_addf(&text, "%s\n", line);
	if (progress->bar)
		add_bar(&text, progress, "");
	put(progress, &text);
}

void
progress_done(struct progress *progress, const char *line)
{
	progress->done++;
	progress_note(progress, line);
}

void
progress_at(struct progress *progress, const char *what)
{
	struct str text = STR_INIT;
	long long now = io_now();

	if (!progress->bar || now - progress->drawn < REDRAW)
		return;
	progress->drawn = now;
	add_bar(&text, progress, what);
	put(progress, &text);
}

void
progress_end(struct progress *progress)
{
	struct str text = STR_INIT;

	if (!progress->bar)
		return;
	str_adds(&text, "\r\033[K");
	put(progress, &text);
}
