/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "host/store.h"
#include "test.h"

static struct layer
layer_of_one(struct store *store, const char *bytes)
{
	struct layer layer = LAYER_INIT;
	struct layer_entry entry = { .type = LAYER_FILE, .path = arr_dup("/f") };
	struct err err = ERR_INIT;

	GOOD(store_add_bytes(store, span_of(bytes), 0644, &entry, &err));
	*arr_push(&layer.entry, &layer.nentry) = entry;
	return layer;
}

static void
damage(struct store *store, const struct layer_entry *entry, const char *bytes)
{
	struct digest_hex hex = digest_text(&entry->digest);
	char *path = str_format("%s/objects/%.2s/%s-%04o", store->path, hex.text, hex.text + 2, entry->mode);
	struct err err = ERR_INIT;

	GOOD(io_replace(AT_FDCWD, path, entry->mode, span_of(bytes), IO_PLAIN, &err));
	free(path);
}

static void
layers_and_results_come_back(void **state)
{
	struct store store = STORE_INIT;
	struct layer layer, back = LAYER_INIT;
	struct digest digest, input = { { 9 } }, found;
	struct err err = ERR_INIT;

	(void)state;
	GOOD(store_open(&store, "s1", 0, &err));
	layer = layer_of_one(&store, "content");
	GOOD(store_put_layer(&store, &layer, &digest, &err));
	GOOD(store_put_result(&store, &input, &digest, &err));
	assert_int_equal(store_find_result(&store, &input, &found, &err), 1);
	assert_true(digest_eq(&found, &digest));
	assert_int_equal(store_find_layer(&store, &digest, &back, &err), 1);
	assert_int_equal(store_check_layer(&store, &back, &err), 1);
	input.byte[0] = 8;
	assert_int_equal(store_find_result(&store, &input, &found, &err), 0);
	layer_release(&back);
	layer_release(&layer);
	store_close(&store);
}

static void
a_damaged_object_is_named_and_made_again(void **state)
{
	struct store store = STORE_INIT;
	struct layer layer;
	struct err err = ERR_INIT;

	(void)state;
	GOOD(store_open(&store, "s2", 0, &err));
	layer = layer_of_one(&store, "content");
	damage(&store, &layer.entry[0], "CONTENT");
	assert_int_equal(store_check_layer(&store, &layer, &err), 0);
	assert_non_null(strstr(err.text, "/f: "));
	assert_non_null(strstr(err.text, "damaged"));
	/* Adding heals, whatever lies there. */
	layer_release(&layer);
	layer = layer_of_one(&store, "content");
	assert_int_equal(store_check_layer(&store, &layer, &err), 1);
	layer_release(&layer);
	store_close(&store);
}

static void
half_a_result_or_layer_is_no_answer(void **state)
{
	struct store store = STORE_INIT;
	struct layer layer, back = LAYER_INIT;
	struct digest digest, input = { { 7 } }, found;
	struct err err = ERR_INIT;
	char *path;

	(void)state;
	GOOD(store_open(&store, "s3", 0, &err));
	layer = layer_of_one(&store, "x");
	GOOD(store_put_layer(&store, &layer, &digest, &err));
	GOOD(store_put_result(&store, &input, &digest, &err));
	path = str_format("s3/results/%s", digest_text(&input).text);
	assert_int_equal(truncate(path, 20), 0);
	free(path);
	assert_int_equal(store_find_result(&store, &input, &found, &err), 0);
	path = str_format("s3/layers/%s", digest_text(&digest).text);
	assert_int_equal(truncate(path, 20), 0);
	free(path);
	assert_int_equal(store_find_layer(&store, &digest, &back, &err), 0);
	layer_release(&layer);
	store_close(&store);
}

static void
another_folder_is_not_taken_for_a_store(void **state)
{
	struct store store = STORE_INIT;
	struct err err = ERR_INIT;

	(void)state;
	GOOD(io_mkdirs(AT_FDCWD, "s4", 0755, &err));
	GOOD(io_replace(AT_FDCWD, "s4/mine", 0644, SPAN("x"), IO_PLAIN, &err));
	BAD(store_open(&store, "s4", 0, &err), "s4: neither empty nor a store ('mine' is in it)");
}

static void
sweeping_keeps_what_is_reached_and_needs_the_store_alone(void **state)
{
	struct store store = STORE_INIT, other = STORE_INIT;
	struct layer keep, drop;
	struct digest kept, dropped, input = { { 1 } }, input2 = { { 2 } };
	struct store_count count;
	struct err err = ERR_INIT;

	(void)state;
	GOOD(store_open(&store, "s5", 0, &err));
	BAD(store_open(&other, "s5", STORE_ALONE, &err), "s5: another run is using this store");
	keep = layer_of_one(&store, "keep");
	drop = layer_of_one(&store, "drop");
	GOOD(store_put_layer(&store, &keep, &kept, &err));
	GOOD(store_put_layer(&store, &drop, &dropped, &err));
	GOOD(store_put_result(&store, &input, &kept, &err));
	GOOD(store_put_result(&store, &input2, &dropped, &err));
	store_close(&store);
	GOOD(store_open(&store, "s5", STORE_ALONE, &err));
	GOOD(store_sweep(&store, &kept, 1, &count, &err));
	assert_int_equal(count.ndropped, 3);
	GOOD(store_measure(&store, &count, &err));
	assert_int_equal(count.nobject, 1);
	assert_int_equal(count.nlayer, 1);
	assert_int_equal(count.nresult, 1);
	assert_int_equal(count.bytes, 4);
	assert_int_equal(store_check_layer(&store, &keep, &err), 1);
	layer_release(&keep);
	layer_release(&drop);
	store_close(&store);
}

static void
a_dead_runs_work_is_cleared_and_a_living_ones_stays(void **state)
{
	struct store store = STORE_INIT, other = STORE_INIT;
	struct err err = ERR_INIT;
	struct stat st;
	char *work;
	int lock;

	(void)state;
	GOOD(store_open(&store, "s6", 0, &err));
	GOOD(store_start_work(&store, &work, &lock, &err));
	GOOD(io_mkdirs(AT_FDCWD, "s6/work/1.0/deep", 0700, &err));
	GOOD(io_replace(AT_FDCWD, "s6/work/1.0/lock", 0600, SPAN(""), IO_PLAIN, &err));
	GOOD(store_open(&other, "s6", 0, &err));
	assert_int_equal(stat("s6/work/1.0", &st), -1);
	assert_int_equal(stat(work, &st), 0);
	store_close(&other);
	GOOD(store_end_work(&store, &work, &lock, &err));
	store_close(&store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(layers_and_results_come_back),
		TEST(a_damaged_object_is_named_and_made_again),
		TEST(half_a_result_or_layer_is_no_answer),
		TEST(another_folder_is_not_taken_for_a_store),
		TEST(sweeping_keeps_what_is_reached_and_needs_the_store_alone),
		TEST(a_dead_runs_work_is_cleared_and_a_living_ones_stays),
	};

	return RUN(tests);
}
