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

/* A member, as a stream: what of it was read already, then what the archive has yet. */
struct member {
	struct walk *walk;
	struct archive *archive;
	const char *path;
	char *head;                     /* owned */
	size_t nhead;
	char *block;                    /* owned */
	bool broken;
	struct err why;
};

static int read_archive(struct walk *walk, struct archive *archive, const char *prefix, unsigned depth);

/*
 * Two blocks of zeros end a tar archive, whatever stands behind them: one that
 * has no files at all was either empty or is not what it seems.
 */
static const char nothing_inside[] = "no file is seen in it";

/* Filters that this library has in itself: none that starts a program. */
static struct archive *
new_archive(struct err *err)
{
	struct archive *archive = archive_read_new();

	if (!archive || archive_read_support_format_all(archive) < ARCHIVE_WARN
		|| archive_read_support_format_raw(archive) < ARCHIVE_WARN) {
		archive_read_free(archive);
		err_set(err, ERR_SYSTEM, "libarchive: no memory");
		return NULL;
	}
	(void)archive_read_support_filter_gzip(archive);
	(void)archive_read_support_filter_bzip2(archive);
	(void)archive_read_support_filter_compress(archive);
	(void)archive_read_support_filter_lzma(archive);
	(void)archive_read_support_filter_xz(archive);
	(void)archive_read_support_filter_lzip(archive);
	(void)archive_read_support_filter_zstd(archive);
	(void)archive_read_support_filter_lz4(archive);
	(void)archive_read_support_filter_lzop(archive);
	(void)archive_read_support_filter_rpm(archive);
	return archive;
}

static const char *
words_of(struct archive *archive)
{
	const char *why = archive_error_string(archive);

	return why ? why : "libarchive does not say why";
}

static int
broken(const struct walk *walk, struct archive *archive)
{
	return err_set(walk->err, ERR_SYNTAX, "%s: broken or cut short: %s", walk->name, words_of(archive));
}

/* The member's name as one of our paths: no empty or "." parts, "nameless" when nothing is left. */
static void
clean_name(struct str *path, const char *prefix, const char *name)
{
	struct span rest = span_of(name ? name : ""), part;
	size_t n;

	str_clear(path);
	str_adds(path, prefix);
	n = path->n;
	while (span_cut(&rest, '/', &part)) {
		if (part.n == 0 || span_is(part, "."))
			continue;
		if (path->n > n)
			str_addc(path, '/');
		str_add(path, part);
	}
	if (path->n == n)
		str_adds(path, "nameless");
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

/* inspect_read: the member's bytes. A bomb ends as a file does; walk->cut tells. */
static ssize_t
read_member(void *data, char *at, size_t n, struct err *err)
{
	struct member *member = data;
	size_t have = 0;

	while (have < n && !member->walk->cut) {
		ssize_t got = archive_read_data(member->archive, at + have, n - have);

		if (got < 0) {
			member->broken = true;
			return err_set(err, ERR_SYNTAX, "%s: broken or cut short: %s", member->walk->name,
				words_of(member->archive));
		}
		if (got == 0)
			break;
		if (!count_bytes(member->walk, (size_t)got, member->path))
			break;
		have += (size_t)got;
	}
	return (ssize_t)have;
}

/* The same for libarchive, which opens what is in the member. */
static la_ssize_t
feed(struct archive *archive, void *data, const void **bytes)
{
	struct member *member = data;
	ssize_t n;

	(void)archive;
	if (member->nhead) {
		n = (ssize_t)member->nhead;
		*bytes = member->head;
		member->nhead = 0;
		return n;
	}
	*bytes = member->block;
	n = read_member(member, member->block, BLOCK, &member->why);
	return n < 0 ? ARCHIVE_FATAL : n;
}

/* Forms that are read from their end. */
static bool
wants_whole(const char *format)
{
	return !strcmp(format, "7z") || !strcmp(format, "rar") || !strcmp(format, "cabinet") || !strcmp(format, "xar");
}

/* All of the member's bytes in its head, if they are no more than UNPACK_HELD. */
static int
hold(struct member *member)
{
	size_t have = member->nhead;
	ssize_t n;

	member->head = arr_resize(member->head, UNPACK_HELD, 1);
	n = read_member(member, member->head + have, UNPACK_HELD - have, &member->why);
	if (n < 0)
		return -1;
	member->nhead = have + (size_t)n;
	return member->nhead < UNPACK_HELD ? 0 : 1;
}

/* The archive that MEMBER is. */
static int
open_nested(struct walk *walk, struct member *member, bool whole, unsigned depth)
{
	struct archive *archive = new_archive(walk->err);
	char *prefix = str_format("%s!", member->path);
	struct err why = ERR_INIT, *err = walk->err;
	uint64_t nentry = walk->nentry;
	int ret = -1;

	if (!archive)
		goto out;
	if (whole && (ret = hold(member)) != 0) {
		if (ret > 0)
			inspect_say(walk->inspection, "archive-not-opened", member->path, "too large to be read from its end");
		else
			*err = member->why;
		ret = ret < 0 ? -1 : 0;
		goto out;
	}
	ret = whole ? archive_read_open_memory(archive, member->head, member->nhead)
		: archive_read_open(archive, member, NULL, feed, NULL);
	/* One that is broken inside a whole one is a finding, not the end of the audit. */
	walk->err = &why;
	ret = ret < ARCHIVE_WARN ? broken(walk, archive) : read_archive(walk, archive, prefix, depth + 1);
	walk->err = err;
	if (ret == 0 && walk->nentry == nentry && !walk->cut)
		inspect_say(walk->inspection, "archive-not-opened", member->path, nothing_inside);
	if (ret < 0 && member->broken) {
		*err = member->why;
	} else if (ret < 0 && why.kind == ERR_SYNTAX) {
		inspect_say(walk->inspection, "archive-not-opened", member->path, words_of(archive));
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
inspect_member(struct walk *walk, struct archive *archive, const char *path, unsigned depth)
{
	struct inspection *inspection = walk->inspection;
	struct member member = { .walk = walk, .archive = archive, .path = path };
	struct span head;
	int ret;

	if (inspect_begin(inspection, path, read_member, &member, walk->err) < 0)
		return -1;
	if (inspection->whole && inspection->defer && (inspection->kind != MAGIC_ARCHIVE || depth >= UNPACK_DEPTH)
		&& inspection->defer(inspection->defer_data, inspection))
		return 0;
	if (inspection->kind != MAGIC_ARCHIVE || depth >= UNPACK_DEPTH || walk->cut)
		return inspect_rest(inspection, read_member, &member, walk->err);
	head = inspect_head(inspection);
	inspection->audit->nbyte += head.n;
	member.head = arr_dupn(head.at, head.n);
	member.nhead = head.n;
	member.block = arr_new(BLOCK, 1);
	ret = open_nested(walk, &member, wants_whole(inspection->format), depth);
	free(member.head);
	free(member.block);
	return ret;
}

static int
read_archive(struct walk *walk, struct archive *archive, const char *prefix, unsigned depth)
{
	struct archive_entry *entry;
	struct str path = STR_INIT;
	int ret = 0;

	while (!walk->cut && ret == 0) {
		int status = archive_read_next_header(archive, &entry);

		if (status == ARCHIVE_EOF)
			break;
		if (status < ARCHIVE_WARN) {
			ret = broken(walk, archive);
			break;
		}
		if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry))
			continue;
		if (++walk->nentry > ENTRIES_MAX) {
			ret = err_set(walk->err, ERR_LIMIT, "%s: more than %d files", walk->name, ENTRIES_MAX);
			break;
		}
		clean_name(&path, prefix, archive_entry_pathname(entry));
		if (archive_entry_is_data_encrypted(entry))
			inspect_say(walk->inspection, "archive-not-opened", path.at, "encrypted");
		else
			ret = inspect_member(walk, archive, path.at, depth);
	}
	str_release(&path);
	return ret;
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
