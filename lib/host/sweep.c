/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The store as a whole: count it, check it, drop what nothing reaches.
 * store.c next door has the single object, layer and result.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "host/store.h"

/* Digests, sorted when they are looked up. */
struct set {
	struct digest *digest;
	size_t n;
};

static int
compare_digests(const void *a, const void *b)
{
	return digest_cmp(a, b);
}

static void
sort_set(struct set *set)
{
	if (set->n)
		qsort(set->digest, set->n, sizeof(*set->digest), compare_digests);
}

static bool
is_in(const struct set *set, const struct digest *digest)
{
	return set->n && bsearch(digest, set->digest, set->n, sizeof(*set->digest), compare_digests);
}

/* What a visitor is told: one object, layer or result file. */
struct visit {
	struct store *store;
	const char *folder;             /* "objects/ab", "layers", "results" */
	const char *name;               /* the file in it */
	struct digest digest;           /* that its name says; for an object with its folder */
	unsigned mode;                  /* of an object */
	bool named;                     /* the name has the right form */
	struct stat st;
	void *data;
};

typedef int visitor(const struct visit *visit, struct err *err);

/* "ab" + "REST-MODE", or a plain digest when HEAD is empty. */
static bool
read_name(const char *head, const char *name, struct digest *digest, unsigned *mode)
{
	struct span rest = span_of(name);
	char hex[DIGEST_HEX];
	char *end;

	*mode = 0;
	if (!*head)
		return digest_parse(rest, digest);
	if (strlen(head) != 2 || rest.n != DIGEST_HEX - 2 + 5 || rest.at[DIGEST_HEX - 2] != '-')
		return false;
	memcpy(hex, head, 2);
	memcpy(hex + 2, rest.at, DIGEST_HEX - 2);
	*mode = (unsigned)strtoul(rest.at + DIGEST_HEX - 1, &end, 8);
	return !*end && digest_parse((struct span){ hex, DIGEST_HEX }, digest);
}

static int
walk_folder(struct store *store, const char *folder, const char *head, visitor *look, void *data,
	struct err *err)
{
	struct visit visit = { .store = store, .folder = folder, .data = data };
	char **names;
	size_t n;
	int ret = 0;

	if (io_list(store->dir, folder, &names, &n, err) < 0)
		return err_at(err, "%s", store->path);
	for (size_t i = 0; i < n && ret == 0; i++) {
		char *path = str_format("%s/%s", folder, names[i]);

		visit.name = names[i];
		visit.named = read_name(head, names[i], &visit.digest, &visit.mode);
		if (fstatat(store->dir, path, &visit.st, AT_SYMLINK_NOFOLLOW) == 0)
			ret = look(&visit, err);
		else if (errno != ENOENT)       /* a temporary of another run may vanish */
			ret = err_sys(err, "%s/%s", store->path, path);
		free(path);
	}
	io_free_names(names, n);
	return ret;
}

static int
walk_objects(struct store *store, visitor *look, void *data, struct err *err)
{
	char **names;
	size_t n;
	int ret = 0;

	if (io_list(store->dir, "objects", &names, &n, err) < 0)
		return err_at(err, "%s", store->path);
	for (size_t i = 0; i < n && ret == 0; i++) {
		char *folder = str_format("objects/%s", names[i]);

		/* Temporaries of runs lie beside the folders. */
		if (strlen(names[i]) == 2)
			ret = walk_folder(store, folder, names[i], look, data, err);
		free(folder);
	}
	io_free_names(names, n);
	return ret;
}

static int
drop_file(const struct visit *visit, struct store_count *count, struct err *err)
{
	char *path = str_format("%s/%s", visit->folder, visit->name);
	int ret = unlinkat(visit->store->dir, path, 0);

	if (ret < 0)
		err_sys(err, "%s/%s", visit->store->path, path);
	count->ndropped++;
	count->dropped_bytes += (unsigned long long)visit->st.st_size;
	free(path);
	return ret;
}

struct checking {
	struct store_count *count;
	store_say *say;
	void *data;
};

static void
say_bad(const struct visit *visit, const char *why)
{
	const struct checking *checking = visit->data;
	char *line = str_format("%s/%s/%s: %s", visit->store->path, visit->folder, visit->name, why);

	checking->count->nbad++;
	checking->say(checking->data, line);
	free(line);
}

static int
call_bad(const struct visit *visit, const char *why, struct err *err)
{
	const struct checking *checking = visit->data;

	say_bad(visit, why);
	return drop_file(visit, checking->count, err);
}

/* After a look-up that answered FOUND, and dropped the file itself where that is 0. */
static int
judge_look_up(const struct visit *visit, int found)
{
	const struct checking *checking = visit->data;

	if (found == 0) {
		say_bad(visit, "damaged");
		checking->count->ndropped++;
	}
	return found < 0 ? -1 : 0;
}

static int
check_object(const struct visit *visit, struct err *err)
{
	const struct checking *checking = visit->data;
	struct layer_entry entry = { .type = LAYER_FILE, .digest = visit->digest, .mode = visit->mode };

	checking->count->nobject++;
	checking->count->bytes += (unsigned long long)visit->st.st_size;
	if (!visit->named || !S_ISREG(visit->st.st_mode))
		return call_bad(visit, "not an object's name", err);
	if (store_check_object(visit->store, &entry, err) == 0)
		return 0;
	return err->kind == ERR_DIFFERS ? call_bad(visit, "damaged", err) : -1;
}

static int
check_layer(const struct visit *visit, struct err *err)
{
	const struct checking *checking = visit->data;
	struct layer layer = LAYER_INIT;
	int found;

	if (span_ends(span_of(visit->name), ".tmp"))
		return 0;
	checking->count->nlayer++;
	if (!visit->named)
		return call_bad(visit, "not a layer's name", err);
	found = store_find_layer(visit->store, &visit->digest, &layer, err);
	layer_release(&layer);
	return judge_look_up(visit, found);
}

static int
check_result(const struct visit *visit, struct err *err)
{
	const struct checking *checking = visit->data;
	struct digest layer;
	int found;

	if (span_ends(span_of(visit->name), ".tmp"))
		return 0;
	checking->count->nresult++;
	if (!visit->named)
		return call_bad(visit, "not a result's name", err);
	found = store_find_result(visit->store, &visit->digest, &layer, err);
	return judge_look_up(visit, found);
}

int
store_check(struct store *store, store_say *say, void *data, struct store_count *count,
	struct err *err)
{
	struct checking checking = { count, say, data };

	*count = (struct store_count){ 0 };
	if (walk_objects(store, check_object, &checking, err) < 0
		|| walk_folder(store, "layers", "", check_layer, &checking, err) < 0)
		return -1;
	return walk_folder(store, "results", "", check_result, &checking, err);
}

static int
count_object(const struct visit *visit, struct err *err)
{
	struct store_count *count = visit->data;

	(void)err;
	count->nobject++;
	count->bytes += (unsigned long long)visit->st.st_size;
	return 0;
}

static int
count_text(const struct visit *visit, struct err *err)
{
	struct store_count *count = visit->data;

	(void)err;
	if (visit->named && !strcmp(visit->folder, "layers"))
		count->nlayer++;
	else if (visit->named)
		count->nresult++;
	return 0;
}

int
store_measure(struct store *store, struct store_count *count, struct err *err)
{
	*count = (struct store_count){ 0 };
	if (walk_objects(store, count_object, count, err) < 0
		|| walk_folder(store, "layers", "", count_text, count, err) < 0)
		return -1;
	return walk_folder(store, "results", "", count_text, count, err);
}

struct sweeping {
	struct store_count *count;
	struct set keep;                /* layers */
	struct set object;              /* contents of the layers that are kept */
};

static int
sweep_result(const struct visit *visit, struct err *err)
{
	struct sweeping *sweeping = visit->data;
	struct digest layer;
	int found = visit->named ? store_find_result(visit->store, &visit->digest, &layer, err) : 0;

	sweeping->count->nresult++;
	if (found < 0)
		return -1;
	if (found && is_in(&sweeping->keep, &layer))
		return 0;
	return visit->named && !found ? 0 : drop_file(visit, sweeping->count, err);
}

static int
sweep_layer(const struct visit *visit, struct err *err)
{
	struct sweeping *sweeping = visit->data;
	struct layer layer = LAYER_INIT;
	int found;

	sweeping->count->nlayer++;
	if (!visit->named || !is_in(&sweeping->keep, &visit->digest))
		return drop_file(visit, sweeping->count, err);
	found = store_find_layer(visit->store, &visit->digest, &layer, err);
	if (found < 0)
		return -1;
	for (size_t i = 0; i < layer.nentry; i++) {
		if (layer.entry[i].type == LAYER_FILE)
			*arr_push(&sweeping->object.digest, &sweeping->object.n) = layer.entry[i].digest;
	}
	layer_release(&layer);
	return 0;
}

static int
sweep_object(const struct visit *visit, struct err *err)
{
	struct sweeping *sweeping = visit->data;

	sweeping->count->nobject++;
	sweeping->count->bytes += (unsigned long long)visit->st.st_size;
	if (visit->named && is_in(&sweeping->object, &visit->digest))
		return 0;
	return drop_file(visit, sweeping->count, err);
}

/* Nobody else is in the store (STORE_ALONE), so each temporary is a dead run's. */
static int
sweep_temporaries(struct store *store, struct store_count *count, struct err *err)
{
	char **names;
	size_t n;
	int ret = 0;

	if (io_list(store->dir, "objects", &names, &n, err) < 0)
		return err_at(err, "%s", store->path);
	for (size_t i = 0; i < n && ret == 0; i++) {
		char *path = str_format("objects/%s", names[i]);

		if (strlen(names[i]) != 2) {
			ret = io_remove(store->dir, path, err);
			count->ndropped++;
		}
		free(path);
	}
	io_free_names(names, n);
	return ret;
}

int
store_sweep(struct store *store, const struct digest *keep, size_t nkeep,
	struct store_count *count, struct err *err)
{
	struct sweeping sweeping = { .count = count };
	int ret = -1;

	*count = (struct store_count){ 0 };
	for (size_t i = 0; i < nkeep; i++)
		*arr_push(&sweeping.keep.digest, &sweeping.keep.n) = keep[i];
	sort_set(&sweeping.keep);
	if (sweep_temporaries(store, count, err) < 0
		|| walk_folder(store, "results", "", sweep_result, &sweeping, err) < 0
		|| walk_folder(store, "layers", "", sweep_layer, &sweeping, err) < 0)
		goto out;
	sort_set(&sweeping.object);
	ret = walk_objects(store, sweep_object, &sweeping, err);
out:
	free(sweeping.keep.digest);
	free(sweeping.object.digest);
	return ret;
}
