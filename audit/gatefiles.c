/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "gatefiles.h"

#include <stdlib.h>
#include <time.h>

#include "base/arr.h"
#include "gatechange.h"

enum {
	NOISE = 590,                    /* hundredths of a bit: text of people is below, base64 above */
	NOISE_BYTES = 512,              /* fewer tell nothing */
	DAY = 24 * 3600,
};

static bool
is_changed(const struct gate_file *file)
{
	return !file->other || !digest_eq(&file->digest, &file->other->digest);
}

/* Inside an archive that the archive has: that one is told. */
static bool
is_inner(const struct gate_file *file)
{
	return strchr(file->name, '!') != NULL;
}

static char *
describe(const struct gate_file *file)
{
	return str_format("%llu bytes, %u.%02u bits each, %s", (unsigned long long)file->size, file->entropy / 100,
		file->entropy % 100, file->kind == MAGIC_NONE ? "no text of a person" : file->format);
}

static void
look_at_blob(struct gate_side *new, const struct gate_file *file)
{
	bool noise = file->entropy >= NOISE && file->size >= NOISE_BYTES;
	char *words, *before;

	if (file->target || is_inner(file) || !path_in_tests(file->name) || file->moved || !is_changed(file)
		|| (file->kind == MAGIC_NONE && !noise))
		return;
	words = describe(file);
	if (!file->other) {
		gate_say(new, "new-test-blob", file->path, 0, words);
		return;
	}
	before = describe(file->other);
	gate_say(new, "changed-test-blob", file->path, 0, str_format("%s; before %s", words, before));
	free(words);
	free(before);
}

/* Modes and links. */

static bool
is_executable(const struct gate_file *file)
{
	return !file->target && (file->meta.mode & 0111);
}

/* Where most files are executable, as in archives that know no modes, it means nothing. */
static bool
modes_mean_something(const struct gate_tree *tree)
{
	size_t n = 0;

	for (size_t i = 0; i < tree->nfile; i++)
		n += is_executable(&tree->file[i]);
	return n <= tree->nfile / 2 || tree->nfile < 10;
}

static void
look_at_mode(struct gate_side *new, const struct gate_file *file)
{
	unsigned mode = file->meta.mode, before = file->other ? file->other->meta.mode : 0;

	if (file->target || is_inner(file))
		return;
	if ((mode & 06000) & ~before)
		gate_say(new, "became-setuid", file->path, 0, str_format("mode %04o, before %04o", mode, before));
	else if (is_executable(file) && !file->other)
		gate_say(new, "new-executable", file->path, 0, str_format("mode %04o", mode));
	else if (is_executable(file) && !is_executable(file->other))
		gate_say(new, "became-executable", file->path, 0, str_format("mode %04o, before %04o", mode, before));
}

/* Does TARGET, of a link called NAME, name a place outside of the sources? */
static bool
leads_out(const char *name, const char *target)
{
	struct span rest = span_of(target), part;
	long depth = 0;

	if (target[0] == '/')
		return true;
	for (const char *p = name; *p; p++)
		depth += *p == '/';
	while (span_cut(&rest, '/', &part)) {
		if (span_is(part, ".."))
			depth--;
		else if (part.n && !span_is(part, "."))
			depth++;
		if (depth < 0)
			return true;
	}
	return false;
}

static void
look_at_link(struct gate_side *new, const struct gate_file *file)
{
	if (file->target && is_changed(file) && leads_out(file->name, file->target))
		gate_say(new, "link-leads-out", file->path, 0, str_format("to %s", file->target));
}

/* Lines of build files. */

static int
compare_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* All lines of a side; the texts are borrowed. */
static char **
list_lines(const struct gate_tree *tree, size_t *n)
{
	char **list = NULL;

	*n = 0;
	for (size_t i = 0; i < tree->nfile; i++) {
		for (size_t k = 0; k < tree->file[i].lines.nline; k++)
			*arr_push(&list, n) = tree->file[i].lines.line[k].text;
	}
	if (*n)
		qsort(list, *n, sizeof(*list), compare_text);
	return list;
}

static bool
has_line(char *const *list, size_t n, char *text)
{
	return n && bsearch(&text, list, n, sizeof(*list), compare_text);
}

/* Written by a generator: the line stands in what it was made from, too. */
static bool
is_output(const struct gate_side *new, const struct gate_file *file)
{
	const struct record_audit *audit = new->seen->audit;

	for (size_t i = 0; i < audit->nfinding; i++) {
		if (!strcmp(audit->finding[i].class_, "generated-build-system") && !strcmp(audit->finding[i].path, file->path))
			return true;
	}
	return false;
}

static void
say_lines(struct gate_side *new, const struct gate_file *file, char *const *old, size_t nold, char ***said, size_t *nsaid,
	bool again)
{
	static const char *const rules[] = { [GATE_FETCHES] = "new-network-call", [GATE_READS_TESTS] = "build-reads-tests",
		[GATE_DECODES_TESTS] = "build-decodes-tests" };

	for (size_t i = 0; i < file->lines.nline; i++) {
		const struct gate_line *line = &file->lines.line[i];
		bool known = has_line(old, nold, line->text);

		/* An output has what its source has, with other words around it. */
		for (size_t k = 0; k < *nsaid && !known && again; k++)
			known = strstr(line->text, (*said)[k]) || strstr((*said)[k], line->text);
		if (known)
			continue;
		*arr_push(said, nsaid) = line->text;
		gate_say(new, rules[line->kind], file->path, line->line, arr_dup(line->text));
	}
}

static void
look_at_lines(const struct gate_side *old, struct gate_side *new)
{
	char **list, **said = NULL;
	size_t n, nsaid = 0;

	list = list_lines(&old->tree, &n);
	/* What people write goes first. */
	for (int again = 0; again < 2; again++) {
		for (size_t i = 0; i < new->tree.nfile; i++) {
			const struct gate_file *file = &new->tree.file[i];

			if (file->lines.nline && is_output(new, file) == (again == 1))
				say_lines(new, file, list, n, &said, &nsaid, again == 1);
		}
	}
	free(list);
	free(said);
}

/* Times. */

static int
compare_times(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static bool
is_history(const char *name)
{
	static const char *const names[] = { "ChangeLog*", "NEWS*", "CHANGES*", "Changes*", "HISTORY*", "RELEASE*", "changelog*" };

	for (size_t i = 0; !strchr(name, '/') && i < sizeof(names) / sizeof(*names); i++) {
		if (path_matches(name, names[i]))
			return true;
	}
	return false;
}

/*
 * When the release was: the time of its newest history, but not before that of nine files in ten, and a day more for
 * what is made on the way.
 */
static int64_t
find_release(const struct gate_tree *tree)
{
	int64_t *times = arr_new(tree->nfile + 1, sizeof(*times)), found = 0;
	size_t n = 0;

	for (size_t i = 0; i < tree->nfile; i++) {
		const struct gate_file *file = &tree->file[i];

		if (file->target || is_inner(file))
			continue;
		times[n++] = file->meta.time;
		if (is_history(file->name) && file->meta.time > found)
			found = file->meta.time;
	}
	if (n) {
		qsort(times, n, sizeof(*times), compare_times);
		if (times[n * 9 / 10] > found)
			found = times[n * 9 / 10];
	}
	free(times);
	return found + DAY;
}

static char *
time_text(int64_t seconds)
{
	char text[32] = "beyond all time";
	time_t at = (time_t)seconds;
	struct tm tm;

	if (gmtime_r(&at, &tm))
		strftime(text, sizeof(text), "%Y-%m-%d %H:%M", &tm);
	return arr_dup(text);
}

static void
look_at_times(struct gate_side *new, const struct gate_options *options)
{
	int64_t release = options->released >= 0 ? options->released : find_release(&new->tree);
	int64_t shown = options->released >= 0 ? release : release - DAY;
	char *limit = time_text(shown);

	for (size_t i = 0; i < new->tree.nfile; i++) {
		const struct gate_file *file = &new->tree.file[i];
		char *at;

		if (file->target || is_inner(file) || file->meta.time <= release)
			continue;
		/* What was so before is no news, unless a day was asked about. */
		if (options->released < 0 && file->other && !is_changed(file) && file->other->meta.time == file->meta.time)
			continue;
		at = time_text(file->meta.time);
		gate_say(new, "newer-than-release", file->path, 0, str_format("of %s; the release is of %s", at, limit));
		free(at);
	}
	free(limit);
}

/* Licences, macros, keys. */

/* A README may name a licence; that it changes tells nothing. */
static bool
is_licence_text(const char *name)
{
	static const char *const names[] = { "COPYING*", "LICENSE*", "LICENCE*", "COPYRIGHT*", "NOTICE*", "LICENSES/*" };

	for (size_t i = 0; !path_is_code(name) && i < sizeof(names) / sizeof(*names); i++) {
		if (path_matches(name, names[i]))
			return true;
	}
	return false;
}

static void
look_at_licence(struct gate_side *new, const struct gate_file *file)
{
	const struct gate_file *other = file->other;
	const char *now = file->licence ? file->licence : "not known";

	if (file->target || is_inner(file))
		return;
	if (is_licence_text(file->name) && is_changed(file)) {
		const char *before = other && other->licence ? other->licence : "not known";

		if (!other)
			gate_say(new, "licence-text-changed", file->path, 0, str_format("new: %s", now));
		else if (!strcmp(now, before))
			gate_say(new, "licence-text-changed", file->path, 0, str_format("other words; still %s", now));
		else
			gate_say(new, "licence-text-changed", file->path, 0, str_format("%s, before %s", now, before));
	} else if (other && file->licence && other->licence && strcmp(file->licence, other->licence)) {
		gate_say(new, "licence-of-file-changed", file->path, 0, str_format("%s, before %s", file->licence, other->licence));
	}
}

/* Does the audit itself find something new in PATH that is of the build system? */
static bool
has_news(const struct gate_side *new, const char *path)
{
	const struct record_audit *audit = new->seen->audit;

	for (size_t i = 0; i < audit->nfinding; i++) {
		if (audit->finding[i].change == FINDING_NEW && audit->finding[i].severity > SEVERITY_NOTE
			&& !strcmp(audit->finding[i].path, path))
			return true;
	}
	return false;
}

static void
look_at_macros(struct gate_side *new, const struct gate_file *file)
{
	const char *now = file->version && file->version[0] ? file->version : "no serial";
	const char *before = file->other && file->other->version && file->other->version[0] ? file->other->version : "no serial";

	if (file->target || !gate_is_macro(file->name) || path_in_tests(file->name) || file->known || file->told || gate_file_same(file)
		|| has_news(new, file->path))
		return;
	if (!file->other)
		gate_say(new, "new-m4", file->path, 0, arr_dup(now));
	else if (!strcmp(now, before))
		gate_say(new, "changed-m4", file->path, 0, str_format("%s as before", now));
	else
		gate_say(new, "changed-m4", file->path, 0, str_format("%s, before %s", now, before));
}

static void
look_at_keys(struct gate_side *new, const struct gate_file *file)
{
	static const char *const names[] = { "KEYS", "*signing-key.asc", "*signing-key.pgp", "*signing_key.asc", "*keyring*.gpg",
		"*keyring*.pgp", "*keyring*.asc", "allowed_signers", "*.pub.asc" };

	if (file->target || path_in_tests(file->name) || !is_changed(file))
		return;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (path_matches(file->name, names[i])) {
			gate_say(new, "key-file-changed", file->path, 0, arr_dup(file->other ? "other bytes" : "new"));
			return;
		}
	}
}

/* Signatures that lie beside. */

static bool
has_key(const struct gate_keys *keys, const struct gate_key *key)
{
	for (size_t i = 0; i < keys->nkey; i++) {
		/* An id is the end of its fingerprint. */
		if (span_ends(span_of(keys->key[i].id), key->id) || span_ends(span_of(key->id), keys->key[i].id))
			return true;
	}
	return false;
}

static char *
key_words(const struct gate_keys *keys)
{
	struct str text = STR_INIT;

	for (size_t i = 0; i < keys->nkey; i++) {
		const struct gate_key *key = &keys->key[i];

		str_addf(&text, "%s%s (%s%s%s)", i ? ", " : "", key->id[0] ? key->id : "a key without name", key->algorithm,
			key->hash[0] ? ", " : "", key->hash);
	}
	return str_take(&text);
}

static void
look_at_signatures(const struct gate_side *old, struct gate_side *new)
{
	const struct gate_signature *before = &old->signature, *now = &new->signature;
	char *was, *is;

	if (!before->name)
		return;
	if (!now->name) {
		gate_say(new, "signature-gone", new->seen->audit->name, 0, str_format("the old one: %s", before->name));
		return;
	}
	was = key_words(&before->keys);
	is = key_words(&now->keys);
	for (size_t i = 0; i < now->keys.nkey; i++) {
		const struct gate_key *key = &now->keys.key[i];

		if (!has_key(&before->keys, key)) {
			gate_say(new, "signature-key-changed", now->name, 0, str_format("%s, before %s", is, was));
			break;
		}
		if (gate_hash_is_weak(key->hash) && !gate_hash_is_weak(before->keys.key[0].hash)) {
			gate_say(new, "signature-weaker", now->name, 0, str_format("%s, before %s", key->hash,
				before->keys.key[0].hash));
			break;
		}
	}
	free(was);
	free(is);
}

void
gate_files(const struct gate_side *old, struct gate_side *new, const struct gate_options *options)
{
	bool modes = modes_mean_something(&new->tree) && modes_mean_something(&old->tree);

	for (size_t i = 0; i < new->tree.nfile; i++) {
		const struct gate_file *file = &new->tree.file[i];

		look_at_blob(new, file);
		if (modes)
			look_at_mode(new, file);
		look_at_link(new, file);
		look_at_licence(new, file);
		look_at_macros(new, file);
		look_at_keys(new, file);
	}
	look_at_lines(old, new);
	look_at_times(new, options);
	look_at_signatures(old, new);
}
