/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "host/snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "host/process.h"

enum { GIT_SECONDS = 3600, PACK_SECONDS = 1800 };

/* Git, as if nobody had ever configured it; it must ask nobody for a password. */
static const char *const surroundings[] = {
	"GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=true", "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null",
	"GIT_ALLOW_PROTOCOL=http:https:git:file", "LC_ALL=C", "TZ=UTC0", "GZIP=", "XZ_OPT=", "XZ_DEFAULTS=",
	"BZIP2=", "BZIP=", NULL,
};

char *
snapshot_prefix(const char *repo, const char *ref)
{
	struct span base = span_of(repo);

	while (base.n && base.at[base.n - 1] == '/')
		base.n--;
	for (size_t i = base.n; i-- > 0;) {
		if (base.at[i] == '/') {
			base = (struct span){ base.at + i + 1, base.n - i - 1 };
			break;
		}
	}
	if (span_ends(base, ".git"))
		base.n -= 4;
	if (ref[0] == 'v' && ref[1] >= '0' && ref[1] <= '9' && !strstr(repo, "gitlab"))
		ref++;
	return str_format("%.*s-%s/", (int)base.n, base.at, ref);
}

/* 1: ARGV ended well; 0: it did not, ERR has its last line; -1: it could not be run. */
static int
run(const char *const *argv, long long seconds, struct err *err)
{
	struct process_result result = { 0 };
	struct span text, line, last = SPAN_INIT;
	int ret;

	if (process_run(&(struct process){ .argv = argv, .set = surroundings, .wall_ns = seconds * 1000000000LL },
		&result, err) < 0)
		return err->sys == ENOENT ? err_set(err, ERR_SYSTEM, "'%s' is not installed", argv[0]), 0 : -1;
	ret = result.exited && result.status == 0;
	text = str_span(&result.err);
	while (span_line(&text, &line)) {
		if (span_trim(line).n)
			last = span_trim(line);
	}
	if (!ret)
		err_set(err, ERR_SYSTEM, "%s: %.*s", argv[0], result.timed_out ? 18 : last.n ? (int)last.n : 6,
			result.timed_out ? "it took too long" : last.n ? last.at : "failed");
	process_result_release(&result);
	return ret;
}

/* The name of a repository's folder here: flat, so that no address leads anywhere. */
static char *
repo_folder(const char *cache, const char *repo)
{
	struct digest digest = digest_of(span_of(repo));

	return str_format("%s/git/%.16s.git", cache, digest_text(&digest).text);
}

/* Is REF in FOLDER? It is something that git could take for an option only if it begins with '-'. */
static int
has_ref(const char *folder, const char *ref, struct err *err)
{
	char *commit = str_format("%s^{commit}", ref);
	const char *argv[] = { "git", "--git-dir", folder, "rev-parse", "--quiet", "--verify", commit, NULL };
	int ret = run(argv, GIT_SECONDS, err);

	free(commit);
	return ret;
}

/*
 * Bring REF. Of a whole commit name, a tag or a branch one commit is enough, if the
 * server agrees; else all of the repository is fetched.
 */
static int
bring(const char *folder, const char *repo, const char *ref, struct err *err)
{
	const char *init[] = { "git", "init", "--quiet", "--bare", folder, NULL };
	const char *one[] = { "git", "--git-dir", folder, "fetch", "--quiet", "--depth=1", "--no-tags", repo, NULL, NULL };
	const char *all[] = { "git", "--git-dir", folder, "fetch", "--quiet", repo, "+refs/heads/*:refs/heads/*",
		"+refs/tags/*:refs/tags/*", NULL, NULL };
	char *shallow = io_join(folder, "shallow"), *tag = str_format("+refs/tags/%s:refs/tags/%s", ref, ref);
	bool whole = strlen(ref) == 40 && strspn(ref, "0123456789abcdef") == 40;
	int ret = run(init, GIT_SECONDS, err);

	if (ret == 1)
		ret = has_ref(folder, ref, err);
	if (ret == 0) {
		one[8] = whole ? ref : tag;
		ret = run(one, GIT_SECONDS, err);
		if (ret == 1)
			ret = has_ref(folder, ref, err);
	}
	if (ret == 0) {
		if (access(shallow, F_OK) == 0)
			all[8] = "--unshallow";
		ret = run(all, GIT_SECONDS, err);
		if (ret == 1) {
			ret = has_ref(folder, ref, err);
			if (ret == 0)
				err_set(err, ERR_SYSTEM, "git: the repository has no '%s'", ref);
		}
	}
	free(tag);
	free(shallow);
	return ret;
}

/* PATH, a tar, becomes *PACKED as the name of the archive wants it. */
static int
pack(const char *path, const char *name, char **packed, struct err *err)
{
	static const struct {
		const char *end, *program, *option, *adds;
	} packer[] = {
		{ ".tar.gz", "gzip", "-n", ".gz" }, { ".tgz", "gzip", "-n", ".gz" },
		{ ".tar.bz2", "bzip2", "-9", ".bz2" }, { ".tbz2", "bzip2", "-9", ".bz2" },
		{ ".tar.xz", "xz", "-T1", ".xz" }, { ".txz", "xz", "-T1", ".xz" },
		{ ".tar.zst", "zstd", "-q", ".zst" },
	};

	*packed = NULL;
	if (span_ends(span_of(name), ".tar")) {
		*packed = arr_dup(path);
		return 1;
	}
	for (size_t i = 0; i < sizeof(packer) / sizeof(*packer); i++) {
		const char *argv[] = { packer[i].program, packer[i].option, path, NULL };

		if (!span_ends(span_of(name), packer[i].end))
			continue;
		*packed = str_format("%s%s", path, packer[i].adds);
		if (unlink(*packed) < 0 && errno != ENOENT)
			return err_sys(err, "%s", *packed);
		return run(argv, PACK_SECONDS, err);
	}
	return err_set(err, ERR_SYNTAX, "'%s': wants a name that ends in .tar, .tar.gz, .tar.bz2, .tar.xz or .tar.zst", name), 0;
}

static int
check(const char *path, const struct digest *want, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), ret = -1;
	struct digest got;

	if (fd < 0)
		err_sys(err, "%s", path);
	else if (digest_fd(fd, path, &got, err) == 0)
		ret = digest_eq(&got, want) ? 1
			: (err_set(err, ERR_DIFFERS, "wrong bytes: the SHA-256 is %s", digest_text(&got).text), 0);
	io_drop(&fd);
	return ret;
}

int
snapshot_make(const struct snapshot *snapshot, const char *cache, char **path, struct err *err)
{
	char *folder = repo_folder(cache, snapshot->repo);
	char *prefix = snapshot_prefix(snapshot->repo, snapshot->ref);
	char *prefix_word = str_format("--prefix=%s", prefix), *new = str_format("%s/git/new", cache);
	char *tar = str_format("%s/%ld.tar", new, (long)getpid()), *packed = NULL;
	const char *archive[] = { "git", "--git-dir", folder, "-c", "tar.umask=0002", "archive", "--format=tar",
		prefix_word, "-o", tar, snapshot->ref, NULL };
	int ret = -1;

	*path = NULL;
	err->text[0] = '\0';
	if (snapshot->ref[0] == '-' || snapshot->repo[0] == '-') {
		ret = (err_set(err, ERR_SYNTAX, "'%s~%s': not a repository and a reference", snapshot->repo, snapshot->ref), 0);
		goto out;
	}
	if (io_mkdirs(AT_FDCWD, new, 0755, err) < 0)
		goto out;
	ret = bring(folder, snapshot->repo, snapshot->ref, err);
	if (ret == 1)
		ret = run(archive, GIT_SECONDS, err);
	if (ret == 1)
		ret = pack(tar, snapshot->name, &packed, err);
	if (ret == 1)
		ret = check(packed, &snapshot->digest, err);
	if (ret == 1) {
		*path = packed;
		packed = NULL;
	}
out:
	if (packed)
		unlink(packed);
	if (!*path || strcmp(*path, tar) != 0)
		unlink(tar);
	free(packed);
	free(tar);
	free(new);
	free(prefix_word);
	free(prefix);
	free(folder);
	return ret;
}
