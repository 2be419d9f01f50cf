/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "format/ext3.h"
#include "host/image.h"
#include "host/pack.h"

enum {
	FIRST_BYTES = 2048, BLOCK = 1 << 18, MIB = 1 << 20, TEXT_LIMIT = 1 << 20,
	PARTITION = 0x1be,              /* the first of the four in a DOS label */
	TYPE_BUILDER = 0xb5,
};

void
image_release(struct image *image)
{
	for (size_t i = 0; i < image->nentry; i++) {
		free(image->entry[i].path);
		free(image->entry[i].target);
		free(image->entry[i].command);
	}
	free(image->entry);
	*image = (struct image)IMAGE_INIT;
}

const char *
image_kind_word(enum image_kind kind)
{
	static const char *const words[] = { "builder-hex0", "ext3", "initramfs", "payload" };

	return words[kind];
}

struct image_entry *
image_add(struct image *image, const char *path, unsigned mode, uint64_t size)
{
	struct image_entry *entry = arr_push(&image->entry, &image->nentry);

	*entry = (struct image_entry){ .path = arr_dup(path), .mode = mode, .size = size };
	if (S_ISREG(mode)) {
		image->nfile++;
		image->nbyte += size;
	}
	return entry;
}

int
image_read_at(int fd, const char *path, uint64_t at, void *bytes, size_t n, struct err *err)
{
	size_t got = 0;

	while (got < n) {
		ssize_t now = pread(fd, (char *)bytes + got, n - got, (off_t)(at + got));

		if (now < 0 && errno == EINTR)
			continue;
		if (now < 0)
			return err_sys(err, "%s: byte %llu: read", path, (unsigned long long)at);
		if (now == 0)
			return err_set(err, ERR_SYNTAX, "%s: byte %llu: ends too early", path, (unsigned long long)(at + got));
		got += (size_t)now;
	}
	return 0;
}

static int
hash_at(int fd, const char *path, uint64_t at, uint64_t n, struct digest *digest, struct err *err)
{
	char *block = arr_new(BLOCK, 1);
	struct digest_sum sum;
	int ret = 0;

	digest_start(&sum);
	while (n && ret == 0) {
		size_t now = n < BLOCK ? (size_t)n : BLOCK;

		ret = image_read_at(fd, path, at, block, now, err);
		if (ret == 0)
			digest_add(&sum, block, now);
		at += now;
		n -= now;
	}
	*digest = digest_end(&sum);
	free(block);
	return ret;
}

static int
want_zeros(int fd, const char *path, uint64_t at, uint64_t end, struct err *err)
{
	char *block = arr_new(BLOCK, 1);
	int ret = 0;

	while (at < end && ret == 0) {
		size_t n = end - at < BLOCK ? (size_t)(end - at) : BLOCK;

		ret = image_read_at(fd, path, at, block, n, err);
		for (size_t i = 0; ret == 0 && i < n; i++) {
			if (block[i])
				ret = err_set(err, ERR_SYNTAX, "%s: byte %llu: wants zeros here", path, (unsigned long long)(at + i));
		}
		at += n;
	}
	free(block);
	return ret;
}

/* Payloads. */

static int
read_payload(struct image *image, const char *path, struct err *err)
{
	struct packed packed = PACKED_INIT;
	int ret = packed_open(&packed, path, PAYLOAD_PLAIN, err);

	for (size_t i = 0; ret == 0 && i < packed.payload.nfile; i++) {
		const struct payload_file *file = &packed.payload.file[i];
		struct image_entry *entry = image_add(image, file->name, S_IFREG | 0644, file->size);

		ret = packed_digest(&packed, file, &entry->digest, err);
	}
	packed_close(&packed);
	return ret;
}

/* The builder kernel's disks. */

/* Where the kernel's text ends tells where its script begins, as in builderdisk.c. */
static int
find_script(int fd, const char *path, uint64_t total, uint64_t *at, struct err *err)
{
	size_t n = total - SECTOR < TEXT_LIMIT ? (size_t)(total - SECTOR) : TEXT_LIMIT;
	char *text = arr_new(n + 1, 1);
	char *end = NULL;
	int ret = image_read_at(fd, path, SECTOR, text, n, err);

	if (ret == 0)
		end = memchr(text, '\0', n);
	if (ret == 0 && (!end || end == text))
		ret = err_set(err, ERR_SYNTAX, "%s: byte %d: wants the text of the kernel, and zeros behind it", path, SECTOR);
	if (ret == 0) {
		*at = SECTOR + ((uint64_t)(end - text) / SECTOR + 1) * SECTOR;
		ret = want_zeros(fd, path, SECTOR + (uint64_t)(end - text), *at, err);
	}
	free(text);
	return ret;
}

static int
take_command(struct image *image, int fd, const char *path, const struct diskscript_command *command, struct err *err)
{
	struct image_entry *entry;
	struct str text = STR_INIT;

	if (command->kind == DISKSCRIPT_FILE) {
		/* To the kernel an empty file is a folder. */
		entry = image_add(image, command->path, command->size ? S_IFREG | 0644 : S_IFDIR | 0755, command->size);
		return command->size ? hash_at(fd, path, command->at, command->size, &entry->digest, err) : 0;
	}
	if (command->kind == DISKSCRIPT_HEX0)
		str_addf(&text, "hex0 /%s /%s", command->argument, command->path);
	else if (command->kind == DISKSCRIPT_FLUSH)
		str_adds(&text, "f");
	else
		str_addf(&text, "/%s %s", command->path, command->argument);
	image_add(image, "", 0, 0)->command = str_take(&text);
	return 0;
}

static int
read_builder(struct image *image, int fd, const char *path, uint64_t total, uint64_t script_sector, struct err *err)
{
	static const struct diskscript_limits nothing = { 0, 0 };
	struct diskscript script;
	char line[DISKSCRIPT_LINE];
	uint64_t end;
	int ret = -1;

	image->at = script_sector * SECTOR;
	if (!script_sector && find_script(fd, path, total, &image->at, err) < 0)
		return -1;
	if (image->at > total)
		return err_set(err, ERR_SYNTAX, "%s: byte %llu: ends before the script", path, (unsigned long long)total);
	diskscript_start(&script, path, image->at, total);
	while (!script.done) {
		size_t n = total - script.at < sizeof(line) ? (size_t)(total - script.at) : sizeof(line);

		if (image_read_at(fd, path, script.at, line, n, err) < 0
			|| diskscript_feed(&script, (struct span){ line, n }, err) < 0)
			goto out;
	}
	if (diskscript_fits(&script, &nothing, err) < 0)
		goto out;
	end = script.at + MIB - script.at % MIB;
	if (want_zeros(fd, path, script.at, end < total ? end : total, err) < 0)
		goto out;
	for (size_t i = 0; i < script.ncommand; i++) {
		if (take_command(image, fd, path, &script.command[i], err) < 0)
			goto out;
	}
	ret = 0;
out:
	diskscript_release(&script);
	return ret;
}

/* ext3. */

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

static int
add_to_sum(void *data, struct span bytes, struct err *err)
{
	(void)err;
	digest_add(data, bytes.at, bytes.n);
	return 0;
}

int
image_read_ext3(struct image *image, int fd, const char *path, uint64_t start, uint64_t total, struct err *err)
{
	struct source source = { fd, path };
	struct ext3 ext3 = EXT3_INIT;
	int ret = ext3_open(&ext3, path, start, total, read_source, &source, err);

	image->at = start;
	for (size_t i = 0; ret == 0 && i < ext3.nentry; i++) {
		struct image_entry *entry = image_add(image, ext3.entry[i].path, ext3.entry[i].mode,
			S_ISREG(ext3.entry[i].mode) ? ext3.entry[i].size : 0);
		struct digest_sum sum;

		if (ext3.entry[i].target)
			entry->target = arr_dup(ext3.entry[i].target);
		if (!S_ISREG(entry->mode))
			continue;
		digest_start(&sum);
		ret = ext3_bytes(&ext3, &ext3.entry[i], add_to_sum, &sum, err);
		entry->digest = digest_end(&sum);
	}
	ext3_release(&ext3);
	return ret;
}

/* What it is. */

static uint64_t
get32(const char *bytes)
{
	const unsigned char *b = (const unsigned char *)bytes;

	return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24;
}

static int
read_partition(struct image *image, int fd, const char *path, const char *entry, uint64_t total, struct err *err)
{
	uint64_t start = get32(entry + 8) * SECTOR, size = get32(entry + 12) * SECTOR;
	char bytes[FIRST_BYTES];

	if (start == 0 || start + size > total || size < sizeof(bytes))
		return err_set(err, ERR_SYNTAX, "%s: byte %d: a partition that the disk has no room for", path, PARTITION + 8);
	if (image_read_at(fd, path, start, bytes, sizeof(bytes), err) < 0)
		return -1;
	if (!ext3_is((struct span){ bytes, sizeof(bytes) }))
		return err_set(err, ERR_SYNTAX, "%s: byte %llu: wants an ext3 file system in the first partition", path,
			(unsigned long long)start);
	image->kind = IMAGE_EXT3;
	return image_read_ext3(image, fd, path, start, size, err);
}

static int
read_fd(struct image *image, int fd, const char *path, uint64_t script_sector, struct err *err)
{
	off_t total = lseek(fd, 0, SEEK_END);
	char first[FIRST_BYTES] = { 0 };
	struct span bytes = { first, sizeof(first) };

	if (total < 0)
		return err_sys(err, "%s: seek", path);
	if ((size_t)total < bytes.n)
		bytes.n = (size_t)total;
	if (image_read_at(fd, path, 0, first, bytes.n, err) < 0)
		return -1;
	if (lseek(fd, 0, SEEK_SET) < 0)
		return err_sys(err, "%s: seek", path);
	if (payload_is(bytes)) {
		image->kind = IMAGE_PAYLOAD;
		return read_payload(image, path, err);
	}
	if (span_starts(bytes, "07070")) {
		image->kind = IMAGE_INITRAMFS;
		return image_read_initramfs(image, fd, path, err);
	}
	if (bytes.n >= SECTOR && (unsigned char)first[510] == 0x55 && (unsigned char)first[511] == 0xaa) {
		if ((unsigned char)first[PARTITION + 4] == TYPE_BUILDER) {
			image->kind = IMAGE_BUILDER;
			return read_builder(image, fd, path, (uint64_t)total, script_sector, err);
		}
		return read_partition(image, fd, path, first + PARTITION, (uint64_t)total, err);
	}
	if (ext3_is(bytes)) {
		image->kind = IMAGE_EXT3;
		return image_read_ext3(image, fd, path, 0, (uint64_t)total, err);
	}
	return err_set(err, ERR_SYNTAX, "%s: byte 0: neither a builder-hex0 disk, nor ext3, initramfs or payload", path);
}

int
image_read(struct image *image, const char *path, uint64_t script_sector, struct err *err)
{
	struct image new = IMAGE_INIT;
	int fd = open(path, O_RDONLY | O_CLOEXEC), ret;

	if (fd < 0)
		return err_sys(err, "%s", path);
	ret = read_fd(&new, fd, path, script_sector, err);
	io_drop(&fd);
	if (ret == 0) {
		*image = new;
		new = (struct image)IMAGE_INIT;
	}
	image_release(&new);
	return ret;
}
