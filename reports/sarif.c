/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SARIF 2.1.0: a result for each finding of an audit or a gate
 *
 * The four words of a finding's change are those of baselineState; a finding that is known without a comparison has the
 * baseline's "unchanged". What is waived, handled or told by another is suppressed, with the reason. A path in an archive is a URI
 * relative to it, its bytes percent-encoded; the archive's name is a property, since where it lies is not known.
 * How making a file again ended stands in the message, which is all that most viewers show. Files whose licence was asked for
 * are artifacts, with the licence as a property: SARIF has no word for it.
 */
#include <jansson.h>
#include <stdlib.h>

#include "base/arr.h"
#include "report.h"
#include "value.h"

enum { RULES_LIMIT = 4096 };

struct log {
	json_t *rules, *results, *artifacts;
	const char *rule[RULES_LIMIT];  /* ids, in the order of RULES; borrowed */
	size_t nrule;
};

static json_t *
message(const char *words)
{
	return json_pack("{so}", "text", report_value(words));
}

/* The path as a relative reference: nothing in it is taken for a scheme, a query or a fragment. */
static json_t *
uri(const char *path)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
	struct str encoded = STR_INIT;
	json_t *value;

	for (; *path; path++) {
		if (strchr(plain, *path))
			str_addc(&encoded, *path);
		else
			str_addf(&encoded, "%%%02X", (unsigned char)*path);
	}
	value = json_string(encoded.at ? encoded.at : "");
	str_release(&encoded);
	return value;
}

static const char *
level(enum severity severity)
{
	static const char *const levels[] = { "note", "note", "warning", "error" };

	return levels[severity];
}

/* The place of FINDING's rule among the rules; -1 when there is no room for one more. */
static long
rule_at(struct log *log, const struct finding *finding)
{
	json_t *rule;

	for (size_t i = 0; i < log->nrule; i++) {
		if (!strcmp(log->rule[i], finding->rule))
			return (long)i;
	}
	if (log->nrule == RULES_LIMIT)
		return -1;
	rule = json_pack("{so so so s{s[o]}}", "id", report_value(finding->rule),
		"shortDescription", message(finding->class_), "help", message(finding->advice[0] ? finding->advice : finding->rule), "properties", "tags",
		report_value(finding->class_));
	json_array_append_new(log->rules, rule);
	log->rule[log->nrule] = finding->rule;
	return (long)log->nrule++;
}

/* What stays the same when lines move: rule, evidence, and the path without the top folder, which has a version. */
static json_t *
fingerprint(const struct finding *finding)
{
	const char *slash = strchr(finding->path, '/');
	char *words = str_format("%s\n%s\n%s", finding->rule, slash ? slash + 1 : finding->path, finding->evidence);
	struct digest digest = digest_of(span_of(words));

	free(words);
	return json_pack("{ss}", "lbs/v1", digest_text(&digest).text);
}

static json_t *
region(const struct finding *finding)
{
	if (finding->line)
		return json_pack("{sI}", "startLine", (json_int_t)finding->line);
	return json_pack("{sI sI}", "byteOffset", (json_int_t)finding->offset, "byteLength", (json_int_t)0);
}

static void
set_state(json_t *result, const struct finding *finding)
{
	if (finding->change != FINDING_UNCOMPARED)
		json_object_set_new(result, "baselineState", json_string(finding_change_word(finding->change)));
	else if (finding->state == FINDING_KNOWN)
		json_object_set_new(result, "baselineState", json_string("unchanged"));
	/* Of one that was updated, another finding tells how. */
	if (finding->state == FINDING_WAIVED || finding->state == FINDING_HANDLED
		|| (finding->state == FINDING_KNOWN && finding->change == FINDING_UPDATED))
		json_object_set_new(result, "suppressions", json_pack("[{ss ss so}]", "kind", "external", "status", "accepted",
			"justification", report_value(finding->why)));
}

/* What was seen, what to do, and how it ended when that was tried. */
static json_t *
finding_message(const struct finding *finding)
{
	struct str words = STR_INIT;
	json_t *value;

	str_adds(&words, finding->evidence);
	str_addf(&words, "%s%s", words.n && finding->advice[0] ? " - " : "", finding->advice);
	if (finding->again)
		str_addf(&words, "%smade again: %s", words.n ? " - " : "", finding->again);
	value = message(words.n ? words.at : finding->rule);
	str_release(&words);
	return value;
}

static json_t *
properties(const struct record_audit *audit, const struct finding *finding)
{
	json_t *object = json_pack("{so sI ss}", "archive", report_value(audit->name), "confidence",
		(json_int_t)finding->confidence, "state", finding_state_word(finding->state));

	if (finding->from[0])
		json_object_set_new(object, "from", report_value(finding->from));
	if (finding->again)
		json_object_set_new(object, "again", report_value(finding->again));
	if (finding->chain)
		json_object_set_new(object, "chain", report_value(finding->chain));
	return object;
}

static void
add_result(struct log *log, const struct record_audit *audit, const struct finding *finding)
{
	json_t *location = json_pack("{s{so}}", "artifactLocation", "uri", uri(finding->path));
	json_t *result = json_pack("{so ss so so so}", "ruleId", report_value(finding->rule),
		"level", level(finding->severity), "message", finding_message(finding),
		"partialFingerprints", fingerprint(finding), "properties", properties(audit, finding));
	long at = rule_at(log, finding);

	if (at >= 0)
		json_object_set_new(result, "ruleIndex", json_integer(at));
	if (finding->line || finding->offset)
		json_object_set_new(location, "region", region(finding));
	json_object_set_new(result, "locations", json_pack("[{so}]", "physicalLocation", location));
	set_state(result, finding);
	json_array_append_new(log->results, result);
}

static void
add_artifact(struct log *log, const struct record_audit *audit, const struct record_licence *licence)
{
	json_array_append_new(log->artifacts, json_pack("{s{so} s{so so so sb sI}}", "location", "uri", uri(licence->path),
		"properties", "archive", report_value(audit->name), "licence", report_value(licence->expression),
		"verdict", report_value(licence->verdict), "documentation", (int)licence->document, "confidence",
		(json_int_t)licence->confidence));
}

void
report_sarif(const struct report_input *input, struct str *out)
{
	const struct record *record = input->record;
	struct log *log = arr_new(1, sizeof(*log));
	json_t *driver, *run, *object;

	log->rules = json_array();
	log->results = json_array();
	log->artifacts = json_array();
	for (size_t i = 0; i < record->naudit; i++) {
		for (size_t k = 0; k < record->audit[i].nfinding; k++)
			add_result(log, &record->audit[i], &record->audit[i].finding[k]);
		for (size_t k = 0; k < record->audit[i].nlicence; k++)
			add_artifact(log, &record->audit[i], &record->audit[i].licence[k]);
	}
	driver = json_pack("{so so so}", "name", report_value(record->program),
		"version", report_value(record->version), "rules", log->rules);
	run = json_pack("{s{so} ss so}", "tool", "driver", driver, "columnKind", "unicodeCodePoints", "results",
		log->results);
	if (json_array_size(log->artifacts))
		json_object_set(run, "artifacts", log->artifacts);
	json_decref(log->artifacts);
	object = json_pack("{ss ss s[o]}", "$schema",
		"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json", "version", "2.1.0",
		"runs", run);
	report_dump(object, out);
	json_decref(object);
	free(log);
}
