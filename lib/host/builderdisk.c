/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "format/hex0.h"
#include "host/image.h"
#include "host/outfile.h"

enum {
	MIB = 1 << 20, TEXT_LIMIT = 1 << 20,
	STAGE2_ROOM = 0x10000 - 0x7e00, /* stage 1 assembles to 7E00 and counts with 16 bits */
};

static int
read_text(const char *path, struct str *text, struct err *err)
{
	return io_read_file(AT_FDCWD, path, TEXT_LIMIT, text, err);
}

/* The boot sector, from its source, or as it is. A BIOS wants 55 AA at its end. */
static int
read_stage1(const struct builder_disk *disk, struct str *sector, struct err *err)
{
	struct str text = STR_INIT;
	int ret = read_text(disk->stage1, &text, err);

	if (ret == 0 && text.n == SECTOR && (unsigned char)text.at[510] == 0x55 && (unsigned char)text.at[511] == 0xaa)
		str_add(sector, str_span(&text));
	else if (ret == 0)
		ret = hex0_parse(sector, disk->stage1, str_span(&text), err);
	str_release(&text);
	if (ret < 0)
		return -1;
	if (sector->n != SECTOR)
		return err_set(err, ERR_SYNTAX, "%s: %zu bytes of code, a boot sector has %d", disk->stage1, sector->n, SECTOR);
	if ((unsigned char)sector->at[510] != 0x55 || (unsigned char)sector->at[511] != 0xaa)
		return err_set(err, ERR_SYNTAX, "%s: wants 55 AA as the last two bytes of the sector", disk->stage1);
	return 0;
}

/*
 * The kernel's text, padded to where its script begins. Stage 1 stops at the first zero
 * byte, so there is at least one behind the text, and none in it.
 */
static int
read_stage2(const struct builder_disk *disk, struct str *text, struct err *err)
{
	struct str code = STR_INIT;
	uint64_t sector;
	int ret = read_text(disk->stage2, text, err);

	if (ret == 0)
		ret = hex0_parse(&code, disk->stage2, str_span(text), err);
	if (ret == 0 && (code.n == 0 || code.n > STAGE2_ROOM))
		ret = err_set(err, ERR_SYNTAX, "%s: %zu bytes of code, wants 1 to %d", disk->stage2, code.n, STAGE2_ROOM);
	str_release(&code);
	if (ret < 0)
		return -1;
	if (memchr(text->at, '\0', text->n))
		return err_set(err, ERR_SYNTAX, "%s: byte %zu: a zero byte would end the text", disk->stage2,
			(size_t)((const char *)memchr(text->at, '\0', text->n) - text->at));
	sector = 1 + text->n / SECTOR + 1;
	if (disk->script_sector && sector != disk->script_sector)
		return err_set(err, ERR_LIMIT, "%s: %zu bytes: the script would begin in sector %llu, the kernel looks in %llu",
			disk->stage2, text->n, (unsigned long long)sector, (unsigned long long)disk->script_sector);
	while (text->n % SECTOR || text->n < (sector - 1) * SECTOR)
		str_addc(text, '\0');
	return 0;
}

/* "src" lines for all that was gathered: LINE[i] goes before item i. */
static int
script_files(struct diskscript *script, const struct gather *gather, char **line, struct err *err)
{
	for (size_t i = 0; i < gather->nitem; i++) {
		const struct gathered *item = &gather->item[i];
		struct str text = STR_INIT;

		if (S_ISLNK(item->mode))
			return err_set(err, ERR_SYNTAX, "'/%s': a symbolic link, which the builder kernel does not know: put a copy in its place",
				item->path);
		if (diskscript_add_file(script, span_of(item->path), S_ISREG(item->mode) ? item->size : 0, &text, err) < 0) {
			str_release(&text);
			return -1;
		}
		line[i] = str_take(&text);
	}
	return 0;
}

static int
script_commands(struct diskscript *script, const char *path, struct str *lines, struct err *err)
{
	struct str text = STR_INIT;
	struct span rest, line;
	unsigned long nr = 0;
	int ret = path ? read_text(path, &text, err) : 0;

	rest = str_span(&text);
	while (ret == 0 && span_line(&rest, &line)) {
		nr++;
		if (line.n == 0 || line.at[0] == '#')
			continue;
		ret = diskscript_add_line(script, line, lines, err);
		if (ret < 0)
			err_at(err, "%s:%lu", path, nr);
	}
	str_release(&text);
	return ret;
}

static int
write_disk(struct outfile *out, const struct gather *gather, const struct builder_disk *disk, char **line,
	struct span start, struct span commands, struct err *err)
{
	off_t end;

	if (outfile_write(out, start, err) < 0)
		return -1;
	for (size_t i = 0; i < gather->nitem; i++) {
		const struct gathered *item = &gather->item[i];

		if (outfile_write(out, span_of(line[i]), err) < 0
			|| (item->from && outfile_add(out, item->from, item->size, NULL, err) < 0))
			return -1;
	}
	if (outfile_write(out, commands, err) < 0)
		return -1;
	/* At least one zero byte, the end, up to the next MiB: a whole one if we are there already. */
	end = lseek(out->fd, 0, SEEK_CUR);
	if (end < 0)
		return err_sys(err, "%s: seek", out->path);
	end += MIB - end % MIB;
	if (disk->size && disk->size < (uint64_t)end)
		return err_set(err, ERR_LIMIT, "%s: needs %lld bytes, %lld more than the size that was asked for", out->path,
			(long long)end, (long long)end - (long long)disk->size);
	if (disk->size)
		end = (off_t)disk->size;
	if (ftruncate(out->fd, end) < 0)
		return err_sys(err, "%s: extend to %lld bytes", out->path, (long long)end);
	return 0;
}

int
image_make_builder(const char *path, const struct gather *gather, struct builder_disk *disk, struct err *err)
{
	char **line = arr_new(gather->nitem + 1, sizeof(*line));
	struct str start = STR_INIT, text = STR_INIT, commands = STR_INIT;
	struct outfile out = OUTFILE_INIT;
	struct diskscript script;
	int ret = -1;

	diskscript_start(&script, path, 0, UINT64_MAX);
	if (read_stage1(disk, &start, err) < 0 || read_stage2(disk, &text, err) < 0
		|| script_files(&script, gather, line, err) < 0
		|| script_commands(&script, disk->script, &commands, err) < 0
		|| diskscript_fits(&script, &disk->spare, err) < 0)
		goto out;
	disk->nfile = script.nfile;
	disk->nbyte = script.nbyte;
	str_add(&start, str_span(&text));
	if (outfile_open(&out, AT_FDCWD, path, err) == 0
		&& write_disk(&out, gather, disk, line, str_span(&start), str_span(&commands), err) == 0)
		ret = outfile_commit(&out, 0644, err);
out:
	outfile_drop(&out);
	for (size_t i = 0; i < gather->nitem; i++)
		free(line[i]);
	free(line);
	diskscript_release(&script);
	str_release(&start);
	str_release(&text);
	str_release(&commands);
	return ret;
}
