/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/str.h"
#include "measure.h"
#include "test.h"

static bool
found(const struct str *text, enum magic_kind kind, const char *format, enum measure measure)
{
	struct measured measured;

	measure_start(&measured, kind);
	/* In two pieces, as a large file comes. */
	measure_piece(&measured, (struct span){ text->at, text->n / 2 });
	measure_piece(&measured, (struct span){ text->at + text->n / 2, text->n - text->n / 2 });
	measure_end(&measured, format);
	return measured.found[measure];
}

static void
arrays_and_base64(void **state)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	struct str text = STR_INIT;
	unsigned x = 1;

	(void)state;
	for (int i = 0; i < 2000; i++)
		str_addf(&text, "0x%02x,%s", (x = x * 1103515245 + 12345) >> 24, i % 12 == 11 ? "\n" : " ");
	assert_true(found(&text, MAGIC_NONE, "", MEASURE_ARRAY));
	assert_false(found(&text, MAGIC_NONE, "", MEASURE_BASE64));
	str_clear(&text);
	for (int i = 0; i < 2000; i++)
		str_addf(&text, "%d, ", i * 1000);
	assert_false(found(&text, MAGIC_NONE, "", MEASURE_ARRAY));
	str_clear(&text);
	for (int i = 0; i < 76 * 40; i++)
		str_addf(&text, "%c%s", digits[(x = x * 1103515245 + 12345) >> 26], i % 76 == 75 ? "\n" : "");
	assert_true(found(&text, MAGIC_NONE, "", MEASURE_BASE64));
	str_clear(&text);
	for (int i = 0; i < 100; i++)
		str_adds(&text, "int frobnicate(int thing, char *name);  /* does it, and says so */\n");
	for (enum measure m = 0; m < NMEASURE; m++)
		assert_false(found(&text, MAGIC_NONE, "", m));
	str_release(&text);
}

static void
tails_and_nuls(void **state)
{
	struct str text = STR_INIT;

	(void)state;
	str_add(&text, SPAN("\x89PNG\r\n\x1a\n....IEND\xae\x42\x60\x82"));
	assert_false(found(&text, MAGIC_PICTURE, "PNG", MEASURE_TAIL));
	str_adds(&text, "x");
	assert_true(found(&text, MAGIC_PICTURE, "PNG", MEASURE_TAIL));
	str_clear(&text);
	str_adds(&text, "text ");
	str_addc(&text, '\0');
	assert_true(found(&text, MAGIC_NONE, "", MEASURE_NUL));
	str_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(arrays_and_base64), TEST(tails_and_nuls) };

	return RUN(tests);
}
