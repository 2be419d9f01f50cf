/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "host/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/io.h"

enum { READ_BYTES = 1 << 16, OUT_LIMIT = 1 << 20 };

void
process_result_release(struct process_result *result)
{
	str_release(&result->out);
	str_release(&result->err);
	*result = (struct process_result){ 0 };
}

static _Noreturn void
become(const struct process *process, int out, int error, int failure)
{
	struct sigaction usual = { .sa_handler = SIG_DFL };
	int null = open("/dev/null", O_RDONLY);
	int sys;

	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	sigaction(SIGPIPE, &usual, NULL);
	if (null >= 0 && dup2(null, 0) >= 0 && dup2(out, 1) >= 0 && dup2(error, 2) >= 0
		&& (!process->directory || chdir(process->directory) == 0)) {
		for (size_t i = 0; process->set && process->set[i]; i++)
			putenv((char *)process->set[i]);
		execvp(process->argv[0], (char *const *)process->argv);
	}
	sys = errno;
	_exit(write(failure, &sys, sizeof(sys)) == (ssize_t)sizeof(sys) ? 127 : 126);
}

/* Append what can be read from *FD to TEXT, up to LIMIT; closes it at its end. */
static void
take(int *fd, struct str *text, size_t limit)
{
	char block[READ_BYTES];
	ssize_t n = read(*fd, block, sizeof(block));

	if (n < 0 && errno == EINTR)
		return;
	if (n <= 0) {
		io_drop(fd);
		return;
	}
	if (text->n + (size_t)n > limit)
		n = (ssize_t)(limit - text->n);
	str_add(text, (struct span){ block, (size_t)n });
}

/* Read both streams until they end or the time is over. */
static void
listen_to(const struct process *process, pid_t pid, int *out, int *error, struct process_result *result)
{
	size_t limit = process->out_limit ? process->out_limit : OUT_LIMIT;
	long long end = process->wall_ns ? io_now() + process->wall_ns : 0;

	while (*out >= 0 || *error >= 0) {
		struct pollfd fd[2] = { { *out, POLLIN, 0 }, { *error, POLLIN, 0 } };
		long long left = end ? end - io_now() : 0;
		int ready;

		if (end && left <= 0 && !result->timed_out) {
			result->timed_out = true;
			kill(-pid, SIGKILL);
			end = 0;
			left = 0;
		}
		ready = poll(fd, 2, end ? (int)(left / 1000000) + 1 : -1);
		if (ready > 0 && fd[0].revents)
			take(out, &result->out, limit);
		if (ready > 0 && fd[1].revents)
			take(error, &result->err, limit);
	}
}

int
process_run(const struct process *process, struct process_result *result, struct err *err)
{
	int out[2] = { -1, -1 }, error[2] = { -1, -1 }, failure[2] = { -1, -1 };
	int status = 0, sys = 0, ret = -1;
	pid_t pid;

	*result = (struct process_result){ 0 };
	if (pipe2(out, O_CLOEXEC) < 0 || pipe2(error, O_CLOEXEC) < 0 || pipe2(failure, O_CLOEXEC) < 0) {
		err_sys(err, "pipe");
		goto out;
	}
	pid = fork();
	if (pid < 0) {
		err_sys(err, "fork");
		goto out;
	}
	if (pid == 0)
		become(process, out[1], error[1], failure[1]);
	setpgid(pid, pid);
	io_drop(&out[1]);
	io_drop(&error[1]);
	io_drop(&failure[1]);
	listen_to(process, pid, &out[0], &error[0], result);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (read(failure[0], &sys, sizeof(sys)) == (ssize_t)sizeof(sys)) {
		errno = sys;
		err_sys(err, "%s", process->argv[0]);
		goto out;
	}
	result->exited = WIFEXITED(status);
	result->status = result->exited ? WEXITSTATUS(status) : WTERMSIG(status);
	ret = 0;
out:
	for (int i = 0; i < 2; i++) {
		io_drop(&out[i]);
		io_drop(&error[i]);
		io_drop(&failure[i]);
	}
	if (ret < 0)
		process_result_release(result);
	return ret;
}
