/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-sources - the manifest of sources, for any configuration
 *
 * lbs-sources.1 beside this file is the manual page, and tells both forms.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arr.h"
#include "base/msg.h"
#include "wanted.h"
#include "words.h"

static const char usage[] =
	"usage: lbs sources [OPTION ...] [STEP ...]\n"
	"\n"
	"Tell which sources the chain wants, by which step, from where.\n"
	"\n"
	"  --qemu, --internal-ci pass1, ... what lbs bootstrap takes: the configuration that it\n"
	"                      would write (default: that of a plain --chroot run)\n"
	"  --config-file FILE  or a bootstrap.cfg, as configurator leaves it\n"
	"  --config K=V        on top of it, one variable; may be given again\n"
	"  --all               every build of the manifest, whatever its condition says\n"
	"  --before-network    those alone that a target must have from the start\n"
	"  --build-guix-also   steps-guix/manifest, too\n"
	"  --plain             as upstream's source_manifest.py prints them\n"
	"  --json              as JSON\n"
	"  --arch ARCH         x86 (default)\n"
	"  --tree DIR          the checkout (default: $LBS_TREE, here, or the installed one)\n"
	"  --help, --version\n"
	"\n"
	"Status: 0 told; 2 no answer.\n";

static bool
is_asked(const struct words *words, const struct wanted_build *build)
{
	if (words->before_network && !build->before_network)
		return false;
	for (int i = 0; i < words->narguments; i++) {
		if (!strcmp(words->argument[i], build->step))
			return true;
	}
	return words->narguments == 0;
}

static const char *
address(const struct source *source)
{
	return source->url[0] ? source->url : "_";
}

static void
add_line(struct str *text, const struct wanted_build *build, const struct source *source)
{
	str_addf(text, "%s %u %s %s %s %s", build->step, build->pass, build->before_network ? "before" : "after",
		digest_text(&source->digest).text, source->name, address(source));
	if (source->kind == SOURCE_GIT)
		str_addf(text, " %s~%s", source->repo, source->ref);
	str_addc(text, '\n');
}

/* "SHA256 distfiles URL NAME", each such line once. */
static void
add_plain(struct str *text, char ***seen, size_t *nseen, const struct source *source)
{
	char *line = str_format("%s distfiles %s %s\n", digest_text(&source->digest).text, address(source), source->name);

	for (size_t i = 0; i < *nseen; i++) {
		if (!strcmp((*seen)[i], line)) {
			free(line);
			return;
		}
	}
	str_adds(text, line);
	*arr_push(seen, nseen) = line;
}

/* Bytes of the character of UTF-8 that AT begins with; 0 if none does. */
static size_t
utf8_length(const unsigned char *at)
{
	size_t n = *at < 0x80 ? 1 : *at >= 0xc2 && *at < 0xe0 ? 2 : *at >= 0xe0 && *at < 0xf0 ? 3
		: *at >= 0xf0 && *at < 0xf5 ? 4 : 0;

	for (size_t i = 1; i < n; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
	}
	/* Too long a form, a surrogate, beyond U+10FFFF. */
	if ((*at == 0xe0 && at[1] < 0xa0) || (*at == 0xed && at[1] >= 0xa0) || (*at == 0xf0 && at[1] < 0x90)
		|| (*at == 0xf4 && at[1] >= 0x90))
		return 0;
	return n;
}

/* A byte that is no UTF-8 becomes U+FFFD: JSON has no other way to be JSON. */
static void
add_string(struct str *text, const char *value)
{
	const unsigned char *at = (const unsigned char *)value;

	str_addc(text, '"');
	while (*at) {
		size_t n = utf8_length(at);

		if (*at == '"' || *at == '\\')
			str_addf(text, "\\%c", *at);
		else if (*at < 0x20 || *at == 0x7f)
			str_addf(text, "\\u%04x", *at);
		else if (n == 0)
			str_adds(text, "\\ufffd");
		else
			str_add(text, (struct span){ (const char *)at, n });
		at += n ? n : 1;
	}
	str_addc(text, '"');
}

static int
compare_strings(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What predicates saw, sorted, each name once. */
static void
add_config(struct str *text, const struct config *config)
{
	const char **name = NULL;
	size_t n = 0;

	for (size_t i = 0; i < config->nline; i++)
		*arr_push(&name, &n) = config->line[i].name;
	if (n)
		qsort(name, n, sizeof(*name), compare_strings);
	str_adds(text, "  \"config\": {");
	for (size_t i = 0, told = 0; i < n; i++) {
		if (i && !strcmp(name[i], name[i - 1]))
			continue;
		str_adds(text, told++ ? ",\n    " : "\n    ");
		add_string(text, name[i]);
		str_adds(text, ": ");
		add_string(text, config_first(config, name[i]));
	}
	str_adds(text, n ? "\n  },\n" : "},\n");
	free(name);
}

static void
add_field(struct str *text, const char *key, const char *value, const char *end)
{
	str_addf(text, "\"%s\": ", key);
	add_string(text, value);
	str_adds(text, end);
}

static void
add_object(struct str *text, const struct wanted_build *build, const struct source *source)
{
	str_adds(text, "    { ");
	add_field(text, "address", source->url, ", ");
	str_addf(text, "\"before_network\": %s, ", build->before_network ? "true" : "false");
	add_field(text, "kind", source->kind == SOURCE_GIT ? "git" : "file", ", ");
	str_addf(text, "\"line\": %lu, ", source->line);
	add_field(text, "name", source->name, ", ");
	str_addf(text, "\"pass\": %u, ", build->pass);
	add_field(text, "ref", source->ref, ", ");
	add_field(text, "repo", source->repo, ", ");
	add_field(text, "sha256", digest_text(&source->digest).text, ", ");
	add_field(text, "step", build->step, ", ");
	add_field(text, "tree", build->tree, " }");
}

static void
tell(const struct words *words, const struct wanted *wanted, struct str *text)
{
	char **seen = NULL;
	size_t nseen = 0, n = 0;

	if (words->json) {
		str_adds(text, "{\n  ");
		add_field(text, "arch", words->arch->name, ",\n");
		add_config(text, &wanted->config);
		str_adds(text, "  \"format\": \"lbs-sources 1\",\n  \"sources\": [");
	}
	for (size_t i = 0; i < wanted->nbuild; i++) {
		const struct wanted_build *build = &wanted->build[i];

		for (size_t k = 0; is_asked(words, build) && k < build->sources.nsource; k++, n++) {
			const struct source *source = &build->sources.source[k];

			if (words->json) {
				str_adds(text, n ? ",\n" : "\n");
				add_object(text, build, source);
			} else if (words->plain) {
				add_plain(text, &seen, &nseen, source);
			} else {
				add_line(text, build, source);
			}
		}
	}
	if (words->json)
		str_adds(text, n ? "\n  ]\n}\n" : "]\n}\n");
	for (size_t i = 0; i < nseen; i++)
		free(seen[i]);
	free(seen);
}

int
main(int argc, char **argv)
{
	struct words words;
	struct wanted_options manifest;
	struct wanted wanted = WANTED_INIT;
	struct wanted_files files = WANTED_FILES_INIT;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	int status;

	msg_init("lbs-sources");
	status = words_read(&words, argc, argv, WORDS_TREE | WORDS_CONFIG | WORDS_PRINT | WORDS_BOOTSTRAP, usage);
	if (status >= 0)
		goto out;
	manifest = words_wanted(&words);
	/* Here the configuration counts also where nothing is said of it: what it leaves out is no source. */
	if (!words.all)
		manifest.flags &= ~(unsigned)WANTED_ALL;
	if (wanted_read(&wanted, &manifest, &err) < 0
		/* The list is not for printing: it finds steps that are not there, and names with two digests. */
		|| wanted_list(&wanted, words.argument, (size_t)words.narguments, WANTED_ALWAYS, &files, &err) < 0) {
		msg_err(&err);
		status = EXIT_NOANSWER;
		goto out;
	}
	tell(&words, &wanted, &text);
	if (text.n)
		fwrite(text.at, 1, text.n, stdout);
	status = msg_finish(EXIT_GOOD);
out:
	str_release(&text);
	wanted_files_release(&files);
	wanted_release(&wanted);
	words_release(&words);
	return status;
}
