/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "format/record.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/arr.h"

static const char *const verdicts[] = { "match", "differs", "failed", "not-reached", "not-checked" };
static const char *const severities[] = { "note", "data", "strip", "ban" };
static const char *const change_words[] = { "", "new", "updated", "unchanged", "absent" };
static const char *const states[] = { "open", "waived", "known", "handled" };
static const char *const ddc_ends[] = { "same", "differs", "failed", "unable", "absent" };

enum { NVERDICTS = 5, NSEVERITIES = 4, NSTATES = 4, NCHANGES = 5, NDDC_ENDS = 5 };

static bool
find_word(const char *const *words, int n, struct span word, int *at)
{
	for (int i = 0; i < n; i++) {
		if (span_is(word, words[i])) {
			*at = i;
			return true;
		}
	}
	return false;
}

const char *
verdict_word(enum verdict verdict)
{
	return verdicts[verdict];
}

bool
verdict_parse(struct span word, enum verdict *verdict)
{
	int at;

	if (!find_word(verdicts, NVERDICTS, word, &at))
		return false;
	*verdict = (enum verdict)at;
	return true;
}

const char *
severity_word(enum severity severity)
{
	return severities[severity];
}

bool
severity_parse(struct span word, enum severity *severity)
{
	int at;

	if (!find_word(severities, NSEVERITIES, word, &at))
		return false;
	*severity = (enum severity)at;
	return true;
}

const char *
finding_state_word(enum finding_state state)
{
	return states[state];
}

const char *
finding_change_word(enum finding_change change)
{
	return change_words[change];
}

bool
finding_change_parse(struct span word, enum finding_change *change)
{
	int at;

	if (!find_word(change_words, NCHANGES, word, &at))
		return false;
	*change = (enum finding_change)at;
	return true;
}

bool
finding_state_parse(struct span word, enum finding_state *state)
{
	int at;

	if (!find_word(states, NSTATES, word, &at))
		return false;
	*state = (enum finding_state)at;
	return true;
}

const char *
ddc_word(enum ddc_end end)
{
	return ddc_ends[end];
}

bool
ddc_parse(struct span word, enum ddc_end *end)
{
	int at;

	if (!find_word(ddc_ends, NDDC_ENDS, word, &at))
		return false;
	*end = (enum ddc_end)at;
	return true;
}

/* Giving back. */

static void
free_words(char **word, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(word[i]);
	free(word);
}

static void
free_entry(struct layer_entry *entry)
{
	if (entry)
		layer_entry_release(entry);
	free(entry);
}

static void
free_changes(struct record_change *change, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free_entry(change[i].recorded);
		free_entry(change[i].built);
	}
	free(change);
}

static void
step_release(struct record_step *step)
{
	free(step->name);
	free(step->script);
	free(step->reason);
	free_words(step->need, step->nneed);
	free_words(step->source, step->nsource);
	layer_release(&step->output);
	free_changes(step->change, step->nchange);
}

static void
ddc_release(struct record_ddc *ddc)
{
	free(ddc->compiler);
	free(ddc->version);
	free(ddc->flags);
	free(ddc->step);
	free(ddc->reason);
	free_changes(ddc->change, ddc->nchange);
}

void
finding_release(struct finding *finding)
{
	free(finding->rule);
	free(finding->class_);
	free(finding->path);
	free(finding->evidence);
	free(finding->from);
	free(finding->advice);
	free(finding->why);
	free(finding->again);
	free(finding->chain);
}

static void
licence_release(struct record_licence *licence)
{
	free(licence->path);
	free(licence->expression);
	free(licence->verdict);
	for (size_t i = 0; i < licence->nsign; i++) {
		free(licence->sign[i].kind);
		free(licence->sign[i].expression);
	}
	free(licence->sign);
}

void
record_audit_release(struct record_audit *audit)
{
	free(audit->name);
	for (size_t i = 0; i < audit->nfinding; i++)
		finding_release(&audit->finding[i]);
	free(audit->finding);
	for (size_t i = 0; i < audit->nlicence; i++)
		licence_release(&audit->licence[i]);
	free(audit->licence);
}

void
record_release(struct record *record)
{
	free(record->program);
	free(record->version);
	free(record->arch);
	free(record->created);
	for (size_t i = 0; i < record->nstep; i++)
		step_release(&record->step[i]);
	free(record->step);
	for (size_t i = 0; i < record->nsource; i++) {
		free(record->source[i].name);
		free(record->source[i].url);
	}
	free(record->source);
	for (size_t i = 0; i < record->naudit; i++)
		record_audit_release(&record->audit[i]);
	free(record->audit);
	for (size_t i = 0; i < record->nddc; i++)
		ddc_release(&record->ddc[i]);
	free(record->ddc);
	*record = (struct record)RECORD_INIT;
}

size_t
record_count(const struct record *record, enum verdict verdict)
{
	size_t n = 0;

	for (size_t i = 0; i < record->nstep; i++)
		n += record->step[i].verdict == verdict;
	return n;
}

size_t
record_count_findings(const struct record *record, enum severity severity)
{
	size_t n = 0;

	for (size_t i = 0; i < record->naudit; i++) {
		for (size_t k = 0; k < record->audit[i].nfinding; k++)
			n += record->audit[i].finding[k].severity == severity
				&& record->audit[i].finding[k].state == FINDING_OPEN;
	}
	return n;
}

/* Writing. */

/*
 * A string as JSON takes it: bytes that are not UTF-8 become \ooo, as in
 * lbs-layer(5); a backslash too, so that the two are not mistaken for each other.
 */
static json_t *
text_value(const char *text)
{
	json_t *value = json_string(text);
	struct str safe = STR_INIT;

	if (value)
		return value;
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c >= 0x80 || c == '\\')
			str_addf(&safe, "\\%03o", c);
		else
			str_addc(&safe, *text);
	}
	value = json_string(safe.at ? safe.at : "");
	str_release(&safe);
	return value;
}

static json_t *
digest_value(const struct digest *digest)
{
	return json_string(digest_text(digest).text);
}

static json_t *
words_value(char *const *word, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, text_value(word[i]));
	return list;
}

static json_t *
mode_value(unsigned mode)
{
	char text[8];

	snprintf(text, sizeof(text), "%04o", mode & 07777);
	return json_string(text);
}

static json_t *
entry_value(const struct layer_entry *entry)
{
	static const struct { enum layer_type type; const char *word; } types[] = {
		{ LAYER_FILE, "file" }, { LAYER_DIR, "directory" }, { LAYER_LINK, "link" },
		{ LAYER_GONE, "removed" },
	};
	json_t *object;

	if (!entry)
		return json_null();
	object = json_object();
	json_object_set_new(object, "path", text_value(entry->path));
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		if (types[i].type == entry->type)
			json_object_set_new(object, "type", json_string(types[i].word));
	}
	if (entry->type == LAYER_FILE) {
		json_object_set_new(object, "sha256", digest_value(&entry->digest));
		json_object_set_new(object, "size", json_integer((json_int_t)entry->size));
	}
	if (entry->type == LAYER_FILE || entry->type == LAYER_DIR)
		json_object_set_new(object, "mode", mode_value(entry->mode));
	if (entry->type == LAYER_LINK)
		json_object_set_new(object, "target", text_value(entry->target));
	return object;
}

static json_t *
changes_value(const struct record_change *change, size_t n)
{
	json_t *changes = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(changes, json_pack("{so so}", "recorded", entry_value(change[i].recorded),
			"built", entry_value(change[i].built)));
	return changes;
}

static json_t *
step_value(const struct record_step *step)
{
	json_t *object = json_object(), *output = json_array();

	for (size_t i = 0; i < step->output.nentry; i++)
		json_array_append_new(output, entry_value(&step->output.entry[i]));
	json_object_set_new(object, "name", text_value(step->name));
	json_object_set_new(object, "pass", json_integer(step->pass));
	json_object_set_new(object, "script", text_value(step->script));
	json_object_set_new(object, "verdict", json_string(verdict_word(step->verdict)));
	json_object_set_new(object, "reason", text_value(step->reason));
	json_object_set_new(object, "input", step->has_input ? digest_value(&step->input) : json_null());
	json_object_set_new(object, "recorded",
		step->has_recorded ? digest_value(&step->recorded) : json_null());
	json_object_set_new(object, "built", step->has_built ? digest_value(&step->built) : json_null());
	json_object_set_new(object, "needs", words_value(step->need, step->nneed));
	json_object_set_new(object, "sources", words_value(step->source, step->nsource));
	json_object_set_new(object, "output", output);
	json_object_set_new(object, "changes", changes_value(step->change, step->nchange));
	return object;
}

static json_t *
finding_value(const struct finding *finding)
{
	json_t *object = json_object();

	json_object_set_new(object, "rule", text_value(finding->rule));
	json_object_set_new(object, "class", text_value(finding->class_));
	json_object_set_new(object, "severity", json_string(severity_word(finding->severity)));
	json_object_set_new(object, "path", text_value(finding->path));
	json_object_set_new(object, "line", json_integer((json_int_t)finding->line));
	json_object_set_new(object, "offset", json_integer((json_int_t)finding->offset));
	json_object_set_new(object, "evidence", text_value(finding->evidence));
	json_object_set_new(object, "from", text_value(finding->from));
	json_object_set_new(object, "advice", text_value(finding->advice));
	json_object_set_new(object, "confidence", json_integer(finding->confidence));
	if (finding->change != FINDING_UNCOMPARED)
		json_object_set_new(object, "change", json_string(finding_change_word(finding->change)));
	if (finding->again)
		json_object_set_new(object, "again", text_value(finding->again));
	if (finding->chain)
		json_object_set_new(object, "chain", text_value(finding->chain));
	if (finding->state != FINDING_OPEN) {
		json_object_set_new(object, "state", json_string(finding_state_word(finding->state)));
		json_object_set_new(object, "why", text_value(finding->why));
	}
	return object;
}

static json_t *
licence_value(const struct record_licence *licence)
{
	json_t *object = json_object(), *signs = json_array();

	for (size_t i = 0; i < licence->nsign; i++) {
		const struct record_sign *sign = &licence->sign[i];
		json_t *one = json_object();

		json_object_set_new(one, "kind", text_value(sign->kind));
		json_object_set_new(one, "expression", text_value(sign->expression));
		json_object_set_new(one, "confidence", json_integer(sign->confidence));
		json_object_set_new(one, "first", json_integer((json_int_t)sign->first_line));
		json_object_set_new(one, "last", json_integer((json_int_t)sign->last_line));
		json_array_append_new(signs, one);
	}
	json_object_set_new(object, "path", text_value(licence->path));
	json_object_set_new(object, "expression", text_value(licence->expression));
	json_object_set_new(object, "verdict", text_value(licence->verdict));
	json_object_set_new(object, "documentation", json_boolean(licence->document));
	json_object_set_new(object, "confidence", json_integer(licence->confidence));
	json_object_set_new(object, "signs", signs);
	return object;
}

static json_t *
licences_value(const struct record_audit *audit)
{
	json_t *list = json_array();

	for (size_t i = 0; i < audit->nlicence; i++)
		json_array_append_new(list, licence_value(&audit->licence[i]));
	return list;
}

static json_t *
audit_value(const struct record_audit *audit)
{
	json_t *object = json_object(), *findings = json_array();

	for (size_t i = 0; i < audit->nfinding; i++)
		json_array_append_new(findings, finding_value(&audit->finding[i]));
	json_object_set_new(object, "name", text_value(audit->name));
	json_object_set_new(object, "sha256", audit->has_digest ? digest_value(&audit->digest) : json_null());
	json_object_set_new(object, "files", json_integer((json_int_t)audit->nfile));
	json_object_set_new(object, "bytes", json_integer((json_int_t)audit->nbyte));
	json_object_set_new(object, "findings", findings);
	if (audit->has_licences)
		json_object_set_new(object, "licences", licences_value(audit));
	return object;
}

static json_t *
source_value(const struct record_source *source)
{
	json_t *object = json_object();

	json_object_set_new(object, "name", text_value(source->name));
	json_object_set_new(object, "sha256", digest_value(&source->digest));
	json_object_set_new(object, "size", json_integer((json_int_t)source->size));
	json_object_set_new(object, "url", text_value(source->url));
	json_object_set_new(object, "present", json_boolean(source->present));
	return object;
}

static json_t *
ddc_value(const struct record_ddc *ddc)
{
	json_t *object = json_object();

	json_object_set_new(object, "compiler", text_value(ddc->compiler));
	json_object_set_new(object, "version", text_value(ddc->version));
	json_object_set_new(object, "flags", text_value(ddc->flags));
	json_object_set_new(object, "step", text_value(ddc->step));
	json_object_set_new(object, "end", json_string(ddc_word(ddc->end)));
	json_object_set_new(object, "reason", text_value(ddc->reason));
	json_object_set_new(object, "first", ddc->has_first ? digest_value(&ddc->first) : json_null());
	json_object_set_new(object, "same", json_integer((json_int_t)ddc->nsame));
	json_object_set_new(object, "changes", changes_value(ddc->change, ddc->nchange));
	return object;
}

void
record_format(const struct record *record, struct str *text)
{
	json_t *object = json_object(), *steps = json_array(), *sources = json_array();
	json_t *audits = json_array();
	char *dump;

	for (size_t i = 0; i < record->nstep; i++)
		json_array_append_new(steps, step_value(&record->step[i]));
	for (size_t i = 0; i < record->nsource; i++)
		json_array_append_new(sources, source_value(&record->source[i]));
	for (size_t i = 0; i < record->naudit; i++)
		json_array_append_new(audits, audit_value(&record->audit[i]));
	json_object_set_new(object, "format", json_string("lbs-record 1"));
	json_object_set_new(object, "program", text_value(record->program));
	json_object_set_new(object, "version", text_value(record->version));
	json_object_set_new(object, "arch", text_value(record->arch));
	json_object_set_new(object, "created", text_value(record->created));
	json_object_set_new(object, "steps", steps);
	json_object_set_new(object, "sources", sources);
	json_object_set_new(object, "audits", audits);
	if (record->nddc) {
		json_t *list = json_array();

		for (size_t i = 0; i < record->nddc; i++)
			json_array_append_new(list, ddc_value(&record->ddc[i]));
		json_object_set_new(object, "ddc", list);
	}
	dump = json_dumps(object, JSON_INDENT(2) | JSON_SORT_KEYS);
	if (!dump)
		abort();
	str_adds(text, dump);
	str_addc(text, '\n');
	free(dump);
	json_decref(object);
}
