/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>

#include "base/arr.h"
#include "base/io.h"

enum { STATE_LIMIT = 4096 };

static const char *const at_word[] = { "new", "preparing", "running", "done", "failed" };

char *
state_path(const struct state *state, const char *name)
{
	return io_join(state->folder, name);
}

void
state_close(struct state *state)
{
	free(state->folder);
	io_drop(&state->lock);
	*state = (struct state)STATE_INIT;
}

/* The text behind HEAD in the next line of TEXT. */
static bool
take_line(struct span *text, const char *head, struct span *value)
{
	size_t n = strlen(head);

	if (!span_line(text, value) || !span_starts(*value, head))
		return false;
	value->at += n;
	value->n -= n;
	return true;
}

static bool
parse(struct state *state, struct span text)
{
	struct span value;
	bool known = false;

	if (!take_line(&text, "lbs-bootstrap 1", &value) || value.n || !take_line(&text, "mode ", &value))
		return false;
	for (enum mode mode = MODE_CHROOT; mode <= MODE_BARE_METAL; mode++) {
		if (span_is(value, mode_word(mode)))
			state->mode = mode;
	}
	if (state->mode == MODE_NONE || !take_line(&text, "files ", &value) || !digest_parse(value, &state->files)
		|| !take_line(&text, "at ", &value))
		return false;
	for (enum state_at at = STATE_PREPARING; at <= STATE_FAILED; at++) {
		if (span_is(value, at_word[at])) {
			state->at = at;
			known = true;
		}
	}
	return known && text.n == 0;
}

int
state_open(struct state *state, const char *target, struct err *err)
{
	struct state new = STATE_INIT;
	struct str text = STR_INIT;
	char *lock, *path;
	int ret = -1;

	new.folder = str_format("%s.lbs", target);
	lock = state_path(&new, "lock");
	path = state_path(&new, "state");
	if (io_mkdirs(AT_FDCWD, new.folder, 0755, err) < 0)
		goto out;
	new.lock = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (new.lock < 0) {
		err_sys(err, "%s", lock);
		goto out;
	}
	if (flock(new.lock, LOCK_EX | LOCK_NB) < 0) {
		if (errno == EWOULDBLOCK)
			err_set(err, ERR_SYSTEM, "%s: another run works in this target: wait for it, or name another "
				"with --target", target);
		else
			err_sys(err, "%s", lock);
		goto out;
	}
	ret = io_read_file(AT_FDCWD, path, STATE_LIMIT, &text, err);
	if (ret < 0 && err->sys == ENOENT)
		ret = 0;
	else if (ret == 0 && !parse(&new, str_span(&text)))
		ret = err_set(err, ERR_SYNTAX, "%s: not written by this program: remove %s and what is in %s, or name "
			"another --target", path, new.folder, target);
out:
	if (ret == 0) {
		*state = new;
		new = (struct state)STATE_INIT;
	}
	state_close(&new);
	str_release(&text);
	free(lock);
	free(path);
	return ret;
}

int
state_write(struct state *state, enum mode mode, const struct digest *files, enum state_at at,
	struct err *err)
{
	char *path = state_path(state, "state");
	char *text = str_format("lbs-bootstrap 1\nmode %s\nfiles %s\nat %s\n", mode_word(mode),
		digest_text(files).text, at_word[at]);
	int ret = io_replace(AT_FDCWD, path, 0644, span_of(text), IO_DURABLE, err);

	if (ret == 0) {
		state->mode = mode;
		state->files = *files;
		state->at = at;
	}
	free(text);
	free(path);
	return ret;
}
