/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "check.h"
#include "host/cell.h"
#include "host/front.h"

enum { LOOK_MS = 200, READ_BYTES = 1 << 16 };

/* All the environment that the first commands get; the scripts of steps/ set their own. */
static char *const clean[] = { (char *)"PATH=/usr/bin", NULL };

/* Read FD until it ends or a person wants an end. Returns whether it ended. */
static bool
listen_to(int fd, struct follow *follow, const volatile int *stop)
{
	char block[READ_BYTES];

	while (!*stop) {
		struct pollfd wait = { fd, POLLIN, 0 };
		int ready = poll(&wait, 1, LOOK_MS);
		ssize_t n;

		if (ready <= 0) {
			if (follow_step(follow))
				progress_at(follow->progress, follow_step(follow));
			continue;
		}
		n = read(fd, block, sizeof(block));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return true;
		follow_take(follow, (struct span){ block, (size_t)n });
	}
	return false;
}

/* After everything was killed: the last writer is gone when the pipe ends. */
static void
drain(int fd, struct follow *follow)
{
	char block[READ_BYTES];

	for (;;) {
		ssize_t n = read(fd, block, sizeof(block));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		follow_take(follow, (struct span){ block, (size_t)n });
	}
}

static void
set_end(struct launch_result *result, const char *what, bool exited, int status)
{
	*result = (struct launch_result){ exited && status == 0 ? LAUNCH_GOOD : LAUNCH_FAILED, NULL };
	if (result->end == LAUNCH_FAILED)
		result->why = exited ? str_format("%s ended with status %d", what, status)
			: str_format("%s was killed by signal %d (%s)", what, status, strsignal(status));
}

/* What has the terminal gets a person's Ctrl-C itself. */
static void
take_ctrl_c(bool terminal, bool exited, int status, struct launch_result *result)
{
	if (terminal && !exited && status == SIGINT)
		result->end = LAUNCH_STOPPED;
}

static char *
join_words(char *const *word)
{
	struct str text = STR_INIT;

	for (size_t i = 0; word[i]; i++)
		str_addf(&text, "%s%s", i ? " " : "", word[i]);
	return str_take(&text);
}

/* The commands as lists that end with NULL; the lists are owned, the words borrowed. */
static char ***
make_commands(const struct stages *first)
{
	char ***command = arr_new(first->nstage, sizeof(*command));

	for (size_t i = 0; i < first->nstage; i++) {
		size_t n = 0;

		for (size_t k = 0; k < first->stage[i].nword; k++)
			*arr_push(&command[i], &n) = first->stage[i].word[k];
		*arr_push(&command[i], &n) = NULL;
	}
	return command;
}

static void
free_commands(char ***command, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(command[i]);
	free(command);
}

int
launch_chroot(const struct options *options, const struct stages *first, struct follow *follow,
	const volatile int *stop, struct launch_result *result, struct err *err)
{
	char ***command = make_commands(first);
	struct cell_result end;
	struct cell_job job;
	int pipe_fd[2] = { -1, -1 }, ret = -1;
	struct cell cell = {
		.root = options->target,
		.command = (char *const *const *)command,
		.ncommand = first->nstage,
		.envp = clean,
		.terminal = options->interactive,
	};

	if (!options->interactive && pipe2(pipe_fd, O_CLOEXEC) < 0) {
		err_sys(err, "pipe");
		goto out;
	}
	cell.output = options->interactive ? STDOUT_FILENO : pipe_fd[1];
	if (cell_start(&cell, &job, err) < 0)
		goto out;
	io_drop(&pipe_fd[1]);
	if (options->interactive ? *stop : !listen_to(pipe_fd[0], follow, stop)) {
		cell_kill(&job);
		drain(pipe_fd[0], follow);
		result->end = LAUNCH_STOPPED;
		ret = 0;
	} else if (cell_finish(&job, &end, err) == 0) {
		char *what = join_words(command[end.at]);

		set_end(result, what, end.exited, end.status);
		take_ctrl_c(options->interactive, end.exited, end.status, result);
		free(what);
		ret = 0;
	}
out:
	io_drop(&pipe_fd[0]);
	io_drop(&pipe_fd[1]);
	free_commands(command, first->nstage);
	return ret;
}

static _Noreturn void
become(const char *const *argv, char *const *envp, bool terminal, bool front, int output, pid_t caller)
{
	struct sigaction usual = { .sa_handler = SIG_DFL };
	int null = terminal ? 0 : open("/dev/null", O_RDONLY | O_CLOEXEC);

	if (!terminal || front)
		setpgid(0, 0);
	if (front)
		front_give(getpgrp());
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != caller)
		_exit(127);
	sigaction(SIGINT, &usual, NULL);
	sigaction(SIGTERM, &usual, NULL);
	sigaction(SIGPIPE, &usual, NULL);
	if (terminal || (null >= 0 && dup2(null, 0) >= 0 && dup2(output, 1) >= 0 && dup2(output, 2) >= 0))
		execve(argv[0], (char *const *)argv, envp);
	dprintf(2, "lbs: cannot start %s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

/*
 * A shell in a namespace that bubblewrap made does not see the group that was in front before it, and
 * leaves nobody there when it ends: the next one that reads is stopped, and goes on when it is put there.
 */
static void
wait_for(pid_t pid, bool front, const volatile int *stop, int *status)
{
	pid_t got;

	while ((got = waitpid(pid, status, front ? WUNTRACED : 0)) < 0 || WIFSTOPPED(*status)) {
		if (got < 0 && errno != EINTR)
			return;
		if (*stop) {
			kill(pid, SIGKILL);
		} else if (got == pid) {
			front_give(pid);
			kill(-pid, SIGCONT);
		}
	}
}

/* Run an outside program to its end. WHAT names it in RESULT. */
static int
run_program(const char *const *argv, char *const *envp, const char *what, bool terminal,
	struct follow *follow, const volatile int *stop, struct launch_result *result, struct err *err)
{
	bool front = terminal && front_is_ours();
	int pipe_fd[2] = { -1, -1 }, status = 0;
	pid_t caller = getpid(), pid;

	if (!terminal && pipe2(pipe_fd, O_CLOEXEC) < 0)
		return err_sys(err, "pipe");
	pid = fork();
	if (pid < 0) {
		io_drop(&pipe_fd[0]);
		io_drop(&pipe_fd[1]);
		return err_sys(err, "fork");
	}
	if (pid == 0)
		become(argv, envp, terminal, front, pipe_fd[1], caller);
	if (!terminal || front)
		setpgid(pid, pid);
	io_drop(&pipe_fd[1]);
	if (terminal ? *stop : !listen_to(pipe_fd[0], follow, stop)) {
		kill(terminal && !front ? pid : -pid, SIGKILL);
		result->end = LAUNCH_STOPPED;
	}
	wait_for(pid, front, stop, &status);
	if (front) {
		/* Whoever is left of it would read what is typed to the caller. */
		kill(-pid, SIGKILL);
		front_give(getpgrp());
	}
	if (result->end == LAUNCH_STOPPED && !terminal)
		drain(pipe_fd[0], follow);
	else if (result->end != LAUNCH_STOPPED) {
		set_end(result, what, WIFEXITED(status), WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
		take_ctrl_c(terminal, WIFEXITED(status), WTERMSIG(status), result);
	}
	io_drop(&pipe_fd[0]);
	return 0;
}

struct words {
	const char **word;              /* owned list of borrowed words */
	size_t n;
};

static void
add(struct words *words, const char *word)
{
	*arr_push(&words->word, &words->n) = word;
}

/* The walls of the cell, as bubblewrap's options. */
static void
add_walls(struct words *words, const char *bwrap, const struct options *options)
{
	static const char *const wall[] = { "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc",
		"--unshare-uts", "--hostname", "lbs", "--uid", "0", "--gid", "0", "--die-with-parent", "--clearenv",
		"--setenv", "PATH", "/usr/bin" };
	static const char *const device[] = { "null", "zero", "full", "random", "urandom", "ptmx", "tty" };
	static const char *const path[] = { "/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom",
		"/dev/ptmx", "/dev/tty" };

	add(words, bwrap);
	for (size_t i = 0; i < sizeof(wall) / sizeof(*wall); i++)
		add(words, wall[i]);
	add(words, "--bind");
	add(words, options->target);
	add(words, "/");
	add(words, "--tmpfs");
	add(words, "/dev");
	for (size_t i = 0; i < sizeof(device) / sizeof(*device); i++) {
		add(words, "--dev-bind-try");
		add(words, path[i]);
		add(words, path[i]);
	}
	add(words, "--dir");
	add(words, "/dev/shm");
	add(words, "--proc");
	add(words, "/proc");
	add(words, "--chdir");
	add(words, "/");
	if (!options->interactive)
		add(words, "--new-session");
	add(words, "--");
}

int
launch_bwrap(const struct options *options, const struct stages *first, struct follow *follow,
	const volatile int *stop, struct launch_result *result, struct err *err)
{
	char *bwrap = check_find_program("bwrap");
	char ***command = make_commands(first);
	int ret = bwrap ? 0 : err_set(err, ERR_SYSTEM, "bwrap: no such program");

	*result = (struct launch_result){ LAUNCH_GOOD, NULL };
	for (size_t i = 0; ret == 0 && i < first->nstage && result->end == LAUNCH_GOOD; i++) {
		struct words words = { NULL, 0 };
		char *what = join_words(command[i]);

		add_walls(&words, bwrap, options);
		for (size_t k = 0; command[i][k]; k++)
			add(&words, command[i][k]);
		add(&words, NULL);
		ret = run_program(words.word, clean, what, options->interactive, follow, stop, result, err);
		free(words.word);
		free(what);
	}
	free_commands(command, first->nstage);
	free(bwrap);
	return ret;
}

/*
 * A machine's own status says nothing about what ran in it. Linux tells how its
 * first process ended; one that switches the power off has come to its own end.
 */
int
launch_machine(const struct options *options, const char *const *argv, struct follow *follow,
	const volatile int *stop, struct launch_result *result, struct err *err)
{
	*result = (struct launch_result){ LAUNCH_GOOD, NULL };
	if (run_program(argv, environ, options->qemu_cmd, options->interactive, follow, stop, result, err) < 0)
		return -1;
	if (result->end != LAUNCH_GOOD || options->interactive)
		return 0;
	if (follow->line.n)
		follow_take(follow, SPAN("\n"));
	if (follow->no_root) {
		result->why = arr_dup(options->modules ? "the kernel and its --modules do not find the disk"
			: "the kernel has no driver for the disk in it (Debian's have not): add --modules "
			"/lib/modules/VERSION or --initramfs, or take a kernel that has");
	} else if (follow->panic && follow->exitcode != 0) {
		int status = (int)follow->exitcode;

		set_end(result, "the first process", WIFEXITED(status),
			WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
	} else if (!follow->panic && !follow->powered_off) {
		result->why = arr_dup("the machine stopped without a word about its first process");
	}
	if (result->why)
		result->end = LAUNCH_FAILED;
	return 0;
}
