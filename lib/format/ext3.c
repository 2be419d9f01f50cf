/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "format/ext3.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/arr.h"
#include "base/str.h"

enum {
	SUPERBLOCK = 1024, MAGIC = 0xEF53, ROOT = 2, NBLOCK = 15, NDIRECT = 12,
	INODE_BYTES = 128,              /* what every inode has, and all that is read */
	GROUP_BYTES = 32,
	COMPAT_JOURNAL = 4, INCOMPAT_FILETYPE = 2, INCOMPAT_RECOVER = 4,
	FLAG_EXTENTS = 0x80000,
	ENTRIES_MAX = 1 << 20, DEPTH_MAX = 128, FAST_LINK = 60, LINK_MAX_BYTES = 4096,
	FOLDER_MAX = 1 << 26, PATH_BYTES_MAX = 1 << 28,
};

struct inode {
	unsigned mode;
	uint64_t size, head;
	uint32_t links, flags, sectors;
	uint32_t block[NBLOCK];
	char raw[NBLOCK * 4];           /* the same bytes: the target of a short link */
};

static uint32_t
get16(const char *bytes)
{
	const unsigned char *b = (const unsigned char *)bytes;

	return (uint32_t)b[0] | (uint32_t)b[1] << 8;
}

static uint32_t
get32(const char *bytes)
{
	return get16(bytes) | get16(bytes + 2) << 16;
}

static int
broken(const struct ext3 *ext3, uint64_t at, struct err *err, const char *what)
{
	return err_set(err, ERR_SYNTAX, "%s: byte %llu: %s", ext3->path, (unsigned long long)at, what);
}

bool
ext3_is(struct span bytes)
{
	return bytes.n >= SUPERBLOCK + 58 && get16(bytes.at + SUPERBLOCK + 56) == MAGIC;
}

void
ext3_release(struct ext3 *ext3)
{
	for (size_t i = 0; i < ext3->nentry; i++) {
		free(ext3->entry[i].path);
		free(ext3->entry[i].target);
	}
	free(ext3->entry);
	*ext3 = (struct ext3)EXT3_INIT;
}

static int
read_superblock(struct ext3 *ext3, struct err *err)
{
	char s[264];
	uint32_t shift, incompat;
	uint64_t at = ext3->start + SUPERBLOCK;

	if (ext3->total < 2 * SUPERBLOCK)
		return broken(ext3, ext3->start, err, "too short for a file system");
	if (ext3->read(ext3->data, at, s, sizeof(s), err) < 0)
		return -1;
	if (get16(s + 56) != MAGIC)
		return broken(ext3, at + 56, err, "wants the magic of an ext file system");
	ext3->inodes = get32(s);
	ext3->blocks = get32(s + 4);
	ext3->first_block = get32(s + 20);
	ext3->group_inodes = get32(s + 40);
	ext3->inode_size = get32(s + 76) ? get16(s + 88) : INODE_BYTES;
	ext3->journal = get32(s + 92) & COMPAT_JOURNAL;
	shift = get32(s + 24);
	incompat = get32(s + 96);
	if (shift > 6)
		return broken(ext3, at + 24, err, "a block size past 64 KiB");
	ext3->block_size = 1024u << shift;
	if (incompat & INCOMPAT_RECOVER)
		return broken(ext3, at + 96, err, "it was not unmounted: the journal has to be replayed first (e2fsck)");
	if (incompat & ~(uint32_t)INCOMPAT_FILETYPE)
		return broken(ext3, at + 96, err, "it has features of ext4, which are not read here");
	ext3->filetype = incompat & INCOMPAT_FILETYPE;
	if (!ext3->blocks || (uint64_t)ext3->blocks * ext3->block_size > ext3->total)
		return broken(ext3, at + 4, err, "it says to have more blocks than the disk has");
	if (!ext3->inodes || !ext3->group_inodes)
		return broken(ext3, at, err, "it has no inodes");
	if (ext3->inode_size < INODE_BYTES || ext3->inode_size > ext3->block_size)
		return broken(ext3, at + 88, err, "a size of inodes that cannot be");
	return 0;
}

/* Where block NR is; -1 when there is none. AT is where its number stands. */
static int
block_at(const struct ext3 *ext3, uint32_t nr, uint64_t at, uint64_t *where, struct err *err)
{
	if (nr >= ext3->blocks || nr < ext3->first_block)
		return broken(ext3, at, err, "the number of a block that the file system does not have");
	*where = ext3->start + (uint64_t)nr * ext3->block_size;
	return 0;
}

static int
read_inode(const struct ext3 *ext3, uint32_t nr, uint64_t named_at, struct inode *inode, struct err *err)
{
	char bytes[INODE_BYTES], group[GROUP_BYTES];
	uint64_t at, table = 0;
	uint32_t i;

	if (nr == 0 || nr > ext3->inodes)
		return broken(ext3, named_at, err, "the number of an inode that the file system does not have");
	at = ext3->start + ((uint64_t)ext3->first_block + 1) * ext3->block_size
		+ (uint64_t)((nr - 1) / ext3->group_inodes) * GROUP_BYTES;
	if (at + GROUP_BYTES > ext3->start + ext3->total)
		return broken(ext3, named_at, err, "an inode of a group behind the end");
	if (ext3->read(ext3->data, at, group, sizeof(group), err) < 0
		|| block_at(ext3, get32(group + 8), at + 8, &table, err) < 0)
		return -1;
	inode->head = table + (uint64_t)((nr - 1) % ext3->group_inodes) * ext3->inode_size;
	if (inode->head + INODE_BYTES > ext3->start + ext3->total)
		return broken(ext3, at + 8, err, "a table of inodes that goes past the end");
	if (ext3->read(ext3->data, inode->head, bytes, sizeof(bytes), err) < 0)
		return -1;
	inode->mode = get16(bytes);
	inode->size = get32(bytes + 4);
	if (S_ISREG(inode->mode))
		inode->size |= (uint64_t)get32(bytes + 108) << 32;
	inode->links = get16(bytes + 26);
	inode->sectors = get32(bytes + 28);
	inode->flags = get32(bytes + 32);
	for (i = 0; i < NBLOCK; i++)
		inode->block[i] = get32(bytes + 40 + i * 4);
	memcpy(inode->raw, bytes + 40, sizeof(inode->raw));
	if (inode->mode == 0 || inode->links == 0)
		return broken(ext3, inode->head, err, "an inode that is named, but not in use");
	if (inode->flags & FLAG_EXTENTS)
		return broken(ext3, inode->head + 32, err, "a file in extents, which are not read here");
	return 0;
}

/* The bytes of a file. */

struct flow {
	struct ext3 *ext3;
	ext3_take *take;
	void *data;
	uint64_t left;
	char *block;                    /* one block of contents */
	char *numbers[3];               /* a block of numbers a level */
	struct err *err;
};

static int
take_block(struct flow *flow, uint32_t nr, uint64_t named_at)
{
	struct ext3 *ext3 = flow->ext3;
	size_t n = flow->left < ext3->block_size ? (size_t)flow->left : ext3->block_size;
	uint64_t at = 0;

	if (nr == 0)
		memset(flow->block, 0, n);
	else if (block_at(ext3, nr, named_at, &at, flow->err) < 0
		|| ext3->read(ext3->data, at, flow->block, n, flow->err) < 0)
		return -1;
	flow->left -= n;
	return flow->take(flow->data, (struct span){ flow->block, n }, flow->err);
}

/* What the block NR reaches: itself at level 0, else blocks that its numbers name. */
static int
take_tree(struct flow *flow, uint32_t nr, int level, uint64_t named_at)
{
	struct ext3 *ext3 = flow->ext3;
	char *numbers;
	uint64_t at = named_at;

	if (level == 0)
		return take_block(flow, nr, named_at);
	numbers = flow->numbers[level - 1];
	if (nr == 0)
		memset(numbers, 0, ext3->block_size);
	else if (block_at(ext3, nr, named_at, &at, flow->err) < 0
		|| ext3->read(ext3->data, at, numbers, ext3->block_size, flow->err) < 0)
		return -1;
	for (uint32_t i = 0; i < ext3->block_size / 4 && flow->left; i++) {
		if (take_tree(flow, get32(numbers + (size_t)i * 4), level - 1, at + (uint64_t)i * 4) < 0)
			return -1;
	}
	return 0;
}

static int
read_bytes(struct ext3 *ext3, const struct inode *inode, ext3_take *take, void *data, struct err *err)
{
	struct flow flow = { .ext3 = ext3, .take = take, .data = data, .left = inode->size, .err = err };
	int ret = 0;

	/* One of holes may say any size; what is read stays within what the disk could hold. */
	if (inode->size > ext3->total)
		return broken(ext3, inode->head + 4, err, "a file larger than the disk");
	flow.block = arr_new(ext3->block_size, 1);
	for (int i = 0; i < 3; i++)
		flow.numbers[i] = arr_new(ext3->block_size, 1);
	for (int i = 0; i < NBLOCK && flow.left && ret == 0; i++)
		ret = take_tree(&flow, inode->block[i], i < NDIRECT ? 0 : i - NDIRECT + 1,
			inode->head + 40 + (uint64_t)i * 4);
	if (ret == 0 && flow.left)
		ret = broken(ext3, inode->head + 4, err, "a file larger than its blocks can be");
	free(flow.block);
	for (int i = 0; i < 3; i++)
		free(flow.numbers[i]);
	return ret;
}

static int
keep(void *data, struct span bytes, struct err *err)
{
	(void)err;
	str_add(data, bytes);
	return 0;
}

/* Names. */

static int
read_link(struct ext3 *ext3, const struct inode *inode, char **target, struct err *err)
{
	struct str text = STR_INIT;

	if (inode->size == 0 || inode->size > LINK_MAX_BYTES)
		return broken(ext3, inode->head + 4, err, "a link with a target of no possible length");
	if (inode->size < FAST_LINK && inode->sectors == 0)
		str_add(&text, (struct span){ inode->raw, (size_t)inode->size });
	else if (read_bytes(ext3, inode, keep, &text, err) < 0) {
		str_release(&text);
		return -1;
	}
	if (memchr(text.at, '\0', text.n)) {
		str_release(&text);
		return broken(ext3, inode->head, err, "a link with a NUL in its target");
	}
	*target = str_take(&text);
	return 0;
}

static int read_folder(struct ext3 *ext3, const struct inode *inode, const char *path, unsigned char *seen,
	unsigned depth, struct err *err);

static int
add_entry(struct ext3 *ext3, uint32_t nr, uint64_t named_at, const char *path, unsigned char *seen, unsigned depth,
	struct err *err)
{
	struct ext3_entry entry = { .inode = nr };
	struct inode inode;

	ext3->path_bytes += strlen(path) + 1;
	if (ext3->nentry == ENTRIES_MAX || ext3->path_bytes > PATH_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "%s: more than %d files, or %d bytes in their paths", ext3->path,
			ENTRIES_MAX, PATH_BYTES_MAX);
	if (read_inode(ext3, nr, named_at, &inode, err) < 0)
		return -1;
	if (S_ISLNK(inode.mode) && read_link(ext3, &inode, &entry.target, err) < 0)
		return -1;
	if (S_ISREG(inode.mode) && !(seen[nr / 8] & 1 << nr % 8)) {
		ext3->seen_bytes += inode.size;
		if (inode.size > ext3->total || ext3->seen_bytes > ext3->total)
			return broken(ext3, inode.head + 4, err, "the files are larger than the disk");
	}
	entry.mode = inode.mode;
	entry.size = inode.size;
	entry.head = inode.head;
	entry.path = arr_dup(path);
	*arr_push(&ext3->entry, &ext3->nentry) = entry;
	if (S_ISDIR(inode.mode)) {
		if (seen[nr / 8] & 1 << nr % 8)
			return broken(ext3, named_at, err, "a folder that has two names, or contains itself");
		seen[nr / 8] |= (unsigned char)(1 << nr % 8);
		return read_folder(ext3, &inode, path, seen, depth, err);
	}
	seen[nr / 8] |= (unsigned char)(1 << nr % 8);
	return 0;
}

static int
add_record(struct ext3 *ext3, const struct inode *folder, const char *record, const char *path, unsigned char *seen,
	unsigned depth, struct err *err)
{
	struct span name = { record + 8, (unsigned char)record[6] };
	struct str below = STR_INIT;
	int ret;

	if (get32(record) == 0 || span_is(name, ".") || span_is(name, ".."))
		return 0;
	if (name.n == 0 || memchr(name.at, '/', name.n) || memchr(name.at, '\0', name.n))
		return broken(ext3, folder->head, err, "a folder with a name that cannot be");
	str_adds(&below, path);
	if (below.n)
		str_addc(&below, '/');
	str_add(&below, name);
	ret = add_entry(ext3, get32(record), folder->head, str_span(&below).at, seen, depth + 1, err);
	str_release(&below);
	return ret;
}

/* Records never cross a block. */
static int
read_folder(struct ext3 *ext3, const struct inode *inode, const char *path, unsigned char *seen, unsigned depth,
	struct err *err)
{
	struct str bytes = STR_INIT;
	int ret = 0;

	if (depth > DEPTH_MAX)
		return err_set(err, ERR_LIMIT, "%s: folders nested deeper than %d", ext3->path, DEPTH_MAX);
	ext3->seen_bytes += inode->size;
	if (inode->size > FOLDER_MAX || inode->size % ext3->block_size || ext3->seen_bytes > ext3->total)
		return broken(ext3, inode->head + 4, err, "a folder of a size that cannot be");
	if (read_bytes(ext3, inode, keep, &bytes, err) < 0)
		ret = -1;
	for (size_t at = 0; ret == 0 && at < bytes.n;) {
		size_t left = ext3->block_size - at % ext3->block_size;
		const char *record = bytes.at + at;
		size_t length = left >= 8 ? get16(record + 4) : 0;

		if (length == 0xFFFF || length == 0)    /* 64 KiB do not fit into the field */
			length = ext3->block_size == 0x10000 ? left : length;
		if (length < 8 || length % 4 || length > left || 8u + (unsigned char)record[6] > length)
			ret = broken(ext3, inode->head, err, "a folder with a record out of form");
		else
			ret = add_record(ext3, inode, record, path, seen, depth, err);
		at += length;
	}
	str_release(&bytes);
	return ret;
}

static int
compare_entries(const void *a, const void *b)
{
	const struct ext3_entry *x = a, *y = b;

	return strcmp(x->path, y->path);
}

int
ext3_open(struct ext3 *ext3, const char *path, uint64_t start, uint64_t total, ext3_read *read, void *data,
	struct err *err)
{
	struct ext3 new = EXT3_INIT;
	unsigned char *seen = NULL;

	new.path = path;
	new.start = start;
	new.total = total;
	new.read = read;
	new.data = data;
	if (read_superblock(&new, err) < 0)
		return -1;
	/* An inode takes 128 bytes of the disk: their number is no way to much memory. */
	if ((uint64_t)new.inodes * INODE_BYTES > total)
		return broken(&new, start + SUPERBLOCK, err, "it says to have more inodes than the disk has room for");
	seen = arr_new((size_t)new.inodes / 8 + 1, 1);
	if (add_entry(&new, ROOT, start + SUPERBLOCK, "", seen, 0, err) < 0)
		goto fail;
	if (!S_ISDIR(new.entry[0].mode)) {
		broken(&new, new.entry[0].head, err, "the root is no folder");
		goto fail;
	}
	qsort(new.entry, new.nentry, sizeof(*new.entry), compare_entries);
	for (size_t i = 1; i < new.nentry; i++) {
		if (!strcmp(new.entry[i - 1].path, new.entry[i].path)) {
			err_set(err, ERR_SYNTAX, "%s: byte %llu: '%s' is there twice", path,
				(unsigned long long)new.entry[i].head, new.entry[i].path);
			goto fail;
		}
	}
	free(seen);
	*ext3 = new;
	return 0;
fail:
	free(seen);
	ext3_release(&new);
	return -1;
}

int
ext3_bytes(struct ext3 *ext3, const struct ext3_entry *entry, ext3_take *take, void *data, struct err *err)
{
	struct inode inode;

	if (read_inode(ext3, entry->inode, entry->head, &inode, err) < 0)
		return -1;
	return read_bytes(ext3, &inode, take, data, err);
}
