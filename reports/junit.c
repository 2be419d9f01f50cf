/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JUnit XML, as continuous integration servers read it: a suite of the steps, one of
 * the sources, one of the audits. The one file that speaks to libxml2.
 */
#include <libxml/xmlwriter.h>
#include <stdlib.h>

#include "base/arr.h"
#include "report.h"

struct suite {
	xmlTextWriterPtr writer;
	const char *stamp;
	unsigned id;
};

/* Text that XML can hold: control bytes escaped, and no bytes that are not UTF-8. */
static char *
safe(const char *text)
{
	struct str escaped = STR_INIT;

	str_add_escaped(&escaped, span_of(text));
	if (!xmlCheckUTF8((const unsigned char *)str_span(&escaped).at)) {
		for (size_t i = 0; i < escaped.n; i++) {
			if ((unsigned char)escaped.at[i] >= 0x80)
				escaped.at[i] = '?';
		}
	}
	return str_take(&escaped);
}

static void
attribute(struct suite *suite, const char *name, const char *value)
{
	char *text = safe(value);

	xmlTextWriterWriteAttribute(suite->writer, (const xmlChar *)name, (const xmlChar *)text);
	free(text);
}

static void
attribute_number(struct suite *suite, const char *name, size_t value)
{
	xmlTextWriterWriteFormatAttribute(suite->writer, (const xmlChar *)name, "%zu", value);
}

static void
open_suite(struct suite *suite, const char *name, size_t tests, size_t failures, size_t errors,
	size_t skipped)
{
	xmlTextWriterPtr writer = suite->writer;

	xmlTextWriterStartElement(writer, BAD_CAST "testsuite");
	attribute(suite, "name", name);
	attribute(suite, "package", "lbs");
	/* A record has no clock: time is part of the format, so it is there and 0. */
	attribute(suite, "timestamp", suite->stamp);
	attribute(suite, "hostname", "localhost");
	attribute_number(suite, "id", suite->id++);
	attribute_number(suite, "tests", tests);
	attribute_number(suite, "failures", failures);
	attribute_number(suite, "errors", errors);
	attribute_number(suite, "skipped", skipped);
	attribute(suite, "time", "0");
	xmlTextWriterStartElement(writer, BAD_CAST "properties");
	xmlTextWriterEndElement(writer);
}

static void
close_suite(struct suite *suite)
{
	xmlTextWriterWriteElement(suite->writer, BAD_CAST "system-out", BAD_CAST "");
	xmlTextWriterWriteElement(suite->writer, BAD_CAST "system-err", BAD_CAST "");
	xmlTextWriterEndElement(suite->writer);
}

/* OUTCOME is NULL, "failure", "error" or "skipped". */
static void
add_case(struct suite *suite, const char *class_, const char *name, const char *outcome,
	const char *type, const char *message, const char *details)
{
	xmlTextWriterPtr writer = suite->writer;
	char *text;

	xmlTextWriterStartElement(writer, BAD_CAST "testcase");
	attribute(suite, "classname", class_);
	attribute(suite, "name", name);
	attribute(suite, "time", "0");
	if (outcome) {
		xmlTextWriterStartElement(writer, (const xmlChar *)outcome);
		if (strcmp(outcome, "skipped")) {
			attribute(suite, "type", type);
			attribute(suite, "message", message);
			text = safe(details);
			/* Newlines between the details are ours. */
			for (char *at = text; (at = strstr(at, "\\012")); at += 1) {
				at[0] = '\n';
				memmove(at + 1, at + 4, strlen(at + 4) + 1);
			}
			xmlTextWriterWriteString(writer, (const xmlChar *)text);
			free(text);
		}
		xmlTextWriterEndElement(writer);
	}
	xmlTextWriterEndElement(writer);
}

static void
add_step(struct suite *suite, const struct record *record, const struct record_step *step)
{
	static const char *const outcome[] = { NULL, "failure", "error", "error", "skipped" };
	char *class_ = str_format("lbs.%s", record->arch);
	struct str details = STR_INIT;

	for (size_t i = 0; i < step->nchange; i++) {
		report_change(&step->change[i], &details);
		str_addc(&details, '\n');
	}
	add_case(suite, class_, step->name, outcome[step->verdict], verdict_word(step->verdict), step->reason,
		str_span(&details).at);
	str_release(&details);
	free(class_);
}

static void
add_audit(struct suite *suite, const struct record_audit *audit)
{
	struct str details = STR_INIT;
	size_t ban = 0;
	char *message;

	for (size_t i = 0; i < audit->nfinding; i++) {
		const struct finding *finding = &audit->finding[i];

		if (finding->severity != SEVERITY_BAN || finding->state != FINDING_OPEN)
			continue;
		ban++;
		str_addf(&details, "%s:%llu: %s: %s\n", finding->path, (unsigned long long)finding->line,
			finding->rule, finding->evidence);
	}
	message = str_format("%zu of severity ban", ban);
	add_case(suite, "lbs.audit", audit->name, ban ? "failure" : NULL, "found", message,
		str_span(&details).at);
	free(message);
	str_release(&details);
}

static size_t
count_banned(const struct record *record)
{
	size_t n = 0;

	for (size_t i = 0; i < record->naudit; i++) {
		size_t k = 0;

		while (k < record->audit[i].nfinding && (record->audit[i].finding[k].severity != SEVERITY_BAN
			|| record->audit[i].finding[k].state != FINDING_OPEN))
			k++;
		n += k < record->audit[i].nfinding;
	}
	return n;
}

void
report_junit(const struct report_input *input, struct str *text)
{
	const struct record *record = input->record;
	xmlBufferPtr buffer = xmlBufferCreate();
	struct suite suite = { .writer = buffer ? xmlNewTextWriterMemory(buffer, 0) : NULL };
	size_t missing = 0;
	char stamp[20];

	if (!suite.writer)
		abort();
	/* Without the zone, which this format does not have. */
	snprintf(stamp, sizeof(stamp), "%.19s", input->created);
	suite.stamp = stamp;
	for (size_t i = 0; i < record->nsource; i++)
		missing += !record->source[i].present;
	xmlTextWriterSetIndent(suite.writer, 1);
	xmlTextWriterStartDocument(suite.writer, NULL, "UTF-8", NULL);
	xmlTextWriterStartElement(suite.writer, BAD_CAST "testsuites");
	open_suite(&suite, "steps", record->nstep, record_count(record, VERDICT_DIFFERS),
		record_count(record, VERDICT_FAILED) + record_count(record, VERDICT_NOT_REACHED),
		record_count(record, VERDICT_NOT_CHECKED));
	for (size_t i = 0; i < record->nstep; i++)
		add_step(&suite, record, &record->step[i]);
	close_suite(&suite);
	open_suite(&suite, "sources", record->nsource, 0, missing, 0);
	for (size_t i = 0; i < record->nsource; i++)
		add_case(&suite, "lbs.sources", record->source[i].name,
			record->source[i].present ? NULL : "error", "missing", "no place has it", "");
	close_suite(&suite);
	open_suite(&suite, "audits", record->naudit, count_banned(record), 0, 0);
	for (size_t i = 0; i < record->naudit; i++)
		add_audit(&suite, &record->audit[i]);
	close_suite(&suite);
	xmlTextWriterEndDocument(suite.writer);
	xmlFreeTextWriter(suite.writer);
	str_add(text, (struct span){ (const char *)xmlBufferContent(buffer), (size_t)xmlBufferLength(buffer) });
	xmlBufferFree(buffer);
}
