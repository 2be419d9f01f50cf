/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "packages.h"

#include <stdlib.h>

#include "base/io.h"

/* The name of the package that ENTRY is, or NULL. */
static const char *
name_of(const struct layer_entry *entry)
{
	static const char repo[] = "/external/repo/";
	const char *name = entry->path + strlen(repo);

	if (entry->type != LAYER_FILE || strncmp(entry->path, repo, strlen(repo)) || strchr(name, '/')
		|| !span_ends(span_of(name), ".tar.bz2"))
		return NULL;
	return name;
}

enum packages_end
packages_compare(const struct tree *tree, const struct layer *layer, char **why)
{
	enum packages_end end = PACKAGES_SAME;

	*why = NULL;
	for (size_t i = 0; i < layer->nentry && end != PACKAGES_DIFFER; i++) {
		const char *name = name_of(&layer->entry[i]);
		const struct sum *sum = name ? sums_find(&tree->packages, span_of(name)) : NULL;

		if (!name || (sum && digest_eq(&sum->want, &layer->entry[i].digest)) || (!sum && end == PACKAGES_UNKNOWN))
			continue;
		free(*why);
		end = sum ? PACKAGES_DIFFER : PACKAGES_UNKNOWN;
		if (sum)
			*why = str_format("package %s: recorded %.8s in " TREE_PACKAGES ", built %.8s", name,
				digest_text(&sum->want).text, digest_text(&layer->entry[i].digest).text);
		else
			*why = str_format("package %s: " TREE_PACKAGES " has no line for it", name);
	}
	return end;
}

int
packages_record(struct tree *tree, const struct layer *layer, struct err *err)
{
	struct str text = STR_INIT;
	bool changed = false;
	int ret = 0;

	for (size_t i = 0; i < layer->nentry; i++) {
		const char *name = name_of(&layer->entry[i]);
		const struct sum *sum = name ? sums_find(&tree->packages, span_of(name)) : NULL;

		if (!name || (sum && digest_eq(&sum->want, &layer->entry[i].digest)))
			continue;
		sums_put(&tree->packages, name, &layer->entry[i].digest);
		changed = true;
	}
	if (changed) {
		sums_format(&tree->packages, &text);
		ret = io_replace(tree->dir, TREE_PACKAGES, 0644, str_span(&text), IO_DURABLE, err);
	}
	str_release(&text);
	return ret < 0 ? -1 : changed;
}
