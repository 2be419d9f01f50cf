/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "host/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "host/inside.h"

enum { DISK_LOOK_MS = 250 };

static struct sandbox_limits
with_defaults(const struct sandbox_limits *limits)
{
	struct sandbox_limits all = *limits;

	if (!all.wall_ns)
		all.wall_ns = 3600 * 1000000000LL;
	if (!all.memory)
		all.memory = 4ULL << 30;
	if (!all.disk)
		all.disk = 4ULL << 30;
	if (!all.log)
		all.log = 16ULL << 20;
	if (!all.processes)
		all.processes = 512;
	return all;
}

/* Bytes below the folder FD; links are not followed, what vanishes meanwhile counts nothing. */
static unsigned long long
used_bytes(int fd, unsigned depth)
{
	unsigned long long bytes = 0;
	struct err ignored;
	char **names;
	size_t n;

	if (depth > 256 || io_list(fd, ".", &names, &n, &ignored) < 0)
		return 0;
	for (size_t i = 0; i < n; i++) {
		struct stat st;

		if (fstatat(fd, names[i], &st, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		bytes += (unsigned long long)st.st_blocks * 512;
		if (S_ISDIR(st.st_mode)) {
			int below = openat(fd, names[i], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

			if (below >= 0)
				bytes += used_bytes(below, depth + 1);
			io_drop(&below);
		}
	}
	io_free_names(names, n);
	return bytes;
}

/* Wait for the warden's word; a scratch on disk is measured meanwhile. */
static int
wait_for_warden(pid_t warden, int fd, int upper, bool memory, const struct sandbox_limits *limits,
	struct inside_report *report)
{
	bool over = false;
	ssize_t n;

	for (;;) {
		struct pollfd poll_fd = { fd, POLLIN, 0 };
		int ready = poll(&poll_fd, 1, memory || over ? -1 : DISK_LOOK_MS);

		if (ready > 0)
			break;
		if (ready == 0 && used_bytes(upper, 0) > limits->disk) {
			over = true;
			kill(warden, SIGKILL);
		}
	}
	n = read(fd, report, sizeof(*report));
	waitpid(warden, NULL, 0);
	if (over) {
		*report = (struct inside_report){ .good = true, .result.end = SANDBOX_OVER_DISK };
		return 0;
	}
	if (n != (ssize_t)sizeof(*report))
		return err_set(&report->err, ERR_SYSTEM,
			"sandbox: its first process was killed from outside (out of memory?)");
	return 0;
}

/* A program that met the end of its disk and gave up by itself is over its limit, too. */
static void
blame_disk(struct sandbox_result *result, int upper, bool memory, const struct sandbox_limits *limits)
{
	struct statvfs disk;
	bool full;

	if (result->end != SANDBOX_EXITED && result->end != SANDBOX_SIGNALLED)
		return;
	if (memory)
		full = fstatvfs(upper, &disk) == 0 && disk.f_bavail < disk.f_blocks / 256 + 1;
	else
		full = used_bytes(upper, 0) > limits->disk;
	if (full && (result->end == SANDBOX_SIGNALLED || result->status != 0 || !memory)) {
		result->end = SANDBOX_OVER_DISK;
		result->status = 0;
	}
}

static int
supervise(const struct sandbox *sandbox, struct inside_report *report)
{
	struct sandbox_limits limits = with_defaults(&sandbox->limits);
	struct err *err = &report->err;
	int word[2] = { -1, -1 }, upper = -1, log = -1, here = -1;
	bool memory;
	pid_t warden;

	if (walls_enter(sandbox->hostname ? sandbox->hostname : "lbs", err) < 0)
		return -1;
	/* Entering a user namespace is a change of credentials, which forgets this: so here, not before. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (sandbox->log) {
		log = open(sandbox->log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
		if (log < 0)
			return err_sys(err, "%s", sandbox->log);
	}
	here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (here < 0)
		return err_sys(err, "sandbox: the current folder");
	if (walls_mount(sandbox, limits.disk, &memory, &upper, err) < 0)
		return -1;
	if (pipe2(word, O_CLOEXEC) < 0)
		return err_sys(err, "sandbox: pipe");
	warden = fork();
	if (warden < 0)
		return err_sys(err, "sandbox: fork");
	if (warden == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		io_drop(&upper);
		io_drop(&here);
		if (walls_close(err) < 0) {
			report->good = false;
			_exit(write(word[1], report, sizeof(*report)) < 0);
		}
		warden_run(sandbox, &limits, memory, log, word[1]);
	}
	io_drop(&word[1]);
	io_drop(&log);
	/* collect() may use paths as the caller gave them. */
	if (fchdir(here) < 0)
		return err_sys(err, "sandbox: the current folder");
	if (wait_for_warden(warden, word[0], upper, memory, &limits, report) < 0)
		return -1;
	if (!report->good)
		return -1;
	blame_disk(&report->result, upper, memory, &limits);
	if (sandbox->collect && report->result.end == SANDBOX_EXITED && report->result.status == 0)
		return sandbox->collect(upper, sandbox->data, err);
	return 0;
}

int
sandbox_start(const struct sandbox *sandbox, struct sandbox_job *job, struct err *err)
{
	int word[2], alive[2];

	if (pipe2(word, O_CLOEXEC) < 0)
		return err_sys(err, "pipe");
	if (pipe2(alive, O_CLOEXEC) < 0) {
		err_sys(err, "pipe");
		io_drop(&word[0]);
		io_drop(&word[1]);
		return -1;
	}
	job->pid = fork();
	if (job->pid < 0) {
		err_sys(err, "fork");
		io_drop(&word[0]);
		io_drop(&word[1]);
		io_drop(&alive[0]);
		io_drop(&alive[1]);
		return -1;
	}
	if (job->pid == 0) {
		struct inside_report report = { .good = false };
		struct sigaction usual = { .sa_handler = SIG_DFL };
		struct pollfd gone = { alive[0], 0, 0 };

		/* A Ctrl-C is the caller's to handle: it kills us when it wants to. */
		setpgid(0, 0);
		sigaction(SIGINT, &usual, NULL);
		sigaction(SIGTERM, &usual, NULL);
		io_drop(&word[0]);
		io_drop(&alive[1]);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		/* The caller may have died before the line above: then its end of this pipe is closed. */
		if (poll(&gone, 1, 0) > 0)
			_exit(2);
		report.good = supervise(sandbox, &report) == 0;
		_exit(write(word[1], &report, sizeof(report)) != (ssize_t)sizeof(report));
	}
	io_drop(&word[1]);
	/* alive[1] stays open until this process ends: closing it would look like our death. */
	io_drop(&alive[0]);
	job->fd = word[0];
	job->alive = alive[1];
	return 0;
}

int
sandbox_finish(struct sandbox_job *job, struct sandbox_result *result, struct err *err)
{
	struct inside_report report = { .good = false };
	size_t got = 0;

	while (got < sizeof(report)) {
		ssize_t n = read(job->fd, (char *)&report + got, sizeof(report) - got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		got += (size_t)n;
	}
	io_drop(&job->fd);
	io_drop(&job->alive);
	while (waitpid(job->pid, NULL, 0) < 0 && errno == EINTR)
		;
	if (got != sizeof(report))
		return err_set(err, ERR_SYSTEM, "sandbox: its supervisor was killed");
	if (!report.good) {
		*err = report.err;
		return -1;
	}
	*result = report.result;
	return 0;
}

void
sandbox_kill(struct sandbox_job *job)
{
	kill(job->pid, SIGKILL);
	io_drop(&job->fd);
	io_drop(&job->alive);
	while (waitpid(job->pid, NULL, 0) < 0 && errno == EINTR)
		;
}

int
sandbox_run(const struct sandbox *sandbox, struct sandbox_result *result, struct err *err)
{
	struct sandbox_job job;

	if (sandbox_start(sandbox, &job, err) < 0)
		return -1;
	return sandbox_finish(&job, result, err);
}

int
sandbox_probe(struct err *err)
{
	struct inside_report report = { .good = false };
	int word[2];
	pid_t pid;
	ssize_t n;

	if (pipe2(word, O_CLOEXEC) < 0)
		return err_sys(err, "pipe");
	pid = fork();
	if (pid < 0) {
		err_sys(err, "fork");
		io_drop(&word[0]);
		io_drop(&word[1]);
		return -1;
	}
	if (pid == 0) {
		report.good = walls_enter("lbs", &report.err) == 0;
		_exit(write(word[1], &report, sizeof(report)) < 0);
	}
	io_drop(&word[1]);
	n = read(word[0], &report, sizeof(report));
	io_drop(&word[0]);
	waitpid(pid, NULL, 0);
	if (n != (ssize_t)sizeof(report))
		return err_set(err, ERR_SYSTEM, "sandbox: the process that tried it was killed");
	if (report.good)
		return 0;
	*err = report.err;
	return -1;
}

void
sandbox_describe(const struct sandbox_result *result, struct str *text)
{
	switch (result->end) {
	case SANDBOX_EXITED:
		str_addf(text, "ended with status %d", result->status);
		break;
	case SANDBOX_SIGNALLED:
		str_addf(text, "killed by signal %d (%s)", result->status, strsignal(result->status));
		break;
	case SANDBOX_NOT_STARTED:
		str_addf(text, "could not be started: %s", strerror(result->status));
		break;
	case SANDBOX_OVER_TIME:
		str_adds(text, "took longer than its limit");
		break;
	case SANDBOX_OVER_MEMORY:
		str_adds(text, "took more memory than its limit");
		break;
	case SANDBOX_OVER_DISK:
		str_adds(text, "wrote more to disk than its limit");
		break;
	case SANDBOX_OVER_PROCESSES:
		str_adds(text, "started more processes than its limit");
		break;
	}
}
