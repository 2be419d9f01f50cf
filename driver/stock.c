/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "stock.h"

#include <fcntl.h>
#include <stdlib.h>

#include "base/arr.h"
#include "base/io.h"
#include "halt.h"

int
stock_open(struct stock *stock, const char *path, const char *tree, struct err *err)
{
	*stock = (struct stock){ .path = path, .shelf = SHELF_INIT };
	if (wanted_read_folders(&stock->wanted, tree, err) < 0
		|| wanted_list(&stock->wanted, NULL, 0, WANTED_ALWAYS, &stock->files, err) < 0)
		return -1;
	for (size_t i = 0; i < stock->files.nfile; i++) {
		const struct fetch_item *item = &stock->files.file[i].item;

		if (!strcmp(item->name, STOCK_SUMS) || item->name[0] == '.')
			return err_set(err, ERR_LIMIT, "step %s: '%s': a mirror cannot hold a file of that name",
				stock->files.file[i].step, item->name);
		str_addf(&stock->sums, "%s  %s\n", digest_text(&item->digest).text, item->name);
	}
	stock->sums_digest = digest_of(str_span(&stock->sums));
	stock->shelf.dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return stock->shelf.dir < 0 ? err_sys(err, "%s", path) : 0;
}

void
stock_close(struct stock *stock)
{
	io_drop(&stock->shelf.dir);
	shelf_release(&stock->shelf);
	wanted_files_release(&stock->files);
	wanted_release(&stock->wanted);
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

		if (strcmp(name, STOCK_SUMS) && strcmp(name, STOCK_STATE) && !wanted_find(&stock->files, name))
			*arr_push(&stock->stray, &stock->nstray) = name;
	}
	return 0;
}

bool
stock_may(const struct stock *stock, const char *name, const struct digest *digest, bool strict)
{
	const struct wanted_file *file = wanted_find(&stock->files, name);

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
