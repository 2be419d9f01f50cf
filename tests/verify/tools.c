/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tools - a stand-in for the full kaem and some tools, for chains that tests/verify makes up
 *
 * One static program; what it does depends on its name:
 *     tools install DIR   make DIR and in it links to itself by all the names below
 *     kaem --file FILE    a command a line: set, cd, NAME=value, ${NAME}, programs from PATH
 *     put FILE WORD ...   write the words, a line each
 *     cp FROM TO          copy the bytes
 *     cc -o FILE ...      "compile" tcc-0, whatever the files are: copy this program
 *     tcc-0 FROM TO       "compile": copy the bytes and a line after them
 *     mkdir DIR, rm FILE, chmod OCTAL FILE, link TARGET NAME, fail WORD
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LINE = 4096, WORDS = 64 };

static int
die(const char *what, const char *name)
{
	printf("%s: %s: %s\n", what, name, strerror(errno));
	fflush(stdout);
	return 1;
}

static char *
expand(const char *word)
{
	char *out = calloc(1, LINE), *at = out;

	while (*word) {
		const char *end = strchr(word, '}');

		if (strncmp(word, "${", 2) == 0 && end) {
			char *name = strndup(word + 2, (size_t)(end - word - 2));

			at = stpcpy(at, getenv(name) ? getenv(name) : "");
			word = end + 1;
		} else {
			*at++ = *word++;
		}
	}
	return out;
}

static int
run(char **word)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		execvp(word[0], word);
		die("kaem: cannot run", word[0]);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status) || WEXITSTATUS(status)) {
		printf("kaem: the command failed: %s\n", word[0]);
		fflush(stdout);
		return 1;
	}
	return 0;
}

static int
kaem(const char *path)
{
	FILE *file = fopen(path, "r");
	char line[LINE];

	if (!file)
		return die("kaem: cannot read", path);
	while (fgets(line, sizeof(line), file)) {
		char *word[WORDS + 1] = { NULL }, *save = NULL, *end;
		size_t bytes;
		int n = 0;

		while ((bytes = strlen(line)) > 1 && strcmp(line + bytes - 2, "\\\n") == 0) {
			if (!fgets(line + bytes - 2, (int)(sizeof(line) - bytes + 2), file))
				break;
		}
		line[strcspn(line, "#\n")] = '\0';
		for (char *one = strtok_r(line, " ", &save); one && n < WORDS; one = strtok_r(NULL, " ", &save))
			word[n++] = expand(one);
		if (n == 0 || strcmp(word[0], "set") == 0)
			continue;
		if (strcmp(word[0], "cd") == 0 && n == 2) {
			if (chdir(word[1]) < 0)
				return die("kaem: cannot enter", word[1]);
		} else if (n == 1 && (end = strchr(word[0], '=')) != NULL) {
			*end = '\0';
			setenv(word[0], end + 1, 1);
		} else if (run(word)) {
			return 1;
		}
	}
	fclose(file);
	return 0;
}

static int
put(char **word)
{
	FILE *file = fopen(word[0], "w");

	if (!file)
		return die("put", word[0]);
	for (int i = 1; word[i]; i++)
		fprintf(file, "%s\n", word[i]);
	return fclose(file) ? die("put", word[0]) : 0;
}

static int
cp(const char *from, const char *to, const char *more)
{
	char block[1 << 16];
	int in = open(from, O_RDONLY), out;
	ssize_t n;

	if (in < 0)
		return die("cp", from);
	out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (out < 0)
		return die("cp", to);
	while ((n = read(in, block, sizeof(block))) > 0) {
		if (write(out, block, (size_t)n) != n)
			return die("cp", to);
	}
	return n < 0 || write(out, more, strlen(more)) < 0 ? die("cp", from) : 0;
}

static int
install(const char *self, const char *folder)
{
	static const char *const name[] = { "kaem", "put", "cp", "cc", "mkdir", "rm", "chmod", "link", "fail" };
	char *path = strdup(folder);

	for (char *at = path + 1; *at; at++) {
		if (*at != '/')
			continue;
		*at = '\0';
		mkdir(path, 0755);
		*at = '/';
	}
	mkdir(path, 0755);
	for (size_t i = 0; i < sizeof(name) / sizeof(*name); i++) {
		char to[LINE];

		snprintf(to, sizeof(to), "%s/%s", folder, name[i]);
		if (symlink(self, to) < 0)
			return die("install", to);
	}
	return 0;
}

int
main(int argc, char **argv)
{
	const char *slash = strrchr(argv[0], '/'), *name = slash ? slash + 1 : argv[0];

	if (strcmp(name, "tools") == 0 && argc == 3)
		return install(argv[0], argv[2]);
	if (strcmp(name, "kaem") == 0 && argc == 3 && strcmp(argv[1], "--file") == 0)
		return kaem(argv[2]);
	if (strcmp(name, "put") == 0 && argc > 1)
		return put(argv + 1);
	if (strcmp(name, "cp") == 0 && argc == 3)
		return cp(argv[1], argv[2], "");
	if (strcmp(name, "cc") == 0 && argc > 3 && strcmp(argv[1], "-o") == 0)
		return cp("/proc/self/exe", argv[2], "") || chmod(argv[2], 0755);
	if (strcmp(name, "tcc-0") == 0 && argc == 3)
		return cp(argv[1], argv[2], "compiled\n");
	if (strcmp(name, "mkdir") == 0 && argc == 2)
		return mkdir(argv[1], 0755) < 0 ? die("mkdir", argv[1]) : 0;
	if (strcmp(name, "rm") == 0 && argc == 2)
		return remove(argv[1]) < 0 ? die("rm", argv[1]) : 0;
	if (strcmp(name, "chmod") == 0 && argc == 3)
		return chmod(argv[2], (mode_t)strtoul(argv[1], NULL, 8)) < 0 ? die("chmod", argv[2]) : 0;
	if (strcmp(name, "link") == 0 && argc == 3)
		return symlink(argv[1], argv[2]) < 0 ? die("link", argv[2]) : 0;
	printf("%s: %s\n", name, argc > 1 ? argv[1] : "");
	fflush(stdout);
	return 1;
}
