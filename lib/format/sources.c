/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "format/sources.h"

#include <stdlib.h>

#include "base/arr.h"
#include "base/str.h"

enum { FIELDS = 5 };

struct place {
	const char *path;
	unsigned long line;
	struct err *err;
};

static void
source_release(struct source *source)
{
	free(source->url);
	free(source->repo);
	free(source->ref);
	free(source->name);
}

void
sources_release(struct sources *sources)
{
	for (size_t i = 0; i < sources->nsource; i++)
		source_release(&sources->source[i]);
	free(sources->source);
	*sources = (struct sources)SOURCES_INIT;
}

static int
refuse(const struct place *place, const char *why)
{
	return err_set(place->err, ERR_SYNTAX, "%s:%lu: %s", place->path, place->line, why);
}

/* Cut LINE into N fields; -1 when two spaces stand together or there are too many fields. */
static int
cut_fields(struct span line, struct span *field, size_t *n, const struct place *place)
{
	struct span rest = line;

	if (line.n == 0)
		return refuse(place, "an empty line; wants 'f URL SHA256 [NAME]'");
	if (line.at[0] == '#')
		return refuse(place, "a comment, which this format does not have");
	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.at[i];

		if (c < 0x20 || c == 0x7f)
			return refuse(place, "a control character; fields are parted by one space");
	}
	while (rest.n) {
		if (*n == FIELDS)
			return refuse(place, "too many fields; wants 'f URL SHA256 [NAME]' or 'g REPO~REF URL SHA256 [NAME]'");
		span_cut(&rest, ' ', &field[*n]);
		if (field[*n].n == 0)
			return refuse(place, "two spaces in a row; fields are parted by one space");
		(*n)++;
	}
	return 0;
}

static struct span
last_part(struct span url)
{
	for (size_t i = url.n; i-- > 0;) {
		if (url.at[i] == '/')
			return (struct span){ url.at + i + 1, url.n - i - 1 };
	}
	return url;
}

static int
set_repo(struct source *source, struct span field, const struct place *place)
{
	size_t at = field.n;

	while (at > 0 && field.at[at - 1] != '~')
		at--;
	if (at <= 1 || at == field.n)
		return refuse(place, "a git line wants REPO~REF");
	source->repo = span_dup((struct span){ field.at, at - 1 });
	source->ref = span_dup((struct span){ field.at + at, field.n - at });
	return 0;
}

static int
set_name(struct source *source, const struct span *field, size_t n, struct span url,
	const struct place *place)
{
	struct span name = n ? field[0] : last_part(url);

	if (!n && span_is(url, "_"))
		return refuse(place, "without an address ('_') a NAME is wanted");
	if (name.n == 0)
		return refuse(place, "the address ends in '/': a NAME is wanted");
	if (memchr(name.at, '/', name.n) || span_is(name, "_") || span_is(name, ".") || span_is(name, ".."))
		return refuse(place, "NAME wants to be a plain file name");
	source->name = span_dup(name);
	return 0;
}

static int
read_line(struct source *source, struct span line, const struct place *place)
{
	struct span field[FIELDS];
	size_t n = 0, at = 0;

	if (cut_fields(line, field, &n, place) < 0)
		return -1;
	source->line = place->line;
	if (span_is(field[0], "f") || span_is(field[0], "file")) {
		at = 1;
	} else if (span_is(field[0], "g") || span_is(field[0], "git")) {
		source->kind = SOURCE_GIT;
		at = 1;
	} else if (!span_find(field[0], SPAN("://"))) {
		return refuse(place, "unknown kind of line; wants 'f', 'file', 'g', 'git' or an address first");
	} else if (span_starts(field[0], "git://")) {
		source->kind = SOURCE_GIT;
	}
	if (source->kind == SOURCE_GIT) {
		if (at >= n || set_repo(source, field[at], place) < 0)
			return at >= n ? refuse(place, "a git line wants REPO~REF") : -1;
		at++;
	} else {
		source->repo = arr_dup("");
		source->ref = arr_dup("");
	}
	if (n < at + 2)
		return refuse(place, "too few fields; wants an address and its SHA-256");
	if (n > at + 3)
		return refuse(place, "too many fields after the SHA-256");
	if (!digest_parse(field[at + 1], &source->digest))
		return refuse(place, "the SHA-256 wants 64 hexadecimal digits");
	source->url = span_is(field[at], "_") ? arr_dup("") : span_dup(field[at]);
	return set_name(source, &field[at + 2], n - at - 2, field[at], place);
}

int
sources_parse(struct sources *sources, const char *path, struct span text, struct err *err)
{
	struct place place = { path, 0, err };
	struct sources new = SOURCES_INIT;
	struct span line;

	while (span_line(&text, &line)) {
		struct source source = { 0 };

		place.line++;
		if (read_line(&source, line, &place) < 0) {
			source_release(&source);
			sources_release(&new);
			return -1;
		}
		for (size_t i = 0; i < new.nsource; i++) {
			if (strcmp(new.source[i].name, source.name)
				|| digest_eq(&new.source[i].digest, &source.digest))
				continue;
			err_set(err, ERR_SYNTAX, "%s:%lu: '%s' has another SHA-256 in line %lu", path, place.line,
				source.name, new.source[i].line);
			source_release(&source);
			sources_release(&new);
			return -1;
		}
		*arr_push(&new.source, &new.nsource) = source;
	}
	*sources = new;
	return 0;
}
