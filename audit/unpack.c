/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>

#include "base/arr.h"

enum { BLOCK = 1 << 18, ENTRIES_MAX = 4000000 };

struct walk {
	struct inspection *inspection;
	const char *name;               /* of the archive as a whole, for messages */
	uint64_t size;                  /* its bytes */
	uint64_t out;                   /* bytes that came out of it, all depths */
	uint64_t nentry;
	bool cut;                       /* a bomb was found: no more */
	struct err *err;
};

static int read_archive(struct walk *walk, struct archive *archive, const char *prefix, unsigned depth);

/*
 * Two blocks of zeros end a tar archive, whatever stands behind them: one that
 * has no files at all was either empty or is not what it seems.
 */
static const char nothing_inside[] = "no file is seen in it";

static struct archive *
new_archive(struct err *err)
{
	struct archive *archive = archive_read_new();

	if (!archive || archive_read_support_filter_all(archive) < ARCHIVE_WARN
		|| archive_read_support_format_all(archive) < ARCHIVE_WARN
		|| archive_read_support_format_raw(archive) < ARCHIVE_WARN) {
		archive_read_free(archive);
		err_set(err, ERR_SYSTEM, "libarchive: no memory");
		return NULL;
	}
	return archive;
}

static int
broken(const struct walk *walk, struct archive *archive)
{
	const char *why = archive_error_string(archive);

	return err_set(walk->err, ERR_SYNTAX, "%s: broken or cut short: %s", walk->name,
		why ? why : "libarchive does not say why");
}

/* The member's name as one of our paths: no empty or "." parts, "nameless" when nothing is left. */
static char *
clean_name(const char *prefix, const char *name)
{
	struct span rest = span_of(name ? name : ""), part;
	struct str path = STR_INIT;
	size_t n;

	str_adds(&path, prefix);
	n = path.n;
	while (span_cut(&rest, '/', &part)) {
		if (part.n == 0 || span_is(part, "."))
			continue;
		if (path.n > n)
			str_addc(&path, '/');
		str_add(&path, part);
	}
	if (path.n == n)
		str_adds(&path, "nameless");
	return str_take(&path);
}

/* Count N more bytes out; false when that is beyond all measure. */
static bool
count_bytes(struct walk *walk, size_t n, const char *path)
{
	char *evidence;

	walk->out += n;
	if (walk->out <= UNPACK_FREE
		|| (walk->out / UNPACK_RATIO <= walk->size && walk->out <= UNPACK_TOTAL))
		return true;
	walk->cut = true;
	evidence = str_format("%llu bytes came out of %llu", (unsigned long long)walk->out,
		(unsigned long long)walk->size);
	inspect_say(walk->inspection, "archive-bomb", path, evidence);
	free(evidence);
	return false;
}

/* An archive that lies in an archive, whole in memory. */
static int
open_nested(struct walk *walk, struct str *bytes, const char *path, unsigned depth)
{
	struct archive *archive = new_archive(walk->err);
	char *prefix = str_format("%s!", path);
	struct err why = ERR_INIT, *err = walk->err;
	uint64_t nentry;
	int ret = -1;

	if (!archive)
		goto out;
	if (archive_read_open_memory(archive, bytes->at, bytes->n) < ARCHIVE_WARN) {
		inspect_say(walk->inspection, "archive-not-opened", path, archive_error_string(archive));
		ret = 0;
		goto out;
	}
	/* One that is broken inside a whole one is a finding, not the end of the audit. */
	walk->err = &why;
	nentry = walk->nentry;
	ret = read_archive(walk, archive, prefix, depth + 1);
	walk->err = err;
	if (ret == 0 && walk->nentry == nentry && !walk->cut)
		inspect_say(walk->inspection, "archive-not-opened", path, nothing_inside);
	if (ret < 0 && why.kind == ERR_SYNTAX) {
		inspect_say(walk->inspection, "archive-not-opened", path, archive_error_string(archive)
			? archive_error_string(archive) : "broken");
		ret = 0;
	} else if (ret < 0) {
		*err = why;
	}
out:
	free(prefix);
	archive_read_free(archive);
	return ret;
}

/* One regular file of the archive. */
static int
read_member(struct walk *walk, struct archive *archive, const char *path, unsigned depth)
{
	struct inspection *inspection = walk->inspection;
	struct str nested = STR_INIT;
	char *block = arr_new(BLOCK, 1);
	bool keep = true, first = true;
	const char *format;
	int ret = -1;

	if (inspect_start(inspection, path, walk->err) < 0)
		goto out;
	for (;;) {
		ssize_t n = archive_read_data(archive, block, BLOCK);
		struct span bytes = { block, n > 0 ? (size_t)n : 0 };

		if (n < 0) {
			broken(walk, archive);
			goto out;
		}
		if (n == 0)
			break;
		if (!count_bytes(walk, bytes.n, path)) {
			ret = 0;
			goto out;
		}
		if (inspect_block(inspection, bytes, walk->err) < 0)
			goto out;
		if (first)
			keep = magic_find(bytes, &format) == MAGIC_ARCHIVE;
		first = false;
		if (keep && nested.n + bytes.n <= UNPACK_NESTED)
			str_add(&nested, bytes);
		else
			keep = false;
	}
	keep = keep && !first && depth < UNPACK_DEPTH;
	if (inspect_end(inspection, keep, walk->err) < 0)
		goto out;
	ret = keep ? open_nested(walk, &nested, path, depth) : 0;
out:
	str_release(&nested);
	free(block);
	return ret;
}

static int
read_archive(struct walk *walk, struct archive *archive, const char *prefix, unsigned depth)
{
	struct archive_entry *entry;

	while (!walk->cut) {
		int status = archive_read_next_header(archive, &entry);
		char *path;
		int ret;

		if (status == ARCHIVE_EOF)
			return 0;
		if (status < ARCHIVE_WARN)
			return broken(walk, archive);
		if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry))
			continue;
		if (++walk->nentry > ENTRIES_MAX)
			return err_set(walk->err, ERR_LIMIT, "%s: more than %d files", walk->name, ENTRIES_MAX);
		if (archive_entry_is_data_encrypted(entry)) {
			path = clean_name(prefix, archive_entry_pathname(entry));
			inspect_say(walk->inspection, "archive-not-opened", path, "encrypted");
			free(path);
			continue;
		}
		path = clean_name(prefix, archive_entry_pathname(entry));
		ret = read_member(walk, archive, path, depth);
		free(path);
		if (ret < 0)
			return -1;
	}
	return 0;
}

int
unpack_inspect(struct inspection *inspection, int fd, const char *name, uint64_t size,
	const char *prefix, struct err *err)
{
	struct walk walk = { .inspection = inspection, .name = name, .size = size, .err = err };
	struct archive *archive = new_archive(err);
	int ret;

	if (!archive)
		return -1;
	if (archive_read_open_fd(archive, fd, BLOCK) < ARCHIVE_WARN)
		ret = broken(&walk, archive);
	else
		ret = read_archive(&walk, archive, prefix, 0);
	if (ret == 0 && walk.nentry == 0)
		inspect_say(inspection, "archive-not-opened", name, nothing_inside);
	archive_read_free(archive);
	return ret;
}
