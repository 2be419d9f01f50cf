/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <fcntl.h>
#include <sys/stat.h>

#include "base/io.h"
#include "host/fetch.h"
#include "test.h"

static struct fetch_result
fetch(const char *name, const char *bytes, const char *mirror)
{
	struct fetch_item item = { .name = name, .digest = digest_of(span_of(bytes)) };
	struct fetch_result result;
	struct err err = ERR_INIT;

	GOOD(fetch_all(&item, 1, &(struct fetch_options){ .distfiles = "dist", .cache = "cache",
		.mirror = &mirror, .nmirror = mirror ? 1 : 0, .offline = true }, &result, &err));
	return result;
}

static void
a_folder_is_a_mirror_and_the_digest_decides(void **state)
{
	struct fetch_result result;
	struct err err = ERR_INIT;
	struct str text = STR_INIT;

	(void)state;
	GOOD(io_mkdirs(AT_FDCWD, "m1", 0755, &err));
	GOOD(io_replace(AT_FDCWD, "m1/f", 0600, SPAN("good"), IO_PLAIN, &err));
	result = fetch("f", "other", "m1");
	assert_int_equal(result.end, FETCH_MISSING);
	assert_int_equal(result.nfailure, 1);
	assert_non_null(strstr(result.failure[0], "m1/f: wrong bytes"));
	fetch_results_release(&result, 1);
	result = fetch("f", "good", "m1");
	assert_int_equal(result.end, FETCH_FETCHED);
	assert_string_equal(result.place, "m1");
	assert_int_equal(result.size, 4);
	fetch_results_release(&result, 1);
	GOOD(io_read_file(AT_FDCWD, "dist/f", 10, &text, &err));
	assert_string_equal(text.at, "good");
	result = fetch("f", "good", NULL);
	assert_int_equal(result.end, FETCH_PRESENT);
	fetch_results_release(&result, 1);
	str_release(&text);
}

static void
a_file_with_other_bytes_in_distfiles_is_never_touched(void **state)
{
	struct fetch_result result;
	struct err err = ERR_INIT;
	struct str text = STR_INIT;

	(void)state;
	GOOD(io_mkdirs(AT_FDCWD, "m2", 0755, &err));
	GOOD(io_mkdirs(AT_FDCWD, "dist", 0755, &err));
	GOOD(io_replace(AT_FDCWD, "m2/g", 0600, SPAN("good"), IO_PLAIN, &err));
	GOOD(io_replace(AT_FDCWD, "dist/g", 0600, SPAN("mine"), IO_PLAIN, &err));
	result = fetch("g", "good", "m2");
	assert_int_equal(result.end, FETCH_MISSING);
	assert_non_null(strstr(result.failure[0], "move it away"));
	fetch_results_release(&result, 1);
	GOOD(io_read_file(AT_FDCWD, "dist/g", 10, &text, &err));
	assert_string_equal(text.at, "mine");
	str_release(&text);
}

static void
a_name_that_leads_elsewhere_is_refused(void **state)
{
	static const char *const bad[] = { "../f", "a/b", "..", ".", "" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct fetch_item item = { .name = bad[i] };
		struct fetch_result result;
		struct err err = ERR_INIT;

		assert_int_equal(fetch_all(&item, 1, &(struct fetch_options){ .distfiles = "dist",
			.cache = "cache", .offline = true }, &result, &err), -1);
		assert_int_equal(err.kind, ERR_SYNTAX);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_folder_is_a_mirror_and_the_digest_decides),
		TEST(a_file_with_other_bytes_in_distfiles_is_never_touched),
		TEST(a_name_that_leads_elsewhere_is_refused),
	};

	return RUN(tests);
}
