/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <sys/stat.h>

#include "base/str.h"
#include "format/ext3.h"
#include "test.h"

/*
 * A file system of 32 blocks by hand, as small as the form allows:
 *
 *     block 1        superblock: 16 inodes, 32 blocks of 1 KiB
 *     block 2        the one group: inodes from block 4 on
 *     block 4, 5     inodes of 128 bytes: 2 the root, 12 "long", 13 "sub", 14 "link", 15 "hole"
 *     block 8        the root's records; 9: those of "sub"
 *     block 10 on    "long": 12 blocks, and one that block 22 names
 */
enum { BLOCK = 1024, DISK = 32 * BLOCK, INODES = 4 * BLOCK };

static void
put(char *bytes, size_t at, unsigned value, int width)
{
	for (int i = 0; i < width; i++)
		bytes[at + (size_t)i] = (char)(value >> 8 * i);
}

static char *
put_inode(char *disk, unsigned nr, unsigned mode, unsigned size)
{
	char *inode = disk + INODES + (nr - 1) * 128;

	put(inode, 0, mode, 2);
	put(inode, 4, size, 4);
	put(inode, 26, 1, 2);
	return inode;
}

static size_t
put_record(char *block, size_t at, unsigned inode, const char *name, size_t length)
{
	put(block, at, inode, 4);
	put(block, at + 4, (unsigned)length, 2);
	put(block, at + 6, (unsigned)strlen(name), 1);
	memcpy(block + at + 8, name, strlen(name));
	return at + length;
}

static void
make_disk(char *disk)
{
	char *inode;
	size_t at = 0;

	memset(disk, 0, DISK);
	put(disk, 1024, 16, 4);
	put(disk, 1024 + 4, 32, 4);
	put(disk, 1024 + 20, 1, 4);
	put(disk, 1024 + 40, 16, 4);
	put(disk, 1024 + 56, 0xEF53, 2);
	put(disk, 1024 + 76, 1, 4);
	put(disk, 1024 + 88, 128, 2);
	put(disk, 1024 + 96, 2, 4);
	put(disk, 2048 + 8, 4, 4);

	put(put_inode(disk, 2, S_IFDIR | 0755, BLOCK), 40, 8, 4);
	at = put_record(disk + 8 * BLOCK, at, 2, ".", 12);
	at = put_record(disk + 8 * BLOCK, at, 2, "..", 12);
	at = put_record(disk + 8 * BLOCK, at, 12, "long", 12);
	at = put_record(disk + 8 * BLOCK, at, 0, "gone", 12);
	at = put_record(disk + 8 * BLOCK, at, 13, "sub", BLOCK - at);

	inode = put_inode(disk, 12, S_IFREG | 0644, 12 * BLOCK + 3);
	for (unsigned i = 0; i < 13; i++)
		put(inode, 40 + i * 4, 10 + i, 4);
	for (unsigned i = 0; i < 12; i++)
		memset(disk + (10 + i) * BLOCK, 'a' + (int)i, BLOCK);
	put(disk, 22 * BLOCK, 23, 4);
	memcpy(disk + 23 * BLOCK, "end", 3);

	put(put_inode(disk, 13, S_IFDIR | 0700, BLOCK), 40, 9, 4);
	at = put_record(disk + 9 * BLOCK, 0, 14, "link", 12);
	put_record(disk + 9 * BLOCK, at, 15, "hole", BLOCK - at);
	memcpy(put_inode(disk, 14, S_IFLNK | 0777, 4) + 40, "goal", 4);
	put_inode(disk, 15, S_IFREG | 0600, 5000);
}

static int
read_disk(void *data, uint64_t at, void *bytes, size_t n, struct err *err)
{
	if (at > DISK || n > DISK - at)
		return err_set(err, ERR_SYNTAX, "d: byte %llu: ends too early", (unsigned long long)at);
	memcpy(bytes, (char *)data + at, n);
	return 0;
}

static int
add(void *data, struct span bytes, struct err *err)
{
	(void)err;
	str_add(data, bytes);
	return 0;
}

static int
open_disk(struct ext3 *ext3, char *disk, struct err *err)
{
	return ext3_open(ext3, "d", 0, DISK, read_disk, disk, err);
}

static void
names_links_holes_and_long_files_are_read(void **state)
{
	static char disk[DISK];
	struct ext3 ext3 = EXT3_INIT;
	struct err err = ERR_INIT;
	struct str text = STR_INIT;

	(void)state;
	make_disk(disk);
	assert_true(ext3_is((struct span){ disk, 2048 }));
	GOOD(open_disk(&ext3, disk, &err));
	assert_int_equal(ext3.nentry, 5);
	assert_string_equal(ext3.entry[0].path, "");
	assert_string_equal(ext3.entry[1].path, "long");
	assert_string_equal(ext3.entry[2].path, "sub");
	assert_string_equal(ext3.entry[3].path, "sub/hole");
	assert_string_equal(ext3.entry[4].path, "sub/link");
	assert_string_equal(ext3.entry[4].target, "goal");
	assert_int_equal(ext3.entry[2].mode, S_IFDIR | 0700);
	GOOD(ext3_bytes(&ext3, &ext3.entry[1], add, &text, &err));
	assert_int_equal(text.n, 12 * BLOCK + 3);
	assert_memory_equal(text.at + 12 * BLOCK - 1, "lend", 4);
	str_clear(&text);
	GOOD(ext3_bytes(&ext3, &ext3.entry[3], add, &text, &err));
	assert_int_equal(text.n, 5000);
	assert_int_equal(text.at[4999], 0);
	str_release(&text);
	ext3_release(&ext3);
}

static void
refuse(size_t at, unsigned value, int width, const char *message)
{
	static char disk[DISK];
	struct ext3 ext3 = EXT3_INIT;
	struct err err = ERR_INIT;

	make_disk(disk);
	put(disk, at, value, width);
	BAD(open_disk(&ext3, disk, &err), message);
}

static void
what_cannot_be_is_refused_with_its_byte(void **state)
{
	(void)state;
	refuse(1024 + 56, 0, 2, "d: byte 1080: wants the magic of an ext file system");
	refuse(1024 + 96, 0x42, 4, "d: byte 1120: it has features of ext4, which are not read here");
	refuse(1024 + 96, 6, 4, "d: byte 1120: it was not unmounted: the journal has to be replayed first (e2fsck)");
	refuse(1024 + 4, 33, 4, "d: byte 1028: it says to have more blocks than the disk has");
	refuse(1024, 0xffffffff, 4, "d: byte 1024: it says to have more inodes than the disk has room for");
	refuse(2048 + 8, 99, 4, "d: byte 2056: the number of a block that the file system does not have");
	refuse(8 * BLOCK + 24, 99, 4, "d: byte 4224: the number of an inode that the file system does not have");
	refuse(8 * BLOCK + 24, 11, 4, "d: byte 5376: an inode that is named, but not in use");
	refuse(8 * BLOCK + 24, 2, 4, "d: byte 4224: a folder that has two names, or contains itself");
	refuse(8 * BLOCK + 32, '/', 1, "d: byte 4224: a folder with a name that cannot be");
	refuse(8 * BLOCK + 28, 0, 2, "d: byte 4224: a folder with a record out of form");
	refuse(8 * BLOCK + 28, 2000, 2, "d: byte 4224: a folder with a record out of form");
	refuse(INODES + 11 * 128 + 4, 0xfffffff0, 4, "d: byte 5508: the files are larger than the disk");
	refuse(INODES + 11 * 128 + 32, 0x80000, 4, "d: byte 5536: a file in extents, which are not read here");
}

static unsigned
number(unsigned *state, size_t below)
{
	*state = *state * 1103515245 + 12345;
	return (unsigned)((*state >> 8) % below);
}

static void
thousands_of_broken_ones_end(void **state)
{
	static char whole[DISK], disk[DISK];
	unsigned random = 1, good = 0;

	(void)state;
	make_disk(whole);
	for (int i = 0; i < 5000; i++) {
		struct ext3 ext3 = EXT3_INIT;
		struct err err = ERR_INIT;
		struct str text = STR_INIT;
		bool fine;

		memcpy(disk, whole, DISK);
		for (unsigned k = number(&random, 5); k > 0; k--)
			disk[1024 + number(&random, 8 * BLOCK)] = (char)number(&random, 256);
		fine = open_disk(&ext3, disk, &err) == 0;
		for (size_t k = 0; fine && k < ext3.nentry; k++) {
			if (S_ISREG(ext3.entry[k].mode))
				fine = ext3_bytes(&ext3, &ext3.entry[k], add, &text, &err) == 0;
		}
		good += fine;
		assert_true(fine || strstr(err.text, "d: "));
		str_release(&text);
		ext3_release(&ext3);
	}
	assert_in_range(good, 500, 4900);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(names_links_holes_and_long_files_are_read),
		TEST(what_cannot_be_is_refused_with_its_byte),
		TEST(thousands_of_broken_ones_end),
	};

	return RUN(tests);
}
