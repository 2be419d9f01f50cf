/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "host/snapshot.h"
#include "test.h"

static void
the_folder_is_named_as_mirror_sh_does(void **state)
{
	static const char *const cases[][3] = {
		{ "https://example.org/frob.git", "v1.2", "frob-1.2/" },
		{ "https://example.org/frob", "1.2", "frob-1.2/" },
		{ "https://example.org/frob.git/", "abc123", "frob-abc123/" },
		{ "https://example.org/frob.git", "version", "frob-version/" },
		{ "https://example.org/frob.git", "v", "frob-v/" },
		{ "https://gitlab.example.org/x/frob.git", "v1.2", "frob-v1.2/" },
		{ "https://example.org/frob.git.git", "v1", "frob.git-1/" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *prefix = snapshot_prefix(cases[i][0], cases[i][1]);

		assert_string_equal(prefix, cases[i][2]);
		free(prefix);
	}
}

static void
what_could_be_an_option_is_refused(void **state)
{
	static const struct snapshot bad[] = {
		{ "--upload-pack=x", "v1", "a.tar", { { 0 } } },
		{ "https://example.org/frob.git", "--output=x", "a.tar", { { 0 } } },
	};
	struct err err = ERR_INIT;
	char *path;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		assert_int_equal(snapshot_make(&bad[i], "cache", &path, &err), 0);
		assert_null(path);
		assert_int_equal(err.kind, ERR_SYNTAX);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_folder_is_named_as_mirror_sh_does),
		TEST(what_could_be_an_option_is_refused),
	};

	return RUN(tests);
}
