/* SPDX-FileCopyrightText: 2026 The lbs authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * generate.c - busybox's headers and makefiles from the comments in its sources
 *
 * busybox keeps what belongs to an applet in its .c file: //config: declares options, //applet: the
 * names, //kbuild: the objects. Its own build takes them together with sed and a kconfig
 * that ships its parser already made.
 *
 * generate config OPTIONS H MK FOLDER...   every "config NAME" of the .c, Config.src and Config.in files in the
 *                                          folders becomes four macros in H: on if OPTIONS has NAME or
 *                                          NAME=VALUE. MK gets CONFIG_NAME=y for make.
 * generate insert MARK IN OUT FOLDER...    OUT is IN with its line INSERT replaced by the lines of the folders' .c
 *                                          files that begin with MARK, without it
 *
 * OPTIONS: words and newlines; '#' begins a comment, "..." keeps spaces together.
 * An option that no file declares is an error.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS = 1000, LINE = 4000 };

static char *option[OPTIONS];           /* NAME or NAME=VALUE */
static char used[OPTIONS];
static int noptions;
static char *seen[4 * OPTIONS];         /* names that were declared: some are so twice */
static int nseen;

static void fail(const char *what, const char *name)
{
	fprintf(stderr, "generate: %s '%s'\n", what, name);
	exit(1);
}

static FILE *open_file(const char *path, const char *mode)
{
	FILE *file = fopen(path, mode);

	if (file == 0)
		fail("cannot open", path);
	return file;
}

static void close_out(FILE *file, const char *path)
{
	if (ferror(file) || fclose(file) != 0)
		fail("cannot write", path);
}

static void read_options(const char *path)
{
	FILE *file = open_file(path, "r");
	char line[LINE];
	char *at, *end;

	while (fgets(line, LINE, file)) {
		for (at = line; *(at += strspn(at, " \t\n")) != 0 && *at != '#'; at = end) {
			end = at + strcspn(at, " \t\n\"#");
			if (*end == '"') {
				end += 1 + strcspn(end + 1, "\"");
				if (*end++ != '"')
					fail("a quote is never closed in", path);
			}
			if (noptions == OPTIONS)
				fail("too many options in", path);
			option[noptions++] = strndup(at, end - at);
		}
	}
	fclose(file);
}

/* What is looked into: C, and for options the two files that hold nothing else. */
static int is_source(const char *name)
{
	size_t length = strlen(name);

	return length > 2 && strcmp(name + length - 2, ".c") == 0;
}

static int is_config(const char *name)
{
	return strcmp(name, "Config.src") == 0 || strcmp(name, "Config.in") == 0;
}

/* Call TAKE(TO, LINE) with each line, behind MARK, of the files in FOLDER; in the order of the names. */
static void each_line(const char *folder, const char *mark, void (*take)(FILE *, char *), FILE *to)
{
	struct dirent **entry;
	char path[LINE], line[LINE];
	int n = scandir(folder, &entry, 0, alphasort);
	int i, plain;

	if (n < 0)
		fail("cannot read", folder);
	for (i = 0; i < n; i++) {
		plain = is_config(entry[i]->d_name) && strcmp(mark, "//config:") == 0;
		if (!plain && !is_source(entry[i]->d_name))
			continue;
		snprintf(path, LINE, "%s/%s", folder, entry[i]->d_name);
		FILE *file = open_file(path, "r");

		while (fgets(line, LINE, file)) {
			if (strncmp(line, mark, strlen(mark)) == 0)
				take(to, line + strlen(mark));
			else if (plain)
				take(to, line);
		}
		fclose(file);
	}
}

static FILE *make_file;

static void take_config(FILE *header, char *line)
{
	char name[LINE];
	const char *value = 0;
	int i;

	if (sscanf(line, "config %s", name) != 1)
		return;
	for (i = 0; i < nseen; i++) {
		if (strcmp(seen[i], name) == 0)
			return;
	}
	if (nseen == 4 * OPTIONS)
		fail("too many configs at", name);
	seen[nseen++] = strdup(name);
	for (i = 0; i < noptions; i++) {
		size_t length = strcspn(option[i], "=");

		if (strlen(name) == length && strncmp(option[i], name, length) == 0) {
			value = option[i][length] ? option[i] + length + 1 : "1";
			used[i] = 1;
		}
	}
	if (value) {
		fprintf(header, "#define CONFIG_%s %s\n#define ENABLE_%s 1\n", name, value, name);
		fprintf(header, "#define IF_%s(...) __VA_ARGS__\n#define IF_NOT_%s(...)\n", name, name);
		fprintf(make_file, "CONFIG_%s=y\n", name);
	} else {
		fprintf(header, "#define ENABLE_%s 0\n", name);
		fprintf(header, "#define IF_%s(...)\n#define IF_NOT_%s(...) __VA_ARGS__\n", name, name);
	}
}

static void take_line(FILE *to, char *line)
{
	fputs(line, to);
}

static void make_config(char **word)
{
	FILE *header = open_file(word[1], "w");
	char **folder;
	int i;

	make_file = open_file(word[2], "w");
	read_options(word[0]);
	for (folder = word + 3; *folder; folder++)
		each_line(*folder, "//config:", take_config, header);
	for (i = 0; i < noptions; i++) {
		if (!used[i])
			fail("no file declares the option", option[i]);
	}
	close_out(header, word[1]);
	close_out(make_file, word[2]);
}

static void insert(char **word)
{
	FILE *in = open_file(word[1], "r");
	FILE *out = open_file(word[2], "w");
	char line[LINE];
	char **folder;

	while (fgets(line, LINE, in)) {
		if (strcmp(line, "INSERT\n") != 0)
			fputs(line, out);
		else {
			for (folder = word + 3; *folder; folder++)
				each_line(*folder, word[0], take_line, out);
		}
	}
	fclose(in);
	close_out(out, word[2]);
}

int main(int argc, char **argv)
{
	if (argc > 5 && strcmp(argv[1], "config") == 0)
		make_config(argv + 2);
	else if (argc > 5 && strcmp(argv[1], "insert") == 0)
		insert(argv + 2);
	else
		fail("usage: generate config|insert WORDS, not", argc > 1 ? argv[1] : "");
	return 0;
}
