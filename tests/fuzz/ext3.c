/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes in, no crash, an end: an ext3 file system. Few inputs of its own would have
 * a superblock, so each is laid over one that is whole but for what the bytes say.
 */
#include <stdint.h>
#include <stdlib.h>

#include "format/ext3.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DISK = 32768 };

static int
read_disk(void *data, uint64_t at, void *bytes, size_t n, struct err *err)
{
	if (at > DISK || n > DISK - at)
		return err_set(err, ERR_SYNTAX, "fuzz: byte %llu: ends too early", (unsigned long long)at);
	memcpy(bytes, (char *)data + at, n);
	return 0;
}

static int
count(void *data, struct span bytes, struct err *err)
{
	(void)err;
	*(uint64_t *)data += bytes.n;
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const unsigned char super[] = {
		16, 0, 0, 0, 32, 0, 0, 0, [20] = 1, [40] = 16, [56] = 0x53, 0xef, [76] = 1, [88] = 128, [96] = 2, [263] = 0,
	};
	char *disk = calloc(1, DISK);
	struct ext3 ext3 = EXT3_INIT;
	struct err err = ERR_INIT;
	uint64_t n = 0;

	if (!disk)
		return 0;
	memcpy(disk + 1024, super, sizeof(super));
	disk[2048 + 8] = 4;
	/* From the inodes on, in block 4; the last bytes are the superblock's. */
	memcpy(disk + 4096, data, size > DISK - 4096 ? DISK - 4096 : size);
	if (size > 3000)
		memcpy(disk + 1024, data + size - 100, 100);
	if (ext3_open(&ext3, "fuzz", 0, DISK, read_disk, disk, &err) == 0) {
		for (size_t i = 0; i < ext3.nentry; i++)
			ext3_bytes(&ext3, &ext3.entry[i], count, &n, &err);
	}
	ext3_release(&ext3);
	free(disk);
	return 0;
}
