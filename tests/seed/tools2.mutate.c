// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// mutate FILE COUNT COMMAND... - does a program take any broken file well?
//
// COUNT times: a copy of FILE, cut short or with some bytes changed, named "mutated", for COMMAND. Well is: exit 0
// and nothing on standard error, or exit 1 and one line, within 10 seconds. A file that was not taken well is kept.
// In a tar archive the sums of the headers are made right again, or nothing behind them would be tried.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

static unsigned state = 1;
static unsigned number(unsigned below) {        // the same ones in every run
	state = state * 1103515245 + 12345;
	return (state >> 8) % below;
}

static void fix_sums(unsigned char *p, long n) {
	for (long at = 0; at + 512 <= n; at += 512) {
		unsigned sum = 8 * ' ';
		if (memcmp(p + at + 257, "usta", 4) != 0)
			continue;
		for (int i = 0; i < 512; i++)
			sum += i >= 148 && i < 156 ? 0 : p[at + i];
		sprintf((char *)p + at + 148, "%06o", sum);
	}
}

int main(int argc, char **argv) {
	static unsigned char whole[1 << 20], part[1 << 20], said[4096];
	FILE *f = fopen(argv[1], "rb");
	long bytes = (long)fread(whole, 1, sizeof whole, f);
	int bad = 0, taken = 0;
	for (int i = 0; i < atoi(argv[2]); i++) {
		long n = bytes;
		int status, lines = 0;
		memcpy(part, whole, sizeof part);
		if (i % 4 == 0)
			n = number(bytes);
		else
			for (unsigned k = number(4) + 1; k > 0; k--) {
				long at = number(3) ? number(bytes) : number(bytes < 600 ? bytes : 600);
				part[at] = number(2) ? number(256) : part[at] ^ 1 << number(8);
			}
		fix_sums(part, n);
		FILE *out = fopen("mutated", "wb");
		fwrite(part, 1, n, out);
		fclose(out);
		pid_t pid = fork();
		if (pid == 0) {
			int fd = open("said", O_WRONLY | O_CREAT | O_TRUNC, 0600);
			dup2(fd, 2);
			dup2(fd, 1);
			alarm(10);
			execv(argv[3], argv + 3);
			_exit(127);
		}
		waitpid(pid, &status, 0);
		FILE *in = fopen("said", "rb");
		size_t length = fread(said, 1, sizeof said, in);
		fclose(in);
		for (size_t k = 0; k < length; k++)
			lines += said[k] == '\n';
		taken += status == 0;
		if (!(status == 0 && lines == 0) && !(status == 0x100 && lines == 1)) {
			char name[64];
			snprintf(name, sizeof name, "bad.%d", i);
			printf("# %s: status %x, %d lines: %.200s\n", name, status, lines, said);
			rename("mutated", name);
			bad++;
		}
	}
	printf("# %d of %s were taken as good\n", taken, argv[2]);
	return bad != 0;
}
