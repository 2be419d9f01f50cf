/* SPDX-FileCopyrightText: 2026 The lbs authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * prepare.c - what musl's makefile does with sed and the shell, which do not exist yet
 *
 * prepare types IN... OUT      alltypes.h: each TYPEDEF, STRUCT, UNION line of the .in files becomes a
 *                              declaration that is made once, and only where a header asks for it
 * prepare calls IN OUT         syscall.h: IN, and then its lines with __NR_ once more with SYS_
 * prepare sources FOLDER...    the lists "sources", what to compile, and "objects", the words of tcc -ar:
 *                              every FOLDER/X.c, or FOLDER/i386/X.c, .s or .S in its place
 * prepare headers FROM... TO   copy every .h file of the folders FROM into the folder TO
 *
 * The seed's cc compiles it with the seed's library, whatever is installed: sys_call() is a call of the kernel.
 * getdents gives the names of a folder in no order, so they are sorted.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SYS_GETDENTS = 141, NAMES = 2000, ROOM = 1 << 20 };

int sys_call(int number, int a, int b, int c);

static char *names[NAMES];
static int nnames;

static void fail(const char *what, const char *name)
{
	fprintf(stderr, "prepare: %s '%s'\n", what, name);
	exit(1);
}

static char *join(const char *a, const char *b, const char *c)
{
	char *text = malloc(strlen(a) + strlen(b) + strlen(c) + 1);

	strcpy(text, a);
	strcpy(text + strlen(a), b);
	strcpy(text + strlen(a) + strlen(b), c);
	return text;
}

/* The whole file; a NUL behind it. */
static char *read_file(const char *path)
{
	char *text = malloc(ROOM);
	FILE *file = fopen(path, "r");
	size_t bytes;

	if (file == 0)
		fail("cannot read", path);
	bytes = fread(text, 1, ROOM, file);
	fclose(file);
	if (bytes == ROOM)
		fail("too long:", path);
	text[bytes] = 0;
	return text;
}

static FILE *open_out(const char *path)
{
	FILE *file = fopen(path, "w");

	if (file == 0)
		fail("cannot write", path);
	return file;
}

static void close_out(FILE *file, const char *path)
{
	if (fclose(file) != 0)
		fail("cannot write", path);
}

/* The next line of TEXT, without its newline; 0 behind the last. */
static char *next_line(char **text)
{
	char *line = *text;
	char *end = strchr(line, '\n');

	if (end == 0)
		return 0;
	*end = 0;
	*text = end + 1;
	return line;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char **)a, *(char **)b);
}

/* The names in FOLDER, sorted; none if there is no such folder. */
static void list_folder(const char *folder)
{
	static char buffer[65536];      /* of each: two words, the entry's size as a half word, the name */
	int fd = open(folder, O_RDONLY);
	int bytes, at;

	nnames = 0;
	if (fd < 0)
		return;
	while ((bytes = sys_call(SYS_GETDENTS, fd, (int)buffer, sizeof(buffer))) > 0) {
		for (at = 0; at < bytes; at += *(unsigned short *)(buffer + at + 8)) {
			if (nnames == NAMES)
				fail("too many names in", folder);
			names[nnames++] = join(buffer + at + 10, "", "");
		}
	}
	if (bytes < 0)
		fail("cannot list", folder);
	close(fd);
	qsort(names, nnames, sizeof(names[0]), compare_names);
}

static int ends_with(const char *name, const char *end)
{
	return strlen(name) > strlen(end) && strcmp(name + strlen(name) - strlen(end), end) == 0;
}

static void declare(FILE *out, const char *tag, char *name, const char *begin, const char *rest)
{
	fprintf(out, "#if defined(__NEED_%s%s) && !defined(__DEFINED_%s%s)\n", tag, name, tag, name);
	fprintf(out, "%s %s;\n#define __DEFINED_%s%s\n#endif\n", begin, rest, tag, name);
}

static void make_types(char **in, int n, const char *path)
{
	FILE *out = open_out(path);
	char *text, *line, *words, *end;
	int i;

	for (i = 0; i < n; i++) {
		text = read_file(in[i]);
		while ((line = next_line(&text)) != 0) {
			end = strrchr(line, ';');
			words = strchr(line, ' ');
			if (strncmp(line, "TYPEDEF ", 8) == 0) {
				*end = 0;
				declare(out, "", strrchr(line, ' ') + 1, "typedef", words + 1);
			} else if (strncmp(line, "STRUCT ", 7) == 0 || strncmp(line, "UNION ", 6) == 0) {
				char *name = join(words + 1, "", "");

				*strchr(name, ' ') = 0;
				*end = 0;
				if (*line == 'S')
					declare(out, "struct_", name, "struct", words + 1);
				else
					declare(out, "union_", name, "union", words + 1);
			} else
				fprintf(out, "%s\n", line);
		}
	}
	close_out(out, path);
}

static void make_calls(const char *in, const char *path)
{
	FILE *out = open_out(path);
	char *text = read_file(in);
	char *line, *mark;

	fputs(text, out);
	while ((line = next_line(&text)) != 0) {
		mark = strstr(line, "__NR_");
		if (mark) {
			*mark = 0;
			fprintf(out, "%sSYS_%s\n", line, mark + 5);
		}
	}
	close_out(out, path);
}

static int is_in(char **list, int n, const char *name)
{
	while (n > 0) {
		if (strcmp(list[--n], name) == 0)
			return 1;
	}
	return 0;
}

static void list_sources(char **folder, int n)
{
	FILE *sources = open_out("sources");
	FILE *objects = open_out("objects");
	char **own;
	int nown, i, k;

	fputs("-ar libc.a\n", objects);
	for (i = 0; i < n; i++) {
		list_folder(join(folder[i], "/i386", ""));
		own = malloc(sizeof(names));
		nown = 0;
		for (k = 0; k < nnames; k++) {
			if (!ends_with(names[k], ".c") && !ends_with(names[k], ".s") && !ends_with(names[k], ".S"))
				continue;
			fprintf(sources, "%s/i386/%s\n", folder[i], names[k]);
			own[nown] = names[k];
			names[k][strlen(names[k]) - 2] = 0;
			fprintf(objects, "%s.o\n", own[nown++]);
		}
		list_folder(folder[i]);
		if (nnames == 0)
			fail("nothing is in", folder[i]);
		for (k = 0; k < nnames; k++) {
			if (!ends_with(names[k], ".c"))
				continue;
			names[k][strlen(names[k]) - 2] = 0;
			if (is_in(own, nown, names[k]))
				continue;
			fprintf(sources, "%s/%s.c\n", folder[i], names[k]);
			fprintf(objects, "%s.o\n", names[k]);
		}
	}
	close_out(sources, "sources");
	close_out(objects, "objects");
}

static void copy_headers(char **from, int n, const char *to)
{
	FILE *out;
	char *path;
	int i, k;

	for (i = 0; i < n; i++) {
		list_folder(from[i]);
		if (nnames == 0)
			fail("nothing is in", from[i]);
		for (k = 0; k < nnames; k++) {
			if (!ends_with(names[k], ".h"))
				continue;
			path = join(to, "/", names[k]);
			remove(path);           /* what was there may have another mode */
			out = open_out(path);
			fputs(read_file(join(from[i], "/", names[k])), out);
			close_out(out, path);
		}
	}
}

int main(int argc, char **argv)
{
	if (argc > 3 && strcmp(argv[1], "types") == 0)
		make_types(argv + 2, argc - 3, argv[argc - 1]);
	else if (argc == 4 && strcmp(argv[1], "calls") == 0)
		make_calls(argv[2], argv[3]);
	else if (argc > 2 && strcmp(argv[1], "sources") == 0)
		list_sources(argv + 2, argc - 2);
	else if (argc > 3 && strcmp(argv[1], "headers") == 0)
		copy_headers(argv + 2, argc - 3, argv[argc - 1]);
	else
		fail("usage: prepare types|calls|sources|headers WORDS, not", argc > 1 ? argv[1] : "");
	return 0;
}
