/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "test.h"

#include "chain/root.h"

/* Layers are written as text: what is tested is what a person would read. */
static struct layer
layer_of(const char *entries)
{
	struct layer layer = LAYER_INIT;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	str_addf(&text, "lbs-layer 1\n%s", entries);
	if (layer_parse(&layer, "layer", str_span(&text), &err) < 0)
		fail_msg("%s", err.text);
	str_release(&text);
	return layer;
}

static void
expect(const struct layer *layer, const char *entries)
{
	struct str text = STR_INIT, want = STR_INIT;

	layer_format(layer, &text);
	str_addf(&want, "lbs-layer 1\n%s", entries);
	assert_string_equal(text.at, want.at);
	str_release(&text);
	str_release(&want);
}

static void
expect_sum(const char *root_text, const char *layer_text, const char *sum)
{
	struct layer root = layer_of(root_text), layer = layer_of(layer_text);

	root_apply(&root, &layer);
	expect(&root, sum);
	layer_release(&root);
	layer_release(&layer);
}

static void
a_new_entry_brings_its_parents(void **state)
{
	(void)state;
	expect_sum("", "l t /a/b/c\n", "d 0755 /a\nd 0755 /a/b\nl t /a/b/c\n");
	expect_sum("d 0700 /a\n", "l t /a/b\n", "d 0700 /a\nl t /a/b\n");
}

static void
a_removal_takes_all_below_it_along_and_nothing_beside(void **state)
{
	(void)state;
	expect_sum("d 0755 /a\nd 0755 /a.b\nd 0755 /a/c\nl t /a/c/d\nl t /ab\n", "- /a\n",
		"d 0755 /a.b\nl t /ab\n");
	expect_sum("l t /x\n", "- /y\n", "l t /x\n");
}

static void
a_link_in_the_place_of_a_folder_takes_its_contents_away(void **state)
{
	(void)state;
	expect_sum("d 0755 /a\nl t /a/b\n", "l u /a\n", "l u /a\n");
}

static void
a_folder_in_the_place_of_a_link_has_the_layers_contents(void **state)
{
	(void)state;
	expect_sum("l t /a\n", "d 0700 /a\nl u /a/b\n", "d 0700 /a\nl u /a/b\n");
}

static void
what_an_upper_folder_repeats_is_no_change(void **state)
{
	struct layer before = layer_of("d 0755 /a\nl t /a/b\n");
	struct layer raw = layer_of("d 0755 /a\nl t /a/b\nl u /a/c\n- /nothing\n");
	struct layer layer = LAYER_INIT;

	(void)state;
	root_reduce(&raw, &before, &layer);
	assert_int_equal(raw.nentry, 0);
	expect(&layer, "l u /a/c\n");
	layer_release(&before);
	layer_release(&layer);
}

static void
comparison_names_every_path_once_in_order(void **state)
{
	struct layer recorded = layer_of("d 0755 /a\nl t /b\nl t /c\n");
	struct layer built = layer_of("d 0755 /a\nl u /b\nl t /d\n");
	struct record_change *change;
	size_t n;

	(void)state;
	root_compare(&recorded, &built, &change, &n);
	assert_int_equal(n, 3);
	assert_string_equal(change[0].recorded->path, "/b");
	assert_string_equal(change[0].built->target, "u");
	assert_string_equal(change[1].recorded->path, "/c");
	assert_null(change[1].built);
	assert_null(change[2].recorded);
	assert_string_equal(change[2].built->path, "/d");
	for (size_t i = 0; i < n; i++) {
		if (change[i].recorded)
			layer_entry_release(change[i].recorded);
		if (change[i].built)
			layer_entry_release(change[i].built);
		free(change[i].recorded);
		free(change[i].built);
	}
	free(change);
	layer_release(&recorded);
	layer_release(&built);
}

static void
working_space_is_outside_but_for_packages_and_settings(void **state)
{
	static const struct { const char *path; enum root_place place; } want[] = {
		{ "/usr", ROOT_PART }, { "/tmp", ROOT_EDGE }, { "/tmp/x", ROOT_OUTSIDE }, { "/tmpx", ROOT_PART },
		{ "/steps", ROOT_EDGE }, { "/steps/a/b", ROOT_OUTSIDE }, { "/steps/env", ROOT_PART },
		{ "/steps/env.new", ROOT_OUTSIDE }, { "/steps/bootstrap.cfg", ROOT_PART }, { "/external", ROOT_EDGE },
		{ "/external/distfiles", ROOT_OUTSIDE }, { "/external/repo", ROOT_PART },
		{ "/external/repo/a_0.tar.bz2", ROOT_PART }, { "/external/repo-preseeded", ROOT_OUTSIDE },
		{ "/dev", ROOT_EDGE }, { "/proc/1", ROOT_OUTSIDE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(want) / sizeof(*want); i++)
		assert_int_equal(root_place(want[i].path), want[i].place);
	assert_true(root_is_volatile("/dev/null"));
	assert_false(root_is_volatile("/steps/x"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_entry_brings_its_parents),
		cmocka_unit_test(a_removal_takes_all_below_it_along_and_nothing_beside),
		cmocka_unit_test(a_link_in_the_place_of_a_folder_takes_its_contents_away),
		cmocka_unit_test(a_folder_in_the_place_of_a_link_has_the_layers_contents),
		cmocka_unit_test(what_an_upper_folder_repeats_is_no_change),
		cmocka_unit_test(comparison_names_every_path_once_in_order),
		cmocka_unit_test(working_space_is_outside_but_for_packages_and_settings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
