/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "format/outline.h"

#include <stdlib.h>
#include <yaml.h>

#include "base/arr.h"

struct reader {
	yaml_parser_t yaml;
	const char *path;
	struct err *err;
};

void
outline_release(struct outline *outline)
{
	for (size_t i = 0; i < outline->nitem; i++)
		outline_release(&outline->item[i]);
	free(outline->item);
	free(outline->key);
	free(outline->text);
	*outline = (struct outline)OUTLINE_INIT;
}

const struct outline *
outline_find(const struct outline *map, const char *key)
{
	for (size_t i = 0; map->type == OUTLINE_MAP && i < map->nitem; i++) {
		if (!strcmp(map->item[i].key, key))
			return &map->item[i];
	}
	return NULL;
}

static int
refuse(const char *path, unsigned long line, unsigned long column, struct err *err, const char *why,
	const char *what)
{
	return err_set(err, ERR_SYNTAX, "%s:%lu:%lu: %s%s%.64s%s", path, line, column, why, what ? " '" : "",
		what ? what : "", what ? "'" : "");
}

int
outline_refuse(const struct outline *value, const char *path, struct err *err, const char *why,
	const char *what)
{
	return refuse(path, value->line, value->column, err, why, what);
}

int
outline_refuse_key(const struct outline *value, const char *path, struct err *err, const char *why,
	const char *what)
{
	return refuse(path, value->key_line, value->key_column, err, why, what);
}

int
outline_want(const struct outline *value, const char *path, enum outline_type type, struct err *err)
{
	static const char *const words[] = { "wants 'key: value' lines", "wants a list, '- value' lines",
		"wants a plain value" };

	return value->type == type ? 0 : outline_refuse(value, path, err, words[type], NULL);
}

static int
refuse_at(const struct reader *reader, const yaml_mark_t *mark, const char *why, const char *what)
{
	return refuse(reader->path, mark->line + 1, mark->column + 1, reader->err, why, what);
}

static int
next_event(struct reader *reader, yaml_event_t *event)
{
	if (!yaml_parser_parse(&reader->yaml, event))
		return refuse_at(reader, &reader->yaml.problem_mark,
			reader->yaml.problem ? reader->yaml.problem : "not YAML", NULL);
	if (event->type == YAML_ALIAS_EVENT
		|| (event->type == YAML_SCALAR_EVENT && event->data.scalar.anchor)
		|| (event->type == YAML_MAPPING_START_EVENT && event->data.mapping_start.anchor)
		|| (event->type == YAML_SEQUENCE_START_EVENT && event->data.sequence_start.anchor)) {
		refuse_at(reader, &event->start_mark, "anchors and aliases are not taken here", NULL);
		yaml_event_delete(event);
		return -1;
	}
	return 0;
}

static int
take_text(const struct reader *reader, const yaml_event_t *event, char **text)
{
	if (memchr(event->data.scalar.value, 0, event->data.scalar.length))
		return refuse_at(reader, &event->start_mark, "a NUL in a value", NULL);
	*text = arr_dupn(event->data.scalar.value, event->data.scalar.length);
	return 0;
}

static int read_items(struct reader *reader, struct outline *into, unsigned depth);

/* The value that EVENT begins; EVENT is deleted here. */
static int
read_value(struct reader *reader, struct outline *value, yaml_event_t *event, unsigned depth)
{
	int ret = 0;

	value->line = event->start_mark.line + 1;
	value->column = event->start_mark.column + 1;
	if (event->type == YAML_SCALAR_EVENT) {
		value->type = OUTLINE_TEXT;
		ret = take_text(reader, event, &value->text);
	} else if (depth >= OUTLINE_DEPTH) {
		ret = refuse_at(reader, &event->start_mark, "nested too deep", NULL);
	} else {
		value->type = event->type == YAML_SEQUENCE_START_EVENT ? OUTLINE_LIST : OUTLINE_MAP;
	}
	yaml_event_delete(event);
	if (ret == 0 && value->type != OUTLINE_TEXT)
		ret = read_items(reader, value, depth + 1);
	return ret;
}

/* EVENT is a map's key: the value that follows is put into INTO. */
static int
read_pair(struct reader *reader, struct outline *into, yaml_event_t *event, unsigned depth)
{
	yaml_mark_t mark = event->start_mark;
	struct outline *value;
	char *key = NULL;
	int ret = -1;

	if (event->type != YAML_SCALAR_EVENT)
		refuse_at(reader, &mark, "wants a plain key", NULL);
	else
		ret = take_text(reader, event, &key);
	yaml_event_delete(event);
	if (ret < 0)
		return -1;
	if (outline_find(into, key)) {
		refuse_at(reader, &mark, "a key that is there already:", key);
		free(key);
		return -1;
	}
	value = arr_push(&into->item, &into->nitem);
	*value = (struct outline){ .key = key, .key_line = mark.line + 1, .key_column = mark.column + 1 };
	if (next_event(reader, event) < 0)
		return -1;
	return read_value(reader, value, event, depth);
}

static int
read_items(struct reader *reader, struct outline *into, unsigned depth)
{
	for (;;) {
		yaml_event_t event;
		int ret;

		if (next_event(reader, &event) < 0)
			return -1;
		if (event.type == YAML_MAPPING_END_EVENT || event.type == YAML_SEQUENCE_END_EVENT) {
			yaml_event_delete(&event);
			return 0;
		}
		if (into->type == OUTLINE_MAP) {
			ret = read_pair(reader, into, &event, depth);
		} else {
			struct outline *value = arr_push(&into->item, &into->nitem);

			*value = (struct outline)OUTLINE_INIT;
			ret = read_value(reader, value, &event, depth);
		}
		if (ret < 0)
			return -1;
	}
}

/* The events around the one document; a file without one says nothing. */
static int
read_stream(struct reader *reader, struct outline *outline)
{
	bool document = false;

	for (;;) {
		yaml_event_t event;
		yaml_event_type_t type;
		yaml_mark_t mark;

		if (next_event(reader, &event) < 0)
			return -1;
		type = event.type;
		mark = event.start_mark;
		yaml_event_delete(&event);
		if (type == YAML_STREAM_END_EVENT)
			return 0;
		if (type != YAML_DOCUMENT_START_EVENT)
			continue;
		if (document)
			return refuse_at(reader, &mark, "a second document; wants one", NULL);
		document = true;
		if (next_event(reader, &event) < 0 || read_value(reader, outline, &event, 0) < 0)
			return -1;
	}
}

int
outline_parse(struct outline *outline, const char *path, struct span text, struct err *err)
{
	struct outline new = { .type = OUTLINE_MAP, .line = 1, .column = 1 };
	struct reader reader = { .path = path, .err = err };
	int ret;

	if (!yaml_parser_initialize(&reader.yaml))
		return err_set(err, ERR_SYSTEM, "%s: no memory to read it", path);
	yaml_parser_set_input_string(&reader.yaml, (const unsigned char *)(text.n ? text.at : ""), text.n);
	ret = read_stream(&reader, &new);
	yaml_parser_delete(&reader.yaml);
	if (ret == 0) {
		*outline = new;
		new = (struct outline)OUTLINE_INIT;
	}
	outline_release(&new);
	return ret;
}
