/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "m4hook.h"

#include <fcntl.h>
#include <stdlib.h>

#include "base/arr.h"
#include "base/io.h"
#include "rulefiles.h"

enum { TABLE_LIMIT = 64 << 20 };

static int
read_table(struct m4_index *index, const char *path, const char *shown, struct err *err)
{
	struct str text = STR_INIT;
	int ret = io_read_file(AT_FDCWD, path, TABLE_LIMIT, &text, err);

	if (ret == 0)
		ret = m4_index_add(index, shown, str_span(&text), err);
	str_release(&text);
	return ret;
}

int
m4_tables_read(struct m4_index *index, char *const *path, size_t n, struct err *err)
{
	char *folder = rulefiles_own("m4"), **name;
	size_t nname;
	int ret = io_list(AT_FDCWD, folder, &name, &nname, err);

	for (size_t i = 0; ret == 0 && i < nname; i++) {
		char *own = io_join(folder, name[i]);

		if (span_ends(span_of(name[i]), ".index"))
			ret = read_table(index, own, name[i], err);
		free(own);
	}
	if (ret == 0)
		io_free_names(name, nname);
	for (size_t i = 0; ret == 0 && i < n; i++)
		ret = read_table(index, path[i], path[i], err);
	free(folder);
	return ret;
}

bool
m4_path_counts(const char *path, struct span *name)
{
	static const char *const many[] = { "aclocal.m4", "acinclude.m4", "acsite.m4", "gnulib-comp.m4",
		"gnulib-cache.m4", "package.m4", "version.m4" };
	struct span last = span_of(path);

	if (!span_ends(last, ".m4"))
		return false;
	while (last.n && strcspn(last.at, "/!") < last.n) {
		size_t n = strcspn(last.at, "/!") + 1;

		last = (struct span){ last.at + n, last.n - n };
	}
	for (size_t i = 0; i < sizeof(many) / sizeof(many[0]); i++) {
		if (span_is(last, many[i]))
			return false;
	}
	*name = last;
	return last.n > 3;
}

static bool
wants(void *data, const char *path)
{
	struct span name;

	(void)data;
	return m4_path_counts(path, &name);
}

static int
look(void *data, struct inspection *inspection, const char *path, struct span text, bool whole, struct err *err)
{
	static const char *const rules[M4_NKIN] = {
		[M4_NAMESAKE] = "m4-namesake", [M4_UNNUMBERED] = "m4-serial-missing", [M4_AHEAD] = "m4-serial-ahead",
		[M4_CHANGED] = "m4-changed", [M4_FORGED] = "m4-forged", [M4_ELSEWHERE] = "m4-macro-elsewhere",
	};
	const struct m4_index *index = data;
	struct m4_verdict verdict;
	struct m4_text file;
	struct span name;

	(void)err;
	if (inspection->kind != MAGIC_NONE || !m4_path_counts(path, &name))
		return 0;
	if (!whole) {
		if (m4_index_has(index, name))
			inspect_say(inspection, "m4-too-long", path, "longer than 1 MiB, which no known file of that name is");
		return 0;
	}
	m4_text_read(&file, text);
	verdict = m4_judge(index, name, &file);
	if (rules[verdict.kin]) {
		char *evidence = m4_evidence(&verdict, &file);

		inspect_say_at(inspection, rules[verdict.kin], path, file.serial_line, 0, evidence);
		free(evidence);
	}
	m4_text_release(&file);
	return 0;
}

struct inspect_hook
m4_hook_of(const struct m4_index *index)
{
	return (struct inspect_hook){ .file = look, .data = (void *)index, .wants_all = wants };
}
