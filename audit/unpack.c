/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arr.h"
#include "tail.h"

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
	struct span left;               /* of libarchive's block at hand, which begins at PLACE */
	uint64_t place, given;          /* bytes of the file; those before GIVEN were given out */
	struct span back;               /* of what was given out last: taken back */
	bool ended;
	struct inspect_sums *sums;      /* of all its bytes; NULL: nobody wants them here */
	bool broken;
	struct err why;
};

/*
 * An archive as it is read: its bytes, from a member or a file; OUTER takes the compression off, if there is one;
 * INNER knows its members. Two of libarchive's readers, so that what stands behind the end of either is seen.
 */
struct layers {
	struct walk *walk;
	struct member *member;          /* NULL: from FD */
	int fd;
	char *block;                    /* of what is read from FD; owned */
	struct archive *outer, *inner;
	struct tail_stream in, out;     /* bytes that were given to OUTER, or else INNER, and by OUTER to INNER */
	struct str zip;                 /* of a zip archive the last bytes */
	const char *format;             /* as magic_find() has it */
	bool empty;                     /* OUTER gives nothing */
	uint64_t limit;                 /* bytes that libarchive is given; 0: all */
};

static int read_archive(struct walk *walk, struct archive *archive, const char *prefix, unsigned depth);

/*
 * Two blocks of zeros end a tar archive, whatever stands behind them: one that
 * has no files at all was either empty or is not what it seems.
 */
static const char nothing_inside[] = "no file is seen in it";

/* Filters that this library has in itself: it would start a program for those that it was built without. */
static void
support_filters(struct archive *archive)
{
	static int (*const add[])(struct archive *archive) = {
		archive_read_support_filter_gzip, archive_read_support_filter_bzip2, archive_read_support_filter_compress,
		archive_read_support_filter_lzma, archive_read_support_filter_xz, archive_read_support_filter_lzip,
		archive_read_support_filter_zstd, archive_read_support_filter_lz4, archive_read_support_filter_lzop,
		archive_read_support_filter_rpm,
	};
	struct archive *probe = archive_read_new();

	/* One that would is added all the same, with a warning: so each is tried elsewhere first. */
	for (size_t i = 0; probe && i < sizeof(add) / sizeof(*add); i++) {
		if (add[i](probe) == ARCHIVE_OK)
			(void)add[i](archive);
	}
	archive_read_free(probe);
}

struct archive *
unpack_new(struct err *err)
{
	struct archive *archive = archive_read_new();

	if (!archive || archive_read_support_format_all(archive) < ARCHIVE_WARN
		|| archive_read_support_format_raw(archive) < ARCHIVE_WARN) {
		archive_read_free(archive);
		err_set(err, ERR_SYSTEM, "libarchive: no memory");
		return NULL;
	}
	support_filters(archive);
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

static int
say_broken(struct member *member, struct err *err)
{
	member->broken = true;
	return err_set(err, ERR_SYNTAX, "%s: broken or cut short: %s", member->walk->name, words_of(member->archive));
}

/*
 * The member's next bytes, at most N, where libarchive has them, until it is asked again; none at its end. A hole of a
 * sparse file is zeros. A bomb ends as a file does; walk->cut tells.
 */
static int
next_bytes(struct member *member, size_t n, struct span *bytes, struct err *err)
{
	static const char zeros[4096];

	*bytes = (struct span){ zeros, 0 };
	while (!member->ended && member->place == member->given && member->left.n == 0) {
		const void *at = NULL;
		size_t size = 0;
		la_int64_t place = 0;
		int status = archive_read_data_block(member->archive, &at, &size, &place);

		member->ended = status == ARCHIVE_EOF;
		if (!member->ended && (status < ARCHIVE_OK || place < 0 || (uint64_t)place < member->given))
			return say_broken(member, err);
		if (!member->ended)
			member->place = (uint64_t)place;
		member->left = (struct span){ size ? at : zeros, member->ended ? 0 : size };
	}
	if (member->place > member->given) {
		uint64_t hole = member->place - member->given;

		*bytes = (struct span){ zeros, hole < sizeof(zeros) ? (size_t)hole : sizeof(zeros) };
		bytes->n = n < bytes->n ? n : bytes->n;
	} else {
		*bytes = (struct span){ member->left.at, n < member->left.n ? n : member->left.n };
		member->left = (struct span){ member->left.at + bytes->n, member->left.n - bytes->n };
		member->place += bytes->n;
	}
	member->given += bytes->n;
	if (member->sums)
		inspect_sums_add(member->sums, *bytes);
	if (bytes->n && !count_bytes(member->walk, bytes->n, member->path)) {
		member->ended = true;
		bytes->n = 0;
	}
	return 0;
}

/* inspect_read: the member's bytes, first those that were taken back. */
static ssize_t
read_member(void *data, char *at, size_t n, struct err *err)
{
	struct member *member = data;
	size_t have = 0;

	while (have < n && !member->walk->cut) {
		struct span bytes = { member->back.at, member->back.n < n - have ? member->back.n : n - have };

		if (bytes.n)
			member->back = (struct span){ member->back.at + bytes.n, member->back.n - bytes.n };
		else if (next_bytes(member, n - have, &bytes, err) < 0)
			return -1;
		if (bytes.n == 0)
			break;
		memcpy(at + have, bytes.at, bytes.n);
		have += bytes.n;
	}
	return (ssize_t)have;
}

/* The next bytes of the archive itself; none at its end. */
static int
next_raw(struct layers *layers, struct span *bytes, struct err *err)
{
	struct member *member = layers->member;

	/* Its memory is used again: what is remembered of the last one is copied before. */
	tail_stream_add(&layers->in, (struct span)SPAN_INIT);
	*bytes = (struct span)SPAN_INIT;
	if (member && member->nhead) {
		*bytes = (struct span){ member->head, member->nhead };
		member->nhead = 0;
	} else if (member) {
		if (next_bytes(member, BLOCK, bytes, err) < 0)
			return -1;
	} else {
		bytes->at = layers->block;
		do {
			ssize_t n = read(layers->fd, layers->block, BLOCK);

			if (n < 0 && errno != EINTR)
				return err_sys(err, "%s: read", layers->walk->name);
			bytes->n = n < 0 ? SIZE_MAX : (size_t)n;
		} while (bytes->n == SIZE_MAX);
	}
	tail_stream_add(&layers->in, *bytes);
	if (!strcmp(layers->format, "zip")) {
		if (layers->zip.n > 4 * TAIL_ZIP) {
			memmove(layers->zip.at, layers->zip.at + layers->zip.n - TAIL_ZIP, TAIL_ZIP);
			layers->zip.n = TAIL_ZIP;
		}
		str_add(&layers->zip, *bytes);
	}
	return 0;
}

/* libarchive asks for the bytes of the archive itself. */
static la_ssize_t
feed(struct archive *archive, void *data, const void **bytes)
{
	struct layers *layers = data;
	struct err err = ERR_INIT;
	struct span next;

	if (layers->limit && layers->in.total >= layers->limit)
		return 0;
	if (next_raw(layers, &next, layers->member ? &layers->member->why : &err) < 0) {
		archive_set_error(archive, EIO, "%s", layers->member ? layers->member->why.text : err.text);
		return ARCHIVE_FATAL;
	}
	if (layers->limit && layers->in.total > layers->limit)
		next.n -= (size_t)(layers->in.total - layers->limit);
	*bytes = next.at;
	return (la_ssize_t)next.n;
}

/* The next bytes that were compressed; none at the end. */
static int
next_plain(struct layers *layers, struct span *bytes)
{
	const void *at = NULL;
	la_int64_t place;
	size_t n = 0;
	int status;

	tail_stream_add(&layers->out, (struct span)SPAN_INIT);
	status = layers->empty ? ARCHIVE_EOF : archive_read_data_block(layers->outer, &at, &n, &place);
	*bytes = (struct span){ at, status == ARCHIVE_OK ? n : 0 };
	if (status != ARCHIVE_OK && status != ARCHIVE_EOF)
		return -1;
	tail_stream_add(&layers->out, *bytes);
	return 0;
}

/* libarchive asks for the bytes without their compression. */
static la_ssize_t
feed_plain(struct archive *archive, void *data, const void **bytes)
{
	struct layers *layers = data;
	struct span next;

	if (next_plain(layers, &next) < 0) {
		archive_set_error(archive, EIO, "%s", words_of(layers->outer));
		return ARCHIVE_FATAL;
	}
	*bytes = next.at;
	return (la_ssize_t)next.n;
}

static bool
is_compressed(const char *format)
{
	static const char *const words[] = { "gzip", "bzip2", "xz", "zstd", "lzip", "lz4", "lzop", "compress" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (!strcmp(format, words[i]))
			return true;
	}
	return false;
}

/*
 * liblzma throws away what it has read of the archive when it meets bytes behind the end of xz that are none:
 * it is not given them. The end of a nested one is looked for in its first block alone.
 */
static void
limit_xz(struct layers *layers, uint64_t size)
{
	struct span piece = { layers->block, 0 };
	char last[4096];
	ssize_t n;

	if (layers->member) {
		piece = (struct span){ layers->member->head, layers->member->nhead };
		if (layers->walk->inspection->whole && !tail_xz_ends(piece))
			layers->limit = tail_xz_end(piece, 0);
		return;
	}
	n = pread(layers->fd, last, sizeof(last), (off_t)(size > sizeof(last) ? size - sizeof(last) : 0));
	if (n <= 0 || tail_xz_ends((struct span){ last, (size_t)n }))
		return;
	/* A footer may lie across two blocks: each begins with the end of the one before. */
	for (uint64_t at = 0; at < size && !layers->limit; at += BLOCK - 16) {
		n = pread(layers->fd, layers->block, BLOCK, (off_t)at);
		if (n <= 0)
			return;
		piece.n = (size_t)n;
		layers->limit = tail_xz_end(piece, at);
	}
}

/* zstd calls bytes behind its last frame a broken frame: it is not given them either, as limit_xz() has it. */
static void
limit_zstd(struct layers *layers)
{
	struct tail_frames frames = { 0 };
	char piece[4096];
	ssize_t n;

	if (layers->member) {
		if (layers->walk->inspection->whole) {
			while (frames.at < layers->member->nhead && tail_zstd_follow(&frames,
				(struct span){ layers->member->head + frames.at, layers->member->nhead - (size_t)frames.at }))
				;
			layers->limit = frames.end;
		}
		return;
	}
	do
		n = pread(layers->fd, piece, sizeof(piece), (off_t)frames.at);
	while (n > 0 && tail_zstd_follow(&frames, (struct span){ piece, (size_t)n }));
	layers->limit = frames.end;
}

static int
open_layers(struct layers *layers, uint64_t size)
{
	struct archive_entry *entry;
	int status;

	if (!layers->member)
		layers->block = arr_new(BLOCK, 1);
	if (!strcmp(layers->format, "xz"))
		limit_xz(layers, size);
	if (!strcmp(layers->format, "zstd"))
		limit_zstd(layers);
	if (!is_compressed(layers->format))
		return archive_read_open(layers->inner, layers, NULL, feed, NULL);
	layers->outer = archive_read_new();
	if (!layers->outer || archive_read_support_format_raw(layers->outer) < ARCHIVE_WARN
		|| archive_read_support_format_empty(layers->outer) < ARCHIVE_WARN) {
		archive_set_error(layers->inner, EIO, "no memory");
		return ARCHIVE_FATAL;
	}
	support_filters(layers->outer);
	status = archive_read_open(layers->outer, layers, NULL, feed, NULL);
	if (status >= ARCHIVE_WARN)
		status = archive_read_next_header(layers->outer, &entry);
	layers->empty = status == ARCHIVE_EOF;
	if (status < ARCHIVE_WARN) {
		archive_set_error(layers->inner, EIO, "%s", words_of(layers->outer));
		return status;
	}
	/* One is what hands the bytes on as they are. */
	if (archive_filter_count(layers->outer) < 2 && !layers->empty) {
		archive_set_error(layers->inner, EIO, "%s that this libarchive cannot undo", layers->format);
		return ARCHIVE_FATAL;
	}
	return archive_read_open(layers->inner, layers, NULL, feed_plain, NULL);
}

static void
close_layers(struct layers *layers)
{
	archive_read_free(layers->inner);
	archive_read_free(layers->outer);
	str_release(&layers->zip);
	free(layers->block);
}

static void
say_tail(struct walk *walk, const char *path, const struct tail *tail, const char *what)
{
	char *evidence = tail_evidence(tail, what);

	if (evidence)
		inspect_say_at(walk->inspection, "archive-tail", path, 0, tail->place, evidence);
	free(evidence);
}

/* What OUTER gives behind the end that INNER saw. */
static int
find_plain_tail(struct layers *layers, const char *path, bool ends)
{
	struct tail tail = { 0 };
	struct span next;
	int ret;

	if (ends)
		tail_begin(&tail, &layers->out, (uint64_t)archive_filter_bytes(layers->inner, 0));
	while ((ret = next_plain(layers, &next)) == 0 && next.n > 0 && count_bytes(layers->walk, next.n, path))
		tail_add(&tail, next);
	if (ends)
		say_tail(layers->walk, path, &tail, "the tar archive in it");
	return ret;
}

/* What is not told of by the directory at the end of a zip archive, SIZE bytes long. */
static void
say_zip(struct layers *layers, const char *path, uint64_t size)
{
	size_t n = layers->zip.n > TAIL_ZIP ? TAIL_ZIP : layers->zip.n;
	uint64_t before, behind;
	char *evidence;

	if (!tail_zip((struct span){ str_span(&layers->zip).at + layers->zip.n - n, n }, size, &before, &behind)
		|| (!before && !behind))
		return;
	evidence = str_format("%llu bytes before the first file of the zip archive, %llu behind its end",
		(unsigned long long)before, (unsigned long long)behind);
	inspect_say_at(layers->walk->inspection, "archive-tail", path, 0, behind ? size - behind : 0, evidence);
	free(evidence);
}

/* The same for one that libarchive reads in its own order. */
static int
find_zip_tail(struct layers *layers, const char *path, uint64_t size, struct err *err)
{
	size_t n = size < TAIL_ZIP ? (size_t)size : TAIL_ZIP;
	char *last = arr_new(n + 1, 1);
	ssize_t got = pread(layers->fd, last, n, (off_t)(size - n));

	if (got == (ssize_t)n) {
		str_add(&layers->zip, (struct span){ last, n });
		say_zip(layers, path, size);
	}
	free(last);
	return got < 0 ? err_sys(err, "%s: read", layers->walk->name) : 0;
}

/* All of its members were read: does anything stand behind its end? */
static int
find_tails(struct layers *layers, const char *path, struct err *err)
{
	struct walk *walk = layers->walk;
	int form = archive_format(layers->inner) & ARCHIVE_FORMAT_BASE_MASK, ret = 0;
	bool ends = form == ARCHIVE_FORMAT_TAR || form == ARCHIVE_FORMAT_CPIO, cut = false;
	struct archive *first = layers->outer ? layers->outer : layers->inner;
	struct tail tail;
	uint64_t end;
	struct span next = { NULL, 1 };
	char *evidence;

	if (layers->outer)
		cut = find_plain_tail(layers, path, ends) < 0;
	end = (uint64_t)archive_filter_bytes(first, -1);
	tail_begin(&tail, &layers->in, end);
	while (ret == 0 && next.n > 0 && !walk->cut) {
		ret = next_raw(layers, &next, layers->member ? &layers->member->why : err);
		if (ret == 0)
			tail_add(&tail, next);
	}
	if (tail.n)
		tail.n = layers->in.total - tail.place;
	if (ret == 0 && (layers->outer ? !layers->empty : ends))
		say_tail(walk, path, &tail, layers->outer ? "what is compressed" : "the archive");
	if (cut && tail.n == 0) {
		evidence = str_format("it cannot be read to its end: %s", words_of(layers->outer));
		inspect_say_at(walk->inspection, "archive-tail", path, 0, end, evidence);
		free(evidence);
	}
	if (ret == 0 && !strcmp(layers->format, "zip"))
		say_zip(layers, path, layers->in.total);
	return ret;
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
	struct layers layers = { .walk = walk, .member = member, .inner = unpack_new(walk->err),
		.format = walk->inspection->format };
	struct archive *archive = layers.inner;
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
		: open_layers(&layers, 0);
	/* One that is broken inside a whole one is a finding, not the end of the audit. */
	walk->err = &why;
	ret = ret < ARCHIVE_WARN ? broken(walk, archive) : read_archive(walk, archive, prefix, depth + 1);
	/* One without files may be none: a disk begins with zeros, too, and is large. */
	if (ret == 0 && !whole && !walk->cut && walk->nentry > nentry)
		ret = find_tails(&layers, member->path, &why);
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
	close_layers(&layers);
	return ret;
}

/* The archive that MEMBER is, which is told as a file, too. */
static int
list_nested(struct walk *walk, struct member *member, unsigned depth)
{
	struct inspection *inspection = walk->inspection;
	struct inspect_told told = { .path = member->path, .meta = inspection->meta, .kind = inspection->kind,
		.format = inspection->format };
	bool whole = wants_whole(inspection->format);
	struct inspect_sums sums;
	struct span rest = { NULL, 1 };
	int ret;

	if (!inspect_lists(inspection))
		return open_nested(walk, member, whole, depth);
	inspect_sums_start(&sums);
	inspect_sums_add(&sums, (struct span){ member->head, member->nhead });
	member->sums = &sums;
	ret = open_nested(walk, member, whole, depth);
	/* What stands behind its end is part of the file. */
	while (ret == 0 && rest.n > 0)
		ret = next_bytes(member, BLOCK, &rest, walk->err);
	inspect_tell(inspection, &sums, &told);
	member->sums = NULL;
	return ret;
}

/*
 * Begin the member at hand, which is SIZE bytes long; small files of tar and cpio, whose size is what their
 * head says, stay where libarchive has them, if that is one piece.
 */
static int
begin_member(struct walk *walk, struct member *member, int64_t size)
{
	int form = archive_format(member->archive) & ARCHIVE_FORMAT_BASE_MASK;

	if ((form == ARCHIVE_FORMAT_TAR || form == ARCHIVE_FORMAT_CPIO) && size >= 0 && size < INSPECT_BLOCK) {
		if (next_bytes(member, INSPECT_BLOCK, &member->back, walk->err) < 0)
			return -1;
		if (member->back.n == (size_t)size && !walk->cut) {
			inspect_given(walk->inspection, member->path, member->back);
			member->back = (struct span)SPAN_INIT;
			return 0;
		}
	}
	return inspect_begin(walk->inspection, member->path, read_member, member, walk->err);
}

/* One regular file of the archive. */
static int
inspect_member(struct walk *walk, struct archive *archive, const char *path, int64_t size, unsigned depth)
{
	struct inspection *inspection = walk->inspection;
	struct member member = { .walk = walk, .archive = archive, .path = path };
	struct span head;
	int ret;

	if (begin_member(walk, &member, size) < 0)
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
	ret = list_nested(walk, &member, depth);
	free(member.head);
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
		if (archive_entry_symlink(entry) && inspect_lists(walk->inspection)) {
			clean_name(&path, prefix, archive_entry_pathname(entry));
			inspect_tell_link(walk->inspection, path.at, archive_entry_symlink(entry));
		}
		if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry))
			continue;
		walk->inspection->meta = (struct inspect_meta){ archive_entry_perm(entry), archive_entry_mtime(entry) };
		if (++walk->nentry > ENTRIES_MAX) {
			ret = err_set(walk->err, ERR_LIMIT, "%s: more than %d files", walk->name, ENTRIES_MAX);
			break;
		}
		clean_name(&path, prefix, archive_entry_pathname(entry));
		if (archive_entry_is_data_encrypted(entry))
			inspect_say(walk->inspection, "archive-not-opened", path.at, "encrypted");
		else
			ret = inspect_member(walk, archive, path.at,
				archive_entry_size_is_set(entry) ? archive_entry_size(entry) : -1, depth);
	}
	str_release(&path);
	return ret;
}

uint64_t
unpack_memory(struct span head)
{
	const unsigned char *at = (const unsigned char *)head.at;
	uint64_t size;

	/* The properties of LZMA2, behind its number in the first block's header: two to some power, or half more. */
	if (span_starts(head, "\xfd" "7zXZ") && head.n > 32) {
		for (size_t i = 14; i < 28; i++) {
			if (at[i] == 0x21 && at[i + 1] == 1 && at[i + 2] <= 40)
				return at[i + 2] == 40 ? UINT32_MAX : (uint64_t)(2 | (at[i + 2] & 1)) << (at[i + 2] / 2 + 11);
		}
		return 8 << 20;
	}
	if (span_starts(head, "LZIP") && head.n > 5)
		return 1ULL << (at[5] & 31);
	if (span_starts(head, "\x28\xb5\x2f\xfd") && head.n > 16) {
		/* The window: a power of two and eighths of it; of a frame of one segment, what comes out. */
		if (!(at[4] & 0x20)) {
			size = 1ULL << (10 + (at[5] >> 3));
			return size + size / 8 * (at[5] & 7);
		}
		return 8 << 20;
	}
	return 4 << 20;
}

int
unpack_inspect(struct inspection *inspection, int fd, const char *name, uint64_t size,
	const char *prefix, struct err *err)
{
	struct walk walk = { .inspection = inspection, .name = name, .size = size, .err = err };
	struct layers layers = { .walk = &walk, .fd = fd, .inner = unpack_new(err), .format = inspection->format };
	/* Its own path in the audit; others follow. */
	const char *own = inspection->file;
	bool zip = !strcmp(layers.format, "zip"), jumps = zip || wants_whole(layers.format);
	int status, ret;

	if (!layers.inner)
		return -1;
	/* These are read from their end: libarchive jumps there by itself. */
	status = jumps ? archive_read_open_fd(layers.inner, fd, BLOCK) : open_layers(&layers, size);
	ret = status < ARCHIVE_WARN ? broken(&walk, layers.inner) : read_archive(&walk, layers.inner, prefix, 0);
	if (ret == 0 && zip)
		ret = find_zip_tail(&layers, own, size, err);
	else if (ret == 0 && !jumps && !walk.cut && walk.nentry > 0)
		ret = find_tails(&layers, own, err);
	if (ret == 0 && walk.nentry == 0)
		inspect_say(inspection, "archive-not-opened", name, nothing_inside);
	close_layers(&layers);
	return ret;
}
