/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unpack - decompress archives with libarchive and throw the bytes away: what bench/audit compares with
 *
 *     unpack DEPTH JOBS FILE ...
 *
 * Archives in archives are opened DEPTH deep, in the same stream; 0: not at all.
 */
#include <archive.h>
#include <archive_entry.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char **file;
static int nfile, most;
static atomic_int next;
static atomic_ullong bytes;

/* A member: the block at hand was read before anybody asked for it. */
struct member {
	struct archive *archive;
	const void *at;
	size_t n;
};

/* What lbs audit opens, too, but for those that are read from their end. */
static int
is_archive(const void *at, size_t n)
{
	static const struct { unsigned at, n; const char *bytes; } magic[] = {
		{ 0, 2, "\x1f\x8b" }, { 0, 2, "\x1f\x9d" }, { 0, 3, "BZh" }, { 0, 6, "\xfd" "7zXZ\0" },
		{ 0, 4, "\x28\xb5\x2f\xfd" }, { 0, 4, "LZIP" }, { 0, 4, "\x04\x22\x4d\x18" }, { 0, 4, "PK\3\4" },
		{ 0, 5, "07070" }, { 257, 5, "ustar" },
	};

	for (size_t i = 0; i < sizeof(magic) / sizeof(*magic); i++) {
		if (n >= magic[i].at + magic[i].n && memcmp((const char *)at + magic[i].at, magic[i].bytes, magic[i].n) == 0)
			return 1;
	}
	return 0;
}

static int
next_block(struct member *member)
{
	la_int64_t place;

	return archive_read_data_block(member->archive, &member->at, &member->n, &place) == ARCHIVE_OK;
}

static la_ssize_t
feed(struct archive *archive, void *data, const void **block)
{
	struct member *member = data;
	size_t n = member->n;

	(void)archive;
	if (n == 0 && next_block(member))
		n = member->n;
	*block = member->at;
	bytes += n;
	member->n = 0;
	return (la_ssize_t)n;
}

static struct archive *
new_archive(int raw)
{
	struct archive *archive = archive_read_new();

	archive_read_support_filter_all(archive);
	archive_read_support_format_all(archive);
	if (raw)
		archive_read_support_format_raw(archive);
	return archive;
}

static void
read_members(struct archive *archive, int depth)
{
	struct archive_entry *entry;

	while (archive_read_next_header(archive, &entry) >= ARCHIVE_WARN) {
		struct member member = { archive, NULL, 0 };

		if (archive_entry_filetype(entry) != AE_IFREG || !next_block(&member))
			continue;
		if (depth < most && is_archive(member.at, member.n)) {
			struct archive *inner = new_archive(1);

			if (archive_read_open(inner, &member, NULL, feed, NULL) == ARCHIVE_OK)
				read_members(inner, depth + 1);
			archive_read_free(inner);
		}
		do
			bytes += member.n;
		while (next_block(&member));
	}
}

static void *
work(void *data)
{
	int i;

	while ((i = next++) < nfile) {
		struct archive *archive = new_archive(0);

		if (archive_read_open_filename(archive, file[i], 1 << 18) == ARCHIVE_OK)
			read_members(archive, 0);
		archive_read_free(archive);
	}
	return data;
}

int
main(int argc, char **argv)
{
	pthread_t thread[64];
	int jobs = argc > 2 ? atoi(argv[2]) : 0;

	if (jobs < 1 || jobs > 64)
		return 2;
	most = atoi(argv[1]);
	file = argv + 3;
	nfile = argc - 3;
	for (int i = 1; i < jobs; i++) {
		if (pthread_create(&thread[i], NULL, work, NULL) != 0)
			return 2;
	}
	work(NULL);
	for (int i = 1; i < jobs; i++)
		pthread_join(thread[i], NULL);
	printf("%llu\n", (unsigned long long)bytes);
	return 0;
}
