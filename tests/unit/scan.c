/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "base/digest.h"
#include "scan.h"
#include "test.h"

static const char text[] =
	"class: blob\n"
	"rules:\n"
	"  - id: one\n"
	"    title: one\n"
	"    severity: ban\n"
	"    markers: ['^made by one']\n"
	"    advice: delete it\n"
	"    bad: [{file: a, text: 'made by one'}]\n"
	"    good: [{file: a, text: 'not made by one'}]\n";

static void
read_rules(struct rules *rules, const char *from)
{
	struct err err = ERR_INIT;

	GOOD(rules_add(rules, "x.yaml", span_of(from), &err));
}

/* How many markers are met in "made by one". */
static size_t
count_hits(const struct markers *markers)
{
	struct scanner *scanner;
	struct err err = ERR_INIT;
	size_t n;

	GOOD(scanner_new(&scanner, markers, &err));
	scan_start(scanner, "a");
	GOOD(scan_piece(scanner, SPAN("# x\nmade by one\n"), 0, &err));
	(void)scan_end(scanner, &n);
	scanner_free(scanner);
	return n;
}

/* The same with the digest at its beginning made right again: only what it holds can be wrong. */
static void
seal(struct str *kept)
{
	struct digest digest = digest_of((struct span){ kept->at + DIGEST_BYTES, kept->n - DIGEST_BYTES });

	memcpy(kept->at, digest.byte, DIGEST_BYTES);
}

static bool
loads(const struct rules *rules, const struct str *kept)
{
	struct markers *markers = NULL;
	bool good = markers_load(&markers, rules, str_span(kept));

	if (good)
		assert_int_equal(count_hits(markers), 1);
	else
		assert_null(markers);
	markers_free(markers);
	return good;
}

static void
what_is_kept_serves_the_same_rules_alone(void **state)
{
	struct rules rules = RULES_INIT, other = RULES_INIT;
	struct markers *markers;
	struct str kept = STR_INIT, changed = STR_INIT;
	struct err err = ERR_INIT;

	(void)state;
	read_rules(&rules, text);
	str_adds(&changed, text);
	memcpy(strstr(changed.at, "'^made"), "'^mode", 6);
	read_rules(&other, changed.at);
	GOOD(markers_new(&markers, &rules, &kept, &err));
	assert_int_equal(count_hits(markers), 1);
	assert_true(loads(&rules, &kept));
	assert_false(loads(&other, &kept));
	kept.n--;
	assert_false(loads(&rules, &kept));
	kept.n = 3;
	assert_false(loads(&rules, &kept));
	markers_free(markers);
	rules_release(&rules);
	rules_release(&other);
	str_release(&kept);
	str_release(&changed);
}

/* A database begins with four bytes of magic, a version, a length, and eight bytes of the processor it is for. */
static void
what_is_for_another_library_or_processor_is_refused(void **state)
{
	static const size_t places[] = { 4, 12, 16 };
	struct rules rules = RULES_INIT;
	struct markers *markers;
	struct str kept = STR_INIT;
	struct err err = ERR_INIT;
	char *database;

	(void)state;
	read_rules(&rules, text);
	GOOD(markers_new(&markers, &rules, &kept, &err));
	database = memmem(kept.at, kept.n, "\xdb\xdb\xdb\xdb", 4);
	assert_non_null(database);
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		database[places[i]] ^= 0x7f;
		seal(&kept);
		assert_false(loads(&rules, &kept));
		database[places[i]] ^= 0x7f;
	}
	seal(&kept);
	assert_true(loads(&rules, &kept));
	markers_free(markers);
	rules_release(&rules);
	str_release(&kept);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_kept_serves_the_same_rules_alone),
		TEST(what_is_for_another_library_or_processor_is_refused),
	};

	return RUN(tests);
}
