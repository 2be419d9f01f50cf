/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "regenscratch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"

enum { PATH_BYTES = 4096 };

/*
 * In the process that waits: the folder's name comes first, then the end of all that has the pipe open. It has nothing
 * else of ours: who reads our output must see its end.
 */
static _Noreturn void
wait_and_remove(int alive)
{
	char path[PATH_BYTES];
	struct err ignored;
	size_t n = 0;

	/* A signal of the terminal is for us, not for it. */
	setpgid(0, 0);
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	for (int fd = 0; fd < 1024; fd++) {
		if (fd != alive)
			close(fd);
	}
	for (;;) {
		ssize_t got = read(alive, path + n, sizeof(path) - 1 - n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		n += (size_t)got;
	}
	path[n] = '\0';
	/* A name that was cut short is none. */
	_exit(n && path[n - 1] == '\n' && (path[n - 1] = '\0', io_remove(AT_FDCWD, path, &ignored)) < 0);
}

int
scratch_make(struct scratch *scratch, const char *name, struct err *err)
{
	const char *tmp = getenv("TMPDIR");
	char *path = str_format("%s/%s.XXXXXX", tmp && *tmp ? tmp : "/tmp", name);
	struct str line = STR_INIT;
	int alive[2], ret = -1;

	*scratch = (struct scratch)SCRATCH_INIT;
	/* It is there before the folder is: forking takes its time. */
	if (strlen(path) + 2 > PATH_BYTES) {
		err_set(err, ERR_LIMIT, "%s: too long a name", path);
	} else if (pipe2(alive, O_CLOEXEC) < 0) {
		err_sys(err, "pipe");
	} else {
		scratch->janitor = fork();
		if (scratch->janitor == 0) {
			close(alive[1]);
			wait_and_remove(alive[0]);
		}
		io_drop(&alive[0]);
		scratch->alive = alive[1];
		if (scratch->janitor < 0)
			err_sys(err, "fork");
		else if (!mkdtemp(path))
			err_sys(err, "%s", path);
		else
			ret = 0;
	}
	if (ret == 0) {
		scratch->path = path;
		str_addf(&line, "%s\n", path);
		ret = io_write(scratch->alive, "pipe", str_span(&line), err);
	} else {
		free(path);
	}
	str_release(&line);
	if (ret < 0)
		scratch_remove(scratch);
	return ret;
}

void
scratch_remove(struct scratch *scratch)
{
	struct err ignored;

	if (scratch->path)
		(void)io_remove(AT_FDCWD, scratch->path, &ignored);
	io_drop(&scratch->alive);
	while (scratch->janitor > 0 && waitpid(scratch->janitor, NULL, 0) < 0 && errno == EINTR)
		;
	free(scratch->path);
	*scratch = (struct scratch)SCRATCH_INIT;
}
