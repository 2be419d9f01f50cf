/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "stock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

#include "base/arr.h"
#include "base/io.h"
#include "format/sums.h"
#include "halt.h"

enum { SUMS_LIMIT = 16 << 20 };

/* The list of what SHA256SUMS of a choice has already and the tree still wants; none that can be read is none. */
static int
read_listed(const struct stock *stock, struct sums *listed, struct err *err)
{
	struct str text = STR_INIT;
	struct sums found = SUMS_INIT;
	struct err why = ERR_INIT;
	int ret = io_read_file(stock->shelf.dir, STOCK_SUMS, SUMS_LIMIT, &text, err);

	if (ret == 0 && sums_parse(&found, STOCK_SUMS, str_span(&text), &why) == 0) {
		for (size_t i = 0; i < found.nsum; i++) {
			const struct wanted_file *file = wanted_find(&stock->all, found.sum[i].name);

			if (file && digest_eq(&file->item.digest, &found.sum[i].want))
				sums_put(listed, found.sum[i].name, &found.sum[i].want);
		}
	}
	sums_release(&found);
	str_release(&text);
	return ret < 0 && err->sys != ENOENT && err->sys != EISDIR && err->kind != ERR_LIMIT ? -1 : 0;
}

/* What SHA256SUMS must be. */
static int
make_sums(struct stock *stock, bool chosen, struct err *err)
{
	struct sums listed = SUMS_INIT;

	if (chosen && read_listed(stock, &listed, err) < 0)
		return -1;
	for (size_t i = 0; i < stock->files.nfile; i++)
		sums_put(&listed, stock->files.file[i].item.name, &stock->files.file[i].item.digest);
	sums_format(&listed, &stock->sums);
	stock->sums_digest = digest_of(str_span(&stock->sums));
	sums_release(&listed);
	return 0;
}

static int
choose(struct stock *stock, const struct stock_choice *choice, struct err *err)
{
	const struct wanted *from = &stock->tree;

	if (choice && choice->manifest) {
		if (wanted_read(&stock->chosen, choice->manifest, err) < 0)
			return -1;
		from = &stock->chosen;
	}
	return wanted_list(from, choice ? choice->step : NULL, choice ? choice->nstep : 0,
		choice ? choice->when : WANTED_ALWAYS, &stock->files, err);
}

int
stock_open(struct stock *stock, const char *path, const char *tree, const struct stock_choice *choice,
	struct err *err)
{
	*stock = (struct stock){ .path = path, .shelf = SHELF_INIT };
	if (wanted_read_folders(&stock->tree, tree, err) < 0
		|| wanted_list(&stock->tree, NULL, 0, WANTED_ALWAYS, &stock->all, err) < 0
		|| choose(stock, choice, err) < 0)
		return -1;
	for (size_t i = 0; i < stock->all.nfile; i++) {
		const struct fetch_item *item = &stock->all.file[i].item;

		if (!strcmp(item->name, STOCK_SUMS) || item->name[0] == '.')
			return err_set(err, ERR_LIMIT, "step %s: '%s': a mirror cannot hold a file of that name",
				stock->all.file[i].step, item->name);
	}
	stock->shelf.dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return stock->shelf.dir < 0 ? err_sys(err, "%s", path) : make_sums(stock, choice != NULL, err);
}

void
stock_close(struct stock *stock)
{
	io_drop(&stock->shelf.dir);
	shelf_release(&stock->shelf);
	wanted_files_release(&stock->files);
	wanted_files_release(&stock->all);
	wanted_release(&stock->chosen);
	wanted_release(&stock->tree);
	str_release(&stock->sums);
	free(stock->end);
	free(stock->stray);
	*stock = (struct stock){ .shelf = SHELF_INIT };
}

static void
show(void *data, const char *name, size_t done, size_t total)
{
	char *line = str_format("%zu of %zu files hashed: %s", done, total, name);

	progress_at(data, line);
	free(line);
}

static enum stock_end
judge(const struct shelf_file *file, const struct digest *want)
{
	if (!file)
		return STOCK_MISSING;
	return file->kind == SHELF_FILE && digest_eq(&file->digest, want) ? STOCK_RIGHT : STOCK_WRONG;
}

int
stock_take(struct stock *stock, unsigned jobs, struct progress *progress, struct err *err)
{
	if (shelf_refresh(&stock->shelf, &(struct shelf_options){
		.jobs = jobs ? jobs : 2,
		.stop = halt_flag(),
		.progress = show,
		.data = progress,
	}, err) < 0)
		return err_at(err, "%s", stock->path);
	free(stock->end);
	free(stock->stray);
	stock->stray = NULL;
	stock->nstray = stock->nmissing = stock->nwrong = 0;
	stock->end = arr_new(stock->files.nfile + 1, sizeof(*stock->end));
	for (size_t i = 0; i < stock->files.nfile; i++) {
		const struct fetch_item *item = &stock->files.file[i].item;

		stock->end[i] = judge(shelf_find(&stock->shelf, item->name), &item->digest);
		stock->nmissing += stock->end[i] == STOCK_MISSING;
		stock->nwrong += stock->end[i] == STOCK_WRONG;
	}
	stock->sums_end = judge(shelf_find(&stock->shelf, STOCK_SUMS), &stock->sums_digest);
	for (size_t i = 0; i < stock->shelf.nfile; i++) {
		const char *name = stock->shelf.file[i].name;

		if (strcmp(name, STOCK_SUMS) && strcmp(name, STOCK_STATE) && !wanted_find(&stock->all, name))
			*arr_push(&stock->stray, &stock->nstray) = name;
	}
	return 0;
}

bool
stock_may(const struct stock *stock, const char *name, const struct digest *digest, bool strict)
{
	const struct wanted_file *file = wanted_find(&stock->all, name);

	if (!strcmp(name, STOCK_SUMS))
		return digest_eq(digest, &stock->sums_digest);
	return file ? digest_eq(digest, &file->item.digest) : !strict;
}

bool
stock_is_good(const struct stock *stock, bool strict)
{
	return stock->nmissing == 0 && stock->nwrong == 0 && stock->sums_end == STOCK_RIGHT
		&& (!strict || stock->nstray == 0);
}

/* The words are padded for the eye. */
static void
add_line(struct str *text, const char *word, const char *name, const char *why)
{
	str_addf(text, "%-12s ", word);
	str_add_escaped(text, span_of(name));
	str_adds(text, why);
	str_addc(text, '\n');
}

static void
add_wrong(struct str *text, const struct shelf_file *file)
{
	struct str why = STR_INIT;

	if (file->kind == SHELF_FILE)
		str_addf(&why, ": wrong bytes: the SHA-256 is %s", digest_text(&file->digest).text);
	else if (file->kind == SHELF_UNREADABLE)
		str_addf(&why, ": %s", file->why);
	else
		str_adds(&why, ": not a plain file");
	add_line(text, "wrong", file->name, why.at);
	str_release(&why);
}

void
stock_tell(const struct stock *stock, struct str *text)
{
	size_t n = stock->files.nfile;

	for (size_t i = 0; i < n; i++) {
		const struct wanted_file *file = &stock->files.file[i];

		if (stock->end[i] == STOCK_MISSING) {
			char *step = str_format(" (%s)", file->step);

			add_line(text, "missing", file->item.name, step);
			free(step);
		} else if (stock->end[i] == STOCK_WRONG) {
			add_wrong(text, shelf_find(&stock->shelf, file->item.name));
		}
	}
	if (stock->sums_end == STOCK_MISSING)
		add_line(text, "missing", STOCK_SUMS, "");
	else if (stock->sums_end == STOCK_WRONG)
		add_line(text, "wrong", STOCK_SUMS, ": not the list of what the mirror ought to hold");
	for (size_t i = 0; i < stock->nstray; i++)
		add_line(text, "superfluous", stock->stray[i], "");
	str_addf(text, "%zu source%s: %zu right, %zu missing, %zu wrong; %zu superfluous\n", n, n == 1 ? "" : "s",
		n - stock->nmissing - stock->nwrong, stock->nmissing, stock->nwrong, stock->nstray);
}
