/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "rulefiles.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"

enum { FILE_LIMIT = 1 << 20 };

int
rulefiles_read(struct rules *rules, const char *folder, struct err *err)
{
	char **name;
	size_t n, found = 0;
	int ret = 0;

	if (io_list(AT_FDCWD, folder, &name, &n, err) < 0)
		return -1;
	for (size_t i = 0; i < n && ret == 0; i++) {
		char *path = io_join(folder, name[i]);
		struct str text = STR_INIT;

		if (span_ends(span_of(name[i]), ".yaml")) {
			found++;
			ret = io_read_file(AT_FDCWD, path, FILE_LIMIT, &text, err);
			/* The name that a person knows it by, wherever it is installed. */
			if (ret == 0)
				ret = rules_add(rules, name[i], str_span(&text), err);
		}
		str_release(&text);
		free(path);
	}
	io_free_names(name, n);
	if (ret == 0 && !found)
		ret = err_set(err, ERR_SYNTAX, "%s: no file of rules, *.yaml, is in it", folder);
	return ret;
}

char *
rulefiles_own(const char *what)
{
	/* The second is for a test of ours, a folder further down. */
	static const char *const places[] = { "../share/lbs/audit", "../../share/lbs/audit" };
	char self[PATH_MAX], *slash;
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	self[n > 0 ? n : 0] = '\0';
	slash = strrchr(self, '/');
	if (slash)
		*slash = '\0';
	for (size_t i = 0; slash && i < sizeof(places) / sizeof(places[0]); i++) {
		char *folder = str_format("%s/%s/%s", self, places[i], what);

		if (access(folder, R_OK) == 0)
			return folder;
		free(folder);
	}
	return io_join(LBS_DATADIR "/audit", what);
}

int
rulefiles_read_own(struct rules *rules, struct err *err)
{
	char *folder = rulefiles_own("rules");
	int ret = rulefiles_read(rules, folder, err);

	free(folder);
	return ret;
}
