/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "before.h"

#include <fcntl.h>
#include <stdlib.h>

#include "base/arr.h"
#include "base/io.h"
#include "chain/root.h"

static const char distfiles[] = "/external/distfiles";

static const struct record_source *
find_source(const struct shop *shop, const char *name)
{
	for (size_t i = 0; i < shop->nsource; i++) {
		if (!strcmp(shop->source[i].name, name))
			return &shop->source[i];
	}
	return NULL;
}

const char *
before_missing(const struct shop *shop, size_t n)
{
	const struct sources *sources = &shop->tree->step[n].sources;

	for (size_t i = 0; i < sources->nsource; i++) {
		const struct record_source *source = find_source(shop, sources->source[i].name);

		if (!source || !source->present)
			return sources->source[i].name;
	}
	return NULL;
}

static int
add_files(const struct shop *shop, const struct tree_step *step, struct layer *root, struct err *err)
{
	for (size_t i = 0; i < step->nfile; i++) {
		const struct tree_file *file = &step->file[i];
		struct layer_entry entry = { .type = LAYER_FILE, .path = file->path };

		/* Settings that a step before this one changed stay as it left them. */
		if (root_is_setting(file->path) && layer_find(root, span_of(file->path)))
			continue;
		if (store_add_bytes(shop->store, str_span(&file->bytes), file->mode, &entry, err) < 0)
			return -1;
		root_pick(root, NULL, &entry);
	}
	return 0;
}

/* Into the store with the file, which was hashed when it was fetched: here it is hashed again. */
static int
store_source(const struct shop *shop, const struct record_source *source, struct layer_entry *entry,
	struct err *err)
{
	struct err ignored;
	char *path;
	int fd, ret;

	entry->mode = 0644;
	entry->digest = source->digest;
	entry->size = source->size;
	if (store_check_object(shop->store, entry, &ignored) == 0)
		return 0;
	path = io_join(shop->distfiles, source->name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		ret = err_sys(err, "%s", path);
	else
		ret = store_add_fd(shop->store, fd, path, entry->mode, entry, err);
	if (ret == 0 && !digest_eq(&entry->digest, &source->digest))
		ret = err_set(err, ERR_DIFFERS, "%s: was changed while this run was working", path);
	io_drop(&fd);
	free(path);
	return ret;
}

static int
add_sources(const struct shop *shop, const struct tree_step *step, struct layer *root, struct err *err)
{
	struct layer_entry folder = { .type = LAYER_DIR, .path = (char *)distfiles, .mode = 0755 };

	root_pick(root, NULL, &folder);
	for (size_t i = 0; i < step->sources.nsource; i++) {
		const struct record_source *source = find_source(shop, step->sources.source[i].name);
		struct layer_entry entry = { .type = LAYER_FILE };
		int ret = -1;

		if (!source)
			return err_set(err, ERR_SYSTEM, "'%s' was not fetched", step->sources.source[i].name);
		entry.path = io_join(distfiles, source->name);
		ret = store_source(shop, source, &entry, err);
		if (ret == 0)
			root_pick(root, NULL, &entry);
		free(entry.path);
		if (ret < 0)
			return -1;
	}
	return 0;
}

/* Each path that the stage names, from the last step that made it. */
static void
pick_named(const struct stage *stage, size_t n, const struct layer *const *layer, struct layer *root,
	bool *need)
{
	for (size_t k = 0; k < stage->npath; k++) {
		for (size_t i = n; i-- > 0;) {
			const struct layer_entry *entry =
				layer[i] ? layer_find(layer[i], span_of(stage->path[k])) : NULL;

			if (!entry)
				continue;
			if (entry->type != LAYER_GONE) {
				root_pick(root, layer[i], entry);
				need[i] = true;
			}
			break;
		}
	}
}

void
past_release(struct past *past)
{
	layer_release(&past->root);
	free(past->layer);
	*past = (struct past){ 0 };
}

/* Bring PAST to what the first N steps leave with these layers. */
static void
go_to(struct past *past, const struct arch *arch, size_t n, const struct layer *const *layer)
{
	bool usable = past->nlayer > 0 && past->nlayer <= n;

	for (size_t i = 0; usable && i < past->nlayer; i++)
		usable = past->layer[i] == layer[i];
	if (!usable) {
		past_release(past);
		arch_skeleton(arch, &past->root);
	}
	while (past->nlayer < n) {
		const struct layer *next = layer[past->nlayer];

		if (next)
			root_apply(&past->root, next);
		*arr_push(&past->layer, &past->nlayer) = next;
	}
}

int
before_make(const struct shop *shop, size_t n, const struct layer *const *layer, struct layer *root,
	bool *need, struct err *err)
{
	const struct tree_step *step = &shop->tree->step[n];

	if (step->stage) {
		arch_skeleton(shop->tree->arch, root);
		if (add_files(shop, step, root, err) < 0)
			return -1;
		pick_named(step->stage, n, layer, root, need);
		return 0;
	}
	go_to(shop->past, shop->tree->arch, n, layer);
	for (size_t i = 0; i < shop->past->root.nentry; i++)
		*arr_push(&root->entry, &root->nentry) = layer_entry_copy(&shop->past->root.entry[i]);
	for (size_t i = 0; i < n; i++)
		need[i] = layer[i] && layer[i]->nentry;
	/* What is the step's own comes last: no step before it can put something in its place. */
	if (add_files(shop, step, root, err) < 0)
		return -1;
	return add_sources(shop, step, root, err);
}
