/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "againstknown.h"

#include <fcntl.h>
#include <glob.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "m4hook.h"
#include "m4text.h"

enum { MACRO_BYTES = 4 << 20 };

/* Code of the name, serial and digest that the index has. */
static char *
known_macro(const struct tree *tree, const struct tree_entry *entry, const struct m4_index *m4)
{
	struct str text = STR_INIT;
	struct m4_text read;
	struct m4_verdict verdict;
	struct err ignored;
	struct span name;
	char *why = NULL;

	if (!m4 || !m4->nrow || !m4_path_counts(entry->path, &name)
		|| tree_read(tree, entry->path, MACRO_BYTES, &text, &ignored) < 0) {
		str_release(&text);
		return NULL;
	}
	m4_text_read(&read, str_span(&text));
	verdict = m4_judge(m4, name, &read);
	if (verdict.kin == M4_KNOWN && verdict.row)
		why = str_format("the code of a known %.*s: %.*s", (int)name.n, name.at, (int)verdict.row->where.n,
			verdict.row->where.at);
	m4_text_release(&read);
	str_release(&text);
	return why;
}

static bool
is_same_file(const char *path, const struct digest *digest)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct digest other;
	struct err ignored;
	bool same = fd >= 0 && digest_fd(fd, path, &other, &ignored) == 0 && digest_eq(&other, digest);

	io_drop(&fd);
	return same;
}

/* A file of that name and digest where packages put what they copy into sources. */
static char *
known_helper(const struct tree_entry *entry)
{
	static const char *const folders[] = { "automake-*", "libtool/build-aux", "autoconf/build-aux", "misc", "gettext",
		"gettext/po", "gettext/m4", "aclocal", "aclocal-*", "gnulib/build-aux", "gnulib/lib", "gnulib/m4", "gnulib/doc" };
	const char *slash = strrchr(entry->path, '/'), *name = slash ? slash + 1 : entry->path;
	char *why = NULL;

	/* A name that is a pattern is none of theirs. */
	for (size_t i = 0; !strpbrk(name, "*?[\\") && i < sizeof(folders) / sizeof(*folders) && !why; i++) {
		char *pattern = str_format("/usr/share/%s/%s", folders[i], name);
		glob_t found;

		if (glob(pattern, 0, NULL, &found) == 0) {
			for (size_t k = 0; k < found.gl_pathc && !why; k++) {
				if (is_same_file(found.gl_pathv[k], &entry->digest))
					why = str_format("a copy of %s", found.gl_pathv[k]);
			}
			globfree(&found);
		}
		free(pattern);
	}
	return why;
}

char *
against_known(const struct tree *tree, const struct tree_entry *entry, const struct m4_index *m4, bool host)
{
	char *why = known_macro(tree, entry, m4);

	return why || !host ? why : known_helper(entry);
}
