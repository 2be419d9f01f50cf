/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sandbox - one program, in a root of its own, with nothing of the host
 *
 * Who is who: the *caller* forks a *supervisor*, which enters new user, mount,
 * pid, network, ipc, uts, cgroup and time namespaces, mounts the overlay and forks the
 * *warden*: process 1 of the sandbox, which makes /proc and /dev, changes the
 * root, starts the *program* without capabilities that reach outside and under
 * a system call filter, and watches the limits. When the program has ended, all
 * that it left running is killed; then the supervisor reads the overlay's upper
 * folder through the caller's collect(). Each dies when the one before it dies.
 *
 *     in the sandbox   uid and gid 0 (the caller's own, outside), umask 022, /proc
 *                      read-only, /dev with null zero full random urandom tty ptmx (it
 *                      is there, and opens nothing) fd stdin stdout stderr shm, no
 *                      network, nothing on fd 0
 *     limits           checked every 25 ms by the warden; memory is the sum of resident
 *                      sets, disk what the upper folder holds
 *
 * No root rights are needed; with them the same is done. tests/unit/sandbox.c and
 * tests/host/sandbox.sh (which tries to get out) belong to this module.
 */
#ifndef LBS_HOST_SANDBOX_H
#define LBS_HOST_SANDBOX_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/str.h"

/* Raised when what a program finds in here changes: it is an input of every step. */
enum { SANDBOX_CONTRACT = 3 };

struct sandbox_limits {
	long long wall_ns;              /* 0: 1 hour */
	unsigned long long memory;      /* bytes; 0: 4 GiB */
	unsigned long long disk;        /* bytes; 0: 4 GiB */
	unsigned long long log;         /* bytes of output kept; 0: 16 MiB */
	unsigned processes;             /* 0: 512 */
};

/* Where the upper folder lies. */
enum sandbox_scratch {
	SANDBOX_AUTO,           /* in memory if the kernel's tmpfs has user attributes, else on disk */
	SANDBOX_MEMORY,         /* a tmpfs that is as large as the disk limit */
	SANDBOX_DISK,           /* in the folder WORK */
};

/*
 * Read the folder UPPER when all processes are dead. Runs in the supervisor, a
 * copy of the caller: what it wants to tell goes through files. 0, or -1 and ERR.
 */
typedef int sandbox_collect(int upper, void *data, struct err *err);

struct sandbox {                        /* all borrowed until sandbox_start() is back */
	const char *lower;              /* host folder: the root before; never written to */
	const char *work;               /* host folder, empty, on a real file system */
	const char *usr;                /* host folder that is /usr in the sandbox, read-only; NULL: what LOWER has there */
	enum sandbox_scratch scratch;
	const char *hostname;           /* NULL: "lbs" */
	char *const *argv;              /* argv[0] is a path in the sandbox */
	char *const *envp;              /* the whole environment */
	const char *directory;          /* NULL: "/" */
	const char *log;                /* host file for standard output and error; NULL: dropped */
	struct sandbox_limits limits;
	sandbox_collect *collect;       /* called only when the program exited with 0; or NULL */
	void *data;
};

enum sandbox_end {
	SANDBOX_EXITED,                 /* status is its exit status */
	SANDBOX_SIGNALLED,              /* status is the signal */
	SANDBOX_NOT_STARTED,            /* status is errno of execve or chdir */
	SANDBOX_OVER_TIME,
	SANDBOX_OVER_MEMORY,
	SANDBOX_OVER_DISK,
	SANDBOX_OVER_PROCESSES,
};

struct sandbox_result {
	enum sandbox_end end;
	int status;
	long long wall_ns, user_ns, system_ns;
	unsigned long long memory;      /* bytes; the most that was seen */
};

struct sandbox_job {
	pid_t pid;                      /* the supervisor */
	int fd;                         /* readable when there is a result */
	int alive;                      /* closed when the caller dies */
};

/* Start it and come back. */
int sandbox_start(const struct sandbox *sandbox, struct sandbox_job *job, struct err *err);

/* Wait for the end. -1: the host refused something, or collect() failed; ERR says what. */
int sandbox_finish(struct sandbox_job *job, struct sandbox_result *result, struct err *err);

/* Kill all of it and forget it. */
void sandbox_kill(struct sandbox_job *job);

/* Both in one. */
int sandbox_run(const struct sandbox *sandbox, struct sandbox_result *result, struct err *err);

/* Can this host do it? -1 and one line that names what forbids it. */
int sandbox_probe(struct err *err);

/* "ended with status 1", "killed by signal 11 (Segmentation fault)", "took longer than ..." */
void sandbox_describe(const struct sandbox_result *result, struct str *text);

#endif
