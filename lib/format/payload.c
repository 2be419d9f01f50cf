/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "format/payload.h"

#include <stdlib.h>

#include "base/arr.h"

enum { MAGIC_BYTES = 8, START_BYTES = 12 };

static const char magic[] = "LBPAYLD1";

static uint64_t
number(struct span bytes, size_t at, size_t width)
{
	uint64_t value = 0;

	for (size_t i = width; i-- > 0;)
		value = value << 8 | (unsigned char)bytes.at[at + i];
	return value;
}

static void
add_number(struct str *bytes, uint32_t value)
{
	for (int shift = 0; shift < 32; shift += 8)
		str_addc(bytes, (char)(value >> shift & 255));
}

static int
at_byte(const struct payload *payload, uint64_t at, enum err_kind kind, const char *what, struct err *err)
{
	return err_set(err, kind, "%s: byte %llu: %s", payload->path, (unsigned long long)at, what);
}

bool
payload_is(struct span text)
{
	return span_starts(text, magic);
}

const char *
payload_form_word(enum payload_form form)
{
	return form == PAYLOAD_U64 ? "u64" : "u32";
}

/*
 * A name becomes a file in a folder on the target, and a line of a list: nothing
 * in it may lead elsewhere or look like something else.
 */
const char *
payload_name_fault(struct span name)
{
	if (name.n == 0)
		return "is empty";
	if (name.n > PAYLOAD_NAME_MAX)
		return "is longer than 1024 bytes";
	if (memchr(name.at, '/', name.n))
		return "has a slash: it could lead out of the folder";
	if (memchr(name.at, '\\', name.n))
		return "has a backslash";
	if (span_is(name, ".") || span_is(name, ".."))
		return "is a folder's";
	for (size_t i = 0; i < name.n; i++) {
		if ((unsigned char)name.at[i] < ' ' || name.at[i] == 0x7f)
			return "has a control byte";
	}
	return NULL;
}

void
payload_start(struct payload *payload, const char *path, uint64_t total)
{
	*payload = (struct payload)PAYLOAD_INIT;
	payload->path = path;
	payload->total = total;
}

void
payload_release(struct payload *payload)
{
	for (size_t i = 0; i < payload->nfile; i++)
		free(payload->file[i].name);
	free(payload->file);
	*payload = (struct payload)PAYLOAD_INIT;
}

/*
 * The forms are told apart by bytes 12 to 15: the first name's length, which is
 * never 0, or the upper half of the count, which always is. Without files there
 * is nothing to tell but the length of all.
 */
static int
take_start(struct payload *payload, struct span bytes, struct err *err)
{
	uint64_t count;

	if (!payload_is(bytes))
		return at_byte(payload, 0, ERR_SYNTAX, "wants the magic LBPAYLD1", err);
	if (bytes.n < START_BYTES)
		return at_byte(payload, MAGIC_BYTES, ERR_SYNTAX, "ends in the count of files", err);
	count = number(bytes, MAGIC_BYTES, 4);
	payload->at = START_BYTES;
	if (bytes.n >= START_BYTES + 4 && number(bytes, START_BYTES, 4) == 0
		&& (count || payload->total == START_BYTES + 4)) {
		payload->form = PAYLOAD_U64;
		payload->at += 4;
	}
	if (count > PAYLOAD_COUNT_MAX)
		return err_set(err, ERR_LIMIT, "%s: byte %d: %llu files, at most %d are taken", payload->path,
			MAGIC_BYTES, (unsigned long long)count, PAYLOAD_COUNT_MAX);
	payload->count = (size_t)count;
	payload->done = count == 0;
	return 0;
}

static int
take_file(struct payload *payload, struct span bytes, struct err *err)
{
	struct payload_file file = { .head = payload->at };
	size_t width = payload->form == PAYLOAD_U64 ? 8 : 4;
	uint64_t length, left = payload->total - payload->at;
	struct span name;
	const char *fault;

	if (left < 2 * width || bytes.n < 2 * width)
		return err_set(err, ERR_SYNTAX, "%s: byte %llu: ends before file %zu of %zu", payload->path,
			(unsigned long long)file.head, payload->nfile + 1, payload->count);
	length = number(bytes, 0, width);
	file.size = number(bytes, width, width);
	left -= 2 * width;
	if (length == 0 || length > PAYLOAD_NAME_MAX)
		return err_set(err, ERR_SYNTAX, "%s: byte %llu: a name of %llu bytes, wants 1 to %d", payload->path,
			(unsigned long long)file.head, (unsigned long long)length, PAYLOAD_NAME_MAX);
	if (left < length || bytes.n - 2 * width < length)
		return at_byte(payload, file.head + 2 * width, ERR_SYNTAX, "ends in a name", err);
	name = (struct span){ bytes.at + 2 * width, (size_t)length };
	fault = payload_name_fault(name);
	if (fault)
		return err_set(err, ERR_SYNTAX, "%s: byte %llu: the name '%.*s' %s", payload->path,
			(unsigned long long)(file.head + 2 * width), (int)name.n, name.at, fault);
	if (file.size > UINT32_MAX)
		return err_set(err, ERR_LIMIT, "%s: byte %llu: '%.*s' has %llu bytes, past 4 GiB", payload->path,
			(unsigned long long)(file.head + width), (int)name.n, name.at, (unsigned long long)file.size);
	left -= length;
	file.at = payload->total - left;
	if (left < file.size)
		return err_set(err, ERR_SYNTAX, "%s: byte %llu: ends in '%.*s', %llu bytes too early", payload->path,
			(unsigned long long)payload->total, (int)name.n, name.at, (unsigned long long)(file.size - left));
	file.name = span_dup(name);
	*arr_push(&payload->file, &payload->nfile) = file;
	payload->at = file.at + file.size;
	payload->done = payload->nfile == payload->count;
	return 0;
}

int
payload_feed(struct payload *payload, struct span bytes, struct err *err)
{
	return payload->at == 0 ? take_start(payload, bytes, err) : take_file(payload, bytes, err);
}

static int
compare_files(const void *a, const void *b)
{
	const struct payload_file *x = *(const struct payload_file *const *)a;
	const struct payload_file *y = *(const struct payload_file *const *)b;
	int order = strcmp(x->name, y->name);

	if (order)
		return order;
	return x->head < y->head ? -1 : x->head > y->head;
}

int
payload_finish(const struct payload *payload, enum payload_flags flags, struct err *err)
{
	const struct payload_file **sorted = arr_new(payload->nfile + 1, sizeof(*sorted));
	const struct payload_file *again = NULL;

	for (size_t i = 0; i < payload->nfile; i++)
		sorted[i] = &payload->file[i];
	qsort(sorted, payload->nfile, sizeof(*sorted), compare_files);
	for (size_t i = 1; i < payload->nfile; i++) {
		if (!strcmp(sorted[i - 1]->name, sorted[i]->name) && (!again || sorted[i]->head < again->head))
			again = sorted[i];
	}
	free(sorted);
	if (again)
		return err_set(err, ERR_SYNTAX, "%s: byte %llu: '%s' is there twice", payload->path,
			(unsigned long long)again->head, again->name);
	if (!(flags & PAYLOAD_DISK) && payload->at != payload->total)
		return err_set(err, ERR_SYNTAX, "%s: byte %llu: %llu bytes behind the last file", payload->path,
			(unsigned long long)payload->at, (unsigned long long)(payload->total - payload->at));
	return 0;
}

int
payload_parse(struct payload *payload, const char *path, struct span bytes, enum payload_flags flags,
	struct err *err)
{
	struct payload new;

	payload_start(&new, path, bytes.n);
	while (!new.done) {
		struct span rest = { bytes.at + new.at, bytes.n - (size_t)new.at };

		if (rest.n > PAYLOAD_HEAD)
			rest.n = PAYLOAD_HEAD;
		if (payload_feed(&new, rest, err) < 0)
			goto fail;
	}
	if (payload_finish(&new, flags, err) < 0)
		goto fail;
	*payload = new;
	return 0;
fail:
	payload_release(&new);
	return -1;
}

void
payload_format_start(struct str *bytes, uint32_t count)
{
	str_adds(bytes, magic);
	add_number(bytes, count);
}

void
payload_format_head(struct str *bytes, struct span name, uint32_t size)
{
	add_number(bytes, (uint32_t)name.n);
	add_number(bytes, size);
	str_add(bytes, name);
}
