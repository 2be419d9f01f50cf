/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* unpack - decompress archives with libarchive and throw the bytes away: what bench/audit compares with.
 * usage: unpack JOBS FILE ... */
#include <archive.h>
#include <archive_entry.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static char **file;
static int nfile;
static atomic_int next;
static atomic_ullong bytes;

static void
read_one(const char *path)
{
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;
	char *block = malloc(1 << 18);
	la_ssize_t n;

	archive_read_support_filter_all(archive);
	archive_read_support_format_all(archive);
	if (block && archive_read_open_filename(archive, path, 1 << 18) == ARCHIVE_OK) {
		while (archive_read_next_header(archive, &entry) >= ARCHIVE_WARN) {
			while ((n = archive_read_data(archive, block, 1 << 18)) > 0)
				bytes += (unsigned long long)n;
		}
	}
	free(block);
	archive_read_free(archive);
}

static void *
work(void *data)
{
	int i;

	while ((i = next++) < nfile)
		read_one(file[i]);
	return data;
}

int
main(int argc, char **argv)
{
	pthread_t thread[64];
	int jobs = argc > 1 ? atoi(argv[1]) : 1;

	if (jobs < 1 || jobs > 64)
		return 2;
	file = argv + 2;
	nfile = argc - 2;
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
