/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "host/cell.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/io.h"
#include "host/front.h"
#include "host/inside.h"

static const char hostname[] = "lbs";

/* Where the root is bound while the walls go up. Ours alone: the mounts are private by then. */
static const char scaffold[] = "/tmp";

/* What goes up the pipe, in one write. */
struct cell_report {
	bool good;                      /* RESULT counts; else ERR does */
	struct cell_result result;
	struct err err;
};

static int
enter(struct err *err)
{
	if (walls_enter(hostname, err) == 0)
		return 0;
	/* Root needs no user namespace for the others. */
	if (geteuid() != 0
		|| unshare(CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS) < 0)
		return -1;
	if (sethostname(hostname, strlen(hostname)) < 0)
		return err_sys(err, "cell: sethostname");
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
		return err_sys(err, "cell: making mounts private");
	return 0;
}

/* Bind the root where walls_close() looks for it: at "root" in the current folder. */
static int
bind_root(const char *root, struct err *err)
{
	int fd = open(root, O_PATH | O_DIRECTORY | O_CLOEXEC);
	char from[32];
	int ret = -1;

	if (fd < 0)
		return err_sys(err, "%s", root);
	snprintf(from, sizeof(from), "/proc/self/fd/%d", fd);
	if (mount("lbs-cell", scaffold, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=0700") < 0)
		err_sys(err, "cell: mounting on %s", scaffold);
	else if (chdir(scaffold) < 0 || mkdir("root", 0755) < 0)
		err_sys(err, "cell: %s/root", scaffold);
	else if (mount(from, "root", NULL, MS_BIND, NULL) < 0)
		err_sys(err, "cell: binding %s", root);
	else
		ret = 0;
	io_drop(&fd);
	return ret;
}

static _Noreturn void
become(const struct cell *cell, char *const *argv, bool front)
{
	int null = cell->terminal ? -1 : open("/dev/null", O_RDONLY | O_CLOEXEC);
	struct sigaction usual = { .sa_handler = SIG_DFL };
	struct err err = ERR_INIT;

	umask(022);
	sigaction(SIGPIPE, &usual, NULL);
	if (front) {
		struct sigaction ignore = { .sa_handler = SIG_IGN };

		setpgid(0, 0);
		front_give(getpgrp());
		/* Nobody would wake up what Ctrl-Z stops. */
		sigaction(SIGTSTP, &ignore, NULL);
	}
	if ((cell->terminal || (null >= 0 && dup2(null, 0) >= 0)) && dup2(cell->output, 1) >= 0
		&& dup2(cell->output, 2) >= 0 && walls_drop(&err) == 0 && filter_load(&err) == 0) {
		execve(argv[0], argv, cell->envp);
		err_sys(&err, "cannot start %s", argv[0]);
	}
	dprintf(2, "lbs: %s\n", err.text);
	_exit(127);
}

/* Process 1 of the cell: whatever loses its parent is buried here. */
static _Noreturn void
run_commands(const struct cell *cell, bool front, int report_fd)
{
	struct cell_report report = { .good = true, .result = { .exited = true } };

	for (size_t i = 0; i < cell->ncommand; i++) {
		pid_t pid = fork(), dead;
		int status = 0;

		if (pid == 0)
			become(cell, cell->command[i], front);
		if (pid < 0) {
			report.good = false;
			err_sys(&report.err, "cell: fork");
			break;
		}
		do {
			dead = waitpid(-1, &status, 0);
		} while (dead != pid && (dead > 0 || errno == EINTR));
		report.result = (struct cell_result){ WIFEXITED(status),
			WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status), i };
		if (status != 0)
			break;
	}
	/* When this process ends, the kernel kills all that is left in its namespace. */
	_exit(write(report_fd, &report, sizeof(report)) == (ssize_t)sizeof(report) ? 0 : 1);
}

/* The report, if it is not init's own, is left in REPORT. */
static int
supervise(const struct cell *cell, bool front, pid_t caller, int report_fd, struct cell_report *report)
{
	pid_t init;

	if (enter(&report->err) < 0)
		return -1;
	/* Entering a user namespace is a change of credentials, which forgets this: so here. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != caller)
		_exit(1);
	if (bind_root(cell->root, &report->err) < 0)
		return -1;
	init = fork();
	if (init < 0)
		return err_sys(&report->err, "cell: fork");
	if (init == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		prctl(PR_SET_DUMPABLE, 0);
		if (walls_close(&report->err) == 0)
			run_commands(cell, front, report_fd);
		_exit(write(report_fd, report, sizeof(*report)) < 0);
	}
	while (waitpid(init, NULL, 0) < 0 && errno == EINTR)
		;
	return 0;
}

int
cell_start(const struct cell *cell, struct cell_job *job, struct err *err)
{
	pid_t caller = getpid();
	int word[2];

	if (pipe2(word, O_CLOEXEC) < 0)
		return err_sys(err, "pipe");
	job->front = cell->terminal && front_is_ours();
	job->pid = fork();
	if (job->pid < 0) {
		err_sys(err, "fork");
		io_drop(&word[0]);
		io_drop(&word[1]);
		return -1;
	}
	if (job->pid == 0) {
		struct cell_report report = { .good = false };
		struct sigaction usual = { .sa_handler = SIG_DFL };

		/* A Ctrl-C is the caller's to handle, unless the programs share its terminal. */
		if (!cell->terminal)
			setpgid(0, 0);
		sigaction(SIGINT, &usual, NULL);
		sigaction(SIGTERM, &usual, NULL);
		io_drop(&word[0]);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != caller)
			_exit(1);
		if (supervise(cell, job->front, caller, word[1], &report) == 0)
			_exit(0);
		_exit(write(word[1], &report, sizeof(report)) < 0);
	}
	io_drop(&word[1]);
	job->fd = word[0];
	return 0;
}

int
cell_finish(struct cell_job *job, struct cell_result *result, struct err *err)
{
	struct cell_report report;
	ssize_t n;

	do {
		n = read(job->fd, &report, sizeof(report));
	} while (n < 0 && errno == EINTR);
	io_drop(&job->fd);
	while (waitpid(job->pid, NULL, 0) < 0 && errno == EINTR)
		;
	if (job->front)
		front_give(getpgrp());
	if (n != (ssize_t)sizeof(report))
		return err_set(err, ERR_SYSTEM, "the run was killed from outside (out of memory?)");
	if (!report.good) {
		*err = report.err;
		return -1;
	}
	*result = report.result;
	return 0;
}

void
cell_kill(struct cell_job *job)
{
	char byte;
	ssize_t n;

	kill(job->pid, SIGKILL);
	while (waitpid(job->pid, NULL, 0) < 0 && errno == EINTR)
		;
	/* Init holds the other end of the pipe: when it ends, nothing of the cell is left. */
	do {
		n = read(job->fd, &byte, 1);
	} while (n > 0 || (n < 0 && errno == EINTR));
	if (job->front)
		front_give(getpgrp());
	io_drop(&job->fd);
}
