/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "prepare.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "format/hex0.h"
#include "format/sums.h"
#include "compare.h"
#include "follow.h"
#include "hand.h"
#include "host/process.h"

enum { TEXT_LIMIT = 64 << 20, UNPACK_SECONDS = 3600 };

/* Sources. */

static void
show_fetch(void *data, const struct fetch_progress *at)
{
	char *line = str_format("%s: %llu bytes", at->name, (unsigned long long)at->got);

	progress_at(data, line);
	free(line);
}

static size_t
tell_sources(const struct chain *chain, const struct fetch_result *result, struct progress *progress)
{
	size_t missing = 0;

	for (size_t i = 0; i < chain->nsource; i++) {
		char *line = NULL;

		if (result[i].end == FETCH_FETCHED)
			line = str_format("%-8s %s (%s)", "source", chain->source[i].name, result[i].place);
		if (line)
			progress_note(progress, line);
		free(line);
		missing += result[i].end == FETCH_MISSING;
	}
	/* All that are missing, in one place, with every reason. */
	for (size_t i = 0; i < chain->nsource; i++) {
		if (result[i].end != FETCH_MISSING)
			continue;
		msg_line("%s: not to be had; its SHA-256 is %s", chain->source[i].name,
			digest_text(&chain->source[i].digest).text);
		for (size_t k = 0; k < result[i].nfailure; k++)
			msg_line("    %s", result[i].failure[k]);
	}
	return missing;
}

int
prepare_sources(const struct options *options, const struct chain *chain, struct progress *progress,
	const volatile int *stop, struct err *err)
{
	struct fetch_result *result = arr_new(chain->nsource, sizeof(*result));
	size_t missing = 0;
	int ret = 0;

	if (chain->nsource)
		ret = fetch_all(chain->source, chain->nsource, &(struct fetch_options){
			.distfiles = options->distfiles,
			.mirror = options->mirror,
			.nmirror = options->nmirror,
			.cache = options->cache,
			.offline = options->offline,
			.no_debian = options->no_debian,
			.stop = stop,
			.progress = show_fetch,
			.data = progress,
		}, result, err);
	if (ret == 0 && chain->nsource) {
		progress_end(progress);
		missing = *stop ? 0 : tell_sources(chain, result, progress);
		fetch_results_release(result, chain->nsource);
	}
	free(result);
	if (ret == 0 && *stop)
		return err_set(err, ERR_NONE, "interrupted");
	if (ret == 0 && missing)
		return err_set(err, ERR_SYSTEM, "%zu of %zu sources missing: put them into %s, or name a place that has "
			"them with --mirrors", missing, chain->nsource, options->distfiles);
	return ret;
}

/* Packages of a run that was cut short. */

static int
read_sums(const struct options *options, struct sums *sums, struct err *err)
{
	char *path = io_join(options->tree, "steps/SHA256SUMS.pkgs");
	struct str text = STR_INIT;
	int ret = io_read_file(AT_FDCWD, path, TEXT_LIMIT, &text, err);

	if (ret < 0 && err->sys == ENOENT)
		ret = 0;
	else if (ret == 0)
		ret = sums_parse(sums, "steps/SHA256SUMS.pkgs", str_span(&text), err);
	str_release(&text);
	free(path);
	return ret;
}

static bool
is_recorded(int dir, const char *name, const struct sums *sums)
{
	const struct sum *sum = sums_find(sums, span_of(name));
	struct digest got;
	struct err ignored;
	struct stat st;
	int fd;
	bool good;

	if (!sum)
		return false;
	fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	good = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_nlink == 1
		&& digest_fd(fd, name, &got, &ignored) == 0 && digest_eq(&got, &sum->want);
	io_drop(&fd);
	return good;
}

static int
open_below(int dir, const char *name)
{
	return openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

int
prepare_salvage(const struct options *options, const struct state *state, const char *root,
	struct progress *progress, struct err *err)
{
	char *folder = state_path(state, "packages");
	struct sums sums = SUMS_INIT;
	char **name = NULL;
	size_t n = 0, kept = 0;
	int top = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC), external = -1, repo = -1, to = -1, ret = -1;

	/* The target may have put links there: none is followed. */
	if (top >= 0)
		external = open_below(top, "external");
	if (external >= 0)
		repo = open_below(external, "repo");
	if (repo < 0 || options->update_checksums) {
		ret = 0;
		goto out;
	}
	if (read_sums(options, &sums, err) < 0 || io_mkdirs(AT_FDCWD, folder, 0755, err) < 0
		|| io_list(repo, ".", &name, &n, err) < 0)
		goto out;
	to = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (to < 0) {
		err_sys(err, "%s", folder);
		goto out;
	}
	for (size_t i = 0; i < n; i++) {
		if (!is_recorded(repo, name[i], &sums))
			continue;
		/* On a tmpfs of its own the target is another file system: then it is built again. */
		if (renameat(repo, name[i], to, name[i]) == 0)
			kept++;
	}
	if (kept) {
		char *line = str_format("%-8s %zu packages of the run before", "kept", kept);

		progress_note(progress, line);
		free(line);
	}
	ret = 0;
out:
	io_free_names(name, n);
	sums_release(&sums);
	io_drop(&to);
	io_drop(&repo);
	io_drop(&external);
	io_drop(&top);
	free(folder);
	return ret;
}

/* The list. */

static int
add_hex0(const struct options *options, struct target *target, const char *source, const char *path,
	struct err *err)
{
	char *host = io_join(options->tree, source);
	struct str text = STR_INIT, bytes = STR_INIT;
	int ret = io_read_file(AT_FDCWD, host, TEXT_LIMIT, &text, err);

	if (ret == 0)
		ret = hex0_parse(&bytes, source, str_span(&text), err);
	if (ret == 0)
		target_add_bytes(target, path, 0755, bytes);
	else
		str_release(&bytes);
	str_release(&text);
	free(host);
	return ret;
}

/* The first binary; and of a machine, whose kernel starts a single program, the first shell. */
static int
add_seeds(const struct options *options, struct target *target, struct err *err)
{
	char *seed = arch_seed_path(options->arch);
	char *hex0 = str_format("seed/%s/hex0/hex0.hex0", options->arch->folder);
	char *kaem = str_format("seed/%s/kaem/kaem.hex0", options->arch->folder);
	int ret = add_hex0(options, target, hex0, seed + 1, err);

	if (ret == 0 && (options->mode == MODE_QEMU || options->mode == MODE_BARE_METAL))
		ret = add_hex0(options, target, kaem, "init", err);
	free(seed);
	free(hex0);
	free(kaem);
	return ret;
}

static void
add_skeleton(const struct options *options, struct target *target)
{
	struct layer root = LAYER_INIT;

	arch_skeleton(options->arch, &root);
	for (size_t i = 0; i < root.nentry; i++)
		target_add_dir(target, root.entry[i].path + 1, root.entry[i].mode);
	layer_release(&root);
	target_add_dir(target, "external/distfiles", 0755);
}

static int
add_tree(const struct options *options, struct target *target, const char *path, const char *folder,
	struct err *err)
{
	char *host = io_join(options->tree, folder);
	int ret = target_add_tree(target, path, host, TARGET_PLAIN, err);

	free(host);
	return ret;
}

/* Packages in the folder HOST; others' files in it are left alone. */
static int
add_packages(struct target *target, const char *host, struct err *err)
{
	char **name;
	size_t n;
	int ret = 0;

	if (io_list(AT_FDCWD, host, &name, &n, err) < 0)
		return err->sys == ENOENT ? 0 : -1;
	for (size_t i = 0; i < n && ret == 0; i++) {
		char *from = io_join(host, name[i]), *to = io_join("external/repo-preseeded", name[i]);

		if (span_ends(span_of(name[i]), ".tar.bz2"))
			ret = target_add_file(target, to, from, 0644, NULL, err);
		free(to);
		free(from);
	}
	io_free_names(name, n);
	return ret;
}

/* All in the archive but its steps/ and external/, which are this run's own. */
static int
add_early_preseed(const struct options *options, const struct state *state, struct target *target,
	struct err *err)
{
	char *folder = state_path(state, "preseed");
	const char *argv[] = { "tar", "-C", folder, "-xf", options->early_preseed, "--no-same-owner", NULL };
	const char *set[] = { "LC_ALL=C", NULL };
	struct process_result result = { 0 };
	struct str script = STR_INIT;
	int ret = -1;

	if (io_remove(AT_FDCWD, folder, err) < 0 || io_mkdirs(AT_FDCWD, folder, 0755, err) < 0
		|| process_run(&(struct process){ .argv = argv, .set = set, .wall_ns = UNPACK_SECONDS * 1000000000LL }, &result, err) < 0)
		goto out;
	if (!result.exited || result.status != 0) {
		struct span rest = str_span(&result.err), line = SPAN("tar was killed");

		span_line(&rest, &line);
		err_set(err, ERR_SYNTAX, "--early-preseed: '%s': %.*s", options->early_preseed, (int)line.n, line.at);
		goto out;
	}
	if (target_add_tree(target, "", folder, TARGET_LINKS, err) < 0)
		goto out;
	target_drop(target, "steps");
	target_drop(target, "external");
	if (!target_find(target, "script-generator") || !target_find(target, "usr/bin/kaem")) {
		err_set(err, ERR_SYNTAX, "--early-preseed: '%s': wants /script-generator and /usr/bin/kaem in it",
			options->early_preseed);
		goto out;
	}
	str_adds(&script, "/script-generator /steps/manifest\n/usr/bin/kaem --file /preseed-jump.kaem\n");
	{
		char *path = str_format("bootstrap.%s", options->arch->name);

		target_add_bytes(target, path, 0644, script);
		free(path);
	}
	ret = 0;
out:
	process_result_release(&result);
	free(folder);
	return ret;
}

static int
add_sources(const struct options *options, const struct chain *chain, struct target *target, struct err *err)
{
	int ret = 0;

	for (size_t i = 0; i < chain->nsource && ret == 0; i++) {
		char *host = io_join(options->distfiles, chain->source[i].name);
		char *path = io_join("external/distfiles", chain->source[i].name);

		ret = target_add_file(target, path, host, 0644, &chain->source[i].digest, err);
		free(path);
		free(host);
	}
	return ret;
}

/*
 * What a machine's first process runs. A result in memory is gone with the machine, so that
 * looks at itself at the end; one on a disk is brought there whole.
 */
static int
add_whole(const struct options *options, const struct chain *chain, struct target *target, struct err *err)
{
	struct str answers = STR_INIT, script = STR_INIT, rest = STR_INIT;
	char *seed = arch_seed_path(options->arch);
	int known = 0;

	if (options->initramfs && !options->early_preseed && !options->update_checksums)
		known = compare_answers(options, chain, target, &answers, err);
	if (!options->initramfs) {
		str_adds(&rest, hand_rest);
		target_add_bytes(target, "external/rest.hex0", 0644, rest);
		str_addf(&script, "%s /external/rest.hex0 /external/rest\n", seed);
	}
	str_addf(&script, "/init /bootstrap.%s\n", options->arch->name);
	if (known == 1) {
		str_adds(&script, "/usr/bin/sha256sum -c /external/answers\n/usr/bin/echo " FOLLOW_AS_RECORDED "\n");
		target_add_bytes(target, "external/answers", 0644, answers);
	} else {
		str_release(&answers);
	}
	if (!options->initramfs)
		str_adds(&script, "/external/rest\n");
	target_add_bytes(target, "external/whole", 0644, script);
	free(seed);
	return known < 0 ? -1 : target_settle(target, err);
}

int
prepare_list(const struct options *options, const struct chain *chain, const struct state *state,
	struct target *target, struct err *err)
{
	struct target new = TARGET_INIT;
	struct str config = STR_INIT;
	char *kept = state_path(state, "packages");
	bool is_machine = options->mode == MODE_QEMU || options->mode == MODE_BARE_METAL;
	int ret = -1;

	add_skeleton(options, &new);
	if (add_tree(options, &new, "", "seed", err) < 0 || add_seeds(options, &new, err) < 0
		|| (options->early_preseed && add_early_preseed(options, state, &new, err) < 0)
		|| add_tree(options, &new, "steps", "steps", err) < 0
		|| (options->build_guix_also && add_tree(options, &new, "steps-guix", "steps-guix", err) < 0))
		goto out;
	/* Another run's settings have no say. */
	if (!options->no_create_config)
		config_format(&chain->config, &config);
	target_add_bytes(&new, "steps/bootstrap.cfg", 0644, config);
	if (add_sources(options, chain, &new, err) < 0 || (!options->update_checksums && add_packages(&new, kept, err) < 0)
		|| (options->repo && add_packages(&new, options->repo, err) < 0))
		goto out;
	if (target_settle(&new, err) < 0 || (is_machine && add_whole(options, chain, &new, err) < 0))
		goto out;
	*target = new;
	new = (struct target)TARGET_INIT;
	ret = 0;
out:
	target_release(&new);
	free(kept);
	return ret;
}
