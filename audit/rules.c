/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules.h"

#include <stdlib.h>

#include "base/arr.h"
#include "format/outline.h"

struct reader {
	const char *path;
	struct err *err;
};

/* Releasing. */

static void
free_words(char **word, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(word[i]);
	free(word);
}

static void
free_markers(struct marker *marker, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(marker[i].match);
	free(marker);
}

static void
free_examples(struct example *example, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(example[i].file);
		free(example[i].text);
		free_words(example[i].beside, example[i].nbeside);
	}
	free(example);
}

static void
rule_release(struct rule *rule)
{
	free(rule->id);
	free(rule->class_);
	free(rule->title);
	free(rule->file);
	free(rule->what);
	free(rule->again);
	free(rule->advice);
	free_markers(rule->marker, rule->nmarker);
	free_markers(rule->also, rule->nalso);
	free_markers(rule->unless, rule->nunless);
	free_words(rule->name, rule->nname);
	free_words(rule->spare, rule->nspare);
	free_words(rule->pair, rule->npair);
	free_words(rule->tool, rule->ntool);
	free_examples(rule->bad, rule->nbad);
	free_examples(rule->good, rule->ngood);
}

static void
tool_release(struct tool *tool)
{
	free(tool->name);
	free_words(tool->program, tool->nprogram);
	free_words(tool->package, tool->npackage);
	free_words(tool->like, tool->nlike);
}

void
rules_release(struct rules *rules)
{
	for (size_t i = 0; i < rules->ntool; i++)
		tool_release(&rules->tool[i]);
	free(rules->tool);
	for (size_t i = 0; i < rules->nrule; i++)
		rule_release(&rules->rule[i]);
	free(rules->rule);
	*rules = (struct rules)RULES_INIT;
}

/* Reading. */

static int
refuse(const struct reader *reader, const struct outline *at, const char *why, const char *what)
{
	return outline_refuse(at, reader->path, reader->err, why, what);
}

static int
read_text(const struct reader *reader, const struct outline *value, char **text)
{
	if (outline_want(value, reader->path, OUTLINE_TEXT, reader->err) < 0)
		return -1;
	free(*text);
	*text = arr_dup(value->text);
	return 0;
}

static int
read_words(const struct reader *reader, const struct outline *value, char ***word, size_t *n)
{
	if (value->type == OUTLINE_TEXT) {
		*arr_push(word, n) = arr_dup(value->text);
		return 0;
	}
	if (outline_want(value, reader->path, OUTLINE_LIST, reader->err) < 0)
		return -1;
	for (size_t i = 0; i < value->nitem; i++) {
		char *text = NULL;

		if (read_text(reader, &value->item[i], &text) < 0)
			return -1;
		*arr_push(word, n) = text;
	}
	return 0;
}

static int
read_number(const struct reader *reader, const struct outline *value, long long low, long long high,
	unsigned *number)
{
	long long got;

	if (outline_want(value, reader->path, OUTLINE_TEXT, reader->err) < 0)
		return -1;
	got = span_number(span_of(value->text), high);
	if (got < low)
		return refuse(reader, value, "is out of range:", value->text);
	*number = (unsigned)got;
	return 0;
}

static int
read_marker(const struct reader *reader, const struct outline *value, struct marker *marker)
{
	if (value->type == OUTLINE_TEXT)
		return read_text(reader, value, &marker->match);
	if (outline_want(value, reader->path, OUTLINE_MAP, reader->err) < 0)
		return -1;
	for (size_t i = 0; i < value->nitem; i++) {
		const struct outline *item = &value->item[i];
		int ret;

		if (!strcmp(item->key, "match"))
			ret = read_text(reader, item, &marker->match);
		else if (!strcmp(item->key, "lines"))
			ret = read_number(reader, item, 1, 1000000, &marker->lines);
		else if (!strcmp(item->key, "weak")) {
			marker->weak = true;
			ret = read_number(reader, item, 1, 100, &marker->confidence);
		} else
			ret = outline_refuse_key(item, reader->path, reader->err, "no key of a marker:", item->key);
		if (ret < 0)
			return -1;
	}
	return marker->match ? 0 : refuse(reader, value, "a marker without", "match");
}

static int
read_markers(const struct reader *reader, const struct outline *value, struct marker **marker, size_t *n)
{
	if (outline_want(value, reader->path, OUTLINE_LIST, reader->err) < 0)
		return -1;
	for (size_t i = 0; i < value->nitem; i++) {
		struct marker *new = arr_push(marker, n);

		*new = (struct marker){ 0 };
		if (read_marker(reader, &value->item[i], new) < 0)
			return -1;
	}
	return 0;
}

/* Bytes as pairs of digits, parted by white space; "* N" after a pair says it N times. */
static int
read_hex(const struct reader *reader, const struct outline *value, struct example *example)
{
	struct span rest = span_of(value->text), line, word;
	struct str bytes = STR_INIT;

	while (span_line(&rest, &line)) {
		bool times = false;

		while (span_cut(&line, ' ', &word)) {
			long long n = 1;
			char last;

			if (word.n == 0)
				continue;
			if (span_is(word, "*")) {
				times = true;
				continue;
			}
			if (times) {
				n = span_number(word, 1 << 20);
				if (n < 1 || bytes.n == 0)
					goto bad;
				last = bytes.at[bytes.n - 1];
				while (--n > 0)
					str_addc(&bytes, last);
				times = false;
				continue;
			}
			if (word.n != 2 || span_digit(word.at[0]) < 0 || span_digit(word.at[1]) < 0)
				goto bad;
			str_addc(&bytes, (char)(span_digit(word.at[0]) << 4 | span_digit(word.at[1])));
		}
	}
	example->ntext = bytes.n;
	free(example->text);
	example->text = str_take(&bytes);
	return 0;
bad:
	str_release(&bytes);
	return refuse(reader, value, "wants pairs of hexadecimal digits, and '* N'", NULL);
}

static int
read_example(const struct reader *reader, const struct outline *value, struct example *example)
{
	if (outline_want(value, reader->path, OUTLINE_MAP, reader->err) < 0)
		return -1;
	for (size_t i = 0; i < value->nitem; i++) {
		const struct outline *item = &value->item[i];
		int ret;

		if (!strcmp(item->key, "file"))
			ret = read_text(reader, item, &example->file);
		else if (!strcmp(item->key, "beside"))
			ret = read_words(reader, item, &example->beside, &example->nbeside);
		else if (!strcmp(item->key, "text")) {
			ret = read_text(reader, item, &example->text);
			example->ntext = ret == 0 ? strlen(example->text) : 0;
		} else if (!strcmp(item->key, "hex"))
			ret = item->type == OUTLINE_TEXT ? read_hex(reader, item, example)
				: refuse(reader, item, "wants a plain value", NULL);
		else
			ret = outline_refuse_key(item, reader->path, reader->err, "no key of an example:", item->key);
		if (ret < 0)
			return -1;
	}
	if (!example->file || !example->text)
		return refuse(reader, value, "an example wants 'file', and 'text' or 'hex'", NULL);
	return 0;
}

static int
read_examples(const struct reader *reader, const struct outline *value, struct example **example, size_t *n)
{
	if (outline_want(value, reader->path, OUTLINE_LIST, reader->err) < 0)
		return -1;
	for (size_t i = 0; i < value->nitem; i++) {
		struct example *new = arr_push(example, n);

		*new = (struct example){ 0 };
		if (read_example(reader, &value->item[i], new) < 0)
			return -1;
	}
	return 0;
}

static int
read_by(const struct reader *reader, const struct outline *value, struct rule *rule)
{
	static const struct { const char *word; enum rule_by by; } words[] = {
		{ "name", RULE_BY_NAME }, { "bytes ", RULE_BY_BYTES }, { "measure ", RULE_BY_MEASURE },
		{ "program", RULE_BY_PROGRAM }, { "markers", RULE_BY_MARKER },
	};
	struct span text;

	if (outline_want(value, reader->path, OUTLINE_TEXT, reader->err) < 0)
		return -1;
	text = span_of(value->text);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (!span_starts(text, words[i].word))
			continue;
		rule->by = words[i].by;
		free(rule->what);
		rule->what = arr_dup(value->text + strlen(words[i].word));
		return 0;
	}
	return refuse(reader, value, "wants markers, name, bytes WHAT, measure WHAT or program, got", value->text);
}

static int
read_flags(const struct reader *reader, const struct outline *value, struct rule *rule)
{
	static const struct { const char *word; enum rule_flags flag; } words[] = {
		{ "not in skeletons", RULE_NOT_IN_SKELETONS }, { "not in comments", RULE_NOT_IN_COMMENTS },
		{ "in documents, too", RULE_IN_DOCUMENTS }, { "the same in tests", RULE_ALSO_IN_TESTS },
		{ "with its input beside it", RULE_WANTS_PAIR }, { "in code alone", RULE_IN_CODE }, { "not in templates", RULE_NOT_IN_TEMPLATES },
		{ "where no other rule is met", RULE_LAST },
	};

	if (outline_want(value, reader->path, OUTLINE_LIST, reader->err) < 0)
		return -1;
	for (size_t i = 0; i < value->nitem; i++) {
		const char *text = value->item[i].text;
		size_t k = 0;

		while (k < 8 && (!text || strcmp(words[k].word, text)))
			k++;
		if (k == 8)
			return refuse(reader, &value->item[i], "no trap is called so; lbs-rules(5) lists them:",
				text ? text : "");
		rule->flags |= words[k].flag;
	}
	return 0;
}

static int
read_severity(const struct reader *reader, const struct outline *value, struct rule *rule)
{
	if (value->type == OUTLINE_TEXT && severity_parse(span_of(value->text), &rule->severity))
		return 0;
	return refuse(reader, value, "wants ban, strip, data or note", NULL);
}

static int
read_key(const struct reader *reader, const struct outline *value, struct rule *rule)
{
	const char *key = value->key;

	if (!strcmp(key, "id"))
		return read_text(reader, value, &rule->id);
	if (!strcmp(key, "title"))
		return read_text(reader, value, &rule->title);
	if (!strcmp(key, "severity"))
		return read_severity(reader, value, rule);
	if (!strcmp(key, "confidence"))
		return read_number(reader, value, 1, 100, &rule->confidence);
	if (!strcmp(key, "by"))
		return read_by(reader, value, rule);
	if (!strcmp(key, "traps"))
		return read_flags(reader, value, rule);
	if (!strcmp(key, "markers"))
		return read_markers(reader, value, &rule->marker, &rule->nmarker);
	if (!strcmp(key, "also"))
		return read_markers(reader, value, &rule->also, &rule->nalso);
	if (!strcmp(key, "unless"))
		return read_markers(reader, value, &rule->unless, &rule->nunless);
	if (!strcmp(key, "files"))
		return read_words(reader, value, &rule->name, &rule->nname);
	if (!strcmp(key, "not-files"))
		return read_words(reader, value, &rule->spare, &rule->nspare);
	if (!strcmp(key, "pairs"))
		return read_words(reader, value, &rule->pair, &rule->npair);
	if (!strcmp(key, "tools"))
		return read_words(reader, value, &rule->tool, &rule->ntool);
	if (!strcmp(key, "again"))
		return read_text(reader, value, &rule->again);
	if (!strcmp(key, "advice"))
		return read_text(reader, value, &rule->advice);
	if (!strcmp(key, "bad"))
		return read_examples(reader, value, &rule->bad, &rule->nbad);
	if (!strcmp(key, "good"))
		return read_examples(reader, value, &rule->good, &rule->ngood);
	return outline_refuse_key(value, reader->path, reader->err, "no key of a rule:", key);
}

static void
fill(char **text, const char *with)
{
	if (!*text)
		*text = arr_dup(with);
}

static int
read_rule(const struct reader *reader, const struct outline *map, const char *class_, struct rule *rule)
{
	if (outline_want(map, reader->path, OUTLINE_MAP, reader->err) < 0)
		return -1;
	rule->confidence = 100;
	for (size_t i = 0; i < map->nitem; i++) {
		if (read_key(reader, &map->item[i], rule) < 0)
			return -1;
	}
	if (!rule->id || !rule->title || !rule->advice || !outline_find(map, "severity"))
		return refuse(reader, map, "a rule wants 'id', 'title', 'severity' and 'advice'", NULL);
	if ((rule->by == RULE_BY_MARKER) != (rule->nmarker > 0))
		return refuse(reader, map, "a rule by markers has 'markers', others have none:", rule->id);
	if (rule->by == RULE_BY_NAME && !rule->nname)
		return refuse(reader, map, "a rule by name wants 'files':", rule->id);
	for (size_t i = 0; i < rule->nmarker; i++) {
		if (!rule->marker[i].confidence)
			rule->marker[i].confidence = rule->confidence;
	}
	rule->class_ = arr_dup(class_);
	rule->file = arr_dup(reader->path);
	rule->line = map->line;
	fill(&rule->what, "");
	fill(&rule->again, "");
	return 0;
}

static int
read_tool(const struct reader *reader, const struct outline *map, struct tool *tool)
{
	if (outline_want(map, reader->path, OUTLINE_MAP, reader->err) < 0)
		return -1;
	for (size_t i = 0; i < map->nitem; i++) {
		const struct outline *value = &map->item[i];
		int ret;

		if (!strcmp(value->key, "tool"))
			ret = read_text(reader, value, &tool->name);
		else if (!strcmp(value->key, "programs"))
			ret = read_words(reader, value, &tool->program, &tool->nprogram);
		else if (!strcmp(value->key, "packages"))
			ret = read_words(reader, value, &tool->package, &tool->npackage);
		else if (!strcmp(value->key, "like"))
			ret = read_words(reader, value, &tool->like, &tool->nlike);
		else
			ret = outline_refuse_key(value, reader->path, reader->err, "no key of a tool:", value->key);
		if (ret < 0)
			return -1;
	}
	return tool->name ? 0 : refuse(reader, map, "a tool wants 'tool', its name", NULL);
}

static int
read_tools(const struct reader *reader, const struct outline *list, struct rules *rules)
{
	if (outline_want(list, reader->path, OUTLINE_LIST, reader->err) < 0)
		return -1;
	for (size_t i = 0; i < list->nitem; i++) {
		struct tool tool = { 0 };
		int ret = read_tool(reader, &list->item[i], &tool);

		if (ret == 0 && rules_find_tool(rules, tool.name))
			ret = refuse(reader, &list->item[i], "a tool is called so already:", tool.name);
		if (ret < 0) {
			tool_release(&tool);
			return -1;
		}
		*arr_push(&rules->tool, &rules->ntool) = tool;
	}
	return 0;
}

int
rules_add(struct rules *rules, const char *path, struct span text, struct err *err)
{
	struct reader reader = { path, err };
	struct outline outline = OUTLINE_INIT;
	const struct outline *class_, *list, *tools;
	int ret = -1;

	if (outline_parse(&outline, path, text, err) < 0)
		return -1;
	class_ = outline_find(&outline, "class");
	list = outline_find(&outline, "rules");
	tools = outline_find(&outline, "tools");
	if (!class_ || class_->type != OUTLINE_TEXT || !list || list->type != OUTLINE_LIST || outline.nitem != (tools ? 3 : 2)) {
		refuse(&reader, &outline, "a file of rules has 'class', a list of 'rules', maybe 'tools', and no more", NULL);
		goto out;
	}
	if (tools && read_tools(&reader, tools, rules) < 0)
		goto out;
	for (size_t i = 0; i < list->nitem; i++) {
		struct rule rule = { 0 };

		if (read_rule(&reader, &list->item[i], class_->text, &rule) < 0) {
			rule_release(&rule);
			goto out;
		}
		if (rules_find(rules, rule.id)) {
			refuse(&reader, &list->item[i], "a rule is called so already:", rule.id);
			rule_release(&rule);
			goto out;
		}
		*arr_push(&rules->rule, &rules->nrule) = rule;
	}
	ret = 0;
out:
	outline_release(&outline);
	return ret;
}

/* Asking. */

const struct rule *
rules_find(const struct rules *rules, const char *id)
{
	for (size_t i = 0; i < rules->nrule; i++) {
		if (!strcmp(rules->rule[i].id, id))
			return &rules->rule[i];
	}
	return NULL;
}

const struct tool *
rules_find_tool(const struct rules *rules, const char *name)
{
	for (size_t i = 0; i < rules->ntool; i++) {
		if (!strcmp(rules->tool[i].name, name))
			return &rules->tool[i];
	}
	return NULL;
}

const struct rule *
rules_find_by(const struct rules *rules, enum rule_by by, const char *what)
{
	for (size_t i = 0; i < rules->nrule; i++) {
		if (rules->rule[i].by == by && !strcmp(rules->rule[i].what, what))
			return &rules->rule[i];
	}
	return NULL;
}

bool
rule_takes(const struct rule *rule, const char *path)
{
	bool takes = rule->nname == 0;

	for (size_t i = 0; i < rule->nname && !takes; i++)
		takes = path_matches(path, rule->name[i]);
	for (size_t i = 0; i < rule->nspare && takes; i++)
		takes = !path_matches(path, rule->spare[i]);
	if (takes && (rule->flags & RULE_IN_CODE))
		takes = path_is_code(path);
	return takes;
}
