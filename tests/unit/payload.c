/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/payload.h"
#include "test.h"

#define MAGIC "LBPAYLD1"
/* Two files, "a" with "hi" in it and "b", empty, as lbs-payload(5) shows them. */
#define TWO MAGIC "\2\0\0\0" "\1\0\0\0\2\0\0\0a" "hi" "\1\0\0\0\0\0\0\0b"
#define TWO_WIDE MAGIC "\2\0\0\0\0\0\0\0" "\1\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0a" "hi" "\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0b"

static int
parse(struct span bytes, enum payload_flags flags, struct err *err)
{
	struct payload payload = PAYLOAD_INIT;
	int ret = payload_parse(&payload, "p", bytes, flags, err);

	payload_release(&payload);
	return ret;
}

#define REFUSED(literal, message) BAD(parse(SPAN(literal), PAYLOAD_PLAIN, &err), message)

static void
both_forms_are_read_and_told_apart(void **state)
{
	static const struct span text[] = { { TWO, sizeof(TWO) - 1 }, { TWO_WIDE, sizeof(TWO_WIDE) - 1 } };
	struct payload payload = PAYLOAD_INIT;
	struct err err = ERR_INIT;

	(void)state;
	for (int form = 0; form < 2; form++) {
		GOOD(payload_parse(&payload, "p", text[form], PAYLOAD_PLAIN, &err));
		assert_string_equal(payload_form_word(payload.form), form ? "u64" : "u32");
		assert_int_equal(payload.nfile, 2);
		assert_string_equal(payload.file[0].name, "a");
		assert_int_equal(payload.file[0].size, 2);
		assert_memory_equal(text[form].at + payload.file[0].at, "hi", 2);
		assert_string_equal(payload.file[1].name, "b");
		assert_int_equal(payload.at, text[form].n);
		payload_release(&payload);
	}
}

static void
a_payload_without_files_is_one(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	GOOD(parse(SPAN(MAGIC "\0\0\0\0"), PAYLOAD_PLAIN, &err));
	GOOD(parse(SPAN(MAGIC "\0\0\0\0\0\0\0\0"), PAYLOAD_PLAIN, &err));
	REFUSED(MAGIC "\0\0\0\0\0", "p: byte 12: 1 bytes behind the last file");
}

static void
what_is_written_is_what_the_page_shows(void **state)
{
	struct str bytes = STR_INIT;

	(void)state;
	payload_format_start(&bytes, 2);
	payload_format_head(&bytes, SPAN("a"), 2);
	str_adds(&bytes, "hi");
	payload_format_head(&bytes, SPAN("b"), 0);
	assert_true(span_eq(str_span(&bytes), SPAN(TWO)));
	str_release(&bytes);
}

static void
a_payload_cut_short_anywhere_is_refused_with_a_byte(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	for (size_t n = 0; n < sizeof(TWO) - 1; n++) {
		assert_int_equal(parse((struct span){ TWO, n }, PAYLOAD_PLAIN, &err), -1);
		assert_non_null(strstr(err.text, "p: byte "));
	}
	for (size_t n = 0; n < sizeof(TWO_WIDE) - 1; n++)
		assert_int_equal(parse((struct span){ TWO_WIDE, n }, PAYLOAD_PLAIN, &err), -1);
	REFUSED(MAGIC "\1\0\0\0" "\1\0\0\0\5\0\0\0a" "hi", "p: byte 23: ends in 'a', 3 bytes too early");
	REFUSED(MAGIC "\1\0\0\0" "\1\0\0\0", "p: byte 12: ends before file 1 of 1");
}

static void
names_that_lead_elsewhere_are_refused(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	REFUSED(MAGIC "\1\0\0\0" "\2\0\0\0\0\0\0\0/a", "p: byte 20: the name '/a' has a slash: it could lead out of the folder");
	REFUSED(MAGIC "\1\0\0\0" "\2\0\0\0\0\0\0\0..", "p: byte 20: the name '..' is a folder's");
	REFUSED(MAGIC "\1\0\0\0" "\1\0\0\0\0\0\0\0.", "p: byte 20: the name '.' is a folder's");
	REFUSED(MAGIC "\1\0\0\0" "\3\0\0\0\0\0\0\0a\\b", "p: byte 20: the name 'a\\b' has a backslash");
	REFUSED(MAGIC "\1\0\0\0" "\3\0\0\0\0\0\0\0a\nb", "p: byte 20: the name 'a\nb' has a control byte");
	assert_int_equal(parse(SPAN(MAGIC "\1\0\0\0" "\2\0\0\0\0\0\0\0a\0"), PAYLOAD_PLAIN, &err), -1);
	REFUSED(MAGIC "\1\0\0\0" "\1\4\0\0\0\0\0\0a", "p: byte 12: a name of 1025 bytes, wants 1 to 1024");
	REFUSED(MAGIC "\2\0\0\0" "\1\0\0\0\0\0\0\0a\0\0\0\0\0\0\0\0", "p: byte 21: a name of 0 bytes, wants 1 to 1024");
}

static void
a_name_that_comes_twice_is_refused(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	REFUSED(MAGIC "\3\0\0\0" "\1\0\0\0\0\0\0\0b" "\1\0\0\0\0\0\0\0a" "\1\0\0\0\0\0\0\0b", "p: byte 30: 'b' is there twice");
}

static void
sizes_past_4_gib_and_wild_counts_are_refused(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	REFUSED(MAGIC "\1\0\0\0\0\0\0\0" "\1\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0a", "p: byte 24: 'a' has 4294967296 bytes, past 4 GiB");
	assert_int_equal(err.kind, ERR_LIMIT);
	REFUSED(MAGIC "\1\0\0\0\0\0\0\0" "\1\0\0\0\0\0\0\0\377\377\377\377\377\377\377\377a",
		"p: byte 24: 'a' has 18446744073709551615 bytes, past 4 GiB");
	REFUSED(MAGIC "\377\377\377\377\1\0\0\0", "p: byte 8: 4294967295 files, at most 200000 are taken");
	REFUSED("LBPAYLD2\0\0\0\0", "p: byte 0: wants the magic LBPAYLD1");
}

static void
a_disk_may_be_longer_and_a_file_may_not(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	REFUSED(TWO "x", "p: byte 32: 1 bytes behind the last file");
	GOOD(parse(SPAN(TWO "rest of the disk"), PAYLOAD_DISK, &err));
}

/* The same ones in every run. */
static unsigned
number(unsigned *state, size_t below)
{
	*state = *state * 1103515245 + 12345;
	return (unsigned)((*state >> 8) % below);
}

static void
ten_thousand_broken_ones_are_read_or_refused_in_one_line(void **state)
{
	unsigned random = 1, good = 0;
	char bytes[sizeof(TWO_WIDE)];

	(void)state;
	for (int i = 0; i < 10000; i++) {
		struct span from = i % 2 ? SPAN(TWO) : SPAN(TWO_WIDE);
		struct err err = ERR_INIT;
		size_t n = from.n;

		memcpy(bytes, from.at, n);
		for (unsigned k = number(&random, 4); k > 0; k--)
			bytes[number(&random, n)] = (char)number(&random, 256);
		if (number(&random, 4) == 0)
			n = number(&random, n);
		if (parse((struct span){ bytes, n }, PAYLOAD_PLAIN, &err) == 0) {
			good++;
		} else {
			assert_true(err.kind == ERR_SYNTAX || err.kind == ERR_LIMIT);
			assert_non_null(strstr(err.text, "p: byte "));
		}
	}
	assert_in_range(good, 1000, 9000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(both_forms_are_read_and_told_apart),
		TEST(a_payload_without_files_is_one),
		TEST(what_is_written_is_what_the_page_shows),
		TEST(a_payload_cut_short_anywhere_is_refused_with_a_byte),
		TEST(names_that_lead_elsewhere_are_refused),
		TEST(a_name_that_comes_twice_is_refused),
		TEST(sizes_past_4_gib_and_wild_counts_are_refused),
		TEST(a_disk_may_be_longer_and_a_file_may_not),
		TEST(ten_thousand_broken_ones_are_read_or_refused_in_one_line),
	};

	return RUN(tests);
}
