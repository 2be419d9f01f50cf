/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "format/layer.h"

#include <stdlib.h>

#include "base/arr.h"

static const char head[] = "lbs-layer 1";

void
layer_entry_release(struct layer_entry *entry)
{
	free(entry->path);
	free(entry->target);
	entry->path = NULL;
	entry->target = NULL;
}

void
layer_release(struct layer *layer)
{
	for (size_t i = 0; i < layer->nentry; i++)
		layer_entry_release(&layer->entry[i]);
	free(layer->entry);
	*layer = (struct layer)LAYER_INIT;
}

static bool
needs_escape(unsigned char c)
{
	return c <= 0x20 || c == 0x7f || c == '\\';
}

static void
add_name(struct str *text, const char *name)
{
	for (; *name; name++) {
		unsigned char c = (unsigned char)*name;

		if (needs_escape(c))
			str_addf(text, "\\%03o", c);
		else
			str_addc(text, *name);
	}
}

/* Undo add_name(); NULL when NAME is not spelled the one way, is empty, or holds a NUL. */
static char *
read_name(struct span name)
{
	struct str text = STR_INIT;

	if (name.n == 0)
		return NULL;
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.at[i];

		if (c == '\\') {
			unsigned value = 0;

			if (name.n - i < 4)
				goto bad;
			for (int k = 1; k <= 3; k++) {
				unsigned digit = (unsigned char)name.at[i + k] - (unsigned)'0';

				if (digit > 7)
					goto bad;
				value = value * 8 + digit;
			}
			if (value == 0 || value > 0xff || !needs_escape((unsigned char)value))
				goto bad;
			c = (unsigned char)value;
			i += 3;
		} else if (needs_escape(c)) {
			goto bad;
		}
		str_addc(&text, (char)c);
	}
	return str_take(&text);
bad:
	str_release(&text);
	return NULL;
}

static bool
is_canonical_path(const char *path)
{
	struct span rest = span_of(path);
	struct span part;

	if (rest.n < 2 || rest.at[0] != '/' || rest.at[rest.n - 1] == '/')
		return false;
	rest.at++;
	rest.n--;
	while (span_cut(&rest, '/', &part)) {
		if (part.n == 0 || span_is(part, ".") || span_is(part, ".."))
			return false;
	}
	return true;
}

static bool
read_mode(struct span text, unsigned *mode)
{
	*mode = 0;
	if (text.n != 4)
		return false;
	for (int i = 0; i < 4; i++) {
		unsigned digit = (unsigned char)text.at[i] - (unsigned)'0';

		if (digit > 7)
			return false;
		*mode = *mode * 8 + digit;
	}
	return true;
}

static int
read_entry(struct layer_entry *entry, struct span line, const char *path, unsigned long nr,
	struct err *err)
{
	enum { FIELDS = 5 };
	struct span field[FIELDS];
	struct span rest = line;
	size_t n = 0;
	long long size;

	while (n < FIELDS && span_cut(&rest, ' ', &field[n]))
		n++;
	if (rest.n || n < 2 || field[0].n != 1 || line.at[line.n - 1] == ' ')
		goto form;
	entry->type = (enum layer_type)field[0].at[0];
	switch (entry->type) {
	case LAYER_FILE:
		if (n != 5)
			goto form;
		if (!read_mode(field[1], &entry->mode))
			return err_set(err, ERR_SYNTAX, "%s:%lu: mode: wants four octal digits", path, nr);
		if (!digest_parse(field[2], &entry->digest)
			|| strncmp(digest_text(&entry->digest).text, field[2].at, DIGEST_HEX))
			return err_set(err, ERR_SYNTAX,
				"%s:%lu: digest: wants 64 lower-case hexadecimal digits", path, nr);
		size = span_number(field[3], 1LL << 53);
		if (size < 0 || (field[3].n > 1 && field[3].at[0] == '0'))
			return err_set(err, ERR_SYNTAX, "%s:%lu: size: wants a decimal number", path, nr);
		entry->size = (uint64_t)size;
		break;
	case LAYER_DIR:
		if (n != 3)
			goto form;
		if (!read_mode(field[1], &entry->mode))
			return err_set(err, ERR_SYNTAX, "%s:%lu: mode: wants four octal digits", path, nr);
		break;
	case LAYER_LINK:
		if (n != 3)
			goto form;
		entry->target = read_name(field[1]);
		if (!entry->target)
			return err_set(err, ERR_SYNTAX, "%s:%lu: target: not spelled as lbs-layer(5) says", path, nr);
		break;
	case LAYER_GONE:
		if (n != 2)
			goto form;
		break;
	default:
		goto form;
	}
	entry->path = read_name(field[n - 1]);
	if (!entry->path || !is_canonical_path(entry->path))
		return err_set(err, ERR_SYNTAX,
			"%s:%lu: path: wants an absolute path without '.', '..' or empty parts", path, nr);
	return 0;
form:
	return err_set(err, ERR_SYNTAX,
		"%s:%lu: wants 'f MODE SHA256 SIZE PATH', 'd MODE PATH', 'l TARGET PATH' or '- PATH'", path, nr);
}

int
layer_parse(struct layer *layer, const char *path, struct span text, struct err *err)
{
	struct layer new = LAYER_INIT;
	struct span line;
	unsigned long nr = 1;
	int ret = -1;

	if (text.n == 0 || text.at[text.n - 1] != '\n') {
		err_set(err, ERR_SYNTAX, "%s: wants a newline at its end", path);
		goto out;
	}
	if (!span_line(&text, &line) || !span_is(line, head)) {
		err_set(err, ERR_SYNTAX, "%s:1: wants '%s'", path, head);
		goto out;
	}
	while (span_line(&text, &line)) {
		struct layer_entry entry = { 0 };

		nr++;
		if (line.n == 0 || read_entry(&entry, line, path, nr, err) < 0) {
			if (line.n == 0)
				err_set(err, ERR_SYNTAX, "%s:%lu: an empty line", path, nr);
			layer_entry_release(&entry);
			goto out;
		}
		*arr_push(&new.entry, &new.nentry) = entry;
		if (new.nentry > 1 && strcmp(new.entry[new.nentry - 2].path, entry.path) >= 0) {
			err_set(err, ERR_SYNTAX, "%s:%lu: out of order: paths are sorted by bytes, each once",
				path, nr);
			goto out;
		}
	}
	*layer = new;
	new = (struct layer)LAYER_INIT;
	ret = 0;
out:
	layer_release(&new);
	return ret;
}

void
layer_format(const struct layer *layer, struct str *text)
{
	str_addf(text, "%s\n", head);
	for (size_t i = 0; i < layer->nentry; i++) {
		const struct layer_entry *entry = &layer->entry[i];

		str_addc(text, (char)entry->type);
		str_addc(text, ' ');
		if (entry->type == LAYER_FILE)
			str_addf(text, "%04o %s %llu ", entry->mode, digest_text(&entry->digest).text,
				(unsigned long long)entry->size);
		if (entry->type == LAYER_DIR)
			str_addf(text, "%04o ", entry->mode);
		if (entry->type == LAYER_LINK) {
			add_name(text, entry->target);
			str_addc(text, ' ');
		}
		add_name(text, entry->path);
		str_addc(text, '\n');
	}
}

static int
compare_entries(const void *a, const void *b)
{
	return strcmp(((const struct layer_entry *)a)->path, ((const struct layer_entry *)b)->path);
}

void
layer_sort(struct layer *layer)
{
	if (layer->nentry)
		qsort(layer->entry, layer->nentry, sizeof(*layer->entry), compare_entries);
	for (size_t i = 1; i < layer->nentry; i++) {
		if (strcmp(layer->entry[i - 1].path, layer->entry[i].path) == 0)
			abort();
	}
}

struct digest
layer_digest(const struct layer *layer)
{
	struct str text = STR_INIT;
	struct digest digest;

	layer_format(layer, &text);
	digest = digest_of(str_span(&text));
	str_release(&text);
	return digest;
}

const struct layer_entry *
layer_find(const struct layer *layer, struct span path)
{
	size_t low = 0, high = layer->nentry;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = span_cmp(span_of(layer->entry[middle].path), path);

		if (order == 0)
			return &layer->entry[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

bool
layer_entry_eq(const struct layer_entry *a, const struct layer_entry *b)
{
	if (a->type != b->type || strcmp(a->path, b->path))
		return false;
	switch (a->type) {
	case LAYER_FILE:
		return a->mode == b->mode && a->size == b->size && digest_eq(&a->digest, &b->digest);
	case LAYER_DIR:
		return a->mode == b->mode;
	case LAYER_LINK:
		return strcmp(a->target, b->target) == 0;
	case LAYER_GONE:
		return true;
	}
	return false;
}

struct layer_entry
layer_entry_copy(const struct layer_entry *entry)
{
	struct layer_entry copy = *entry;

	copy.path = arr_dup(entry->path);
	copy.target = entry->target ? arr_dup(entry->target) : NULL;
	return copy;
}
