/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/arr.h"
#include "format/record.h"
#include "test.h"

/* A record with something in every corner. */
static struct record
full_record(void)
{
	struct record record = { .program = arr_dup("lbs-verify"), .version = arr_dup("1"),
		.arch = arr_dup("x86"), .created = arr_dup("") };
	struct record_step step = { .name = arr_dup("a"), .pass = 2, .script = arr_dup("s"),
		.verdict = VERDICT_DIFFERS, .reason = arr_dup("why \"quoted\""), .has_input = true,
		.has_recorded = true, .input = { { 1 } }, .recorded = { { 2 } } };
	struct layer_entry file = { .type = LAYER_FILE, .path = "/f", .mode = 0755, .size = 3 };
	struct layer_entry link = { .type = LAYER_LINK, .path = "/l", .target = "t" };
	struct layer_entry gone = { .type = LAYER_GONE, .path = "/z" };
	struct record_change change = { arr_new(1, sizeof(struct layer_entry)), NULL };
	struct record_audit audit = { .name = arr_dup("t.tar"), .has_digest = true, .nfile = 1, .nbyte = 2 };

	*arr_push(&step.output.entry, &step.output.nentry) = layer_entry_copy(&file);
	*arr_push(&step.output.entry, &step.output.nentry) = layer_entry_copy(&link);
	*arr_push(&step.output.entry, &step.output.nentry) = layer_entry_copy(&gone);
	*change.recorded = layer_entry_copy(&file);
	*arr_push(&step.change, &step.nchange) = change;
	*arr_push(&step.need, &step.nneed) = arr_dup("b");
	*arr_push(&step.source, &step.nsource) = arr_dup("t.tar");
	*arr_push(&record.step, &record.nstep) = step;
	*arr_push(&record.source, &record.nsource) = (struct record_source){ .name = arr_dup("t.tar"),
		.url = arr_dup(""), .size = 5, .present = true };
	*arr_push(&audit.finding, &audit.nfinding) = (struct finding){ .rule = arr_dup("r"),
		.class_ = arr_dup("c"), .severity = SEVERITY_BAN, .path = arr_dup("p"), .line = 1,
		.evidence = arr_dup("e"), .from = arr_dup(""), .advice = arr_dup("d"), .confidence = 100 };
	*arr_push(&record.audit, &record.naudit) = audit;
	return record;
}

static void
a_record_comes_back_byte_for_byte(void **state)
{
	struct record record = full_record(), back = RECORD_INIT;
	struct str text = STR_INIT, again = STR_INIT;
	struct err err = ERR_INIT;

	(void)state;
	record_format(&record, &text);
	GOOD(record_parse(&back, "r", str_span(&text), &err));
	record_format(&back, &again);
	assert_string_equal(text.at, again.at);
	assert_int_equal(record_count(&back, VERDICT_DIFFERS), 1);
	assert_int_equal(record_count_findings(&back, SEVERITY_BAN), 1);
	record_release(&record);
	record_release(&back);
	str_release(&text);
	str_release(&again);
}

/* Only an audit that was asked for licences writes the key, be it empty. */
static void
licences_and_what_became_of_findings_come_back(void **state)
{
	struct record record = full_record(), back = RECORD_INIT;
	struct record_audit *audit = &record.audit[0];
	struct finding *finding = &audit->finding[0];
	struct record_licence licence = { .path = arr_dup("p"), .expression = arr_dup("MIT OR 0BSD"),
		.verdict = arr_dup("free"), .document = true, .confidence = 97 };
	struct str text = STR_INIT, again = STR_INIT;
	struct err err = ERR_INIT;

	(void)state;
	record_format(&record, &text);
	assert_null(strstr(text.at, "\"licences\""));
	audit->has_licences = true;
	str_clear(&text);
	record_format(&record, &text);
	assert_non_null(strstr(text.at, "\"licences\": []"));
	*arr_push(&licence.sign, &licence.nsign) = (struct record_sign){ .kind = arr_dup("tag"),
		.expression = arr_dup("MIT"), .confidence = 100, .first_line = 2, .last_line = 2 };
	*arr_push(&audit->licence, &audit->nlicence) = licence;
	finding->again = arr_dup("equal: as it was");
	finding->chain = arr_dup("before a: the chain has no bison");
	finding->change = FINDING_UPDATED;
	str_clear(&text);
	record_format(&record, &text);
	GOOD(record_parse(&back, "r", str_span(&text), &err));
	assert_true(back.audit[0].has_licences);
	assert_int_equal(back.audit[0].nlicence, 1);
	assert_string_equal(back.audit[0].licence[0].expression, "MIT OR 0BSD");
	assert_true(back.audit[0].licence[0].document);
	assert_int_equal(back.audit[0].licence[0].sign[0].first_line, 2);
	assert_string_equal(back.audit[0].finding[0].again, "equal: as it was");
	assert_int_equal(back.audit[0].finding[0].change, FINDING_UPDATED);
	record_format(&back, &again);
	assert_string_equal(text.at, again.at);
	record_release(&record);
	record_release(&back);
	str_release(&text);
	str_release(&again);
}

static void
refused(const char *audits, const char *words)
{
	char *text = str_format("{\"format\":\"lbs-record 1\",\"program\":\"p\",\"version\":\"1\",\"arch\":\"\","
		"\"created\":\"\",\"steps\":[],\"sources\":[],\"audits\":[{\"name\":\"t\",\"sha256\":null,\"files\":1,"
		"\"bytes\":2,%s}]}", audits);
	struct record back = RECORD_INIT;
	struct err err = ERR_INIT;

	assert_int_equal(record_parse(&back, "r", span_of(text), &err), -1);
	assert_string_equal(err.text, words);
	free(text);
}

/* Reports print these words as they stand. */
static void
licences_and_findings_out_of_form_are_refused(void **state)
{
	(void)state;
	refused("\"findings\":[],\"licences\":7", "r: audits[0].licences: wants a list");
	refused("\"findings\":[],\"licences\":[{\"path\":\"p\",\"expression\":\"\",\"verdict\":\"<b>\","
		"\"documentation\":false,\"confidence\":1,\"signs\":[]}]",
		"r: audits[0].licences[0].verdict: wants free, non-free or undecided");
	refused("\"findings\":[],\"licences\":[{\"path\":\"p\",\"expression\":\"\",\"verdict\":\"free\","
		"\"documentation\":false,\"confidence\":101,\"signs\":[]}]",
		"r: audits[0].licences[0].confidence: is out of range");
	refused("\"findings\":[],\"licences\":[{\"path\":\"p\",\"expression\":\"\",\"verdict\":\"free\","
		"\"documentation\":false,\"confidence\":1,\"signs\":[{\"kind\":\"tag\"}]}]",
		"r: audits[0].licences[0].signs[0].expression: is missing");
	refused("\"findings\":[{\"rule\":\"r\",\"class\":\"c\",\"severity\":\"ban\",\"path\":\"p\",\"line\":1,\"offset\":0,"
		"\"evidence\":\"\\u001b[31m\",\"from\":\"\",\"advice\":\"\",\"confidence\":1}]",
		"r: audits[0].findings[0].evidence: wants no control bytes");
}

/* Only a run of --ddc writes this key, so that the records of all others stay as they were. */
static void
what_double_compiling_found_comes_back_where_there_is_any(void **state)
{
	struct record record = full_record(), back = RECORD_INIT;
	struct record_ddc ddc = { .compiler = arr_dup("gcc"), .version = arr_dup("12"), .flags = arr_dup("-O2"),
		.step = arr_dup("a"), .end = DDC_DIFFERS, .reason = arr_dup("why"), .has_first = true, .nsame = 4 };
	struct layer_entry link = { .type = LAYER_LINK, .path = "/l", .target = "t" };
	struct record_change change = { NULL, arr_new(1, sizeof(struct layer_entry)) };
	struct str text = STR_INIT, again = STR_INIT;
	struct err err = ERR_INIT;
	char *at;

	(void)state;
	record_format(&record, &text);
	assert_null(strstr(text.at, "\"ddc\""));
	*change.built = layer_entry_copy(&link);
	*arr_push(&ddc.change, &ddc.nchange) = change;
	*arr_push(&record.ddc, &record.nddc) = ddc;
	str_clear(&text);
	record_format(&record, &text);
	GOOD(record_parse(&back, "r", str_span(&text), &err));
	record_format(&back, &again);
	assert_string_equal(text.at, again.at);
	assert_int_equal(back.ddc[0].end, DDC_DIFFERS);
	record_release(&record);
	record_release(&back);
	at = strstr(text.at, "\"end\": \"d");
	assert_non_null(at);
	at[8] = 'x';
	BAD(record_parse(&back, "r", str_span(&text), &err),
		"r: ddc[0].end: wants same, differs, failed, unable or absent");
	str_release(&text);
	str_release(&again);
}

static void
how_a_file_is_made_again_comes_back_where_it_was_asked_for(void **state)
{
	struct record record = full_record(), back = RECORD_INIT;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	(void)state;
	record_format(&record, &text);
	assert_null(strstr(text.at, "\"again\""));
	assert_null(strstr(text.at, "\"chain\""));
	record.audit[0].finding[0].again = arr_dup("equal: x");
	record.audit[0].finding[0].chain = arr_dup("before x: y");
	str_clear(&text);
	record_format(&record, &text);
	GOOD(record_parse(&back, "r", str_span(&text), &err));
	assert_string_equal(back.audit[0].finding[0].again, "equal: x");
	assert_string_equal(back.audit[0].finding[0].chain, "before x: y");
	record_release(&record);
	record_release(&back);
	str_release(&text);
}

/* The record's text with the first FROM turned into TO. */
static char *
changed(const char *from, const char *to)
{
	struct record record = full_record();
	struct str text = STR_INIT, out = STR_INIT;
	const char *at;

	record_format(&record, &text);
	at = strstr(text.at, from);
	assert_non_null(at);
	str_add(&out, (struct span){ text.at, (size_t)(at - text.at) });
	str_adds(&out, to);
	str_adds(&out, at + strlen(from));
	str_release(&text);
	record_release(&record);
	return str_take(&out);
}

static void
whatever_is_out_of_form_is_told_with_its_place(void **state)
{
	static const char *const bad[][3] = {
		{ "lbs-record 1", "lbs-record 9", "r: format: wants 'lbs-record 1'" },
		{ "\"verdict\": \"differs\"", "\"verdict\": \"fine\"",
			"r: steps[0].verdict: wants match, differs, failed, not-reached or not-checked" },
		{ "\"pass\": 2", "\"pass\": 0", "r: steps[0].pass: is out of range" },
		{ "\"pass\": 2", "\"pass\": \"2\"", "r: steps[0].pass: wants an integer" },
		{ "\"pass\": 2", "\"pas\": 2", "r: steps[0].pass: is missing" },
		{ "\"present\": true", "\"present\": 1", "r: sources[0].present: wants true or false" },
		{ "\"mode\": \"0755\"", "\"mode\": \"755\"", "r: steps[0].changes[0].mode: wants four octal digits" },
		{ "\"confidence\": 100", "\"confidence\": 101", "r: audits[0].findings[0].confidence: is out of range" },
		{ "\"severity\": \"ban\"", "\"severity\": \"bad\"",
			"r: audits[0].findings[0].severity: wants ban, strip, data or note" },
		{ "\"path\": \"/l\"", "\"path\": \"/a\"",
			"r: steps[0].output[1].path: is out of order: paths are sorted, each once" },
		{ "\"arch\": \"x86\"", "\"arch\": \"x86\", \"extra\": 1", "r: extra: is no key of this format" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct record record = RECORD_INIT;
		struct err err = ERR_INIT;
		char *text = changed(bad[i][0], bad[i][1]);

		BAD(record_parse(&record, "r", span_of(text), &err), bad[i][2]);
		assert_int_equal(record.nstep, 0);
		free(text);
	}
}

static void
broken_json_and_keys_that_are_there_twice_are_refused(void **state)
{
	struct record record = RECORD_INIT;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(record_parse(&record, "r", SPAN("{"), &err), -1);
	assert_int_equal(err.kind, ERR_SYNTAX);
	assert_int_equal(record_parse(&record, "r", SPAN("{\"a\":1,\"a\":2}"), &err), -1);
	assert_non_null(strstr(err.text, "duplicate"));
	assert_int_equal(record_parse(&record, "r", SPAN(""), &err), -1);
	assert_int_equal(record_parse(&record, "r", SPAN("[]"), &err), -1);
}

static void
bytes_that_are_not_utf_8_are_escaped(void **state)
{
	struct record record = full_record();
	struct str text = STR_INIT;

	(void)state;
	free(record.step[0].output.entry[0].path);
	record.step[0].output.entry[0].path = arr_dup("/\xff\\");
	record_format(&record, &text);
	assert_non_null(strstr(text.at, "\"/\\\\377\\\\134\""));
	str_release(&text);
	record_release(&record);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_record_comes_back_byte_for_byte),
		TEST(licences_and_what_became_of_findings_come_back),
		TEST(licences_and_findings_out_of_form_are_refused),
		TEST(what_double_compiling_found_comes_back_where_there_is_any),
		TEST(how_a_file_is_made_again_comes_back_where_it_was_asked_for),
		TEST(whatever_is_out_of_form_is_told_with_its_place),
		TEST(broken_json_and_keys_that_are_there_twice_are_refused),
		TEST(bytes_that_are_not_utf_8_are_escaped),
	};

	return RUN(tests);
}
