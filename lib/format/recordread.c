/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recordread - the part of record that reads the JSON back
 */
#include "format/record.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/arr.h"

enum { TEXT_LIMIT = 1 << 16 };

/* The place, "steps[3].output[0].size", is built up on the way down. */

struct reader {
	const char *path;
	struct str place;
	struct err *err;
};

static int
refuse(const struct reader *reader, const char *key, const char *why)
{
	return err_set(reader->err, ERR_SYNTAX, "%s: %s%s%s: %s", reader->path,
		str_span(&reader->place).at, reader->place.n && key[0] ? "." : "", key, why);
}

/* OBJECT must have exactly the keys of KEYS (NULL ends them); one with a '?' before it may be absent. */
static int
check_keys(const struct reader *reader, json_t *object, const char *const *keys)
{
	const char *key;
	json_t *value;
	size_t n = 0;

	if (!json_is_object(object))
		return refuse(reader, "", "wants an object");
	for (; keys[n]; n++) {
		if (keys[n][0] != '?' && !json_object_get(object, keys[n]))
			return refuse(reader, keys[n], "is missing");
	}
	json_object_foreach(object, key, value) {
		size_t i = 0;

		while (keys[i] && strcmp(keys[i] + (keys[i][0] == '?'), key))
			i++;
		if (!keys[i])
			return refuse(reader, key, "is no key of this format");
	}
	return 0;
}

static int
read_text(const struct reader *reader, json_t *object, const char *key, char **text)
{
	json_t *value = json_object_get(object, key);

	if (!json_is_string(value))
		return refuse(reader, key, "wants a string");
	if (json_string_length(value) > TEXT_LIMIT)
		return refuse(reader, key, "is too long");
	if (strlen(json_string_value(value)) != json_string_length(value))
		return refuse(reader, key, "has a NUL in it");
	*text = arr_dup(json_string_value(value));
	return 0;
}

static int
read_number(const struct reader *reader, json_t *object, const char *key, uint64_t low, uint64_t high,
	uint64_t *number)
{
	json_t *value = json_object_get(object, key);
	json_int_t got = json_integer_value(value);

	if (!json_is_integer(value))
		return refuse(reader, key, "wants an integer");
	if (got < 0 || (uint64_t)got < low || (uint64_t)got > high)
		return refuse(reader, key, "is out of range");
	*number = (uint64_t)got;
	return 0;
}

/* With HAS, null is taken too: *HAS tells which it was. */
static int
read_digest(const struct reader *reader, json_t *object, const char *key, bool *has,
	struct digest *digest)
{
	json_t *value = json_object_get(object, key);

	if (has && json_is_null(value)) {
		*has = false;
		return 0;
	}
	if (!json_is_string(value) || !digest_parse(span_of(json_string_value(value)), digest)
		|| strcmp(digest_text(digest).text, json_string_value(value)))
		return refuse(reader, key, "wants 64 lower-case hexadecimal digits");
	if (has)
		*has = true;
	return 0;
}

/* Go into element I of the list KEY; returns what leave() wants. */
static size_t
enter(struct reader *reader, const char *key, size_t i)
{
	size_t n = reader->place.n;

	str_addf(&reader->place, "%s%s[%zu]", n ? "." : "", key, i);
	return n;
}

static void
leave(struct reader *reader, size_t n)
{
	reader->place.n = n;
	reader->place.at[n] = '\0';
}

static json_t *
get_list(const struct reader *reader, json_t *object, const char *key)
{
	json_t *list = json_object_get(object, key);

	if (json_is_array(list))
		return list;
	refuse(reader, key, "wants a list");
	return NULL;
}

static int
read_words(const struct reader *reader, json_t *object, const char *key, char ***word, size_t *n)
{
	json_t *list = get_list(reader, object, key), *value;
	size_t i;

	if (!list)
		return -1;
	json_array_foreach(list, i, value) {
		if (!json_is_string(value)
			|| strlen(json_string_value(value)) != json_string_length(value))
			return refuse(reader, key, "wants a list of strings");
		*arr_push(word, n) = arr_dup(json_string_value(value));
	}
	return 0;
}

static int
read_mode(const struct reader *reader, json_t *object, unsigned *mode)
{
	const char *text = json_string_value(json_object_get(object, "mode"));
	char *end;

	if (!text || strlen(text) != 4 || strspn(text, "01234567") != 4)
		return refuse(reader, "mode", "wants four octal digits");
	*mode = (unsigned)strtoul(text, &end, 8);
	return 0;
}

static int
read_entry(const struct reader *reader, json_t *object, struct layer_entry *entry)
{
	static const struct { const char *word; enum layer_type type; const char *keys[6]; } types[] = {
		{ "file", LAYER_FILE, { "path", "type", "mode", "sha256", "size", NULL } },
		{ "directory", LAYER_DIR, { "path", "type", "mode", NULL } },
		{ "link", LAYER_LINK, { "path", "type", "target", NULL } },
		{ "removed", LAYER_GONE, { "path", "type", NULL } },
	};
	const char *word = json_string_value(json_object_get(object, "type"));
	size_t i = 0;

	while (i < 4 && (!word || strcmp(word, types[i].word)))
		i++;
	if (i == 4)
		return refuse(reader, "type", "wants file, directory, link or removed");
	if (check_keys(reader, object, types[i].keys) < 0
		|| read_text(reader, object, "path", &entry->path) < 0)
		return -1;
	entry->type = types[i].type;
	if (entry->path[0] != '/')
		return refuse(reader, "path", "wants an absolute path");
	if ((entry->type == LAYER_FILE || entry->type == LAYER_DIR)
		&& read_mode(reader, object, &entry->mode) < 0)
		return -1;
	if (entry->type == LAYER_LINK)
		return read_text(reader, object, "target", &entry->target);
	if (entry->type != LAYER_FILE)
		return 0;
	if (read_digest(reader, object, "sha256", NULL, &entry->digest) < 0)
		return -1;
	return read_number(reader, object, "size", 0, INT64_MAX, &entry->size);
}

static int
read_output(struct reader *reader, json_t *object, struct layer *output)
{
	json_t *list = get_list(reader, object, "output"), *value;
	size_t i;

	if (!list)
		return -1;
	json_array_foreach(list, i, value) {
		struct layer_entry entry = { 0 };
		size_t n = enter(reader, "output", i);

		if (read_entry(reader, value, &entry) < 0) {
			layer_entry_release(&entry);
			return -1;
		}
		if (i && strcmp(output->entry[i - 1].path, entry.path) >= 0) {
			layer_entry_release(&entry);
			return refuse(reader, "path", "is out of order: paths are sorted, each once");
		}
		*arr_push(&output->entry, &output->nentry) = entry;
		leave(reader, n);
	}
	return 0;
}

static int
read_side(const struct reader *reader, json_t *object, const char *key, struct layer_entry **side)
{
	json_t *value = json_object_get(object, key);

	if (json_is_null(value))
		return 0;
	*side = arr_new(1, sizeof(**side));
	return read_entry(reader, value, *side);
}

static int
read_changes(struct reader *reader, json_t *object, struct record_change **changes, size_t *nchange)
{
	static const char *const keys[] = { "recorded", "built", NULL };
	json_t *list = get_list(reader, object, "changes"), *value;
	size_t i;

	if (!list)
		return -1;
	json_array_foreach(list, i, value) {
		size_t n = enter(reader, "changes", i);
		struct record_change *change = arr_push(changes, nchange);

		*change = (struct record_change){ NULL, NULL };
		if (check_keys(reader, value, keys) < 0
			|| read_side(reader, value, "recorded", &change->recorded) < 0
			|| read_side(reader, value, "built", &change->built) < 0)
			return -1;
		if (!change->recorded && !change->built)
			return refuse(reader, "", "has neither side");
		leave(reader, n);
	}
	return 0;
}

static int
read_step(struct reader *reader, json_t *object, struct record_step *step)
{
	static const char *const keys[] = { "name", "pass", "script", "verdict", "reason", "input",
		"recorded", "built", "needs", "sources", "output", "changes", NULL };
	const char *word;
	uint64_t pass;

	if (check_keys(reader, object, keys) < 0 || read_text(reader, object, "name", &step->name) < 0
		|| read_number(reader, object, "pass", 1, 1 << 20, &pass) < 0
		|| read_text(reader, object, "script", &step->script) < 0
		|| read_text(reader, object, "reason", &step->reason) < 0
		|| read_digest(reader, object, "input", &step->has_input, &step->input) < 0
		|| read_digest(reader, object, "recorded", &step->has_recorded, &step->recorded) < 0
		|| read_digest(reader, object, "built", &step->has_built, &step->built) < 0
		|| read_words(reader, object, "needs", &step->need, &step->nneed) < 0
		|| read_words(reader, object, "sources", &step->source, &step->nsource) < 0
		|| read_output(reader, object, &step->output) < 0 || read_changes(reader, object, &step->change, &step->nchange) < 0)
		return -1;
	step->pass = (unsigned)pass;
	word = json_string_value(json_object_get(object, "verdict"));
	if (!word || !verdict_parse(span_of(word), &step->verdict))
		return refuse(reader, "verdict", "wants match, differs, failed, not-reached or not-checked");
	return 0;
}

static int
read_source(struct reader *reader, json_t *object, struct record_source *source)
{
	static const char *const keys[] = { "name", "sha256", "size", "url", "present", NULL };
	json_t *present;

	if (check_keys(reader, object, keys) < 0 || read_text(reader, object, "name", &source->name) < 0
		|| read_digest(reader, object, "sha256", NULL, &source->digest) < 0
		|| read_number(reader, object, "size", 0, INT64_MAX, &source->size) < 0
		|| read_text(reader, object, "url", &source->url) < 0)
		return -1;
	present = json_object_get(object, "present");
	if (!json_is_boolean(present))
		return refuse(reader, "present", "wants true or false");
	source->present = json_is_true(present);
	return 0;
}

/* Text that is printed as it stands: its writer has escaped it. */
static int
read_shown(struct reader *reader, json_t *object, const char *key, char **text)
{
	if (read_text(reader, object, key, text) < 0)
		return -1;
	for (const char *at = *text; *at; at++) {
		if ((unsigned char)*at < 0x20 || *at == 0x7f)
			return refuse(reader, key, "wants no control bytes");
	}
	return 0;
}

static int
read_finding(struct reader *reader, json_t *object, struct finding *finding)
{
	static const char *const keys[] = { "rule", "class", "severity", "path", "line", "offset",
		"evidence", "from", "advice", "confidence", "?again", "?chain", "?change", "?state", "?why", NULL };
	const char *word;
	uint64_t confidence;

	if (check_keys(reader, object, keys) < 0 || read_text(reader, object, "rule", &finding->rule) < 0
		|| read_text(reader, object, "class", &finding->class_) < 0
		|| read_text(reader, object, "path", &finding->path) < 0
		|| read_number(reader, object, "line", 0, INT64_MAX, &finding->line) < 0
		|| read_number(reader, object, "offset", 0, INT64_MAX, &finding->offset) < 0
		|| read_shown(reader, object, "evidence", &finding->evidence) < 0
		|| read_text(reader, object, "from", &finding->from) < 0
		|| read_shown(reader, object, "advice", &finding->advice) < 0
		|| read_number(reader, object, "confidence", 1, 100, &confidence) < 0)
		return -1;
	finding->confidence = (unsigned)confidence;
	word = json_string_value(json_object_get(object, "severity"));
	if (!word || !severity_parse(span_of(word), &finding->severity))
		return refuse(reader, "severity", "wants ban, strip, data or note");
	if (json_object_get(object, "change")) {
		word = json_string_value(json_object_get(object, "change"));
		if (!word || !finding_change_parse(span_of(word), &finding->change) || finding->change == FINDING_UNCOMPARED)
			return refuse(reader, "change", "wants new, updated, unchanged or absent");
	}
	if ((json_object_get(object, "again") && read_shown(reader, object, "again", &finding->again) < 0)
		|| (json_object_get(object, "chain") && read_shown(reader, object, "chain", &finding->chain) < 0))
		return -1;
	if (!json_object_get(object, "state") && !json_object_get(object, "why"))
		return 0;
	word = json_string_value(json_object_get(object, "state"));
	if (!word || !finding_state_parse(span_of(word), &finding->state) || finding->state == FINDING_OPEN)
		return refuse(reader, "state", "wants waived, known or handled");
	return read_text(reader, object, "why", &finding->why);
}

static int
read_sign(struct reader *reader, json_t *object, struct record_sign *sign)
{
	static const char *const keys[] = { "kind", "expression", "confidence", "first", "last", NULL };
	uint64_t confidence = 0;

	if (check_keys(reader, object, keys) < 0 || read_shown(reader, object, "kind", &sign->kind) < 0
		|| read_text(reader, object, "expression", &sign->expression) < 0
		|| read_number(reader, object, "confidence", 0, 100, &confidence) < 0
		|| read_number(reader, object, "first", 0, INT64_MAX, &sign->first_line) < 0
		|| read_number(reader, object, "last", 0, INT64_MAX, &sign->last_line) < 0)
		return -1;
	sign->confidence = (unsigned)confidence;
	return 0;
}

static int
read_licence(struct reader *reader, json_t *object, struct record_licence *licence)
{
	static const char *const keys[] = { "path", "expression", "verdict", "documentation", "confidence", "signs", NULL };
	json_t *list, *value;
	uint64_t confidence;
	size_t i;

	if (check_keys(reader, object, keys) < 0 || read_text(reader, object, "path", &licence->path) < 0
		|| read_text(reader, object, "expression", &licence->expression) < 0
		|| read_shown(reader, object, "verdict", &licence->verdict) < 0
		|| read_number(reader, object, "confidence", 0, 100, &confidence) < 0)
		return -1;
	licence->confidence = (unsigned)confidence;
	if (strcmp(licence->verdict, "free") && strcmp(licence->verdict, "non-free") && strcmp(licence->verdict, "undecided"))
		return refuse(reader, "verdict", "wants free, non-free or undecided");
	if (!json_is_boolean(json_object_get(object, "documentation")))
		return refuse(reader, "documentation", "wants true or false");
	licence->document = json_is_true(json_object_get(object, "documentation"));
	list = get_list(reader, object, "signs");
	if (!list)
		return -1;
	json_array_foreach(list, i, value) {
		size_t n = enter(reader, "signs", i);
		struct record_sign *sign = arr_push(&licence->sign, &licence->nsign);

		*sign = (struct record_sign){ 0 };
		if (read_sign(reader, value, sign) < 0)
			return -1;
		leave(reader, n);
	}
	return 0;
}

static int
read_licences(struct reader *reader, json_t *object, struct record_audit *audit)
{
	json_t *list, *value;
	size_t i;

	audit->has_licences = json_object_get(object, "licences") != NULL;
	list = audit->has_licences ? get_list(reader, object, "licences") : NULL;
	if (!list)
		return audit->has_licences ? -1 : 0;
	json_array_foreach(list, i, value) {
		size_t n = enter(reader, "licences", i);
		struct record_licence *licence = arr_push(&audit->licence, &audit->nlicence);

		*licence = (struct record_licence){ 0 };
		if (read_licence(reader, value, licence) < 0)
			return -1;
		leave(reader, n);
	}
	return 0;
}

static int
read_audit(struct reader *reader, json_t *object, struct record_audit *audit)
{
	static const char *const keys[] = { "name", "sha256", "files", "bytes", "findings", "?licences", NULL };
	json_t *list, *value;
	size_t i;

	if (check_keys(reader, object, keys) < 0 || read_text(reader, object, "name", &audit->name) < 0
		|| read_digest(reader, object, "sha256", &audit->has_digest, &audit->digest) < 0
		|| read_number(reader, object, "files", 0, INT64_MAX, &audit->nfile) < 0
		|| read_number(reader, object, "bytes", 0, INT64_MAX, &audit->nbyte) < 0)
		return -1;
	list = get_list(reader, object, "findings");
	if (!list)
		return -1;
	json_array_foreach(list, i, value) {
		size_t n = enter(reader, "findings", i);
		struct finding *finding = arr_push(&audit->finding, &audit->nfinding);

		*finding = (struct finding){ 0 };
		if (read_finding(reader, value, finding) < 0)
			return -1;
		leave(reader, n);
	}
	return read_licences(reader, object, audit);
}

static int
read_lists(struct reader *reader, json_t *object, struct record *record)
{
	json_t *list, *value;
	size_t i, n;

	if (!(list = get_list(reader, object, "steps")))
		return -1;
	json_array_foreach(list, i, value) {
		struct record_step *step = arr_push(&record->step, &record->nstep);

		*step = (struct record_step){ 0 };
		n = enter(reader, "steps", i);
		if (read_step(reader, value, step) < 0)
			return -1;
		leave(reader, n);
	}
	if (!(list = get_list(reader, object, "sources")))
		return -1;
	json_array_foreach(list, i, value) {
		struct record_source *source = arr_push(&record->source, &record->nsource);

		*source = (struct record_source){ 0 };
		n = enter(reader, "sources", i);
		if (read_source(reader, value, source) < 0)
			return -1;
		leave(reader, n);
	}
	if (!(list = get_list(reader, object, "audits")))
		return -1;
	json_array_foreach(list, i, value) {
		struct record_audit *audit = arr_push(&record->audit, &record->naudit);

		*audit = (struct record_audit){ 0 };
		n = enter(reader, "audits", i);
		if (read_audit(reader, value, audit) < 0)
			return -1;
		leave(reader, n);
	}
	return 0;
}

static int
read_ddc(struct reader *reader, json_t *object, struct record_ddc *ddc)
{
	static const char *const keys[] = { "compiler", "version", "flags", "step", "end", "reason", "first",
		"same", "changes", NULL };
	const char *word;

	if (check_keys(reader, object, keys) < 0 || read_text(reader, object, "compiler", &ddc->compiler) < 0
		|| read_text(reader, object, "version", &ddc->version) < 0
		|| read_text(reader, object, "flags", &ddc->flags) < 0
		|| read_text(reader, object, "step", &ddc->step) < 0
		|| read_text(reader, object, "reason", &ddc->reason) < 0
		|| read_digest(reader, object, "first", &ddc->has_first, &ddc->first) < 0
		|| read_number(reader, object, "same", 0, INT64_MAX, &ddc->nsame) < 0
		|| read_changes(reader, object, &ddc->change, &ddc->nchange) < 0)
		return -1;
	word = json_string_value(json_object_get(object, "end"));
	if (!word || !ddc_parse(span_of(word), &ddc->end))
		return refuse(reader, "end", "wants same, differs, failed, unable or absent");
	return 0;
}

static int
read_ddcs(struct reader *reader, json_t *object, struct record *record)
{
	json_t *list = get_list(reader, object, "ddc"), *value;
	size_t i;

	if (!list)
		return -1;
	json_array_foreach(list, i, value) {
		struct record_ddc *ddc = arr_push(&record->ddc, &record->nddc);
		size_t n = enter(reader, "ddc", i);

		*ddc = (struct record_ddc){ 0 };
		if (read_ddc(reader, value, ddc) < 0)
			return -1;
		leave(reader, n);
	}
	return 0;
}

static int
read_record(struct reader *reader, json_t *object, struct record *record)
{
	static const char *const keys[] = { "format", "program", "version", "arch", "created", "steps",
		"sources", "audits", "?ddc", NULL };
	const char *format;

	if (check_keys(reader, object, keys) < 0)
		return -1;
	format = json_string_value(json_object_get(object, "format"));
	if (!format || strcmp(format, "lbs-record 1"))
		return refuse(reader, "format", "wants 'lbs-record 1'");
	if (read_text(reader, object, "program", &record->program) < 0
		|| read_text(reader, object, "version", &record->version) < 0
		|| read_text(reader, object, "arch", &record->arch) < 0
		|| read_text(reader, object, "created", &record->created) < 0)
		return -1;
	if (read_lists(reader, object, record) < 0)
		return -1;
	return json_object_get(object, "ddc") ? read_ddcs(reader, object, record) : 0;
}

int
record_parse(struct record *record, const char *path, struct span text, struct err *err)
{
	struct reader reader = { path, STR_INIT, err };
	struct record new = RECORD_INIT;
	json_error_t why;
	json_t *object = json_loadb(text.n ? text.at : "", text.n, JSON_REJECT_DUPLICATES, &why);
	int ret = -1;

	if (!object)
		err_set(err, ERR_SYNTAX, "%s:%d:%d: %s", path, why.line, why.column, why.text);
	else
		ret = read_record(&reader, object, &new);
	if (ret == 0) {
		*record = new;
		new = (struct record)RECORD_INIT;
	}
	record_release(&new);
	str_release(&reader.place);
	json_decref(object);
	return ret;
}
