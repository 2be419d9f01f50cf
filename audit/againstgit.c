/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "againstgit.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "host/process.h"

enum { GIT_SECONDS = 600, TAGS_BYTES = 64 << 20, NEAR_TAGS = 4 };

void
against_tag_release(struct against_tag *tag)
{
	free(tag->name);
	free(tag->commit);
	*tag = (struct against_tag){ 0 };
}

static bool
has_entry(const char *folder, const char *name)
{
	char *path = io_join(folder, name);
	bool has = access(path, F_OK) == 0;

	free(path);
	return has;
}

bool
against_is_git(const char *path)
{
	return has_entry(path, ".git") || (has_entry(path, "HEAD") && has_entry(path, "objects") && has_entry(path, "refs"));
}

/* Names. */

/* "frob" and "1.2" of "frob-1.2.tar.gz", "frob_1.2.orig.tar.xz", "v1.2.zip". */
static void
split_name(const char *archive, char **name, char **version)
{
	static const char *const endings[] = { ".gz", ".bz2", ".xz", ".zst", ".lz", ".lzma", ".Z", ".tar", ".tgz", ".tbz2",
		".txz", ".zip", ".7z", ".cpio", ".orig" };
	const char *slash = strrchr(archive, '/');
	char *stem = arr_dup(slash ? slash + 1 : archive);
	size_t at = 0;
	bool cut = true;

	while (cut) {
		cut = false;
		for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
			if (strlen(stem) > strlen(endings[i]) && span_ends(span_of(stem), endings[i])) {
				stem[strlen(stem) - strlen(endings[i])] = '\0';
				cut = true;
			}
		}
	}
	/* The version begins with the first digit behind a "-" or "_", or with the first byte. */
	while (stem[at] && !(isdigit((unsigned char)stem[at]) && (at == 0 || strchr("-_", stem[at - 1])
		|| (stem[at - 1] == 'v' && (at == 1 || strchr("-_", stem[at - 2]))))))
		at++;
	*version = arr_dup(stem + at);
	while (at && strchr("-_v", stem[at - 1]) && (stem[at - 1] != 'v' || at == 1 || strchr("-_", stem[at - 2])))
		at--;
	*name = arr_dupn(stem, stem[at] ? at : 0);
	free(stem);
}

static void
replace(char *text, const char *these, char by)
{
	for (; *text; text++) {
		if (strchr(these, *text))
			*text = by;
	}
}

void
against_guesses(const char *archive, char ***names, size_t *n)
{
	char *name, *version, *upper, *under, *dash;

	*names = NULL;
	*n = 0;
	split_name(archive, &name, &version);
	under = arr_dup(version);
	replace(under, ".-", '_');
	dash = arr_dup(version);
	replace(dash, "._", '-');
	upper = str_format("%s_%s", name, under);
	for (char *at = upper; *at; at++)
		*at = (char)toupper((unsigned char)*at);
	if (*version) {
		const struct { const char *form, *version; } forms[] = { { "v%s", version }, { "%s", version }, { "V%s", version },
			{ "release-%s", version }, { "release/%s", version }, { "rel-%s", version }, { "v%s", under }, { "v%s", dash },
			{ "%s", under }, { "%s", dash } };
		static const char *const parts[] = { "-", "-v", "_", "/", "/v", "" };

		for (size_t i = 0; i < 2; i++)
			*arr_push(names, n) = str_format("%s%s", i ? "" : "v", version);
		for (size_t i = 0; *name && i < sizeof(parts) / sizeof(*parts); i++) {
			*arr_push(names, n) = str_format("%s%s%s", name, parts[i], version);
			*arr_push(names, n) = str_format("%s%s%s", name, parts[i], under);
			*arr_push(names, n) = str_format("%s%s%s", name, parts[i], dash);
		}
		for (size_t i = 2; i < sizeof(forms) / sizeof(*forms); i++) {
			const char *hole = strchr(forms[i].form, '%');

			*arr_push(names, n) = str_format("%.*s%s", (int)(hole - forms[i].form), forms[i].form, forms[i].version);
		}
		*arr_push(names, n) = arr_dup(upper);
	}
	free(upper);
	free(under);
	free(dash);
	free(name);
	free(version);
}

/* git. */

struct git {
	const char *path;               /* of the repository */
	struct err *err;
};

/* Run git with WORDS; OUT is what it printed. -1 and ERR; a status other than 0 is one unless MAY_FAIL. */
static int
run_git(const struct git *git, const char *const *words, bool may_fail, struct str *out)
{
	/* Whatever the user has set up is for his repositories. The tree's owner may be another user. */
	static const char *const set[] = { "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_CONFIG_GLOBAL=/dev/null",
		"GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "LC_ALL=C", NULL };
	const char *argv[24] = { "env", "-u", "GIT_DIR", "-u", "GIT_WORK_TREE", "-u", "GIT_OBJECT_DIRECTORY",
		"-u", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "git", "-c", "safe.directory=*", "-c", "core.fsmonitor=false" };
	struct process process = { .argv = argv, .set = set, .wall_ns = GIT_SECONDS * 1000000000LL, .out_limit = TAGS_BYTES };
	struct process_result result = { 0 };
	size_t n = 14;
	int ret = 0;

	for (size_t i = 0; words[i] && n < 23; i++)
		argv[n++] = words[i];
	argv[n] = NULL;
	if (process_run(&process, &result, git->err) < 0)
		return -1;
	if (result.exited && result.status == 127) {
		ret = err_set(git->err, ERR_SYSTEM, "%s: git is not installed, and is what reads its tags", git->path);
	} else if (result.timed_out) {
		ret = err_set(git->err, ERR_SYSTEM, "%s: git took longer than %d seconds", git->path, GIT_SECONDS);
	} else if (!may_fail && (!result.exited || result.status != 0)) {
		struct span rest = str_span(&result.err), line = SPAN_INIT;
		struct str said = STR_INIT;

		(void)span_line(&rest, &line);
		str_add_escaped(&said, line);
		ret = err_set(git->err, ERR_SYNTAX, "%s: git %s: %s", git->path, words[2], said.n ? said.at : "failed");
		str_release(&said);
	} else {
		str_clear(out);
		str_add(out, str_span(&result.out));
		while (out->n && out->at[out->n - 1] == '\n')
			out->at[--out->n] = '\0';
		ret = result.exited && result.status == 0 ? 0 : 1;
	}
	process_result_release(&result);
	return ret;
}

static bool
is_commit(struct span text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (span_digit(text.at[i]) < 0)
			return false;
	}
	return text.n == 40 || text.n == 64;
}

/* 0 with TAG, 1 when there is no such thing. */
static int
resolve(const struct git *git, const char *ref, struct against_tag *tag)
{
	char *wanted = str_format("%s^{commit}", ref);
	const char *const words[] = { "-C", git->path, "rev-parse", "--verify", "--quiet", wanted, NULL };
	struct str out = STR_INIT;
	int ret = run_git(git, words, true, &out);

	if (ret == 0 && is_commit(str_span(&out))) {
		free(tag->name);
		free(tag->commit);
		tag->name = arr_dup(ref);
		tag->commit = str_take(&out);
	} else if (ret == 0) {
		ret = 1;
	}
	str_release(&out);
	free(wanted);
	return ret;
}

/* The last tags, for a person who has to say which one it is. */
static int
refuse_guess(const struct git *git, const char *archive, struct span tags)
{
	struct span line;
	struct str near = STR_INIT;
	size_t n = 0;

	while (n < NEAR_TAGS && span_line(&tags, &line)) {
		str_adds(&near, n++ ? ", " : "; it has ");
		str_add_escaped(&near, line);
	}
	err_set(git->err, ERR_SYNTAX, "%s: no tag fits %s; say which with --tag%s", git->path, archive,
		n ? near.at : "; it has none");
	str_release(&near);
	return -1;
}

static int
guess(const struct git *git, const char *archive, struct against_tag *tag)
{
	const char *const words[] = { "-C", git->path, "for-each-ref", "--sort=-version:refname", "--format=%(refname:strip=2)",
		"refs/tags", NULL };
	struct str tags = STR_INIT;
	char **names, *full = NULL;
	size_t n;
	int ret = run_git(git, words, false, &tags);

	if (ret != 0) {
		str_release(&tags);
		return -1;
	}
	against_guesses(archive, &names, &n);
	for (size_t i = 0; i < n && !full; i++) {
		struct span rest = str_span(&tags), line;

		while (!full && span_line(&rest, &line)) {
			if (span_is(line, names[i]))
				full = str_format("refs/tags/%s", names[i]);
		}
	}
	ret = full ? resolve(git, full, tag) : 1;
	if (ret > 0)
		ret = refuse_guess(git, archive, str_span(&tags));
	if (ret == 0) {
		memmove(tag->name, tag->name + 10, strlen(tag->name + 10) + 1);
		tag->guessed = true;
	}
	free(full);
	io_free_names(names, n);
	str_release(&tags);
	return ret;
}

/* An empty repository at OURS whose objects are those of the repository. */
static int
borrow(const struct git *git, const char *ours)
{
	const char *const where[] = { "-C", git->path, "rev-parse", "--path-format=absolute", "--git-path", "objects", NULL };
	const char *const format[] = { "-C", git->path, "rev-parse", "--show-object-format", NULL };
	struct str objects = STR_INIT, kind = STR_INIT, text = STR_INIT;
	/* What the tree says of its own files, and what was said to be left out of exports, is overruled. */
	static const char attributes[] = "* -export-ignore -export-subst -filter -ident -text -eol -working-tree-encoding\n";
	char *asked = NULL, *file = NULL;
	int ret = -1;

	if (run_git(git, where, false, &objects) != 0)
		goto out;
	if (run_git(git, format, true, &kind) != 0 || !span_is(str_span(&kind), "sha256")) {
		str_clear(&kind);
		str_adds(&kind, "sha1");
	}
	asked = str_format("--object-format=%s", kind.at);
	{
		const char *const make[] = { "-C", "/", "init", "--quiet", "--bare", "--template=", asked, ours, NULL };

		if (run_git(git, make, false, &text) != 0)
			goto out;
	}
	str_clear(&text);
	str_addf(&text, "%s\n", objects.at);
	file = io_join(ours, "objects/info/alternates");
	if (objects.at[0] != '/' || strpbrk(objects.at, "\n\"")) {
		err_set(git->err, ERR_LIMIT, "%s: git cannot lend the objects of a repository with such a path", git->path);
		goto out;
	}
	if (io_replace(AT_FDCWD, file, 0600, str_span(&text), IO_PLAIN, git->err) < 0)
		goto out;
	free(file);
	file = io_join(ours, "info");
	if (io_mkdirs(AT_FDCWD, file, 0700, git->err) < 0)
		goto out;
	free(file);
	file = io_join(ours, "info/attributes");
	ret = io_replace(AT_FDCWD, file, 0600, span_of(attributes), IO_PLAIN, git->err);
out:
	free(asked);
	free(file);
	str_release(&objects);
	str_release(&kind);
	str_release(&text);
	return ret;
}

int
against_git(const char *path, const char *ref, const char *archive, const char *folder, struct against_tag *tag,
	struct err *err)
{
	struct git git = { path, err };
	char *ours = io_join(folder, "repository"), *output = str_format("--output=%s/tag.tar", folder);
	struct str out = STR_INIT;
	int ret;

	*tag = (struct against_tag){ 0 };
	if (ref && (ref[0] == '-' || !*ref))
		ret = err_set(err, ERR_SYNTAX, "'%s': not a tag", ref);
	else if (ref)
		ret = resolve(&git, ref, tag);
	else
		ret = guess(&git, archive, tag);
	if (ret > 0)
		ret = err_set(err, ERR_SYNTAX, "%s: there is no tag, branch or commit '%s'", path, ref);
	if (ret == 0)
		ret = borrow(&git, ours);
	if (ret == 0) {
		const char *const words[] = { "-C", ours, "archive", "--format=tar", output, tag->commit, NULL };

		ret = run_git(&git, words, false, &out) == 0 ? 0 : -1;
	}
	if (ret < 0)
		against_tag_release(tag);
	str_release(&out);
	free(output);
	free(ours);
	return ret;
}
