/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "gatechange.h"

#include <stdlib.h>

#include "base/arr.h"
#include "gateversion.h"

/* What is known of an input. */
enum input { INPUT_UNKNOWN, INPUT_SAME, INPUT_CHANGED };

bool
gate_is_macro(const char *name)
{
	return path_matches(name, "*.m4") && !path_matches(name, "aclocal.m4");
}

bool
gate_is_generated(const struct finding *finding)
{
	static const char *const classes[] = { "generated-build-system", "generated-parser", "generated-code",
		"copied-helper", "document" };

	/* What has an input beside it was made, whatever its class says of it: a message catalogue. */
	for (size_t i = 0; i < sizeof(classes) / sizeof(*classes); i++) {
		if (finding->from[0] || !strcmp(finding->class_, classes[i]))
			return true;
	}
	return false;
}

/* The generator's version; owned; "" when the file does not tell. */
static char *
version_of(const struct finding *finding, const struct gate_file *file)
{
	struct span version = gate_version_in(span_of(finding->evidence));

	/* "Generated from X.m4sh": what the file itself says counts more than a number in that line. */
	if (file->version && (file->version[0] && strncmp(file->version, "serial ", 7)))
		return arr_dup(file->version);
	if (version.n)
		return span_dup(version);
	return arr_dup(file->version ? file->version : "");
}

/* A source of a build system: autoconf and automake read them all. */
static bool
is_build_source(const struct gate_file *file)
{
	static const char *const names[] = { "*.ac", "configure.in", "*.am", "*.m4", ".tarball-version", ".version", "VERSION",
		"version.*", "*.mk", "gnulib-cache.m4" };

	if (path_matches(file->name, "aclocal.m4") || file->target)
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (path_matches(file->name, names[i]))
			return true;
	}
	return false;
}

/* What its generator reads: a whole tree of sources, its input alone, or nothing, since it is a copy. */
enum reads { READS_TREE, READS_INPUT, READS_NOTHING };

static enum reads
reads_of(const struct gate_side *new, const struct finding *finding)
{
	static const char *const tree[] = { "autoconf", "autom4te", "aclocal", "automake", "autoheader", "gnulib-tool" };
	const struct rule *rule = rules_find(new->seen->rules, finding->rule);
	const char *tool = rule && rule->ntool ? rule->tool[0] : "";

	if (!strcmp(finding->class_, "copied-helper") || !strcmp(tool, "libtoolize") || !strcmp(tool, "autopoint"))
		return READS_NOTHING;
	for (size_t i = 0; i < sizeof(tree) / sizeof(*tree); i++) {
		if (!strcmp(tool, tree[i]))
			return READS_TREE;
	}
	return READS_INPUT;
}

/* The first source of the build system that changed; *ANY: there is one at all, but for FILE itself. */
static const struct gate_file *
changed_source(const struct gate_side *new, const struct gate_file *file, bool *any)
{
	*any = false;
	for (size_t i = 0; i < new->tree.nfile; i++) {
		const struct gate_file *source = &new->tree.file[i];

		if (source == file || !is_build_source(source))
			continue;
		*any = true;
		if (!gate_file_same(source))
			return source;
	}
	return NULL;
}

/* Both words for people, and whether both are known and differ. */
static bool
compare_versions(const char *before, const char *after, char **words)
{
	bool differ = *before && *after && strcmp(before, after);

	*words = !*after ? arr_dup("its generator's version is not told")
		: differ ? str_format("generator %s, before %s", after, before)
		: !*before ? str_format("generator %s, before not told", after)
		: str_format("generator %s as before", after);
	return differ;
}

void
gate_change(struct gate_side *new, const struct finding *finding, const struct finding *was, struct gate_file *file)
{
	const struct gate_file *input = finding->from[0] ? gate_tree_find(&new->tree, finding->from) : NULL, *source = NULL;
	enum input direct = !input ? INPUT_UNKNOWN : !gate_file_same(input) ? INPUT_CHANGED : INPUT_SAME;
	enum reads reads = reads_of(new, finding);
	bool any = false, other_generator, paper = !strcmp(finding->class_, "document"),
		helper = !strcmp(finding->class_, "copied-helper");
	char *after, *before, *words, *path;

	/* Of macros that are copied, changed-m4 tells; other years are no change. */
	if (file->told || !gate_is_generated(finding) || gate_file_same(file) || (reads == READS_NOTHING && gate_is_macro(file->name)))
		return;
	file->told = true;
	after = version_of(finding, file);
	before = version_of(was, file->other);
	other_generator = compare_versions(before, after, &words);
	/* The array of findings may move while something is said. */
	path = arr_dup(finding->path);
	if (reads == READS_TREE)
		source = changed_source(new, file, &any);

	if (direct == INPUT_CHANGED)
		gate_say(new, "changed-with-input", path, 0, str_format("%s changed; %s", input->name, words));
	else if (other_generator && (direct == INPUT_SAME || !source))
		gate_say(new, "changed-with-generator", path, 0, input ? str_format("%s; %s is the same", words, input->name)
			: arr_dup(words));
	else if (source)
		gate_say(new, "changed-with-input", path, 0, str_format("%s changed; %s", source->name, words));
	else if (direct == INPUT_SAME && !paper)
		gate_say(new, "changed-without-input", path, 0, str_format("%s is the same; %s", input->name, words));
	else if (any)
		gate_say(new, "changed-without-input", path, 0, str_format("no source of the build system changed; %s", words));
	else if (reads == READS_NOTHING && *after)
		gate_say(new, helper ? "changed-helper" : "changed-without-input", path, 0, arr_dup(words));
	else
		gate_say(new, "changed-unexplained", path, 0, arr_dup(words));
	free(path);
	free(words);
	free(before);
	free(after);
}
