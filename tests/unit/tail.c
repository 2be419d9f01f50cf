/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/str.h"
#include "tail.h"
#include "test.h"

static void
put(struct str *text, size_t at, unsigned bytes, uint64_t value)
{
	while (text->n < at + bytes)
		str_addc(text, '\0');
	for (unsigned i = 0; i < bytes; i++)
		text->at[at + i] = (char)(value >> 8 * i);
}

/* Bytes behind the end of the program TEXT, given in pieces of STEP bytes. */
static uint64_t
behind(const struct str *text, size_t step)
{
	struct tail_program program;

	tail_program_begin(&program, str_span(text));
	for (size_t at = 0; at < text->n; at += step)
		tail_program_add(&program, (struct span){ text->at + at, text->n - at < step ? text->n - at : step });
	tail_program_end(&program);
	return program.tail.n;
}

/* PE with one section of 32 bytes at 512, no symbols. */
static struct str
make_pe(void)
{
	struct str text = STR_INIT;

	put(&text, 0, 2, 0x5a4d);
	put(&text, 60, 4, 64);
	put(&text, 64, 4, 0x4550);
	put(&text, 64 + 6, 2, 1);
	put(&text, 64 + 20, 2, 224);
	put(&text, 64 + 24, 2, 0x10b);
	put(&text, 64 + 24 + 224 + 16, 4, 32);
	put(&text, 64 + 24 + 224 + 20, 4, 512);
	put(&text, 512 + 28, 4, 0x11111111);
	return text;
}

static void
pe_files(void **state)
{
	struct str text = make_pe();

	(void)state;
	for (size_t step = 1; step < 700; step += 97) {
		assert_int_equal(behind(&text, step), 0);
		str_adds(&text, "behind");
		assert_int_equal(behind(&text, step), 6);
		text.n -= 6;
	}
	/* Signed: a table of certificates behind the sections belongs to it; what is behind that does not. */
	put(&text, 64 + 24 + 96 + 32, 4, 544);
	put(&text, 64 + 24 + 96 + 36, 4, 16);
	str_adds(&text, "0123456789abcdef");
	assert_int_equal(behind(&text, 100), 0);
	str_adds(&text, "xyz");
	assert_int_equal(behind(&text, 100), 3);
	str_release(&text);
	/* Symbols of COFF, and their strings. */
	text = make_pe();
	put(&text, 64 + 8, 4, 544);
	put(&text, 64 + 12, 4, 1);
	put(&text, 544 + 18, 4, 8);
	str_adds(&text, "abc");
	str_addc(&text, '\0');
	assert_int_equal(behind(&text, 50), 0);
	str_adds(&text, "x");
	assert_int_equal(behind(&text, 50), 1);
	str_release(&text);
}

static void
what_is_no_program(void **state)
{
	struct str text = STR_INIT;

	(void)state;
	str_adds(&text, "MZ is how many a text begins, and it is longer than a header, and there is no more to it than that");
	assert_int_equal(behind(&text, 7), 0);
	str_clear(&text);
	str_adds(&text, "\177ELF\2\1\1");
	put(&text, 40, 8, UINT64_MAX - 2);
	put(&text, 58, 2, 64);
	put(&text, 60, 2, 3);
	put(&text, 90, 1, 1);
	/* Places that wrap round are none. */
	(void)behind(&text, 10);
	str_release(&text);
}

static void
streams(void **state)
{
	struct tail_stream stream = { 0 };
	struct tail tail;
	char *evidence;

	(void)state;
	tail_stream_add(&stream, SPAN("0123456789"));
	tail_stream_add(&stream, SPAN("abc"));
	tail_stream_add(&stream, (struct span)SPAN_INIT);
	/* The end was before the last pieces. */
	tail_begin(&tail, &stream, 7);
	assert_int_equal(tail.n, 6);
	evidence = tail_evidence(&tail, "it");
	assert_string_equal(evidence, "6 bytes behind the end of it: 789abc");
	free(evidence);
	tail_begin(&tail, &stream, 13);
	assert_null(tail_evidence(&tail, "it"));
	tail_add(&tail, (struct span){ "\0\0", 2 });
	assert_null(tail_evidence(&tail, "it"));
	tail_add(&tail, SPAN("x"));
	assert_int_equal(tail.place, 15);
	evidence = tail_evidence(&tail, "it");
	assert_string_equal(evidence, "1 byte behind the end of it and 2 zeros: x");
	free(evidence);
}

static void
zip_ends(void **state)
{
	struct str text = STR_INIT;
	uint64_t before, after;

	(void)state;
	/* A directory of 10 bytes at 30, and the end record behind it, at 40. */
	put(&text, 40, 4, 0x06054b50);
	put(&text, 52, 4, 10);
	put(&text, 56, 4, 30);
	put(&text, 60, 2, 0);
	assert_true(tail_zip(str_span(&text), text.n, &before, &after));
	assert_int_equal(before + after, 0);
	/* The last 22 bytes alone. */
	assert_true(tail_zip((struct span){ text.at + 40, 22 }, text.n, &before, &after));
	assert_int_equal(before + after, 0);
	str_adds(&text, "xx");
	assert_true(tail_zip(str_span(&text), text.n, &before, &after));
	assert_int_equal(after, 2);
	/* They are a comment. */
	put(&text, 60, 2, 2);
	assert_true(tail_zip(str_span(&text), text.n, &before, &after));
	assert_int_equal(before + after, 0);
	put(&text, 56, 4, 25);
	assert_true(tail_zip(str_span(&text), text.n, &before, &after));
	assert_int_equal(before, 5);
	assert_false(tail_zip(SPAN("PK"), 2, &before, &after));
	str_release(&text);
}

static void
xz_ends(void **state)
{
	(void)state;
	assert_true(tail_xz_ends((struct span){ "....\0\4YZ\0\0\0\0", 12 }));
	assert_false(tail_xz_ends(SPAN("....YZx")));
	assert_int_equal(tail_xz_end((struct span){ "....\0\4YZxxxx", 12 }, 0), 8);
	assert_int_equal(tail_xz_end((struct span){ "....\0\4YZxxxx", 12 }, 4), 12);
	/* Another stream follows, or nothing that is known yet. */
	assert_int_equal(tail_xz_end((struct span){ "....\0\4YZ\xfd" "7zXZ\0..", 16 }, 0), 0);
	assert_int_equal(tail_xz_end((struct span){ "....\0\4YZ\0\0", 10 }, 0), 0);
	assert_int_equal(tail_xz_end((struct span){ ".....\0\4YZxxx", 12 }, 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(pe_files), TEST(what_is_no_program), TEST(streams), TEST(zip_ends),
		TEST(xz_ends) };

	return RUN(tests);
}
