/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "chain/root.h"

#include <stdlib.h>

#include "base/arr.h"

enum { PARENT_MODE = 0755 };

static bool
is_below(const char *path, const char *above)
{
	size_t n = strlen(above);

	return strncmp(path, above, n) == 0 && path[n] == '/';
}

static void
drop_entry(struct layer *layer, size_t i)
{
	layer_entry_release(&layer->entry[i]);
	memmove(&layer->entry[i], &layer->entry[i + 1], (layer->nentry - i - 1) * sizeof(*layer->entry));
	layer->nentry--;
}

static const char *const volatile_space[] = { "/dev", "/proc", "/tmp" };
static const char *const step_space[] = { "/steps", "/external" };
static const char repo[] = "/external/repo";
static const char *const setting[] = { "/steps/env", "/steps/bootstrap.cfg" };

/* Is PATH one of the N folders, or below one? */
static enum root_place
place_among(const char *path, const char *const *folder, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!strcmp(path, folder[i]))
			return ROOT_EDGE;
		if (is_below(path, folder[i]))
			return ROOT_OUTSIDE;
	}
	return ROOT_PART;
}

bool
root_is_setting(const char *path)
{
	return !strcmp(path, setting[0]) || !strcmp(path, setting[1]);
}

bool
root_is_volatile(const char *path)
{
	return place_among(path, volatile_space, sizeof(volatile_space) / sizeof(*volatile_space)) == ROOT_OUTSIDE;
}

enum root_place
root_place(const char *path)
{
	enum root_place place = place_among(path, step_space, sizeof(step_space) / sizeof(*step_space));

	if (root_is_setting(path) || !strcmp(path, repo) || is_below(path, repo))
		return ROOT_PART;
	if (place == ROOT_PART)
		place = place_among(path, volatile_space, sizeof(volatile_space) / sizeof(*volatile_space));
	return place;
}

/* Where PATH is, or would go. */
static size_t
place_of(const struct layer *layer, const char *path)
{
	size_t low = 0, high = layer->nentry;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(layer->entry[middle].path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
is_at(const struct layer *layer, size_t i, const char *path)
{
	return i < layer->nentry && strcmp(layer->entry[i].path, path) == 0;
}

/*
 * Take out all entries below PATH. They need not stand side by side with it:
 * "/a.b" sorts between "/a" and "/a/c". They do stand side by side with each
 * other, from "PATH/" on.
 */
static void
drop_below(struct layer *layer, const char *path)
{
	char *head = str_format("%s/", path);
	size_t first = place_of(layer, head), last = first;

	free(head);
	while (last < layer->nentry && is_below(layer->entry[last].path, path)) {
		layer_entry_release(&layer->entry[last]);
		last++;
	}
	if (first == last)
		return;
	memmove(&layer->entry[first], &layer->entry[last],
		(layer->nentry - last) * sizeof(*layer->entry));
	layer->nentry -= last - first;
}

static void
put_entry(struct layer *layer, struct layer_entry entry)
{
	size_t i = place_of(layer, entry.path);

	if (is_at(layer, i, entry.path)) {
		layer_entry_release(&layer->entry[i]);
		layer->entry[i] = entry;
		return;
	}
	(void)arr_push(&layer->entry, &layer->nentry);
	memmove(&layer->entry[i + 1], &layer->entry[i], (layer->nentry - 1 - i) * sizeof(*layer->entry));
	layer->entry[i] = entry;
}

static void
put_parents(struct layer *root, const struct layer *from, const char *path)
{
	char *parent = arr_dup(path);

	for (char *at = parent + 1; *at; at++) {
		const struct layer_entry *known;
		size_t i;

		if (*at != '/')
			continue;
		*at = '\0';
		i = place_of(root, parent);
		known = from ? layer_find(from, span_of(parent)) : NULL;
		if (!is_at(root, i, parent) || root->entry[i].type != LAYER_DIR) {
			struct layer_entry dir = { .type = LAYER_DIR, .path = arr_dup(parent), .mode = PARENT_MODE };

			if (known && known->type == LAYER_DIR)
				dir.mode = known->mode;
			put_entry(root, dir);
		}
		*at = '/';
	}
	free(parent);
}

void
root_pick(struct layer *root, const struct layer *from, const struct layer_entry *entry)
{
	put_parents(root, from, entry->path);
	if (entry->type != LAYER_DIR)
		drop_below(root, entry->path);
	put_entry(root, layer_entry_copy(entry));
}

void
root_apply(struct layer *root, const struct layer *layer)
{
	for (size_t i = 0; i < layer->nentry; i++) {
		const struct layer_entry *entry = &layer->entry[i];

		if (entry->type == LAYER_GONE) {
			size_t at = place_of(root, entry->path);

			drop_below(root, entry->path);
			if (is_at(root, at, entry->path))
				drop_entry(root, at);
			continue;
		}
		root_pick(root, NULL, entry);
	}
}

void
root_reduce(struct layer *raw, const struct layer *before, struct layer *layer)
{
	for (size_t i = 0; i < raw->nentry; i++) {
		struct layer_entry *entry = &raw->entry[i];
		const struct layer_entry *old = layer_find(before, span_of(entry->path));
		bool same = entry->type == LAYER_GONE ? !old : old && layer_entry_eq(old, entry);

		if (same)
			layer_entry_release(entry);
		else
			*arr_push(&layer->entry, &layer->nentry) = *entry;
	}
	free(raw->entry);
	*raw = (struct layer)LAYER_INIT;
	layer_sort(layer);
}

static struct layer_entry *
copy_of(const struct layer_entry *entry)
{
	struct layer_entry *copy;

	if (!entry)
		return NULL;
	copy = arr_new(1, sizeof(*copy));
	*copy = layer_entry_copy(entry);
	return copy;
}

void
root_compare(const struct layer *recorded, const struct layer *built,
	struct record_change **change, size_t *nchange)
{
	size_t i = 0, k = 0;

	*change = NULL;
	*nchange = 0;
	while (i < recorded->nentry || k < built->nentry) {
		const struct layer_entry *a = i < recorded->nentry ? &recorded->entry[i] : NULL;
		const struct layer_entry *b = k < built->nentry ? &built->entry[k] : NULL;
		int order = !a ? 1 : !b ? -1 : strcmp(a->path, b->path);

		if (order <= 0)
			i++;
		if (order >= 0)
			k++;
		if (order == 0 && layer_entry_eq(a, b))
			continue;
		*arr_push(change, nchange) = (struct record_change){
			.recorded = order <= 0 ? copy_of(a) : NULL,
			.built = order >= 0 ? copy_of(b) : NULL,
		};
	}
}
