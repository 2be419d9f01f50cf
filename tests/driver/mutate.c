/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mutate FILE FROM TO COUNT COMMAND ... - does a program take any broken file well?
 *
 * COUNT times: a copy of FILE called "mutated", cut short or with some bytes changed
 * between FROM and TO, for COMMAND. Well is: status 0 and nothing on standard
 * error, or status 2 and one line there that names a byte, within 10 seconds. What
 * was not taken well is kept as bad.N and told. Status 0 when all was.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static unsigned state = 1;

/* The same ones in every run. */
static unsigned
number(unsigned below)
{
	state = state * 1103515245 + 12345;
	return (state >> 8) % below;
}

/* 1 taken, 0 refused, -1 neither. */
static int
try_command(char **argv, char *said, size_t room)
{
	pid_t pid = fork();
	int status, fd;
	ssize_t n;

	if (pid == 0) {
		alarm(10);
		fd = open("/dev/null", O_WRONLY);
		dup2(fd, 1);
		fd = open("said", O_RDWR | O_CREAT | O_TRUNC, 0600);
		dup2(fd, 2);
		execv(argv[0], argv);
		_exit(127);
	}
	waitpid(pid, &status, 0);
	fd = open("said", O_RDONLY);
	n = read(fd, said, room - 1);
	close(fd);
	said[n < 0 ? 0 : n] = '\0';
	if (status == 0 && n == 0)
		return 1;
	return status == 2 << 8 && n > 0 && strchr(said, '\n') == said + n - 1 && strstr(said, "byte ") ? 0 : -1;
}

/* Bytes from AT to END of IN, but for blocks of zeros, which stay holes. */
static int
put_back(int in, int out, off_t at, off_t end)
{
	static char block[1 << 16], zeros[1 << 16];

	for (; at < end; at += (off_t)sizeof(block)) {
		ssize_t n = pread(in, block, sizeof(block), at);

		if (n < 0 || (memcmp(block, zeros, (size_t)n) && pwrite(out, block, (size_t)n, at) != n))
			return 0;
	}
	return 1;
}

int
main(int argc, char **argv)
{
	unsigned from = (unsigned)atoi(argv[2]), to = (unsigned)atoi(argv[3]);
	int count = atoi(argv[4]), bad = 0, taken = 0;
	int in = open(argv[1], O_RDONLY), out = open("mutated", O_RDWR | O_CREAT | O_TRUNC, 0600);
	char *whole, said[4096];
	struct stat st;

	if (argc < 6 || in < 0 || out < 0 || fstat(in, &st) < 0 || !(whole = malloc(to)) || read(in, whole, to) != (ssize_t)to)
		return 2;
	/* A large image is copied once; later only what was changed is put back. */
	if (!put_back(in, out, 0, st.st_size))
		return 2;
	for (int i = 0; i < count; i++) {
		off_t size = st.st_size;
		int good;

		if (number(4) == 0)
			size = (off_t)number((unsigned)(number(2) ? to : (unsigned)st.st_size));
		else
			for (unsigned k = number(4) + 1; k > 0; k--) {
				char byte = number(2) ? (char)number(256) : (char)(" /.s0\n\1"[number(7)]);

				if (pwrite(out, &byte, 1, (off_t)(from + number(to - from))) != 1)
					return 2;
			}
		if (ftruncate(out, size) < 0)
			return 2;
		good = try_command(argv + 5, said, sizeof(said));
		taken += good == 1;
		if (good < 0) {
			printf("# %d: %.300s\n", i, said);
			snprintf(said, sizeof(said), "cp mutated bad.%d", i);
			bad += system(said) == 0 || 1;
		}
		if (pwrite(out, whole, to, 0) != (ssize_t)to || ftruncate(out, st.st_size) < 0
			|| (size < st.st_size && !put_back(in, out, size, st.st_size)))
			return 2;
	}
	printf("# %d of %d were taken as good\n", taken, count);
	return bad != 0;
}
