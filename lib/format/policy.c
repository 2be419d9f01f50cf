/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "format/policy.h"

#include <limits.h>
#include <stdlib.h>

#include "base/arr.h"
#include "format/outline.h"

struct reader {
	const char *path;
	struct policy *policy;
	struct err *err;
};

void
policy_release(struct policy *policy)
{
	for (size_t i = 0; i < policy->nrule; i++)
		free(policy->rule[i].rule);
	free(policy->rule);
	for (size_t i = 0; i < policy->nfolder; i++)
		free(policy->folder[i]);
	free(policy->folder);
	for (size_t i = 0; i < policy->nwaiver; i++) {
		free(policy->waiver[i].rule);
		free(policy->waiver[i].archive);
		free(policy->waiver[i].path);
		free(policy->waiver[i].reason);
		free(policy->waiver[i].author);
		free(policy->waiver[i].place);
	}
	free(policy->waiver);
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
refuse(const struct reader *reader, const struct outline *at, const char *why, const char *what)
{
	return outline_refuse(at, reader->path, reader->err, why, what);
}

static int
want(const struct reader *reader, const struct outline *at, enum outline_type type)
{
	return outline_want(at, reader->path, type, reader->err);
}

static int
read_severity(struct reader *reader, const struct outline *map)
{
	if (want(reader, map, OUTLINE_MAP) < 0)
		return -1;
	for (size_t i = 0; i < map->nitem; i++) {
		const struct outline *value = &map->item[i];
		struct policy_rule rule = { .rule = NULL };

		if (want(reader, value, OUTLINE_TEXT) < 0)
			return -1;
		rule.off = !strcmp(value->text, "off");
		if (!rule.off && !severity_parse(span_of(value->text), &rule.severity))
			return refuse(reader, value, "wants ban, strip, data, note or off, got", value->text);
		rule.rule = arr_dup(value->key);
		*arr_push(&reader->policy->rule, &reader->policy->nrule) = rule;
	}
	return 0;
}

static int
read_folders(struct reader *reader, const struct outline *list)
{
	if (want(reader, list, OUTLINE_LIST) < 0)
		return -1;
	for (size_t i = 0; i < list->nitem; i++) {
		if (want(reader, &list->item[i], OUTLINE_TEXT) < 0)
			return -1;
		*arr_push(&reader->policy->folder, &reader->policy->nfolder) = arr_dup(list->item[i].text);
	}
	return 0;
}

/* "2026-11-01": the form, not the calendar. Such dates are compared as text. */
static bool
is_date(const char *text)
{
	static const char form[] = "dddd-dd-dd";
	size_t i = 0;

	while (form[i] && (form[i] == '-' ? text[i] == '-' : text[i] >= '0' && text[i] <= '9'))
		i++;
	return !form[i] && !text[i];
}

static int
read_waiver(struct reader *reader, const struct outline *map, struct policy_waiver *waiver)
{
	static const char *const keys[] = { "rule", "archive", "path", "sha256", "reason", "author", "date",
		"expires" };
	const char *text[8];

	if (want(reader, map, OUTLINE_MAP) < 0)
		return -1;
	for (size_t i = 0; i < 8; i++) {
		const struct outline *value = outline_find(map, keys[i]);

		if (!value)
			return refuse(reader, map, "a waiver without", keys[i]);
		if (want(reader, value, OUTLINE_TEXT) < 0)
			return -1;
		if (!value->text[0])
			return refuse(reader, value, "wants words for", keys[i]);
		if (i >= 6 && !is_date(value->text))
			return refuse(reader, value, "wants a date like 2026-11-01, got", value->text);
		text[i] = value->text;
	}
	for (size_t i = 0; i < map->nitem; i++) {
		size_t k = 0;

		while (k < 8 && strcmp(keys[k], map->item[i].key))
			k++;
		if (k == 8)
			return outline_refuse_key(&map->item[i], reader->path, reader->err, "no key of a waiver:",
				map->item[i].key);
	}
	if (!digest_parse(span_of(text[3]), &waiver->digest))
		return refuse(reader, outline_find(map, "sha256"), "wants 64 hexadecimal digits, got", text[3]);
	if (strcmp(text[7], text[6]) < 0)
		return refuse(reader, outline_find(map, "expires"), "expires before its date:", text[7]);
	waiver->rule = arr_dup(text[0]);
	waiver->archive = arr_dup(text[1]);
	waiver->path = arr_dup(text[2]);
	waiver->reason = arr_dup(text[4]);
	waiver->author = arr_dup(text[5]);
	memcpy(waiver->date, text[6], sizeof(waiver->date));
	memcpy(waiver->expires, text[7], sizeof(waiver->expires));
	waiver->place = str_format("%s:%lu", reader->path, map->line);
	return 0;
}

static int
read_waivers(struct reader *reader, const struct outline *list)
{
	if (want(reader, list, OUTLINE_LIST) < 0)
		return -1;
	for (size_t i = 0; i < list->nitem; i++) {
		struct policy_waiver waiver = { .rule = NULL };

		if (read_waiver(reader, &list->item[i], &waiver) < 0)
			return -1;
		*arr_push(&reader->policy->waiver, &reader->policy->nwaiver) = waiver;
	}
	return 0;
}

static int
read_audit(struct reader *reader, const struct outline *map)
{
	if (want(reader, map, OUTLINE_MAP) < 0)
		return -1;
	for (size_t i = 0; i < map->nitem; i++) {
		const struct outline *value = &map->item[i];
		int ret;

		if (!strcmp(value->key, "severity"))
			ret = read_severity(reader, value);
		else if (!strcmp(value->key, "rules"))
			ret = read_folders(reader, value);
		else if (!strcmp(value->key, "waivers"))
			ret = read_waivers(reader, value);
		else
			ret = outline_refuse_key(value, reader->path, reader->err,
				"wants 'severity', 'rules' or 'waivers' here, got", value->key);
		if (ret < 0)
			return -1;
	}
	return 0;
}

/* A number with an optional K, M or G; above 0. */
static int
read_number(const struct reader *reader, const struct outline *value, bool suffix,
	unsigned long long *number)
{
	struct span digits;
	long long got;
	unsigned shift = 0;

	if (want(reader, value, OUTLINE_TEXT) < 0)
		return -1;
	digits = span_of(value->text);
	if (suffix && digits.n) {
		switch (digits.at[digits.n - 1]) {
		case 'K': shift = 10; break;
		case 'M': shift = 20; break;
		case 'G': shift = 30; break;
		}
		digits.n -= shift != 0;
	}
	got = span_number(digits, LLONG_MAX >> 31);
	if (got < 1)
		return refuse(reader, value, suffix ? "wants a number above 0, with K, M or G, got"
			: "wants a number above 0, got", value->text);
	*number = (unsigned long long)got << shift;
	return 0;
}

static int
read_limit(struct reader *reader, const struct outline *value)
{
	struct policy *policy = reader->policy;
	unsigned long long number;

	if (!strcmp(value->key, "memory"))
		return read_number(reader, value, true, &policy->memory);
	if (!strcmp(value->key, "disk"))
		return read_number(reader, value, true, &policy->disk);
	if (strcmp(value->key, "seconds") && strcmp(value->key, "processes"))
		return outline_refuse_key(value, reader->path, reader->err,
			"wants 'seconds', 'memory', 'disk' or 'processes', got", value->key);
	if (read_number(reader, value, false, &number) < 0)
		return -1;
	if (number > INT_MAX)
		return outline_refuse_key(value, reader->path, reader->err, "too large a number for", value->key);
	if (!strcmp(value->key, "seconds"))
		policy->seconds = (long long)number;
	else
		policy->processes = (unsigned)number;
	return 0;
}

static int
read_verify(struct reader *reader, const struct outline *map)
{
	if (want(reader, map, OUTLINE_MAP) < 0)
		return -1;
	for (size_t i = 0; i < map->nitem; i++) {
		const struct outline *limits = &map->item[i];

		if (strcmp(limits->key, "limits"))
			return outline_refuse_key(limits, reader->path, reader->err, "wants 'limits' here, got",
				limits->key);
		if (want(reader, limits, OUTLINE_MAP) < 0)
			return -1;
		for (size_t k = 0; k < limits->nitem; k++) {
			if (read_limit(reader, &limits->item[k]) < 0)
				return -1;
		}
	}
	return 0;
}

static int
read_top(struct reader *reader, const struct outline *map, bool waivers_alone)
{
	if (want(reader, map, OUTLINE_MAP) < 0)
		return -1;
	for (size_t i = 0; i < map->nitem; i++) {
		const struct outline *value = &map->item[i];
		int ret;

		if (!strcmp(value->key, "waivers") && waivers_alone)
			ret = read_waivers(reader, value);
		else if (!strcmp(value->key, "audit") && !waivers_alone)
			ret = read_audit(reader, value);
		else if (!strcmp(value->key, "verify") && !waivers_alone)
			ret = read_verify(reader, value);
		else
			ret = outline_refuse_key(value, reader->path, reader->err,
				waivers_alone ? "wants 'waivers', got" : "wants 'audit' or 'verify', got", value->key);
		if (ret < 0)
			return -1;
	}
	return 0;
}

static int
parse(struct policy *policy, const char *path, struct span text, bool waivers_alone, struct err *err)
{
	struct reader reader = { path, policy, err };
	struct outline outline = OUTLINE_INIT;
	int ret = outline_parse(&outline, path, text, err);

	if (ret == 0)
		ret = read_top(&reader, &outline, waivers_alone);
	outline_release(&outline);
	return ret;
}

int
policy_parse(struct policy *policy, const char *path, struct span text, struct err *err)
{
	struct policy new = POLICY_INIT;
	int ret = parse(&new, path, text, false, err);

	if (ret == 0) {
		*policy = new;
		new = (struct policy)POLICY_INIT;
	}
	policy_release(&new);
	return ret;
}

int
policy_add_waivers(struct policy *policy, const char *path, struct span text, struct err *err)
{
	struct policy new = POLICY_INIT;
	int ret = parse(&new, path, text, true, err);

	if (ret == 0) {
		for (size_t i = 0; i < new.nwaiver; i++)
			*arr_push(&policy->waiver, &policy->nwaiver) = new.waiver[i];
		new.nwaiver = 0;
	}
	policy_release(&new);
	return ret;
}
