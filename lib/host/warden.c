/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/io.h"
#include "host/inside.h"

enum { LOOK_MS = 25, OPEN_FILES = 4096, STACK_BYTES = 8 << 20 };

struct warden {
	const struct sandbox_limits *limits;
	bool memory;                    /* the upper folder is a tmpfs */
	pid_t program;
	int output;                     /* what the program prints comes in here; -1 at its end */
	int log;
	unsigned long long logged;
	long long started;
	struct sandbox_result result;
	bool ended;
};

/* In the program's own process, from here to execve(). */

static int
set_limit(int resource, rlim_t value, struct err *err)
{
	struct rlimit old, limit = { value, value };

	/* A hard limit of the host's that is lower stays: it cannot be raised without rights. */
	if (getrlimit(resource, &old) == 0 && old.rlim_max < value)
		limit = (struct rlimit){ old.rlim_max, old.rlim_max };
	return setrlimit(resource, &limit) < 0 ? err_sys(err, "sandbox: setrlimit") : 0;
}

static int
set_limits(const struct sandbox_limits *limits, struct err *err)
{
	if (set_limit(RLIMIT_CORE, 0, err) < 0 || set_limit(RLIMIT_NOFILE, OPEN_FILES, err) < 0
		|| set_limit(RLIMIT_STACK, STACK_BYTES, err) < 0
		|| set_limit(RLIMIT_FSIZE, limits->disk, err) < 0
		|| set_limit(RLIMIT_AS, limits->memory, err) < 0)
		return -1;
	/*
	 * Counts per user namespace, and not at all for the host's root: the look
	 * at /proc is what holds, and says so. Hence some more than the limit here.
	 */
	return set_limit(RLIMIT_NPROC, limits->processes + 16, err);
}

static _Noreturn void
start_program(const struct sandbox *sandbox, const struct sandbox_limits *limits, int output,
	int failure)
{
	struct inside_report report = { .good = true };
	struct sigaction usual = { .sa_handler = SIG_DFL };
	sigset_t none;
	int null;

	sigemptyset(&none);
	for (int number = 1; number < NSIG; number++)
		sigaction(number, &usual, NULL);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setsid();
	umask(022);
	null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (null < 0 || dup2(null, 0) < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0
		|| dup3(failure, 3, O_CLOEXEC) < 0) {
		report.good = false;
		err_sys(&report.err, "sandbox: descriptors");
		goto fail;
	}
	failure = 3;
	syscall(SYS_close_range, 4u, ~0u, 0u);
	/* Limits come last: they are the program's, and not for what it takes to get here. */
	if (walls_drop(&report.err) < 0 || filter_load(&report.err) < 0
		|| set_limits(limits, &report.err) < 0) {
		report.good = false;
		goto fail;
	}
	if (chdir(sandbox->directory ? sandbox->directory : "/") == 0)
		execve(sandbox->argv[0], sandbox->argv, sandbox->envp);
	report.result.end = SANDBOX_NOT_STARTED;
	report.result.status = errno;
fail:
	if (write(failure, &report, sizeof(report)) < 0)
		_exit(126);
	_exit(127);
}

/* In the warden. */

static void
end_all(struct warden *warden, enum sandbox_end end)
{
	/* All of them at one moment: the kernel lets none of them fork in between. */
	kill(-1, SIGKILL);
	if (warden->ended)
		return;
	warden->ended = true;
	warden->result.end = end;
	warden->result.status = 0;
}

/* Resident bytes of the process whose folder in /proc is NAME. */
static unsigned long long
resident_bytes(int proc, const char *name)
{
	unsigned long long total, resident = 0;
	char path[64], text[128];
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "%.20s/statm", name);
	fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	n = read(fd, text, sizeof(text) - 1);
	io_drop(&fd);
	if (n <= 0)
		return 0;
	text[n] = '\0';
	if (sscanf(text, "%llu %llu", &total, &resident) != 2)
		return 0;
	return resident * (unsigned long long)sysconf(_SC_PAGESIZE);
}

static void
look(struct warden *warden)
{
	DIR *proc = opendir("/proc");
	unsigned long long memory = 0;
	struct dirent *entry;
	struct statvfs disk;
	unsigned processes = 0;

	while (proc && (entry = readdir(proc))) {
		if (entry->d_name[0] < '1' || entry->d_name[0] > '9' || !strcmp(entry->d_name, "1"))
			continue;
		processes++;
		memory += resident_bytes(dirfd(proc), entry->d_name);
	}
	if (proc)
		closedir(proc);
	if (memory > warden->result.memory)
		warden->result.memory = memory;
	if (processes > warden->limits->processes)
		end_all(warden, SANDBOX_OVER_PROCESSES);
	else if (memory > warden->limits->memory)
		end_all(warden, SANDBOX_OVER_MEMORY);
	else if (io_now() - warden->started > warden->limits->wall_ns)
		end_all(warden, SANDBOX_OVER_TIME);
	else if (warden->memory && statvfs("/", &disk) == 0 && disk.f_bavail == 0)
		end_all(warden, SANDBOX_OVER_DISK);
}

static void
take_output(struct warden *warden)
{
	static const char note[] = "\n(the log is cut here: its limit is reached)\n";
	char block[1 << 16];
	struct err ignored;
	ssize_t n = read(warden->output, block, sizeof(block));

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (n <= 0) {
		io_drop(&warden->output);
		return;
	}
	if (warden->log < 0 || warden->logged > warden->limits->log)
		return;
	if (warden->logged + (unsigned long long)n > warden->limits->log) {
		size_t left = (size_t)(warden->limits->log - warden->logged);

		(void)io_write(warden->log, "log", (struct span){ block, left }, &ignored);
		(void)io_write(warden->log, "log", SPAN(note), &ignored);
	} else {
		(void)io_write(warden->log, "log", (struct span){ block, (size_t)n }, &ignored);
	}
	warden->logged += (unsigned long long)n;
}

/* Bury the dead; the program's own end is the end of all. */
static void
reap(struct warden *warden)
{
	pid_t pid;
	int status;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		if (pid != warden->program)
			continue;
		/* It may have ended because it met a limit: what it left running tells. */
		look(warden);
		if (!warden->ended) {
			warden->ended = true;
			warden->result.end = WIFEXITED(status) ? SANDBOX_EXITED : SANDBOX_SIGNALLED;
			warden->result.status = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
		}
		kill(-1, SIGKILL);
	}
}

static void
watch(struct warden *warden, int signals)
{
	long long next = warden->started + LOOK_MS * 1000000LL;

	while (!warden->ended) {
		struct pollfd fd[2] = { { signals, POLLIN, 0 }, { warden->output, POLLIN, 0 } };
		struct signalfd_siginfo info;
		long long now = io_now();
		int wait_ms = next > now ? (int)((next - now) / 1000000) + 1 : 0;

		poll(fd, 2, wait_ms);
		if (fd[1].revents)
			take_output(warden);
		if (fd[0].revents && read(signals, &info, sizeof(info)) < 0 && errno != EAGAIN)
			break;
		reap(warden);
		if (!warden->ended && io_now() >= next) {
			look(warden);
			next = io_now() + LOOK_MS * 1000000LL;
		}
	}
	kill(-1, SIGKILL);
	/* Every writer is dead or dying: the pipe ends. */
	while (warden->output >= 0)
		take_output(warden);
	while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
		;
}

static _Noreturn void
leave(const struct inside_report *report, int fd)
{
	_exit(write(fd, report, sizeof(*report)) == (ssize_t)sizeof(*report) ? 0 : 1);
}

void
warden_run(const struct sandbox *sandbox, const struct sandbox_limits *limits, bool memory, int log,
	int report_fd)
{
	struct warden warden = { .limits = limits, .memory = memory, .log = log };
	struct inside_report report = { .good = false };
	struct rusage used;
	sigset_t child;
	int output[2], failure[2], signals;
	ssize_t n;

	/* What runs in the sandbox may not look into this process, though its user is the same. */
	prctl(PR_SET_DUMPABLE, 0);
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	signals = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
	if (signals < 0 || pipe2(output, O_CLOEXEC) < 0 || pipe2(failure, O_CLOEXEC) < 0) {
		err_sys(&report.err, "sandbox: pipe");
		leave(&report, report_fd);
	}
	warden.started = io_now();
	warden.output = output[0];
	warden.program = fork();
	if (warden.program < 0) {
		err_sys(&report.err, "sandbox: fork");
		leave(&report, report_fd);
	}
	if (warden.program == 0)
		start_program(sandbox, limits, output[1], failure[1]);
	io_drop(&output[1]);
	io_drop(&failure[1]);
	watch(&warden, signals);
	warden.result.wall_ns = io_now() - warden.started;
	/* Word from before execve(): nothing comes when the program ran. */
	n = read(failure[0], &report, sizeof(report));
	if (n == (ssize_t)sizeof(report)) {
		report.result.wall_ns = warden.result.wall_ns;
		leave(&report, report_fd);
	}
	if (getrusage(RUSAGE_CHILDREN, &used) == 0) {
		warden.result.user_ns = used.ru_utime.tv_sec * 1000000000LL + used.ru_utime.tv_usec * 1000LL;
		warden.result.system_ns = used.ru_stime.tv_sec * 1000000000LL + used.ru_stime.tv_usec * 1000LL;
		if ((unsigned long long)used.ru_maxrss * 1024 > warden.result.memory)
			warden.result.memory = (unsigned long long)used.ru_maxrss * 1024;
	}
	report.good = true;
	report.result = warden.result;
	leave(&report, report_fd);
}
