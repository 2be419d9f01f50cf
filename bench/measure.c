/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * measure - run a command; append to a file what it and its children took
 *
 *     measure FILE COMMAND [ARGUMENT...]
 *
 * A line: wall, user and system time in microseconds, peak memory of one process in KiB.
 * The exit status is the command's.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long
micro(struct timeval t)
{
	return t.tv_sec * 1000000LL + t.tv_usec;
}

int
main(int argc, char **argv)
{
	struct timespec start, end;
	struct rusage usage;
	FILE *out;
	int status;
	pid_t pid;

	if (argc < 3) {
		fprintf(stderr, "usage: measure FILE COMMAND [ARGUMENT...]\n");
		return 2;
	}
	clock_gettime(CLOCK_MONOTONIC, &start);
	pid = fork();
	if (pid == 0) {
		execvp(argv[2], argv + 2);
		perror(argv[2]);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &usage) < 0) {
		perror("measure");
		return 2;
	}
	clock_gettime(CLOCK_MONOTONIC, &end);
	out = fopen(argv[1], "a");
	if (!out) {
		perror(argv[1]);
		return 2;
	}
	fprintf(out, "%lld %lld %lld %ld\n",
		(end.tv_sec - start.tv_sec) * 1000000LL + (end.tv_nsec - start.tv_nsec) / 1000,
		micro(usage.ru_utime), micro(usage.ru_stime), usage.ru_maxrss);
	if (fclose(out) != 0) {
		perror(argv[1]);
		return 2;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}
