/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "against.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "againstknown.h"
#include "againsttext.h"
#include "base/arr.h"
#include "base/io.h"
#include "regen.h"
#include "regenscratch.h"

enum { TEXT_BYTES = 32 << 20, LINES_SHOWN = 6, LINE_BYTES = 100 };

static void
release_file(struct against_file *file)
{
	free(file->path);
	free(file->reason);
	free(file->shown);
	free(file->from);
	free(file->again);
}

void
against_release(struct against *against)
{
	for (size_t i = 0; i < against->nfile; i++)
		release_file(&against->file[i]);
	free(against->file);
	io_free_names(against->missing, against->nmissing);
	io_free_names(against->module, against->nmodule);
	against_tag_release(&against->tag);
	free(against->where);
	*against = (struct against){ 0 };
}

/* All that a comparison goes through. */
struct comparison {
	struct against *against;
	const struct tree *ours, *tag;
	char *top;                      /* "frob-1.2/", which all of the archive is in; "" if not so; owned */
	struct regen *regen;
	const struct m4_index *m4;
	struct inspection *seen;
	const struct against_options *options;
};

/* Trees. */

/* The one folder that all of an archive is in, with its slash; owned, "" if there is none. */
static char *
find_top(const struct tree *tree)
{
	const char *slash = tree->nentry ? strchr(tree->entry[0].path, '/') : NULL;
	size_t n = slash ? (size_t)(slash - tree->entry[0].path) + 1 : 0;

	for (size_t i = 0; i < tree->nentry; i++) {
		if (strncmp(tree->entry[i].path, tree->entry[0].path, n))
			return arr_dup("");
	}
	return arr_dupn(n ? tree->entry[0].path : "", n);
}

static bool
is_below(char *const *folder, size_t n, const char *path)
{
	for (size_t i = 0; i < n; i++) {
		size_t length = strlen(folder[i]);

		if (!strncmp(path, folder[i], length) && path[length] == '/')
			return true;
	}
	return false;
}

/* What a link leads to in its tree, or NULL. */
static const struct tree_entry *
follow(const struct tree *tree, const struct tree_entry *entry)
{
	struct span rest = span_of(entry->target), part;
	char *path = arr_dup(entry->path), *slash = strrchr(path, '/');
	struct str text = STR_INIT;
	const struct tree_entry *found = NULL;

	if (slash)
		str_add(&text, (struct span){ path, (size_t)(slash - path) });
	while (entry->target[0] != '/' && span_cut(&rest, '/', &part)) {
		if (part.n == 0 || span_is(part, "."))
			continue;
		if (span_is(part, "..")) {
			while (text.n && text.at[text.n - 1] != '/')
				text.n--;
			text.n -= text.n > 0;
			if (text.at)
				text.at[text.n] = '\0';
			continue;
		}
		if (text.n)
			str_addc(&text, '/');
		str_add(&text, part);
	}
	if (text.n)
		found = tree_find(tree, text.at);
	str_release(&text);
	free(path);
	return found && found->kind == TREE_FILE ? found : NULL;
}

/* Kinds. */

static bool
is_build(const char *path)
{
	static const char *const patterns[] = { "*.m4", "*.am", "*.ac", "*.at", "*.mk", "*.cmake", "*.make", "*.in", "*.gn", "*.gni",
		"*.bzl", "*.gyp", "*.pro", "*.pri", "*.nix", "*.spec", "*.gradle", "Makefile*", "GNUmakefile*", "makefile*",
		"configure*", "config.guess", "config.sub", "config.rpath", "CMakeLists.txt", "meson.build", "meson_options.txt",
		"BUILD", "BUILD.*", "WORKSPACE", "SCons*", "wscript", "Kbuild*", "Kconfig*", "autogen*", "bootstrap*",
		"ltmain*", "install-sh", "depcomp", "missing", "compile", "libtool*", "build.rs", "setup.py", "Cargo.toml",
		"package.json", "debian/rules" };

	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++) {
		if (path_matches(path, patterns[i]))
			return true;
	}
	return false;
}

static enum against_kind
kind_of(const struct comparison *comparison, const struct tree_entry *entry)
{
	enum against_kind kind = is_build(entry->path) ? AGAINST_BUILD : AGAINST_REST;
	struct err ignored;
	char head[4096];
	ssize_t n = 0;
	int fd;

	if (kind == AGAINST_BUILD || entry->kind != TREE_FILE)
		return entry->kind == TREE_FILE ? kind : AGAINST_BUILD;
	fd = tree_open_below(comparison->ours->fd, entry->path, &ignored);
	if (fd >= 0)
		n = read(fd, head, sizeof(head));
	io_drop(&fd);
	if (n > 0 && memchr(head, '\0', (size_t)n))
		return AGAINST_BYTES;
	if (entry->executable || (n > 2 && head[0] == '#' && head[1] == '!'))
		return AGAINST_SCRIPT;
	return path_is_code(entry->path) ? AGAINST_CODE : AGAINST_REST;
}

/* Explanations. */

static struct against_file *
add_file(struct comparison *comparison, const struct tree_entry *entry, enum against_how how)
{
	struct against *against = comparison->against;
	struct against_file *file = arr_push(&against->file, &against->nfile);

	*file = (struct against_file){ .path = arr_dup(entry->path), .how = how, .kind = kind_of(comparison, entry),
		.reason = arr_dup(""), .shown = arr_dup(""), .from = arr_dup("") };
	return file;
}

static void
explain(struct against_file *file, enum against_why why, char *reason)
{
	free(file->reason);
	file->why = why;
	file->reason = reason;
}

/* Is PATH, of the archive, the same in the tag? */
static bool
is_tags(const struct comparison *comparison, const char *path)
{
	size_t top = strlen(comparison->top);
	const struct tree_entry *ours = tree_find(comparison->ours, path), *tag;

	if (!ours || strncmp(path, comparison->top, top))
		return false;
	tag = tree_find(comparison->tag, path + top);
	return tag && tag->kind == ours->kind && digest_eq(&tag->digest, &ours->digest);
}

static bool
names_generator(const struct rule *rule)
{
	return rule && (!strncmp(rule->class_, "generated-", 10) || !strcmp(rule->class_, "snapshot")
		|| !strcmp(rule->class_, "document"));
}

/* The audit's word on it: that which names an input, if there are several. */
static const struct finding *
find_claim(const struct comparison *comparison, const char *path)
{
	const struct record_audit *audit = comparison->seen->audit;
	const struct finding *found = NULL;

	for (size_t i = against_first(audit, path); i < audit->nfinding && !strcmp(audit->finding[i].path, path); i++) {
		const struct finding *one = &audit->finding[i];

		/* A forged macro is no output of anything, whatever it says. */
		if (!strcmp(one->class_, "m4") && one->severity == SEVERITY_BAN)
			return NULL;
		if (names_generator(rules_find(comparison->seen->rules, one->rule))
			&& (!found || (!found->from[0] && one->from[0])))
			found = one;
	}
	return found;
}

/* A generator is known, FINDING says so; make it again if that was asked for. */
static void
explain_generated(struct comparison *comparison, struct against_file *file, const struct finding *finding)
{
	struct regen_result result;
	bool tags = finding->from[0] && is_tags(comparison, finding->from);
	struct str from = STR_INIT;

	str_add_escaped(&from, span_of(finding->from));
	free(file->from);
	file->from = arr_dup(finding->from);
	if (tags)
		explain(file, AGAINST_GENERATED, str_format("%s, made of the tag's %s", finding->rule, from.at));
	else if (finding->from[0])
		explain(file, AGAINST_CLAIMED, str_format("%s, made of %s, which is not the tag's", finding->rule, from.at));
	else
		explain(file, AGAINST_CLAIMED, str_format("%s, by its own words; no input of it is there", finding->rule));
	str_release(&from);
	if (!comparison->regen)
		return;
	regen_run(comparison->regen, file->path, finding->from, &result);
	if (result.tool)
		file->again = str_format("%s: %s", regen_word(result.end), result.reason);
	if (result.end == REGEN_EQUAL || result.end == REGEN_ALIKE) {
		explain(file, AGAINST_PROVED, str_format("%s; input: %s", result.reason, result.input));
	} else if (result.end == REGEN_DIFFERS) {
		explain(file, AGAINST_REFUTED, arr_dup(result.reason));
		free(file->shown);
		file->shown = arr_dup(result.shown);
	} else if (result.tool) {
		char *reason = str_format("%s; not made again: %s", file->reason, result.reason);

		explain(file, file->why, reason);
	}
	regen_result_release(&result);
}

/* What else the audit has to say of a file that nothing explains. */
static void
add_suspicion(const struct comparison *comparison, struct against_file *file)
{
	const struct record_audit *audit = comparison->seen->audit;
	size_t i = against_first(audit, file->path);

	if (i < audit->nfinding && !strcmp(audit->finding[i].path, file->path))
		explain(file, AGAINST_UNEXPLAINED, str_format("%s%s%s: %s", file->reason, *file->reason ? "; " : "",
			audit->finding[i].rule, audit->finding[i].evidence));
}

static void
explain_file(struct comparison *comparison, struct against_file *file, const struct tree_entry *entry)
{
	const struct finding *claim = find_claim(comparison, file->path);
	char *known = NULL;

	if (entry->kind != TREE_FILE)
		return;
	known = against_known(comparison->ours, entry, comparison->m4, comparison->regen != NULL);
	if (known)
		explain(file, AGAINST_COPIED, known);
	else if (claim)
		explain_generated(comparison, file, claim);
	else
		add_suspicion(comparison, file);
}

/* Files. */

static void
compare_texts(struct comparison *comparison, struct against_file *file, const struct tree_entry *ours,
	const struct tree_entry *tag)
{
	struct str x = STR_INIT, y = STR_INIT;
	struct lines lines;
	struct err ignored;

	if (tree_read(comparison->ours, ours->path, TEXT_BYTES, &x, &ignored) < 0
		|| tree_read(comparison->tag, tag->path, TEXT_BYTES, &y, &ignored) < 0) {
		explain(file, AGAINST_UNEXPLAINED, str_format("%llu bytes, %llu in the tag", (unsigned long long)ours->size,
			(unsigned long long)tag->size));
	} else {
		switch (against_text(str_span(&x), str_span(&y), LINES_SHOWN, LINE_BYTES, &lines)) {
		case AGAINST_LINE_ENDS:
			explain(file, AGAINST_TRIFLE, arr_dup("line ends alone differ"));
			break;
		case AGAINST_KEYWORDS:
			explain(file, AGAINST_TRIFLE, arr_dup("keywords that were filled in alone differ"));
			break;
		case AGAINST_BINARY:
			explain(file, AGAINST_UNEXPLAINED, str_format("%llu other bytes, %llu in the tag",
				(unsigned long long)ours->size, (unsigned long long)tag->size));
			file->kind = file->kind == AGAINST_BUILD ? file->kind : AGAINST_BYTES;
			break;
		case AGAINST_SAME:
		case AGAINST_OTHER:
			file->nline = lines.nline;
			free(file->shown);
			file->shown = arr_dup(lines.shown ? lines.shown : "");
			explain(file, AGAINST_UNEXPLAINED, str_format("%zu line%s differ%s", lines.nline,
				lines.nline == 1 ? "" : "s", lines.nline == 1 ? "s" : ""));
		}
		lines_release(&lines);
	}
	str_release(&x);
	str_release(&y);
}

static void
compare_both(struct comparison *comparison, const struct tree_entry *ours, const struct tree_entry *tag)
{
	const struct tree_entry *meant = tag;
	struct against_file *file;

	/* Archives made with tar -h have what a link leads to. */
	if (ours->kind == TREE_FILE && tag->kind == TREE_LINK && follow(comparison->tag, tag))
		meant = follow(comparison->tag, tag);
	if (ours->kind == meant->kind && ours->kind != TREE_ODD && digest_eq(&ours->digest, &meant->digest)) {
		if (meant != tag) {
			file = add_file(comparison, ours, AGAINST_CHANGED);
			explain(file, AGAINST_TRIFLE, arr_dup("a copy of what the tag has a link to"));
		} else if (ours->kind == TREE_FILE && ours->executable && !tag->executable) {
			file = add_file(comparison, ours, AGAINST_CHANGED);
			explain(file, AGAINST_UNEXPLAINED, arr_dup("the same bytes, but executable"));
			file->kind = AGAINST_SCRIPT;
		} else {
			comparison->against->nsame++;
		}
		return;
	}
	file = add_file(comparison, ours, AGAINST_CHANGED);
	if (ours->kind == TREE_FILE && meant->kind == TREE_FILE) {
		compare_texts(comparison, file, ours, meant);
		if (file->why == AGAINST_UNEXPLAINED)
			explain_file(comparison, file, ours);
	} else {
		static const char *const words[] = { "a file", "a link", "neither a file nor a link" };

		explain(file, AGAINST_UNEXPLAINED, ours->kind == tag->kind ? arr_dup("a link to elsewhere")
			: str_format("%s, in the tag %s", words[ours->kind], words[tag->kind]));
	}
}

static void
add_one(struct comparison *comparison, const struct tree_entry *ours)
{
	struct against_file *file = add_file(comparison, ours, AGAINST_ADDED);

	if (ours->kind == TREE_LINK) {
		struct str target = STR_INIT;

		str_adds(&target, "a link to ");
		str_add_escaped(&target, span_of(ours->target));
		explain(file, AGAINST_UNEXPLAINED, str_take(&target));
	} else if (ours->kind == TREE_ODD) {
		explain(file, AGAINST_UNEXPLAINED, arr_dup("no file, or with a name that none may have"));
	}
	explain_file(comparison, file, ours);
}

static void
compare_trees(struct comparison *comparison)
{
	const struct tree *ours = comparison->ours, *tag = comparison->tag;
	struct against *against = comparison->against;
	size_t top = strlen(comparison->top), i = 0, k = 0;

	while (i < ours->nentry || k < tag->nentry) {
		int order = i == ours->nentry ? 1 : k == tag->nentry ? -1
			: strcmp(ours->entry[i].path + top, tag->entry[k].path);

		if (order == 0)
			compare_both(comparison, &ours->entry[i++], &tag->entry[k++]);
		else if (order > 0)
			*arr_push(&against->missing, &against->nmissing) = arr_dup(tag->entry[k++].path);
		else if (is_below(against->module, against->nmodule, ours->entry[i].path + top))
			against->nbelow++, i++;
		else
			add_one(comparison, &ours->entry[i++]);
	}
}

/* Into the record. */

/* "only in the archive: ..." and of a change its first lines. */
static char *
evidence_of(const struct against_file *file)
{
	struct span rest = span_of(file->shown), line;
	struct str text = STR_INIT;

	str_adds(&text, file->how == AGAINST_ADDED ? "only in the archive" : "changed");
	if (file->reason[0])
		str_addf(&text, ": %s", file->reason);
	while (text.n < EVIDENCE_BYTES && span_line(&rest, &line)) {
		str_addc(&text, ' ');
		str_add(&text, line);
	}
	return str_take(&text);
}

static void
record_file(struct inspection *seen, const struct against_file *file)
{
	static const char *const rules[2][2] = { { "not-in-tag", "changed-from-tag" },
		{ "text-not-in-tag", "text-changed-from-tag" } };
	struct record_audit *audit = seen->audit;
	size_t n = audit->nfinding;
	char *evidence = evidence_of(file);
	struct finding *finding;

	inspect_say(seen, rules[file->kind == AGAINST_REST][file->how], file->path, evidence);
	free(evidence);
	/* A policy may have switched the rule off. */
	if (audit->nfinding == n)
		return;
	finding = &audit->finding[n];
	free(finding->from);
	finding->from = arr_dup(file->from);
	finding->again = file->again ? arr_dup(file->again) : NULL;
	if (file->why >= AGAINST_GENERATED) {
		finding->state = FINDING_HANDLED;
		finding->why = arr_dup(file->reason);
	}
}

static int
compare_paths(const void *a, const void *b)
{
	return strcmp(((const struct against_file *)a)->path, ((const struct against_file *)b)->path);
}

/* Where the tag's tree is. */

/* PATH and, behind the last "#", REF; owned both; REF may be NULL. */
static void
split_where(const struct against_options *options, char **path, char **ref)
{
	const char *hash = strrchr(options->where, '#');

	*path = arr_dup(options->where);
	*ref = options->tag ? arr_dup(options->tag) : NULL;
	if (hash && access(options->where, F_OK) < 0) {
		(*path)[hash - options->where] = '\0';
		if (!*ref)
			*ref = arr_dup(hash + 1);
	}
}

static int
lay_tag(struct against *against, const struct against_options *options, const char *archive, const char *base,
	struct tree *tag, struct err *err)
{
	char *path, *ref, *folder = io_join(base, "tag"), *tar = io_join(base, "tag.tar");
	struct stat st;
	int ret = io_mkdirs(AT_FDCWD, folder, 0700, err);

	split_where(options, &path, &ref);
	against->where = arr_dup(path);
	if (ret == 0 && stat(path, &st) < 0)
		ret = err_sys(err, "%s", path);
	else if (ret == 0 && S_ISDIR(st.st_mode) && against_is_git(path))
		ret = against_git(path, ref, archive, base, &against->tag, err);
	else if (ret == 0 && ref)
		ret = err_set(err, ERR_SYNTAX, "%s: no git repository, so it has no tag '%s'", path, ref);
	if (ret == 0)
		ret = tree_lay(tag, folder, against->tag.name ? tar : path, ".git", err);
	/* An empty folder in git's own archive is a submodule. */
	if (ret == 0 && against->tag.name) {
		against->module = tag->module;
		against->nmodule = tag->nmodule;
		tag->module = NULL;
		tag->nmodule = 0;
	}
	free(path);
	free(ref);
	free(folder);
	free(tar);
	return ret;
}

int
against_run(struct against *against, const char *path, const struct against_options *options,
	const struct m4_index *m4, struct inspection *seen, struct err *err)
{
	struct scratch base;
	struct regen_options again = { .seconds = options->seconds };
	struct comparison comparison = { .against = against, .m4 = m4, .seen = seen, .options = options };
	struct regen *laid = NULL;
	struct tree tag = { .fd = -1 };
	struct stat st;
	int ret;

	*against = (struct against){ 0 };
	if (scratch_make(&base, "lbs-against", err) < 0)
		return -1;
	ret = lay_tag(against, options, seen->audit->name, base.path, &tag, err);
	if (ret == 0)
		ret = regen_open(&laid, path, &again, err);
	if (ret == 0) {
		comparison.ours = regen_tree(laid);
		comparison.tag = &tag;
		comparison.regen = options->seconds ? laid : NULL;
		/* A folder is the tree itself. */
		comparison.top = stat(path, &st) == 0 && S_ISDIR(st.st_mode) ? arr_dup("") : find_top(comparison.ours);
		compare_trees(&comparison);
		if (against->nfile)
			qsort(against->file, against->nfile, sizeof(*against->file), compare_paths);
		for (size_t i = 0; i < against->nfile; i++)
			record_file(seen, &against->file[i]);
		free(comparison.top);
	}
	regen_close(laid);
	tree_release(&tag);
	scratch_remove(&base);
	if (ret < 0)
		against_release(against);
	return ret;
}

static bool
is_ours(const struct finding *finding)
{
	return !strcmp(finding->class_, "against") || !strcmp(finding->class_, "waiver");
}

void
against_settle(struct record_audit *audit)
{
	size_t n = 0;

	for (size_t i = 0; i < audit->nfinding; i++) {
		if (is_ours(&audit->finding[i]))
			audit->finding[n++] = audit->finding[i];
		else
			finding_release(&audit->finding[i]);
	}
	audit->nfinding = n;
}

size_t
against_first(const struct record_audit *audit, const char *path)
{
	size_t low = 0, high = audit->nfinding;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(audit->finding[middle].path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t
against_open(const struct record_audit *audit)
{
	size_t n = 0;

	for (size_t i = 0; i < audit->nfinding; i++)
		n += audit->finding[i].state == FINDING_OPEN;
	return n;
}
