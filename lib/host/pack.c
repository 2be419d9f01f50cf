/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "host/pack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "host/outfile.h"

/* Making. */

void
pack_release(struct pack *pack)
{
	for (size_t i = 0; i < pack->nfile; i++) {
		free(pack->file[i].name);
		free(pack->file[i].from);
	}
	free(pack->file);
	*pack = (struct pack)PACK_INIT;
}

static int
add_file(struct pack *pack, const char *from, const struct stat *st, struct err *err)
{
	const char *slash = strrchr(from, '/');
	const char *name = slash ? slash + 1 : from;
	const char *fault = payload_name_fault(span_of(name));

	if (!S_ISREG(st->st_mode))
		return err_set(err, ERR_SYNTAX, "%s: %s", from,
			S_ISDIR(st->st_mode) ? "a folder in a folder, but a payload is flat" : "not a regular file");
	if (fault)
		return err_set(err, ERR_SYNTAX, "%s: the name %s", from, fault);
	if (st->st_size > UINT32_MAX)
		return err_set(err, ERR_LIMIT, "%s: %lld bytes, past the 4 GiB that a file in a payload can have", from,
			(long long)st->st_size);
	*arr_push(&pack->file, &pack->nfile) = (struct pack_file){ arr_dup(name), arr_dup(from), (uint64_t)st->st_size };
	return 0;
}

int
pack_add(struct pack *pack, const char *from, struct err *err)
{
	struct stat st;
	char **names;
	size_t n;
	int ret = 0;

	if (stat(from, &st) < 0)
		return err_sys(err, "%s", from);
	if (!S_ISDIR(st.st_mode))
		return add_file(pack, from, &st, err);
	if (io_list(AT_FDCWD, from, &names, &n, err) < 0)
		return -1;
	for (size_t i = 0; i < n && ret == 0; i++) {
		char *path = io_join(from, names[i]);

		ret = stat(path, &st) < 0 ? err_sys(err, "%s", path) : add_file(pack, path, &st, err);
		free(path);
	}
	io_free_names(names, n);
	return ret;
}

static int
compare_files(const void *a, const void *b)
{
	const struct pack_file *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order ? order : strcmp(x->from, y->from);
}

static int
digest_path(const char *path, struct digest *digest, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int ret;

	if (fd < 0)
		return err_sys(err, "%s", path);
	ret = digest_fd(fd, path, digest, err);
	io_drop(&fd);
	return ret;
}

/* Two files of one name are one if they have the same bytes. */
static int
drop_doubles(struct pack *pack, struct err *err)
{
	size_t n = 0;

	for (size_t i = 0; i < pack->nfile; i++) {
		struct pack_file *file = &pack->file[i], *last = n ? &pack->file[n - 1] : NULL;
		struct digest a, b;

		if (!last || strcmp(last->name, file->name)) {
			if (n != i) {
				pack->file[n] = *file;
				*file = (struct pack_file){ 0 };
			}
			n++;
			continue;
		}
		if (strcmp(last->from, file->from)
			&& (digest_path(last->from, &a, err) < 0 || digest_path(file->from, &b, err) < 0))
			return -1;
		if (strcmp(last->from, file->from) && !digest_eq(&a, &b))
			return err_set(err, ERR_DIFFERS, "%s: has the name of %s, but other bytes", file->from, last->from);
		free(file->name);
		free(file->from);
		*file = (struct pack_file){ 0 };
	}
	pack->nfile = n;
	return 0;
}

static int
write_file(struct outfile *out, const struct pack_file *file, const struct sums *sums, struct err *err)
{
	const struct sum *sum = sums ? sums_find(sums, span_of(file->name)) : NULL;
	struct str head = STR_INIT;
	struct digest digest;
	int ret;

	if (sums && !sum)
		return err_set(err, ERR_DIFFERS, "%s: no sum is recorded for '%s'", file->from, file->name);
	payload_format_head(&head, span_of(file->name), (uint32_t)file->size);
	ret = outfile_write(out, str_span(&head), err);
	str_release(&head);
	if (ret == 0)
		ret = outfile_add(out, file->from, file->size, sum ? &digest : NULL, err);
	if (ret == 0 && sum && !digest_eq(&digest, &sum->want))
		ret = err_set(err, ERR_DIFFERS, "%s: recorded %.8s, has %.8s", file->from, digest_text(&sum->want).text,
			digest_text(&digest).text);
	return ret;
}

int
pack_write(struct pack *pack, const char *path, const struct sums *sums, struct err *err)
{
	struct outfile out = OUTFILE_INIT;
	struct str start = STR_INIT;
	int ret = -1;

	qsort(pack->file, pack->nfile, sizeof(*pack->file), compare_files);
	if (drop_doubles(pack, err) < 0)
		return -1;
	if (pack->nfile > PAYLOAD_COUNT_MAX)
		return err_set(err, ERR_LIMIT, "%s: %zu files, a payload can have %d", path, pack->nfile, PAYLOAD_COUNT_MAX);
	payload_format_start(&start, (uint32_t)pack->nfile);
	if (outfile_open(&out, AT_FDCWD, path, err) < 0 || outfile_write(&out, str_span(&start), err) < 0)
		goto out;
	for (size_t i = 0; i < pack->nfile; i++) {
		if (write_file(&out, &pack->file[i], sums, err) < 0)
			goto out;
	}
	ret = outfile_commit(&out, 0644, err);
out:
	outfile_drop(&out);
	str_release(&start);
	return ret;
}

/* Reading. */

void
packed_close(struct packed *packed)
{
	payload_release(&packed->payload);
	io_drop(&packed->fd);
}

/* Bytes from AT on, N of them or all there are. */
static int
read_at(int fd, const char *path, uint64_t at, char *bytes, size_t n, size_t *got, struct err *err)
{
	*got = 0;
	while (*got < n) {
		ssize_t now = pread(fd, bytes + *got, n - *got, (off_t)(at + *got));

		if (now < 0 && errno == EINTR)
			continue;
		if (now < 0)
			return err_sys(err, "%s: byte %llu: read", path, (unsigned long long)at);
		if (now == 0)
			break;
		*got += (size_t)now;
	}
	return 0;
}

int
packed_open(struct packed *packed, const char *path, enum payload_flags flags, struct err *err)
{
	struct packed new = PACKED_INIT;
	char head[PAYLOAD_HEAD];
	struct stat st;
	off_t total;
	size_t n;

	new.fd = open(path, O_RDONLY | O_CLOEXEC);
	if (new.fd < 0 || fstat(new.fd, &st) < 0) {
		err_sys(err, "%s", path);
		goto fail;
	}
	if (!S_ISREG(st.st_mode) && !S_ISBLK(st.st_mode)) {
		err_set(err, ERR_SYNTAX, "%s: neither a file nor a block device", path);
		goto fail;
	}
	if (S_ISBLK(st.st_mode))
		flags |= PAYLOAD_DISK;
	total = lseek(new.fd, 0, SEEK_END);     /* a device has no st_size */
	if (total < 0) {
		err_sys(err, "%s: seek", path);
		goto fail;
	}
	payload_start(&new.payload, path, (uint64_t)total);
	while (!new.payload.done) {
		if (read_at(new.fd, path, new.payload.at, head, sizeof(head), &n, err) < 0
			|| payload_feed(&new.payload, (struct span){ head, n }, err) < 0)
			goto fail;
	}
	if (payload_finish(&new.payload, flags, err) < 0)
		goto fail;
	*packed = new;
	return 0;
fail:
	packed_close(&new);
	return -1;
}

int
packed_digest(const struct packed *packed, const struct payload_file *file, struct digest *digest, struct err *err)
{
	enum { BLOCK = 1 << 18 };
	char *block = arr_new(BLOCK, 1);
	struct digest_sum sum;
	uint64_t left = file->size;
	int ret = 0;

	digest_start(&sum);
	while (left && ret == 0) {
		uint64_t at = file->at + (file->size - left);
		size_t n = left < BLOCK ? (size_t)left : BLOCK, got;

		ret = read_at(packed->fd, packed->payload.path, at, block, n, &got, err);
		if (ret == 0 && got < n)
			ret = err_set(err, ERR_DIFFERS, "%s: byte %llu: became shorter while it was read", packed->payload.path,
				(unsigned long long)(at + got));
		digest_add(&sum, block, got);
		left -= got;
	}
	*digest = digest_end(&sum);
	free(block);
	return ret;
}

int
packed_extract(const struct packed *packed, const char *folder, struct err *err)
{
	struct outfile out = OUTFILE_INIT;
	int dir, ret = -1;

	if (io_mkdirs(AT_FDCWD, folder, 0755, err) < 0)
		return -1;
	dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0)
		return err_sys(err, "%s", folder);
	for (size_t i = 0; i < packed->payload.nfile; i++) {
		const struct payload_file *file = &packed->payload.file[i];

		if (outfile_open(&out, dir, file->name, err) < 0
			|| outfile_copy(&out, packed->fd, packed->payload.path, file->at, file->size, NULL, err) < 0
			|| outfile_commit(&out, 0644, err) < 0) {
			err_at(err, "%s", folder);
			goto out;
		}
	}
	ret = 0;
out:
	outfile_drop(&out);
	io_drop(&dir);
	return ret;
}
