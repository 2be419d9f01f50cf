/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * licencebuild - make the licence list and the licence index, when lbs is built
 *
 * usage: licencebuild POLICY PHRASES OUTPUT.c [FILE.json] ...
 *
 * Each FILE.json is one of these, told apart by what it holds:
 *   an object of licences by name, each with "licenseText" and "osiApproved",
 *   as spdx-full.json of the npm package spdx-license-list;
 *   an array of names, the exceptions, as index.json of spdx-exceptions;
 *   an object with "licenses" or "exceptions", as SPDX publishes its list.
 * What one of them says of a name is added to what the others say. Without any the
 * list is empty and no text is known; the program says so. The two other files are
 * checked and copied, so that the program needs no file at run time.
 */
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "licencehead.h"
#include "licenceindex.h"
#include "licencelist.h"

enum { FILE_LIMIT = 64 << 20 };

/* What is read: the texts go on at once, the names are put together first. */
struct source {
	struct licence_builder *builder;
	struct licence_name *name;      /* owned */
	size_t nname;
};

/* TEXT as a C array of characters: a string literal may not be this long. */
static void
write_text(struct str *out, const char *name, struct span text)
{
	str_addf(out, "static const char %s[] = {", name);
	for (size_t i = 0; i < text.n; i++)
		str_addf(out, "%s%d,", i % 32 ? "" : "\n", text.at[i]);
	str_adds(out, "0\n};\n");
}

static int
add_name(struct source *source, const char *path, const char *id, enum licence_flags flags, struct err *err)
{
	if (!id)
		return err_set(err, ERR_SYNTAX, "%s: an entry without a name", path);
	*arr_push(&source->name, &source->nname) = (struct licence_name){ arr_dup(id), flags };
	return 0;
}

static int
add_texts(struct source *source, const char *path, json_t *root, struct err *err)
{
	const char *id;
	json_t *licence;

	json_object_foreach(root, id, licence) {
		const char *text = json_string_value(json_object_get(licence, "licenseText"));
		bool approved = json_is_true(json_object_get(licence, "osiApproved"));

		if (!text)
			return err_set(err, ERR_SYNTAX, "%s: '%s' has no licenseText", path, id);
		if (add_name(source, path, id, approved ? LICENCE_OSI : 0, err) < 0)
			return -1;
		licence_builder_text(source->builder, id, span_of(text));
	}
	return 0;
}

/* SPDX's own form; it has no "isFsfLibre" where the FSF says nothing. */
static int
add_published(struct source *source, const char *path, json_t *array, const char *key, struct err *err)
{
	json_t *entry, *libre;
	size_t i;

	json_array_foreach(array, i, entry) {
		enum licence_flags flags = strcmp(key, "licenseId") ? LICENCE_EXCEPTION : 0;

		libre = json_object_get(entry, "isFsfLibre");
		flags |= json_is_true(libre) ? LICENCE_FSF_FREE : 0;
		flags |= json_is_false(libre) ? LICENCE_FSF_NONFREE : 0;
		flags |= json_is_true(json_object_get(entry, "isOsiApproved")) ? LICENCE_OSI : 0;
		flags |= json_is_true(json_object_get(entry, "isDeprecatedLicenseId")) ? LICENCE_DEPRECATED : 0;
		if (add_name(source, path, json_string_value(json_object_get(entry, key)), flags, err) < 0)
			return -1;
	}
	return 0;
}

static int
add_source(struct source *source, const char *path, struct err *err)
{
	json_error_t why;
	json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &why), *part;
	size_t i;
	int ret = 0;

	if (!root)
		return err_set(err, ERR_SYNTAX, "%s:%d: %s", path, why.line, why.text);
	if (json_is_array(root)) {
		json_array_foreach(root, i, part) {
			if (ret == 0)
				ret = add_name(source, path, json_string_value(part), LICENCE_EXCEPTION, err);
		}
	} else if (json_is_array(part = json_object_get(root, "licenses"))) {
		ret = add_published(source, path, part, "licenseId", err);
	} else if (json_is_array(part = json_object_get(root, "exceptions"))) {
		ret = add_published(source, path, part, "licenseExceptionId", err);
	} else {
		ret = add_texts(source, path, root, err);
	}
	json_decref(root);
	return ret;
}

static int
compare_names(const void *a, const void *b)
{
	const struct licence_name *x = a, *y = b;
	int order = strcasecmp(x->id, y->id);

	return order ? order : strcmp(x->id, y->id);
}

/* The list as licencelist.h has it; each name once, with all that was said of it. */
static void
format_list(struct source *source, struct str *out)
{
	struct licence_name *name = source->name;

	if (source->nname)
		qsort(name, source->nname, sizeof(*name), compare_names);
	str_adds(out, "# Made by licencebuild.\n");
	for (size_t i = 0; i < source->nname; i++) {
		enum licence_flags flags = name[i].flags;
		const char *id = name[i].id;

		for (; i + 1 < source->nname && !strcasecmp(id, name[i + 1].id); i++)
			flags |= name[i + 1].flags;
		str_addf(out, "%s ", id);
		for (size_t k = 0; LICENCE_LETTERS[k]; k++) {
			if (flags & 1u << k)
				str_addc(out, LICENCE_LETTERS[k]);
		}
		str_addc(out, '\n');
	}
}

static void
add_phrase_words(struct licence_builder *builder, struct span text)
{
	struct span line, word;

	while (span_line(&text, &line)) {
		if (line.n == 0 || line.at[0] == '#')
			continue;
		(void)span_cut(&line, '\t', &word);
		while (span_cut(&line, ' ', &word))
			licence_builder_word(builder, word);
	}
	for (const char *const *known = licence_head_words(); *known; known++)
		licence_builder_word(builder, span_of(*known));
}

static int
check(struct span list, struct span policy, struct span phrases, char **path, struct err *err)
{
	struct licence_list known = LICENCE_LIST_INIT;
	struct licence_phrases read = LICENCE_PHRASES_INIT;
	int ret = 0;

	if (licence_list_parse(&known, "the licence list", list, err) < 0
		|| licence_policy_parse(&known, path[1], policy, err) < 0
		|| licence_phrases_parse(&read, &known, path[2], phrases, err) < 0)
		ret = -1;
	licence_phrases_release(&read);
	licence_list_release(&known);
	return ret;
}

static int
build(int argc, char **argv, struct err *err)
{
	struct str text[2] = { STR_INIT, STR_INIT }, list = STR_INIT, out = STR_INIT;
	struct source source = { .builder = licence_builder_new() };
	uint32_t *array = NULL;
	size_t n = 0;
	int ret = 0;

	for (int i = 0; i < 2 && ret == 0; i++)
		ret = io_read_file(AT_FDCWD, argv[i + 1], FILE_LIMIT, &text[i], err);
	for (int i = 4; i < argc && ret == 0; i++)
		ret = add_source(&source, argv[i], err);
	format_list(&source, &list);
	if (ret == 0)
		ret = check(str_span(&list), str_span(&text[0]), str_span(&text[1]), argv, err);
	if (ret == 0) {
		add_phrase_words(source.builder, str_span(&text[1]));
		array = licence_builder_end(source.builder, &n);
		str_adds(&out, "/* Made by licencebuild. */\n#include \"licencedata.h\"\n");
		write_text(&out, "list", str_span(&list));
		write_text(&out, "policy", str_span(&text[0]));
		write_text(&out, "phrases", str_span(&text[1]));
		str_adds(&out, "static const uint32_t index_array[] = {");
		for (size_t i = 0; i < n; i++)
			str_addf(&out, "%s%uu,", i % 12 ? "" : "\n", (unsigned)array[i]);
		str_addf(&out, "\n};\nconst struct licence_data licence_data = { list, policy, phrases, index_array, %zu };\n", n);
		ret = io_replace(AT_FDCWD, argv[3], 0644, str_span(&out), IO_PLAIN, err);
	}
	for (int i = 0; i < 2; i++)
		str_release(&text[i]);
	for (size_t i = 0; i < source.nname; i++)
		free(source.name[i].id);
	free(source.name);
	str_release(&list);
	str_release(&out);
	free(array);
	licence_builder_free(source.builder);
	return ret;
}

int
main(int argc, char **argv)
{
	struct err err = ERR_INIT;

	msg_init("licencebuild");
	if (argc < 4)
		return msg_usage("wants POLICY PHRASES OUTPUT.c [FILE.json] ...");
	if (build(argc, argv, &err) < 0) {
		msg_err(&err);
		return EXIT_NOANSWER;
	}
	return EXIT_GOOD;
}
