/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * licencebuild - make the licence index, when lbs is built
 *
 * usage: licencebuild LIST POLICY PHRASES OUTPUT.c [TEXTS.json]
 *
 * TEXTS.json is an object from the name of a licence to an object with "licenseText",
 * as in the npm package spdx-license-list. Without it no text is known, the program
 * says so, and licences are told by tags and headers alone. The three other files are
 * checked and copied, so that the program needs no file at run time.
 */
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/msg.h"
#include "licencehead.h"
#include "licenceindex.h"
#include "licencelist.h"

enum { FILE_LIMIT = 64 << 20 };

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
add_texts(struct licence_builder *builder, const char *path, struct err *err)
{
	json_error_t why;
	json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &why), *licence;
	const char *id;
	int ret = 0;

	if (!root)
		return err_set(err, ERR_SYNTAX, "%s:%d: %s", path, why.line, why.text);
	json_object_foreach(root, id, licence) {
		const char *text = json_string_value(json_object_get(licence, "licenseText"));

		if (text)
			licence_builder_text(builder, id, span_of(text));
		else
			ret = err_set(err, ERR_SYNTAX, "%s: '%s' has no licenseText", path, id);
	}
	json_decref(root);
	return ret;
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

	if (licence_list_parse(&known, path[1], list, err) < 0
		|| licence_policy_parse(&known, path[2], policy, err) < 0
		|| licence_phrases_parse(&read, &known, path[3], phrases, err) < 0)
		ret = -1;
	licence_phrases_release(&read);
	licence_list_release(&known);
	return ret;
}

static int
build(int argc, char **argv, struct err *err)
{
	struct str text[3] = { STR_INIT, STR_INIT, STR_INIT }, out = STR_INIT;
	struct licence_builder *builder = licence_builder_new();
	uint32_t *array = NULL;
	size_t n = 0;
	int ret = 0;

	for (int i = 0; i < 3 && ret == 0; i++)
		ret = io_read_file(AT_FDCWD, argv[i + 1], FILE_LIMIT, &text[i], err);
	if (ret == 0)
		ret = check(str_span(&text[0]), str_span(&text[1]), str_span(&text[2]), argv, err);
	if (ret == 0)
		add_phrase_words(builder, str_span(&text[2]));
	if (ret == 0 && argc == 6)
		ret = add_texts(builder, argv[5], err);
	if (ret == 0) {
		array = licence_builder_end(builder, &n);
		str_adds(&out, "/* Made by licencebuild. */\n#include \"licencedata.h\"\n");
		write_text(&out, "list", str_span(&text[0]));
		write_text(&out, "policy", str_span(&text[1]));
		write_text(&out, "phrases", str_span(&text[2]));
		str_adds(&out, "static const uint32_t index_array[] = {");
		for (size_t i = 0; i < n; i++)
			str_addf(&out, "%s%uu,", i % 12 ? "" : "\n", (unsigned)array[i]);
		str_addf(&out, "\n};\nconst struct licence_data licence_data = { list, policy, phrases, index_array, %zu };\n", n);
		ret = io_replace(AT_FDCWD, argv[4], 0644, str_span(&out), IO_PLAIN, err);
	}
	for (int i = 0; i < 3; i++)
		str_release(&text[i]);
	str_release(&out);
	free(array);
	licence_builder_free(builder);
	return ret;
}

int
main(int argc, char **argv)
{
	struct err err = ERR_INIT;

	msg_init("licencebuild");
	if (argc != 5 && argc != 6)
		return msg_usage("wants LIST POLICY PHRASES OUTPUT.c [TEXTS.json]");
	if (build(argc, argv, &err) < 0) {
		msg_err(&err);
		return EXIT_NOANSWER;
	}
	return EXIT_GOOD;
}
