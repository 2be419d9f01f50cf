/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "host/apt.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "host/process.h"

enum { UPDATE_SECONDS = 600, SOURCE_SECONDS = 3600, WEEK = 7 * 24 * 3600 };

static const char *const suites[] = { "bookworm", "bullseye", "trixie", "sid", NULL };

/* Options that make apt use our state and nobody else's; owned strings, NULL at the end. */
struct setting {
	char **word;
	size_t n;
};

static void
add_word(struct setting *setting, char *word)
{
	*arr_push(&setting->word, &setting->n) = word;
}

static void
add_option(struct setting *setting, char *option)
{
	add_word(setting, arr_dup("-o"));
	add_word(setting, option);
}

static void
setting_release(struct setting *setting)
{
	for (size_t i = 0; i < setting->n; i++)
		free(setting->word[i]);
	free(setting->word);
	*setting = (struct setting){ NULL, 0 };
}

/*
 * The address of Debian's own archive in this machine's configuration; owned.
 * NULL and ERR when there is no apt, or it is of another distribution.
 */
static char *
find_archive(struct err *err)
{
	const char *argv[] = { "apt-get", "indextargets", "--format",
		"$(ORIGIN)|$(LABEL)|$(COMPONENT)|$(REPO_URI)", "Created-By: Packages", NULL };
	struct process_result result = { 0 };
	struct span text, line, origin, label, component;
	char *address = NULL;

	if (process_run(&(struct process){ .argv = argv, .wall_ns = 60 * 1000000000LL }, &result, err) < 0) {
		if (err->sys == ENOENT)
			err_set(err, ERR_SYSTEM, "this machine has no apt");
		return NULL;
	}
	text = str_span(&result.out);
	while (!address && span_line(&text, &line)) {
		if (span_cut(&line, '|', &origin) && span_cut(&line, '|', &label)
			&& span_cut(&line, '|', &component) && span_is(origin, "Debian")
			&& span_is(label, "Debian") && span_is(component, "main"))
			address = span_dup(line);
	}
	if (!address)
		err_set(err, ERR_SYSTEM, "apt is not configured for Debian's own archive, or 'apt-get update' was never run");
	process_result_release(&result);
	return address;
}

/* CACHE as an absolute path, for apt takes no other; owned. */
static char *
absolute(const char *cache, struct err *err)
{
	char *path;

	if (io_mkdirs(AT_FDCWD, cache, 0755, err) < 0)
		return NULL;
	path = realpath(cache, NULL);
	if (!path)
		err_sys(err, "%s", cache);
	return path;
}

/* Folders and sources list of SUITE, and the options that point apt at them. */
static int
set_up(struct setting *setting, const char *state, const char *suite, const char *address,
	struct err *err)
{
	static const char *const below[] = { "state/lists/partial", "cache/archives/partial", "etc" };
	static const char keyring[] = "/usr/share/keyrings/debian-archive-keyring.gpg";
	char *list = io_join(state, "etc/sources.list");
	char *text = str_format("deb-src %s%s%s%s %s main\n", access(keyring, R_OK) == 0 ? "[signed-by=" : "",
		access(keyring, R_OK) == 0 ? keyring : "", access(keyring, R_OK) == 0 ? "] " : "", address, suite);
	int ret = 0;

	for (size_t i = 0; i < sizeof(below) / sizeof(*below) && ret == 0; i++) {
		char *path = io_join(state, below[i]);

		ret = io_mkdirs(AT_FDCWD, path, 0755, err);
		free(path);
	}
	if (ret == 0)
		ret = io_replace(AT_FDCWD, list, 0644, span_of(text), IO_PLAIN, err);
	free(text);
	add_option(setting, str_format("Dir::Etc::sourcelist=%s", list));
	free(list);
	add_option(setting, arr_dup("Dir::Etc::sourceparts=-"));
	add_option(setting, str_format("Dir::State=%s/state", state));
	add_option(setting, arr_dup("Dir::State::status=/dev/null"));
	add_option(setting, str_format("Dir::Cache=%s/cache", state));
	/* Indexes stay plain text, so that they can be searched where they lie. */
	add_option(setting, arr_dup("Acquire::GzipIndexes=false"));
	/* An old suite's Release file is past its date, and is no worse for it: the digest decides. */
	add_option(setting, arr_dup("Acquire::Check-Valid-Until=false"));
	add_option(setting, arr_dup("Acquire::Languages=none"));
	add_option(setting, arr_dup("APT::Sandbox::User=root"));
	return ret;
}

static int
run_apt(const struct setting *setting, const char *const *words, const char *directory,
	long long seconds, struct process_result *result, struct err *err)
{
	static const char *const environment[] = { "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C", NULL };
	const char **argv = NULL;
	size_t n = 0;
	int ret;

	*arr_push(&argv, &n) = "apt-get";
	*arr_push(&argv, &n) = "-q";
	for (size_t i = 0; i < setting->n; i++)
		*arr_push(&argv, &n) = setting->word[i];
	for (size_t i = 0; words[i]; i++)
		*arr_push(&argv, &n) = words[i];
	*arr_push(&argv, &n) = NULL;
	ret = process_run(&(struct process){
		.argv = argv,
		.set = environment,
		.directory = directory,
		.wall_ns = seconds * 1000000000LL,
	}, result, err);
	free(argv);
	return ret;
}

/* The suite's index, owned, if it is there; *AGE is its age in seconds. */
static char *
find_index(const char *state, long long *age)
{
	char *lists = io_join(state, "state/lists");
	char *index = NULL;
	struct err ignored;
	struct stat st;
	char **names;
	size_t n;

	if (io_list(AT_FDCWD, lists, &names, &n, &ignored) == 0) {
		for (size_t i = 0; i < n && !index; i++) {
			if (span_ends(span_of(names[i]), "_source_Sources"))
				index = io_join(lists, names[i]);
		}
		io_free_names(names, n);
	}
	free(lists);
	/* Its own time is the archive's; when it was fetched, its folder's. */
	*age = index && stat(state, &st) == 0 ? time(NULL) - st.st_mtime : 0;
	return index;
}

/* The value of the field NAME ("\nPackage: ") in a paragraph; owned, or NULL. */
static char *
field(struct span paragraph, const char *name)
{
	const char *at = span_find(paragraph, span_of(name));
	struct span rest, line;

	if (!at)
		return NULL;
	at += strlen(name);
	rest = (struct span){ at, paragraph.n - (size_t)(at - paragraph.at) };
	return span_line(&rest, &line) ? span_dup(line) : NULL;
}

/* The source package in INDEX that has a file with DIGEST: "NAME=VERSION", owned; NULL if none. */
static char *
search_index(const char *index, const struct digest *digest, struct err *err)
{
	struct digest_hex hex = digest_text(digest);
	struct stat st;
	char *package = NULL, *name, *version;
	const char *found, *from, *to;
	struct span all, paragraph;
	void *map;
	int fd = open(index, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &st) < 0 || st.st_size == 0) {
		err_sys(err, "%s", index);
		io_drop(&fd);
		return NULL;
	}
	map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	io_drop(&fd);
	if (map == MAP_FAILED) {
		err_sys(err, "%s", index);
		return NULL;
	}
	all = (struct span){ map, (size_t)st.st_size };
	found = span_find(all, span_of(hex.text));
	if (found) {
		for (from = found; from > all.at + 1 && !(from[-1] == '\n' && from[-2] == '\n'); from--)
			;
		to = span_find((struct span){ found, all.n - (size_t)(found - all.at) }, SPAN("\n\n"));
		if (!to)
			to = all.at + all.n;
		paragraph = (struct span){ from, (size_t)(to - from) };
		name = span_starts(paragraph, "Package: ") ? field(paragraph, "Package: ")
			: field(paragraph, "\nPackage: ");
		version = field(paragraph, "\nVersion: ");
		if (name && version)
			package = str_format("%s=%s", name, version);
		free(name);
		free(version);
	}
	munmap(map, all.n);
	if (!package)
		err_set(err, ERR_DIFFERS, "no source package there has it");
	return package;
}

/* Bring the suite's index up to date if it is absent or older than a week. */
static char *
bring_index(const struct setting *setting, const char *state, struct err *err)
{
	static const char *const words[] = { "update", NULL };
	struct process_result result = { 0 };
	long long age;
	char *index = find_index(state, &age);

	if (index && age < WEEK)
		return index;
	free(index);
	if (run_apt(setting, words, NULL, UPDATE_SECONDS, &result, err) < 0)
		return NULL;
	index = find_index(state, &age);
	if (!index)
		err_set(err, ERR_SYSTEM, "apt-get update: %.300s",
			result.err.n ? span_trim(str_span(&result.err)).at : "brought no index");
	else
		utimensat(AT_FDCWD, state, NULL, 0);
	process_result_release(&result);
	return index;
}

/* The file in FOLDER that has DIGEST; owned, or NULL. */
static char *
find_file(const char *folder, const struct digest *digest)
{
	char *found = NULL, **names;
	struct err ignored;
	size_t n;

	if (io_list(AT_FDCWD, folder, &names, &n, &ignored) < 0)
		return NULL;
	for (size_t i = 0; i < n && !found; i++) {
		char *path = io_join(folder, names[i]);
		int fd = open(path, O_RDONLY | O_CLOEXEC);
		struct digest got;

		if (fd >= 0 && digest_fd(fd, path, &got, &ignored) == 0 && digest_eq(&got, digest)) {
			found = path;
			path = NULL;
		}
		io_drop(&fd);
		free(path);
	}
	io_free_names(names, n);
	return found;
}

/* 1, 0 or -1, as apt_fetch(), for one suite. */
static int
try_suite(const char *suite, const char *address, const char *base, const struct digest *digest,
	char **path, char **where, struct err *err)
{
	char *state = str_format("%s/%s", base, suite);
	char *files = str_format("%s/files/%.16s", base, digest_text(digest).text);
	struct setting setting = { NULL, 0 };
	struct process_result result = { 0 };
	char *index = NULL, *package = NULL;
	int ret = 0;

	if (set_up(&setting, state, suite, address, err) < 0 || io_mkdirs(AT_FDCWD, files, 0755, err) < 0) {
		ret = -1;
		goto out;
	}
	index = bring_index(&setting, state, err);
	if (index)
		package = search_index(index, digest, err);
	if (package) {
		const char *words[] = { "source", "--download-only", "--only-source", package, NULL };

		if (run_apt(&setting, words, files, SOURCE_SECONDS, &result, err) == 0) {
			*path = find_file(files, digest);
			if (*path) {
				*where = str_format("Debian %s, source package %s", suite, package);
				ret = 1;
			} else {
				err_set(err, ERR_SYSTEM, "apt-get source %s did not bring it: %.300s", package,
					result.err.n ? span_trim(str_span(&result.err)).at : "no reason given");
			}
		}
		process_result_release(&result);
	}
out:
	free(package);
	free(index);
	setting_release(&setting);
	free(files);
	free(state);
	return ret;
}

/* Another run may be in the same state: wait for it, as apt itself would not. */
static int
lock_state(const char *base, struct err *err)
{
	char *path = io_join(base, "lock");
	int fd = -1;

	if (io_mkdirs(AT_FDCWD, base, 0755, err) == 0) {
		fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
		if (fd < 0 || flock(fd, LOCK_EX) < 0) {
			err_sys(err, "%s", path);
			io_drop(&fd);
		}
	}
	free(path);
	return fd;
}

int
apt_fetch(const struct digest *digest, const char *cache, char **path, char **where, struct err *err)
{
	char *folder = absolute(cache, err), *base, *address;
	struct str why = STR_INIT;
	int ret = 0, lock = -1;

	*path = *where = NULL;
	if (!folder)
		return -1;
	address = find_archive(err);
	if (!address) {
		free(folder);
		return 0;
	}
	base = io_join(folder, "apt");
	lock = lock_state(base, err);
	if (lock < 0)
		ret = -1;
	for (size_t i = 0; suites[i] && ret == 0; i++) {
		ret = try_suite(suites[i], address, base, digest, path, where, err);
		if (ret == 0)
			str_addf(&why, "%s%s: %s", why.n ? "; " : "", suites[i], err->text);
	}
	if (ret == 0)
		err_set(err, ERR_SYSTEM, "%.900s", str_span(&why).at);
	io_drop(&lock);
	str_release(&why);
	free(base);
	free(address);
	free(folder);
	return ret;
}
