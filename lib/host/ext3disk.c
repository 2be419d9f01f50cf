/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mke2fs makes an empty file system, debugfs fills it by a script of ours, then
 * the result is read back, compared, and every inode gets our mode, owner and time.
 *
 * Why not "mke2fs -d": it takes owners, times of change, extended attributes and hard
 * links from the host's folder (so do the newest ones, but for times), and none of these
 * may show. Everything that mke2fs.conf could decide is given on the command line.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "format/ext3.h"
#include "host/image.h"
#include "host/outfile.h"
#include "host/process.h"

enum {
	MIB = 1 << 20, BLOCK = 4096, INODE = 256, BYTES_A_INODE = 16384,
	JOURNAL_MIN = 4, JOURNAL_MAX = 64,      /* MiB */
	LINE_MAX_BYTES = 8000,                  /* debugfs reads lines of 8 KiB */
	TYPE_LINUX = 0x83,
};

static const char fs_uuid[] = "6c627300-0000-4000-8000-657874330001";
static const char hash_seed[] = "6c627300-0000-4000-8000-657874330002";

/* mke2fs and debugfs take this for the time of day; 0 would mean the clock. */
static const char *const environment[] = { "E2FSPROGS_FAKE_TIME=1", "MKE2FS_CONFIG=/dev/null", "LC_ALL=C", NULL };

static uint64_t
journal_mib(uint64_t bytes)
{
	uint64_t mib = bytes / MIB / 256;

	return mib < JOURNAL_MIN ? JOURNAL_MIN : mib > JOURNAL_MAX ? JOURNAL_MAX : mib;
}

static uint64_t
inode_count(const struct gather *gather, uint64_t bytes)
{
	uint64_t wanted = gather->nitem + 64, usual = bytes / BYTES_A_INODE;

	return wanted > usual ? wanted : usual;
}

/* Before anything is written: will it fit? Blocks of files and folders, numbers of blocks, inodes, journal. */
static int
check_room(const char *path, const struct gather *gather, const struct ext3_disk *disk, struct err *err)
{
	uint64_t bytes = disk->size - disk->start, blocks = 0, needed;

	if (disk->start < MIB || disk->start % MIB || disk->size % MIB || disk->size < disk->start + 8 * MIB)
		return err_set(err, ERR_SYNTAX, "%s: wants a start and a size in whole MiB, and 8 MiB or more between them", path);
	if (disk->size / SECTOR > UINT32_MAX)
		return err_set(err, ERR_LIMIT, "%s: a DOS label cannot tell of a disk past 2 TiB", path);
	for (size_t i = 0; i < gather->nitem; i++)
		blocks += 1 + gather->item[i].size / BLOCK + gather->item[i].size / BLOCK / 1000;
	needed = blocks * BLOCK + inode_count(gather, bytes) * INODE + journal_mib(bytes) * MIB + bytes / 128;
	if (needed > bytes)
		return err_set(err, ERR_LIMIT, "%s: needs about %llu bytes, %llu more than the partition has", path,
			(unsigned long long)needed, (unsigned long long)(needed - bytes));
	return 0;
}

static void
put32(char *bytes, uint64_t value)
{
	for (int i = 0; i < 4; i++)
		bytes[i] = (char)(value >> 8 * i & 255);
}

/* The heads and cylinders of old are "too large to say". */
static int
write_label(struct outfile *out, const struct ext3_disk *disk, struct err *err)
{
	char sector[SECTOR] = { 0 };
	char *entry = sector + 0x1be;

	memcpy(sector + 0x1b8, "lbs3", 4);
	memcpy(entry + 1, "\xfe\xff\xff", 3);
	entry[4] = (char)TYPE_LINUX;
	memcpy(entry + 5, "\xfe\xff\xff", 3);
	put32(entry + 8, disk->start / SECTOR);
	put32(entry + 12, (disk->size - disk->start) / SECTOR);
	memcpy(sector + 510, "\x55\xaa", 2);
	if (outfile_write(out, (struct span){ sector, sizeof(sector) }, err) < 0)
		return -1;
	if (ftruncate(out->fd, (off_t)disk->size) < 0)
		return err_sys(err, "%s: extend to %llu bytes", out->path, (unsigned long long)disk->size);
	return 0;
}

/* Run a tool of e2fsprogs, whose first QUIET lines on standard error mean nothing. */
static int
run_tool(const char *const *argv, unsigned quiet, const char *path, struct err *err)
{
	struct process process = { .argv = argv, .set = environment };
	struct process_result result = { 0 };
	struct span rest, line, last = SPAN_INIT, complaint = SPAN_INIT;
	unsigned nline = 0;
	int ret = process_run(&process, &result, err);

	if (ret < 0)
		return err->sys == ENOENT ? err_set(err, ERR_SYSTEM, "%s: no %s: install e2fsprogs", path, argv[0]) : -1;
	rest = str_span(&result.err);
	while (span_line(&rest, &line)) {
		if (line.n && ++nline > quiet && !complaint.n)
			complaint = line;
		last = line.n ? line : last;
	}
	if (!complaint.n && (!result.exited || result.status))
		complaint = last.n ? last : SPAN("failed");
	if (complaint.n)
		ret = err_set(err, ERR_SYSTEM, "%s: %s: %.*s", path, argv[0], (int)complaint.n, complaint.at);
	process_result_release(&result);
	return ret;
}

static int
make_empty(const char *file, const char *path, const struct gather *gather, const struct ext3_disk *disk,
	struct err *err)
{
	uint64_t bytes = disk->size - disk->start;
	char *extended = str_format("hash_seed=%s,lazy_itable_init=0,lazy_journal_init=0,nodiscard,root_owner=0:0,offset=%llu",
		hash_seed, (unsigned long long)disk->start);
	char *journal = str_format("size=%llu", (unsigned long long)journal_mib(bytes));
	char *inodes = str_format("%llu", (unsigned long long)inode_count(gather, bytes));
	char *blocks = str_format("%llu", (unsigned long long)(bytes / BLOCK));
	const char *const argv[] = { "mke2fs", "-q", "-F", "-b", "4096", "-I", "256", "-N", inodes, "-m", "0",
		"-O", "none,has_journal,ext_attr,resize_inode,dir_index,filetype,sparse_super,large_file",
		"-J", journal, "-U", fs_uuid, "-L", "", "-E", extended, "-o", "Linux", file, blocks, NULL };
	/* What it says while it succeeds is that its configuration is empty. */
	int ret = run_tool(argv, UINT_MAX, path, err);

	free(extended);
	free(journal);
	free(inodes);
	free(blocks);
	return ret;
}

/* A word of debugfs, HEAD and PATH in one: in quotes, quotes doubled. */
static void
add_word(struct str *text, const char *head, const char *path)
{
	str_addf(text, " \"%s", head);
	for (; *path; path++) {
		if (*path == '"')
			str_addc(text, '"');
		str_addc(text, *path);
	}
	str_addc(text, '"');
}

/*
 * Every name is given alone, in the current folder: "mkdir /a" makes it there, too, whatever
 * the slash says. FOLDER is the current one: the first NFOLDER bytes of a path, NULL at the start.
 */
static int
add_commands(struct str *text, const struct gathered *item, const char **folder, size_t *nfolder, struct err *err)
{
	const char *slash = strrchr(item->path, '/'), *name = slash ? slash + 1 : item->path;
	size_t n = text->n, nabove = slash ? (size_t)(slash - item->path) : 0;

	if (!*folder || nabove != *nfolder || memcmp(*folder, item->path, nabove)) {
		char *above = arr_dupn(item->path, nabove);

		str_adds(text, "cd");
		add_word(text, "/", above);
		str_addc(text, '\n');
		free(above);
		*folder = item->path;
		*nfolder = nabove;
	}
	if (text->n - n <= LINE_MAX_BYTES)
		n = text->n;
	str_adds(text, S_ISDIR(item->mode) ? "mkdir" : S_ISLNK(item->mode) ? "symlink" : "write");
	if (S_ISREG(item->mode))
		add_word(text, "", item->from);
	add_word(text, "", name);
	if (S_ISLNK(item->mode))
		add_word(text, "", item->target);
	if (text->n - n > LINE_MAX_BYTES || strpbrk(item->from ? item->from : "", "\n\r")
		|| strpbrk(item->target ? item->target : "", "\n\r"))
		return err_set(err, ERR_LIMIT, "'/%s': a path that debugfs cannot take", item->path);
	str_addc(text, '\n');
	return 0;
}

static int
fill(const char *disk_name, const char *file, const char *path, const struct gather *gather, struct err *err)
{
	char *script = str_format("%s.debugfs", file);
	const char *const argv[] = { "debugfs", "-w", "-f", script, disk_name, NULL };
	struct str text = STR_INIT;
	const char *folder = NULL;
	size_t nfolder = 0;
	int ret = 0;

	for (size_t i = 0; i < gather->nitem && ret == 0; i++) {
		if (*gather->item[i].path && strcmp(gather->item[i].path, "lost+found"))
			ret = add_commands(&text, &gather->item[i], &folder, &nfolder, err);
	}
	if (ret == 0)
		ret = io_replace(AT_FDCWD, script, 0600, str_span(&text), IO_PLAIN, err);
	/* Its status is 0 whatever happened; behind its name and version it says what failed. */
	if (ret == 0)
		ret = run_tool(argv, 1, path, err);
	unlink(script);
	free(script);
	str_release(&text);
	return ret;
}

/* What was written against what should have been. */

struct source {
	int fd;
	const char *path;
};

static int
read_source(void *data, uint64_t at, void *bytes, size_t n, struct err *err)
{
	const struct source *source = data;

	return image_read_at(source->fd, source->path, at, bytes, n, err);
}

struct check {
	int fd;
	const char *from;
	uint64_t at;
	char *block;
};

static int
compare_bytes(void *data, struct span bytes, struct err *err)
{
	struct check *check = data;

	if (image_read_at(check->fd, check->from, check->at, check->block, bytes.n, err) < 0)
		return -1;
	if (memcmp(check->block, bytes.at, bytes.n))
		return err_set(err, ERR_DIFFERS, "%s: was not copied as it is, or changed meanwhile", check->from);
	check->at += bytes.n;
	return 0;
}

static int
check_file(struct ext3 *ext3, const struct ext3_entry *entry, const struct gathered *item, struct err *err)
{
	struct check check = { .from = item->from };
	int ret;

	if (entry->size != item->size)
		return err_set(err, ERR_DIFFERS, "%s: changed while it was read", item->from);
	check.fd = open(item->from, O_RDONLY | O_CLOEXEC);
	if (check.fd < 0)
		return err_sys(err, "%s", item->from);
	check.block = arr_new(ext3->block_size, 1);
	ret = ext3_bytes(ext3, entry, compare_bytes, &check, err);
	free(check.block);
	io_drop(&check.fd);
	return ret;
}

/* Mode, owner and times of an inode; lbs-disk(5) has the columns. */
static int
settle_inode(int fd, const char *path, const struct ext3_entry *entry, unsigned mode, struct err *err)
{
	char bytes[INODE];

	if (image_read_at(fd, path, entry->head, bytes, sizeof(bytes), err) < 0)
		return -1;
	bytes[0] = (char)(mode & 255);
	bytes[1] = (char)(mode >> 8 & 255);
	memset(bytes + 2, 0, 2);                /* uid */
	memset(bytes + 8, 0, 12);               /* atime, ctime, mtime */
	memset(bytes + 24, 0, 2);               /* gid */
	memset(bytes + 100, 0, 4);              /* generation */
	memset(bytes + 120, 0, 4);              /* upper halves of uid, gid */
	memset(bytes + 132, 0, 20);             /* fractions of the times; when it was made */
	if (pwrite(fd, bytes, sizeof(bytes), (off_t)entry->head) != (ssize_t)sizeof(bytes))
		return err_sys(err, "%s: write", path);
	return 0;
}

static int
settle(int fd, const char *path, const struct gather *gather, const struct ext3_disk *disk, struct err *err)
{
	struct source source = { fd, path };
	struct ext3 ext3 = EXT3_INIT;
	size_t k = 0;
	int ret = ext3_open(&ext3, path, disk->start, disk->size - disk->start, read_source, &source, err);

	for (size_t i = 0; i < ext3.nentry && ret == 0; i++) {
		const struct ext3_entry *entry = &ext3.entry[i];
		const struct gathered *item = k < gather->nitem ? &gather->item[k] : NULL;

		if (!item || strcmp(item->path, entry->path)) {
			if (!strcmp(entry->path, "lost+found"))
				ret = settle_inode(fd, path, entry, S_IFDIR | 0700, err);
			else
				ret = err_set(err, ERR_DIFFERS, "%s: '/%s' was not asked for", path, entry->path);
			continue;
		}
		k++;
		if ((item->mode & S_IFMT) != (entry->mode & S_IFMT)
			|| (item->target && strcmp(item->target, entry->target)))
			ret = err_set(err, ERR_DIFFERS, "%s: '/%s' was not written as it should be", path, item->path);
		if (ret == 0 && item->from)
			ret = check_file(&ext3, entry, item, err);
		if (ret == 0)
			ret = settle_inode(fd, path, entry, item->mode, err);
	}
	if (ret == 0 && k < gather->nitem)
		ret = err_set(err, ERR_DIFFERS, "%s: '/%s' was not written", path, gather->item[k].path);
	ext3_release(&ext3);
	return ret;
}

int
image_make_ext3(const char *path, const struct gather *gather, const struct ext3_disk *disk, struct err *err)
{
	struct outfile out = OUTFILE_INIT;
	char *file = NULL, *name = NULL;
	int ret = -1;

	/* debugfs takes what is behind a question mark for an option, mke2fs a dash in front. */
	if (strchr(path, '?'))
		return err_set(err, ERR_SYNTAX, "%s: debugfs cannot take a '?' in the path of an image", path);
	if (check_room(path, gather, disk, err) < 0 || outfile_open(&out, AT_FDCWD, path, err) < 0)
		return -1;
	file = *out.temporary == '/' ? arr_dup(out.temporary) : io_join(".", out.temporary);
	name = str_format("%s?offset=%llu", file, (unsigned long long)disk->start);
	if (write_label(&out, disk, err) == 0 && make_empty(file, path, gather, disk, err) == 0
		&& fill(name, file, path, gather, err) == 0 && settle(out.fd, path, gather, disk, err) == 0)
		ret = outfile_commit(&out, 0644, err);
	outfile_drop(&out);
	free(file);
	free(name);
	return ret;
}
