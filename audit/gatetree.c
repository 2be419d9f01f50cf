/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "gatetree.h"

#include <stdlib.h>

#include "base/arr.h"
#include "gateversion.h"

void
gate_tree_init(struct gate_tree *tree, const struct m4_index *m4)
{
	*tree = (struct gate_tree){ .m4 = m4 };
	pthread_mutex_init(&tree->lock, NULL);
}

static void
file_release(struct gate_file *file)
{
	free(file->path);
	free(file->target);
	free(file->version);
	free(file->licence);
	gate_lines_release(&file->lines);
}

static void
hint_release(struct gate_hint *hint)
{
	free(hint->path);
	free(hint->version);
	gate_lines_release(&hint->lines);
}

void
gate_tree_release(struct gate_tree *tree)
{
	for (size_t i = 0; i < tree->nfile; i++)
		file_release(&tree->file[i]);
	for (size_t i = 0; i < tree->nhint; i++)
		hint_release(&tree->hint[i]);
	free(tree->file);
	free(tree->by_name);
	free(tree->top_name);
	free(tree->hint);
	pthread_mutex_destroy(&tree->lock);
}

/* While files come in. */

static void
add_file(struct gate_tree *tree, const struct gate_file *file)
{
	pthread_mutex_lock(&tree->lock);
	if (tree->nfile < GATE_FILES) {
		struct gate_file *new = arr_push(&tree->file, &tree->nfile);

		*new = *file;
		new->path = arr_dup(file->path);
		new->target = file->target ? arr_dup(file->target) : NULL;
	} else {
		tree->full = true;
	}
	pthread_mutex_unlock(&tree->lock);
}

/* A script without the lines that tell whose it is: they change with every year. */
static struct digest
digest_of_script(struct span text)
{
	struct digest_sum sum;
	struct span line;

	digest_start(&sum);
	while (span_line(&text, &line)) {
		struct span words = span_trim(line);

		if (words.n && strchr("#%", words.at[0]) && span_find(words, SPAN("Copyright")))
			continue;
		digest_add(&sum, line.at, line.n);
		digest_add(&sum, "\n", 1);
	}
	return digest_end(&sum);
}

static void
read_code(struct gate_hint *hint, const struct m4_index *index, const char *path, struct span text)
{
	struct span name;

	if (path_matches(path, "*.m4") && !path_matches(path, "aclocal.m4")) {
		struct m4_text m4;

		m4_text_read(&m4, text);
		hint->code = m4.code;
		hint->known = m4_path_counts(path, &name) && m4_judge(index, name, &m4).kin == M4_KNOWN;
		if (m4.serial.n) {
			free(hint->version);
			hint->version = str_format("serial %.*s", (int)m4.serial.n, m4.serial.at);
		}
		hint->has_code = true;
		m4_text_release(&m4);
	} else if (span_starts(text, "#!") || path_matches(path, "texinfo.tex") || path_matches(path, "ltmain.sh")) {
		hint->code = digest_of_script(text);
		hint->has_code = true;
	}
}

static int
look(void *data, struct inspection *inspection, const char *path, struct span head, bool whole, struct err *err)
{
	struct gate_tree *tree = data;
	struct gate_hint hint = { .lines = GATE_LINES_INIT };

	(void)err;
	if (inspection->kind != MAGIC_NONE)
		return 0;
	hint.version = gate_version_of(path, head);
	if (whole)
		read_code(&hint, tree->m4, path, head);
	if (gate_is_build_file(path))
		gate_lines_read(&hint.lines, path, head);
	if (!hint.version[0] && hint.lines.nline == 0 && !hint.has_code) {
		hint_release(&hint);
		return 0;
	}
	hint.path = arr_dup(path);
	pthread_mutex_lock(&tree->lock);
	*arr_push(&tree->hint, &tree->nhint) = hint;
	pthread_mutex_unlock(&tree->lock);
	return 0;
}

static void
end(void *data, const struct inspect_told *told)
{
	struct gate_file file = {
		.path = (char *)told->path,
		.meta = told->meta,
		.digest = told->digest,
		.size = told->size,
		.entropy = told->entropy,
		.kind = told->kind,
		.format = told->format,
	};

	add_file(data, &file);
}

static void
add_link(void *data, const char *path, const char *target)
{
	struct gate_file file = { .path = (char *)path, .target = (char *)target, .digest = digest_of(span_of(target)) };

	add_file(data, &file);
}

struct inspect_hook
gate_tree_hook(struct gate_tree *tree)
{
	return (struct inspect_hook){ .file = look, .data = tree, .end = end, .link = add_link };
}

void
gate_tree_licence(void *data, const char *path, const char *expression)
{
	struct gate_file *file = gate_tree_find(data, path);

	if (file && !file->licence)
		file->licence = arr_dup(expression);
}

/* When all are in. */

static int
compare_files(const void *a, const void *b)
{
	const struct gate_file *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	return order ? order : digest_cmp(&x->digest, &y->digest);
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp((*(struct gate_file *const *)a)->name, (*(struct gate_file *const *)b)->name);
}

static int
compare_digests(const void *a, const void *b)
{
	const struct gate_file *x = *(struct gate_file *const *)a, *y = *(struct gate_file *const *)b;
	int order = digest_cmp(&x->digest, &y->digest);

	return order ? order : strcmp(x->name, y->name);
}

struct gate_file *
gate_tree_find(const struct gate_tree *tree, const char *path)
{
	size_t low = 0, high = tree->nfile;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(path, tree->file[middle].path);

		if (order == 0)
			return &tree->file[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

struct gate_file *
gate_tree_named(const struct gate_tree *tree, const char *name)
{
	struct gate_file key = { .name = name }, *at = &key, **found;

	found = tree->nfile ? bsearch(&at, tree->by_name, tree->nfile, sizeof(*tree->by_name), compare_names) : NULL;
	return found ? *found : NULL;
}

/* A path that an archive has twice is there once; which one does not depend on who came first. */
static void
drop_twins(struct gate_tree *tree)
{
	size_t kept = 0;

	for (size_t i = 0; i < tree->nfile; i++) {
		if (kept && !strcmp(tree->file[kept - 1].path, tree->file[i].path))
			file_release(&tree->file[--kept]);
		tree->file[kept++] = tree->file[i];
	}
	tree->nfile = kept;
}

static size_t
find_top(const struct gate_tree *tree)
{
	size_t n = tree->nfile ? strcspn(tree->file[0].path, "/!") : 0;

	for (size_t i = 0; i < tree->nfile; i++) {
		if (strncmp(tree->file[i].path, tree->file[0].path, n) || tree->file[i].path[n] != '/')
			return 0;
	}
	return n ? n + 1 : 0;
}

void
gate_tree_finish(struct gate_tree *tree, bool strip)
{
	if (tree->nfile)
		qsort(tree->file, tree->nfile, sizeof(*tree->file), compare_files);
	drop_twins(tree);
	tree->top = strip ? find_top(tree) : 0;
	tree->top_name = arr_dupn(tree->nfile ? tree->file[0].path : "", tree->top);
	tree->by_name = arr_new(tree->nfile, sizeof(*tree->by_name));
	for (size_t i = 0; i < tree->nfile; i++) {
		tree->file[i].name = tree->file[i].path + tree->top;
		tree->by_name[i] = &tree->file[i];
	}
	if (tree->nfile)
		qsort(tree->by_name, tree->nfile, sizeof(*tree->by_name), compare_names);
	for (size_t i = 0; i < tree->nhint; i++) {
		struct gate_hint *hint = &tree->hint[i];
		struct gate_file *file = gate_tree_find(tree, hint->path);

		if (file && !file->version) {
			file->version = hint->version;
			file->known = hint->known;
			file->has_code = hint->has_code;
			file->code = hint->code;
			file->lines = hint->lines;
			hint->version = NULL;
			hint->lines = (struct gate_lines)GATE_LINES_INIT;
		}
	}
}

bool
gate_file_same(const struct gate_file *file)
{
	const struct gate_file *other = file->other;

	return other && (digest_eq(&file->digest, &other->digest)
		|| (file->has_code && other->has_code && digest_eq(&file->code, &other->code)));
}

/* What is on one side alone, by digest. An empty file is like any other. */
static struct gate_file **
list_alone(const struct gate_tree *tree, size_t *n)
{
	struct gate_file **list = arr_new(tree->nfile, sizeof(*list));

	*n = 0;
	for (size_t i = 0; i < tree->nfile; i++) {
		if (!tree->file[i].other && tree->file[i].size > 0)
			list[(*n)++] = &tree->file[i];
	}
	if (*n)
		qsort(list, *n, sizeof(*list), compare_digests);
	return list;
}

void
gate_trees_match(struct gate_tree *old, struct gate_tree *new)
{
	struct gate_file **gone, **come;
	size_t ngone, ncome, k = 0;

	for (size_t i = 0; i < new->nfile; i++) {
		struct gate_file *file = &new->file[i], *other = gate_tree_named(old, file->name);

		if (other) {
			file->other = other;
			other->other = file;
		}
	}
	gone = list_alone(old, &ngone);
	come = list_alone(new, &ncome);
	for (size_t i = 0; i < ncome && k < ngone;) {
		int order = digest_cmp(&come[i]->digest, &gone[k]->digest);

		if (order == 0) {
			come[i]->other = gone[k];
			gone[k]->other = come[i];
			come[i]->moved = gone[k]->moved = true;
		}
		i += order <= 0;
		k += order >= 0;
	}
	free(gone);
	free(come);
}
