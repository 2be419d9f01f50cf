/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "give.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arr.h"
#include "base/io.h"

enum { DEPTH_LIMIT = 32 };

void
give_bytes(struct tree_step *step, const char *path, unsigned mode, struct str bytes)
{
	for (size_t i = 0; i < step->nfile; i++) {
		if (!strcmp(step->file[i].path, path)) {
			str_release(&bytes);
			return;
		}
	}
	*arr_push(&step->file, &step->nfile) = (struct tree_file){ arr_dup(path), mode, bytes };
}

static int
give_deep(const struct tree *tree, struct tree_step *step, const char *path, const char *at,
	unsigned depth, struct err *err)
{
	struct str bytes = STR_INIT;
	struct stat st;
	char **name;
	size_t n;
	int ret = 0;

	if (fstatat(tree->dir, path, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return err_sys(err, "%s", path);
	if (S_ISREG(st.st_mode)) {
		if (tree_read_file(tree, path, &bytes, err) < 0)
			return -1;
		give_bytes(step, at, st.st_mode & 0100 ? 0755 : 0644, bytes);
		return 0;
	}
	if (!S_ISDIR(st.st_mode) || depth > DEPTH_LIMIT)
		return err_set(err, ERR_SYNTAX, "%s: wants regular files, and folders of them, %d deep at most", path,
			DEPTH_LIMIT);
	if (io_list(tree->dir, path, &name, &n, err) < 0)
		return -1;
	for (size_t i = 0; i < n && ret == 0; i++) {
		char *below = io_join(path, name[i]), *to = io_join(at, name[i]);

		ret = give_deep(tree, step, below, to, depth + 1, err);
		free(to);
		free(below);
	}
	io_free_names(name, n);
	return ret;
}

int
give_path(const struct tree *tree, struct tree_step *step, const char *path, const char *at, struct err *err)
{
	return give_deep(tree, step, path, at, 0, err);
}

static int
give_word(const struct tree *tree, struct tree_step *step, struct span word, enum give_flags flags, struct err *err)
{
	char *path, *at;
	struct stat st;
	int ret = 0;

	if ((flags & GIVE_STEPS) && span_starts(word, "/steps/")) {
		at = span_dup(word);
		if (io_is_inside(span_of(at + 1)) && fstatat(tree->dir, at + 1, &st, AT_SYMLINK_NOFOLLOW) == 0)
			ret = give_path(tree, step, at + 1, at, err);
		free(at);
		return ret;
	}
	if (word.n > 2 && word.at[0] == '-' && word.at[2] == '/')
		word = (struct span){ word.at + 2, word.n - 2 };
	while (word.n > 1 && word.at[word.n - 1] == '/')
		word.n--;
	if (word.n < 2 || word.at[0] != '/')
		return 0;
	at = span_dup(word);
	path = str_format("seed%s", at);
	if (io_is_inside(span_of(path)) && fstatat(tree->dir, path, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		/* Of a file its folder: C includes what lies beside it. */
		if (S_ISREG(st.st_mode) && strrchr(at, '/') != at) {
			*strrchr(path, '/') = '\0';
			*strrchr(at, '/') = '\0';
		}
		ret = give_path(tree, step, path, at, err);
	}
	free(path);
	free(at);
	return ret;
}

int
give_named(const struct tree *tree, struct tree_step *step, struct span text, enum give_flags flags, struct err *err)
{
	static const char between[] = " \t\r\n\"'=:";
	struct span line;

	while (span_line(&text, &line)) {
		size_t from = 0;

		for (size_t at = 0; at <= line.n; at++) {
			bool comment = at < line.n && line.at[at] == '#' && at == from;

			if (at < line.n && !comment && !strchr(between, line.at[at]))
				continue;
			if (give_word(tree, step, (struct span){ line.at + from, at - from }, flags, err) < 0)
				return -1;
			if (comment)
				break;
			from = at + 1;
		}
	}
	return 0;
}
