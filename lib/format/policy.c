/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "format/policy.h"

#include <limits.h>
#include <stdlib.h>
#include <yaml.h>

#include "base/arr.h"

struct reader {
	yaml_parser_t yaml;
	const char *path;
	struct policy *policy;
	struct err *err;
};

/* What to do with one key of a mapping, whose value is the next event. */
typedef int on_key(struct reader *reader, const char *key, const yaml_mark_t *mark);

void
policy_release(struct policy *policy)
{
	for (size_t i = 0; i < policy->nrule; i++)
		free(policy->rule[i].rule);
	free(policy->rule);
	*policy = (struct policy)POLICY_INIT;
}

bool
policy_severity(const struct policy *policy, const char *rule, enum severity *severity)
{
	for (size_t i = 0; i < policy->nrule; i++) {
		if (strcmp(policy->rule[i].rule, rule))
			continue;
		if (policy->rule[i].off)
			return false;
		*severity = policy->rule[i].severity;
	}
	return true;
}

static int
refuse(const struct reader *reader, const yaml_mark_t *mark, const char *why, const char *what)
{
	return err_set(reader->err, ERR_SYNTAX, "%s:%zu:%zu: %s%s%.64s%s", reader->path, mark->line + 1,
		mark->column + 1, why, what ? " '" : "", what ? what : "", what ? "'" : "");
}

static int
next_event(struct reader *reader, yaml_event_t *event)
{
	if (!yaml_parser_parse(&reader->yaml, event)) {
		const yaml_mark_t *mark = &reader->yaml.problem_mark;

		return refuse(reader, mark, reader->yaml.problem ? reader->yaml.problem : "not YAML", NULL);
	}
	if (event->type == YAML_ALIAS_EVENT
		|| (event->type == YAML_SCALAR_EVENT && event->data.scalar.anchor)
		|| (event->type == YAML_MAPPING_START_EVENT && event->data.mapping_start.anchor)
		|| (event->type == YAML_SEQUENCE_START_EVENT && event->data.sequence_start.anchor)) {
		refuse(reader, &event->start_mark, "anchors and aliases are not taken here", NULL);
		yaml_event_delete(event);
		return -1;
	}
	return 0;
}

/* A scalar without NUL; owned. */
static int
read_scalar(struct reader *reader, char **text, yaml_mark_t *mark)
{
	yaml_event_t event;
	int ret = 0;

	if (next_event(reader, &event) < 0)
		return -1;
	*mark = event.start_mark;
	if (event.type != YAML_SCALAR_EVENT)
		ret = refuse(reader, mark, "wants a plain value", NULL);
	else if (memchr(event.data.scalar.value, 0, event.data.scalar.length))
		ret = refuse(reader, mark, "a NUL in a value", NULL);
	else
		*text = arr_dupn(event.data.scalar.value, event.data.scalar.length);
	yaml_event_delete(&event);
	return ret;
}

static int
read_mapping(struct reader *reader, on_key *take)
{
	char **seen = NULL;
	size_t nseen = 0;
	yaml_event_t event;
	int ret = -1;

	if (next_event(reader, &event) < 0)
		return -1;
	if (event.type != YAML_MAPPING_START_EVENT) {
		refuse(reader, &event.start_mark, "wants 'key: value' lines", NULL);
		yaml_event_delete(&event);
		return -1;
	}
	yaml_event_delete(&event);
	for (;;) {
		yaml_mark_t mark;
		yaml_event_type_t type;

		if (next_event(reader, &event) < 0)
			break;
		type = event.type;
		mark = event.start_mark;
		if (type == YAML_SCALAR_EVENT)
			*arr_push(&seen, &nseen) =
				arr_dupn(event.data.scalar.value, event.data.scalar.length);
		yaml_event_delete(&event);
		if (type == YAML_MAPPING_END_EVENT) {
			ret = 0;
			break;
		}
		if (type != YAML_SCALAR_EVENT) {
			refuse(reader, &mark, "wants a plain key", NULL);
			break;
		}
		for (size_t i = 0; i + 1 < nseen; i++) {
			if (!strcmp(seen[i], seen[nseen - 1])) {
				refuse(reader, &mark, "a key that is there already:", seen[i]);
				goto out;
			}
		}
		if (take(reader, seen[nseen - 1], &mark) < 0)
			break;
	}
out:
	for (size_t i = 0; i < nseen; i++)
		free(seen[i]);
	free(seen);
	return ret;
}

static int
on_rule(struct reader *reader, const char *key, const yaml_mark_t *mark)
{
	struct policy_rule rule = { .rule = NULL };
	yaml_mark_t value_mark;
	char *word = NULL;

	(void)mark;
	if (read_scalar(reader, &word, &value_mark) < 0)
		return -1;
	rule.off = !strcmp(word, "off");
	if (!rule.off && !severity_parse(span_of(word), &rule.severity)) {
		refuse(reader, &value_mark, "wants ban, strip, data, note or off, got", word);
		free(word);
		return -1;
	}
	free(word);
	rule.rule = arr_dup(key);
	*arr_push(&reader->policy->rule, &reader->policy->nrule) = rule;
	return 0;
}

static int
on_audit(struct reader *reader, const char *key, const yaml_mark_t *mark)
{
	if (!strcmp(key, "severity"))
		return read_mapping(reader, on_rule);
	return refuse(reader, mark, "wants 'severity' here, got", key);
}

/* A number with an optional K, M or G; above 0. */
static int
read_number(struct reader *reader, bool suffix, unsigned long long *number)
{
	yaml_mark_t mark;
	char *text = NULL;
	struct span digits;
	long long value;
	unsigned shift = 0;

	if (read_scalar(reader, &text, &mark) < 0)
		return -1;
	digits = span_of(text);
	if (suffix && digits.n) {
		switch (digits.at[digits.n - 1]) {
		case 'K': shift = 10; break;
		case 'M': shift = 20; break;
		case 'G': shift = 30; break;
		}
		digits.n -= shift != 0;
	}
	value = span_number(digits, LLONG_MAX >> 31);
	if (value < 1) {
		refuse(reader, &mark, suffix ? "wants a number above 0, with K, M or G, got"
			: "wants a number above 0, got", text);
		free(text);
		return -1;
	}
	*number = (unsigned long long)value << shift;
	free(text);
	return 0;
}

static int
on_limit(struct reader *reader, const char *key, const yaml_mark_t *mark)
{
	struct policy *policy = reader->policy;
	unsigned long long number;

	if (!strcmp(key, "memory"))
		return read_number(reader, true, &policy->memory);
	if (!strcmp(key, "disk"))
		return read_number(reader, true, &policy->disk);
	if (strcmp(key, "seconds") && strcmp(key, "processes"))
		return refuse(reader, mark, "wants 'seconds', 'memory', 'disk' or 'processes', got", key);
	if (read_number(reader, false, &number) < 0)
		return -1;
	if (number > INT_MAX)
		return refuse(reader, mark, "too large a number for", key);
	if (!strcmp(key, "seconds"))
		policy->seconds = (long long)number;
	else
		policy->processes = (unsigned)number;
	return 0;
}

static int
on_verify(struct reader *reader, const char *key, const yaml_mark_t *mark)
{
	if (!strcmp(key, "limits"))
		return read_mapping(reader, on_limit);
	return refuse(reader, mark, "wants 'limits' here, got", key);
}

static int
on_top(struct reader *reader, const char *key, const yaml_mark_t *mark)
{
	if (!strcmp(key, "audit"))
		return read_mapping(reader, on_audit);
	if (!strcmp(key, "verify"))
		return read_mapping(reader, on_verify);
	return refuse(reader, mark, "wants 'audit' or 'verify', got", key);
}

/* The events around the one document; a file without one says nothing. */
static int
read_stream(struct reader *reader)
{
	yaml_event_t event;
	yaml_event_type_t type;
	bool document = false;

	for (;;) {
		yaml_mark_t mark;

		if (next_event(reader, &event) < 0)
			return -1;
		type = event.type;
		mark = event.start_mark;
		yaml_event_delete(&event);
		switch (type) {
		case YAML_STREAM_END_EVENT:
			return 0;
		case YAML_DOCUMENT_START_EVENT:
			if (document)
				return refuse(reader, &mark, "a second document; wants one", NULL);
			document = true;
			if (read_mapping(reader, on_top) < 0)
				return -1;
			break;
		default:
			break;
		}
	}
}

int
policy_parse(struct policy *policy, const char *path, struct span text, struct err *err)
{
	struct policy new = POLICY_INIT;
	struct reader reader = { .path = path, .policy = &new, .err = err };
	int ret;

	if (!yaml_parser_initialize(&reader.yaml))
		return err_set(err, ERR_SYSTEM, "%s: no memory to read it", path);
	yaml_parser_set_input_string(&reader.yaml, (const unsigned char *)(text.n ? text.at : ""), text.n);
	ret = read_stream(&reader);
	yaml_parser_delete(&reader.yaml);
	if (ret == 0) {
		*policy = new;
		new = (struct policy)POLICY_INIT;
	}
	policy_release(&new);
	return ret;
}
