/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "m4table.h"

#include <stdlib.h>

#include "base/arr.h"

struct m4_table_file {
	char *name, *serial, *where;    /* owned */
	char *upstream;                 /* WHERE without a distribution's revision; owned */
	struct digest_hex code;
	bool older;                     /* the package carries it as an older version's */
};

struct m4_table_macro {
	char *macro, *name;             /* owned */
};

void
m4_table_init(struct m4_table *table)
{
	*table = (struct m4_table){ .nfile = 0 };
	pthread_mutex_init(&table->lock, NULL);
}

static void
release_file(struct m4_table_file *file)
{
	free(file->name);
	free(file->serial);
	free(file->where);
	free(file->upstream);
}

void
m4_table_release(struct m4_table *table)
{
	for (size_t i = 0; i < table->nfile; i++)
		release_file(&table->file[i]);
	for (size_t i = 0; i < table->nmacro; i++) {
		free(table->macro[i].macro);
		free(table->macro[i].name);
	}
	free(table->file);
	free(table->macro);
	pthread_mutex_destroy(&table->lock);
}

void
m4_table_add(struct m4_table *table, struct span name, const struct m4_text *text, const char *where,
	bool older)
{
	const char *dash = strrchr(where, '-'), *version = strchr(where, '_');

	pthread_mutex_lock(&table->lock);
	*arr_push(&table->file, &table->nfile) = (struct m4_table_file){
		.name = span_dup(name),
		.serial = span_dup(text->serial),
		.where = arr_dup(where),
		.upstream = arr_dupn(where, dash && version && dash > version ? (size_t)(dash - where) : strlen(where)),
		.older = older,
		.code = digest_text(&text->code),
	};
	for (size_t i = 0; i < text->nmacro && where[0] != '+'; i++)
		*arr_push(&table->macro, &table->nmacro) =
			(struct m4_table_macro){ span_dup(text->macro[i]), span_dup(name) };
	pthread_mutex_unlock(&table->lock);
}

/* Order. */

static size_t
package_of(const char *where)
{
	return strcspn(where, "_");
}

static bool
same_package(const char *a, const char *b)
{
	return package_of(a) == package_of(b) && !strncmp(a, b, package_of(a));
}

static int
compare_files(const void *a, const void *b)
{
	const struct m4_table_file *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	if (order == 0)
		order = m4_serial_cmp(span_of(x->serial), span_of(y->serial));
	/* "3" and "03" */
	if (order == 0)
		order = strcmp(x->serial, y->serial);
	if (order == 0)
		order = strcmp(x->code.text, y->code.text);
	if (order == 0 && !same_package(x->where, y->where))
		return strcmp(x->where, y->where);
	if (order == 0)
		order = strverscmp(x->where, y->where);
	return order;
}

static int
compare_macros(const void *a, const void *b)
{
	const struct m4_table_macro *x = a, *y = b;
	int order = strcmp(x->macro, y->macro);

	return order ? order : strcmp(x->name, y->name);
}

static bool
same_file(const struct m4_table_file *a, const struct m4_table_file *b)
{
	return !strcmp(a->name, b->name) && !strcmp(a->serial, b->serial) && !strcmp(a->code.text, b->code.text);
}

/* Witnesses: packages that have a copy of what another one makes. */

static bool
is_witness(const char *where)
{
	return where[0] == '+';
}

/* Do those from FIRST to END, which are the same file, count? */
static bool
is_sure(const struct m4_table_file *first, const struct m4_table_file *end)
{
	size_t packages = 0;

	for (const struct m4_table_file *file = first; file < end; file++) {
		if (!is_witness(file->where))
			return true;
		packages += file == first || !same_package(file[-1].where, file->where);
	}
	return packages >= M4_WITNESSES;
}

/* Take out what only witnesses have: of names that are nobody else's, and of files that too few agree on. */
static void
drop_unsure(struct m4_table *table)
{
	struct m4_table_file *file = table->file, *all = file + table->nfile, *end;
	size_t kept = 0;

	while (file < all) {
		bool own = false;
		struct m4_table_file *next;

		for (end = file; end < all && !strcmp(end->name, file->name); end++)
			own |= !is_witness(end->where);
		for (; file < end; file = next) {
			bool sure;

			for (next = file; next < end && same_file(file, next); next++)
				;
			sure = own && is_sure(file, next);
			for (struct m4_table_file *each = file; each < next; each++) {
				if (sure)
					table->file[kept++] = *each;
				else
					release_file(each);
			}
		}
	}
	table->nfile = kept;
}

/* Writing. */

/* The newest version of each package. */
struct newest {
	const char **upstream;          /* an owned array of borrowed words */
	size_t n;
};

static struct newest
find_newest(const struct m4_table *table)
{
	struct newest newest = { NULL, 0 };

	for (size_t i = 0; i < table->nfile; i++) {
		const char *upstream = table->file[i].upstream;
		size_t k = 0;

		while (k < newest.n && !same_package(newest.upstream[k], upstream))
			k++;
		if (k == newest.n)
			*arr_push(&newest.upstream, &newest.n) = upstream;
		else if (strverscmp(upstream, newest.upstream[k]) > 0)
			newest.upstream[k] = upstream;
	}
	return newest;
}

static bool
is_newest(const struct m4_table_file *file, const struct newest *newest)
{
	for (size_t i = 0; i < newest->n && !file->older && !is_witness(file->where); i++) {
		if (!strcmp(file->upstream, newest->upstream[i]))
			return true;
	}
	return false;
}

/* The highest serial that a newest version has; "" if none has one. FIRST to END have one name. */
static const char *
highest_of(const struct m4_table_file *first, const struct m4_table_file *end, const struct newest *newest)
{
	const char *highest = "";

	for (const struct m4_table_file *file = first; file < end; file++) {
		if (m4_serial_cmp(span_of(file->serial), span_of(highest)) > 0 && is_newest(file, newest))
			highest = file->serial;
	}
	return highest;
}

/* Those from FIRST to END, which have one name. */
static void
format_name(const struct m4_table_file *first, const struct m4_table_file *end, const struct newest *newest,
	struct str *text)
{
	const char *highest = highest_of(first, end, newest);

	for (const struct m4_table_file *file = first; file < end; file++) {
		if (file > first && same_file(file - 1, file)) {
			if (!same_package(file[-1].where, file->where))
				str_addf(text, ",%s", file->where + is_witness(file->where));
			continue;
		}
		str_addf(text, "%s%s %s %s %s %s", file > first ? "\n" : "",
			m4_serial_cmp(span_of(file->serial), span_of(highest)) > 0 ? "old" : "file", file->name,
			file->serial[0] ? file->serial : "-", file->code.text, file->where + is_witness(file->where));
	}
	str_addc(text, '\n');
}

/* The end of those that have the name of FIRST. */
static const struct m4_table_file *
end_of(const struct m4_table *table, const struct m4_table_file *first)
{
	const struct m4_table_file *file = first;

	while (file < table->file + table->nfile && !strcmp(file->name, first->name))
		file++;
	return file;
}

/* Has a file called NAME, of those that are sorted, a serial? */
static bool
has_serial(const struct m4_table *table, const char *name)
{
	size_t low = 0, high = table->nfile;

	/* Those with the highest serial come last. */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(table->file[middle].name, name) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low && !strcmp(table->file[low - 1].name, name) && table->file[low - 1].serial[0];
}

static void
format_macros(const struct m4_table *table, struct str *text)
{
	const struct m4_table_macro *last = NULL;

	for (size_t i = 0; i < table->nmacro; i++) {
		const struct m4_table_macro *macro = &table->macro[i];

		if ((last && !compare_macros(last, macro)) || !has_serial(table, macro->name))
			continue;
		str_addf(text, "macro %s %s\n", macro->macro, macro->name);
		last = macro;
	}
}

void
m4_table_format(struct m4_table *table, struct str *text)
{
	struct newest newest;

	if (table->nfile)
		qsort(table->file, table->nfile, sizeof(*table->file), compare_files);
	drop_unsure(table);
	newest = find_newest(table);
	if (table->nmacro)
		qsort(table->macro, table->nmacro, sizeof(*table->macro), compare_macros);
	for (size_t i = 0; i < table->nfile;) {
		const struct m4_table_file *first = &table->file[i], *end = end_of(table, first);

		if (end[-1].serial[0])
			format_name(first, end, &newest, text);
		i = (size_t)(end - table->file);
	}
	format_macros(table, text);
	free(newest.upstream);
}

char *
m4_table_label(const char *path)
{
	static const char *const ends[] = { ".orig.", ".tar.", ".tgz", ".tar", "_all.deb", "_amd64.deb", ".deb", ".zip" };
	struct span name = span_of(path);
	const char *slash;

	while (name.n > 1 && name.at[name.n - 1] == '/')
		name.n--;
	slash = memrchr(name.at, '/', name.n);
	if (slash && name.n > 1)
		name = (struct span){ slash + 1, (size_t)(name.at + name.n - slash - 1) };
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		const char *end = span_find(name, span_of(ends[i]));

		if (end && end > name.at)
			name.n = (size_t)(end - name.at);
	}
	return span_dup(name);
}
