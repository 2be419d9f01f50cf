/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "format/record.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/arr.h"

static const char *const verdicts[] = { "match", "differs", "failed", "not-reached", "not-checked" };
static const char *const severities[] = { "note", "data", "strip", "ban" };
static const char head[] = "lbs-record 1";

enum { NVERDICTS = 5, NSEVERITIES = 4, TEXT_LIMIT = 1 << 16 };

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
step_release(struct record_step *step)
{
	free(step->name);
	free(step->script);
	free(step->reason);
	free_words(step->need, step->nneed);
	free_words(step->source, step->nsource);
	layer_release(&step->output);
	for (size_t i = 0; i < step->nchange; i++) {
		free_entry(step->change[i].recorded);
		free_entry(step->change[i].built);
	}
	free(step->change);
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
}

void
record_audit_release(struct record_audit *audit)
{
	free(audit->name);
	for (size_t i = 0; i < audit->nfinding; i++)
		finding_release(&audit->finding[i]);
	free(audit->finding);
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
			n += record->audit[i].finding[k].severity == severity;
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
step_value(const struct record_step *step)
{
	json_t *object = json_object(), *output = json_array(), *changes = json_array();

	for (size_t i = 0; i < step->output.nentry; i++)
		json_array_append_new(output, entry_value(&step->output.entry[i]));
	for (size_t i = 0; i < step->nchange; i++)
		json_array_append_new(changes, json_pack("{so so}",
			"recorded", entry_value(step->change[i].recorded),
			"built", entry_value(step->change[i].built)));
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
	json_object_set_new(object, "changes", changes);
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
	return object;
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
	json_object_set_new(object, "format", json_string(head));
	json_object_set_new(object, "program", text_value(record->program));
	json_object_set_new(object, "version", text_value(record->version));
	json_object_set_new(object, "arch", text_value(record->arch));
	json_object_set_new(object, "created", text_value(record->created));
	json_object_set_new(object, "steps", steps);
	json_object_set_new(object, "sources", sources);
	json_object_set_new(object, "audits", audits);
	dump = json_dumps(object, JSON_INDENT(2) | JSON_SORT_KEYS);
	if (!dump)
		abort();
	str_adds(text, dump);
	str_addc(text, '\n');
	free(dump);
	json_decref(object);
}

/* Reading. The place, "steps[3].output[0].size", is built up on the way down. */

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

/* OBJECT must have exactly the keys of KEYS (NULL ends them). */
static int
check_keys(const struct reader *reader, json_t *object, const char *const *keys)
{
	const char *key;
	json_t *value;
	size_t n = 0;

	if (!json_is_object(object))
		return refuse(reader, "", "wants an object");
	for (; keys[n]; n++) {
		if (!json_object_get(object, keys[n]))
			return refuse(reader, keys[n], "is missing");
	}
	json_object_foreach(object, key, value) {
		size_t i = 0;

		while (keys[i] && strcmp(keys[i], key))
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
read_changes(struct reader *reader, json_t *object, struct record_step *step)
{
	static const char *const keys[] = { "recorded", "built", NULL };
	json_t *list = get_list(reader, object, "changes"), *value;
	size_t i;

	if (!list)
		return -1;
	json_array_foreach(list, i, value) {
		size_t n = enter(reader, "changes", i);
		struct record_change *change = arr_push(&step->change, &step->nchange);

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
		|| read_output(reader, object, &step->output) < 0 || read_changes(reader, object, step) < 0)
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

static int
read_finding(struct reader *reader, json_t *object, struct finding *finding)
{
	static const char *const keys[] = { "rule", "class", "severity", "path", "line", "offset",
		"evidence", "from", "advice", "confidence", NULL };
	const char *word;
	uint64_t confidence;

	if (check_keys(reader, object, keys) < 0 || read_text(reader, object, "rule", &finding->rule) < 0
		|| read_text(reader, object, "class", &finding->class_) < 0
		|| read_text(reader, object, "path", &finding->path) < 0
		|| read_number(reader, object, "line", 0, INT64_MAX, &finding->line) < 0
		|| read_number(reader, object, "offset", 0, INT64_MAX, &finding->offset) < 0
		|| read_text(reader, object, "evidence", &finding->evidence) < 0
		|| read_text(reader, object, "from", &finding->from) < 0
		|| read_text(reader, object, "advice", &finding->advice) < 0
		|| read_number(reader, object, "confidence", 1, 100, &confidence) < 0)
		return -1;
	finding->confidence = (unsigned)confidence;
	word = json_string_value(json_object_get(object, "severity"));
	if (!word || !severity_parse(span_of(word), &finding->severity))
		return refuse(reader, "severity", "wants ban, strip, data or note");
	return 0;
}

static int
read_audit(struct reader *reader, json_t *object, struct record_audit *audit)
{
	static const char *const keys[] = { "name", "sha256", "files", "bytes", "findings", NULL };
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
	return 0;
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
read_record(struct reader *reader, json_t *object, struct record *record)
{
	static const char *const keys[] = { "format", "program", "version", "arch", "created", "steps",
		"sources", "audits", NULL };
	const char *format;

	if (check_keys(reader, object, keys) < 0)
		return -1;
	format = json_string_value(json_object_get(object, "format"));
	if (!format || strcmp(format, head))
		return refuse(reader, "format", "wants 'lbs-record 1'");
	if (read_text(reader, object, "program", &record->program) < 0
		|| read_text(reader, object, "version", &record->version) < 0
		|| read_text(reader, object, "arch", &record->arch) < 0
		|| read_text(reader, object, "created", &record->created) < 0)
		return -1;
	return read_lists(reader, object, record);
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
