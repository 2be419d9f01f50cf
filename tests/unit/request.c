/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "host/request.h"
#include "test.h"

static void
a_path_is_one_plain_name_or_nothing(void **state)
{
	static const struct { const char *path; enum request_path want; const char *name; } cases[] = {
		{ "/", REQUEST_INDEX, "" },
		{ "/a-1.tar.gz", REQUEST_FILE, "a-1.tar.gz" },
		{ "/a%2Db", REQUEST_FILE, "a-b" },
		{ "/a%25b", REQUEST_FILE, "a%b" },
		{ "/%252e%252e", REQUEST_FILE, "%2e%2e" },
		{ "/a..", REQUEST_FILE, "a.." },
		{ "/a b", REQUEST_FILE, "a b" },
		{ "/..", REQUEST_NOWHERE, "" },
		{ "/.", REQUEST_NOWHERE, "" },
		{ "/.a", REQUEST_NOWHERE, "" },
		{ "/%2ea", REQUEST_NOWHERE, "" },
		{ "/%2E%2e", REQUEST_NOWHERE, "" },
		{ "//", REQUEST_NOWHERE, "" },
		{ "//a", REQUEST_NOWHERE, "" },
		{ "/a/", REQUEST_NOWHERE, "" },
		{ "/a/../b", REQUEST_NOWHERE, "" },
		{ "/a%2fb", REQUEST_NOWHERE, "" },
		{ "/a%2F", REQUEST_NOWHERE, "" },
		{ "", REQUEST_BROKEN, "" },
		{ "a", REQUEST_BROKEN, "" },
		{ "http://h/a", REQUEST_BROKEN, "" },
		{ "*", REQUEST_BROKEN, "" },
		{ "/%", REQUEST_BROKEN, "" },
		{ "/a%4", REQUEST_BROKEN, "" },
		{ "/a%4g", REQUEST_BROKEN, "" },
		{ "/a%00", REQUEST_BROKEN, "" },
		{ "/../%00", REQUEST_BROKEN, "" },
		{ "/a%0d%0a", REQUEST_BROKEN, "" },
		{ "/a\tb", REQUEST_BROKEN, "" },
		{ "/a%7f", REQUEST_BROKEN, "" },
	};
	char name[REQUEST_NAME_MAX + 1];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		if (request_path(span_of(cases[i].path), name) != cases[i].want)
			fail_msg("%s", cases[i].path);
		assert_string_equal(name, cases[i].name);
	}
	assert_int_equal(request_path((struct span){ "/a\0b", 4 }, name), REQUEST_BROKEN);
}

static void
a_name_has_255_bytes_at_most(void **state)
{
	char path[REQUEST_NAME_MAX + 3], name[REQUEST_NAME_MAX + 1];

	(void)state;
	memset(path, 'a', sizeof(path));
	path[0] = '/';
	assert_int_equal(request_path((struct span){ path, REQUEST_NAME_MAX + 1 }, name), REQUEST_FILE);
	assert_int_equal(strlen(name), REQUEST_NAME_MAX);
	assert_int_equal(request_path((struct span){ path, REQUEST_NAME_MAX + 2 }, name), REQUEST_NOWHERE);
}

static void
one_range_is_given_the_rest_refused(void **state)
{
	static const struct { const char *value; uint64_t size; enum request_range want; uint64_t from, n; } cases[] = {
		{ "bytes=0-0", 10, REQUEST_PART, 0, 1 },
		{ "bytes=2-4", 10, REQUEST_PART, 2, 3 },
		{ "bytes=2-", 10, REQUEST_PART, 2, 8 },
		{ "bytes=9-9", 10, REQUEST_PART, 9, 1 },
		{ "bytes=0-100", 10, REQUEST_PART, 0, 10 },
		{ "bytes=-3", 10, REQUEST_PART, 7, 3 },
		{ "bytes=-30", 10, REQUEST_PART, 0, 10 },
		{ "Bytes = 1-1", 10, REQUEST_PART, 1, 1 },
		{ " bytes=\t1-1 ,, ", 10, REQUEST_PART, 1, 1 },
		{ "bytes=000000000000000000000000001-1", 10, REQUEST_PART, 1, 1 },
		{ "bytes=1-18446744073709551615", 10, REQUEST_PART, 1, 9 },
		{ "bytes=1-99999999999999999999999", 10, REQUEST_PART, 1, 9 },
		{ "bytes=-99999999999999999999999", 10, REQUEST_PART, 0, 10 },
		{ "bytes=18446744073709551614-", UINT64_MAX, REQUEST_PART, UINT64_MAX - 1, 1 },
		{ "bytes=10-", 10, REQUEST_REFUSED, 0, 0 },
		{ "bytes=99999999999999999999999-", UINT64_MAX, REQUEST_REFUSED, 0, 0 },
		{ "bytes=0-", 0, REQUEST_REFUSED, 0, 0 },
		{ "bytes=-1", 0, REQUEST_REFUSED, 0, 0 },
		{ "bytes=-0", 10, REQUEST_REFUSED, 0, 0 },
		{ "bytes=4-2", 10, REQUEST_REFUSED, 0, 0 },
		{ "bytes=0-1,2-3", 10, REQUEST_REFUSED, 0, 0 },
		{ "bytes=-", 10, REQUEST_REFUSED, 0, 0 },
		{ "bytes=", 10, REQUEST_REFUSED, 0, 0 },
		{ "bytes", 10, REQUEST_REFUSED, 0, 0 },
		{ "", 10, REQUEST_REFUSED, 0, 0 },
		{ "bytes=,", 10, REQUEST_REFUSED, 0, 0 },
		{ "bytes=1", 10, REQUEST_REFUSED, 0, 0 },
		{ "bytes=+1-2", 10, REQUEST_REFUSED, 0, 0 },
		{ "bytes=1 - 2", 10, REQUEST_REFUSED, 0, 0 },
		{ "bytes=1-2-3", 10, REQUEST_REFUSED, 0, 0 },
		{ "bytes=--1", 10, REQUEST_REFUSED, 0, 0 },
		{ "bytes=0x1-2", 10, REQUEST_REFUSED, 0, 0 },
		{ "lines=1-2", 10, REQUEST_WHOLE, 0, 0 },
		{ "=1-2", 10, REQUEST_WHOLE, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		uint64_t from = 77, n = 77;

		if (request_range(span_of(cases[i].value), cases[i].size, &from, &n) != cases[i].want)
			fail_msg("%s of %llu", cases[i].value, (unsigned long long)cases[i].size);
		if (cases[i].want == REQUEST_PART) {
			assert_int_equal(from, cases[i].from);
			assert_int_equal(n, cases[i].n);
		}
	}
}

static void
a_tag_is_found_in_a_list(void **state)
{
#define TAG "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\""
	static const struct { const char *value; bool strong, weak; } cases[] = {
		{ TAG, true, true }, { " " TAG " ", true, true }, { "*", true, true }, { "W/" TAG, false, true },
		{ "\"a,b\", " TAG, true, true }, { "\"\"," TAG, true, true }, { TAG ",", true, true },
		{ "W/\"x\" , W/" TAG, false, true }, { "", false, false }, { "\"", false, false }, { "x", false, false },
		{ "x, " TAG, false, false }, { "W/", false, false }, { "\"x\"", false, false }, { "**", false, false },
		{ "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", false, false },
		{ "\"BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD\"", false, false },
	};
	struct digest digest = digest_of(SPAN("abc"));

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		if (request_has_tag(span_of(cases[i].value), &digest, REQUEST_STRONG) != cases[i].strong
			|| request_has_tag(span_of(cases[i].value), &digest, REQUEST_WEAK) != cases[i].weak)
			fail_msg("%s", cases[i].value);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_path_is_one_plain_name_or_nothing),
		TEST(a_name_has_255_bytes_at_most),
		TEST(one_range_is_given_the_rest_refused),
		TEST(a_tag_is_found_in_a_list),
	};

	return RUN(tests);
}
