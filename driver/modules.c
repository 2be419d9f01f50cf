/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "modules.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arr.h"
#include "base/io.h"
#include "host/process.h"

enum { DEPTH_LIMIT = 16, FILES_LIMIT = 100000, LIST_LIMIT = 16 << 20, MODULE_LIMIT = 64 << 20, UNPACK_SECONDS = 60 };
enum { MODULES_MAX = 100 };             /* two digits name them, hand.h */

/* In this order. MUST: in a file or in the kernel; the others are not in every kernel, under that name. */
static const struct {
	const char *name;
	bool must;
} wanted[] = {
	{ "crc32c_generic", false },    /* ext4 asks for it by another name */
	{ "ata_piix", true },
	{ "sd_mod", true },
	{ "ext4", true },               /* reads ext3, too */
	{ "e1000", false },
};

static const struct {
	const char *end, *program;      /* NULL: as it is */
} form[] = { { ".ko", NULL }, { ".ko.xz", "xz" }, { ".ko.zst", "zstd" }, { ".ko.gz", "gzip" } };

struct file {
	char *name, *path;              /* owned */
	const char *program;
};

struct search {
	const char *folder;
	struct file *file;              /* owned */
	size_t nfile;
	struct str builtin;             /* modules.builtin */
	struct modules found;
};

void
modules_release(struct modules *modules)
{
	for (size_t i = 0; i < modules->nmodule; i++) {
		free(modules->module[i].name);
		str_release(&modules->module[i].bytes);
	}
	free(modules->module);
	*modules = (struct modules)MODULES_INIT;
}

/* NAME with '_' for each '-'; owned. */
static char *
plain_name(struct span name)
{
	char *plain = span_dup(name);

	for (char *at = plain; (at = strchr(at, '-')); at++)
		*at = '_';
	return plain;
}

static int
add_files(struct search *search, const char *folder, unsigned depth, struct err *err)
{
	char **name;
	size_t n;
	int ret = 0;

	if (io_list(AT_FDCWD, folder, &name, &n, err) < 0)
		return -1;
	for (size_t i = 0; i < n && ret == 0; i++) {
		char *path = io_join(folder, name[i]);
		struct span whole = span_of(name[i]);
		struct stat st;

		if (depth >= DEPTH_LIMIT || search->nfile >= FILES_LIMIT)
			ret = err_set(err, ERR_LIMIT, "%s: wants %d files at most, %d deep", search->folder, FILES_LIMIT, DEPTH_LIMIT);
		else if (lstat(path, &st) < 0)
			ret = err_sys(err, "%s", path);
		else if (S_ISDIR(st.st_mode))
			ret = add_files(search, path, depth + 1, err);
		for (size_t k = 0; ret == 0 && S_ISREG(st.st_mode) && k < sizeof(form) / sizeof(*form); k++) {
			size_t end = strlen(form[k].end);

			if (span_ends(whole, form[k].end) && whole.n > end)
				*arr_push(&search->file, &search->nfile) = (struct file){
					plain_name((struct span){ whole.at, whole.n - end }), arr_dup(path), form[k].program };
		}
		free(path);
	}
	io_free_names(name, n);
	return ret;
}

static bool
is_in_kernel(const struct search *search, const char *name)
{
	struct span rest = str_span(&search->builtin), line;

	while (span_line(&rest, &line)) {
		const char *slash = memrchr(line.at, '/', line.n);
		struct span last = slash ? (struct span){ slash + 1, line.n - (size_t)(slash + 1 - line.at) } : line;
		char *plain;
		bool same;

		if (!span_ends(last, ".ko"))
			continue;
		plain = plain_name((struct span){ last.at, last.n - 3 });
		same = !strcmp(plain, name);
		free(plain);
		if (same)
			return true;
	}
	return false;
}

static int
read_module(const struct file *file, struct str *bytes, struct err *err)
{
	const char *argv[] = { file->program, "-dc", file->path, NULL };
	struct process_result result = { 0 };
	int ret = -1;

	if (!file->program)
		return io_read_file(AT_FDCWD, file->path, MODULE_LIMIT, bytes, err);
	if (process_run(&(struct process){ .argv = argv, .wall_ns = UNPACK_SECONDS * 1000000000LL, .out_limit = MODULE_LIMIT },
		&result, err) < 0)
		return err->sys == ENOENT ? err_set(err, ERR_SYSTEM, "%s: wants the program '%s'", file->path, file->program) : -1;
	if (!result.exited || result.status != 0 || result.out.n >= MODULE_LIMIT) {
		err_set(err, ERR_SYNTAX, "%s: %s cannot read it", file->path, file->program);
	} else {
		*bytes = result.out;
		result.out = (struct str)STR_INIT;
		ret = 0;
	}
	process_result_release(&result);
	return ret;
}

/* What stands behind "depends=" in a module; empty when it says nothing. */
static struct span
depends_of(struct span bytes)
{
	static const char sign[] = "\0depends=";
	const char *at = span_find(bytes, (struct span){ sign, sizeof(sign) - 1 }), *end;
	size_t left;

	if (!at)
		return (struct span)SPAN_INIT;
	at += sizeof(sign) - 1;
	left = bytes.n - (size_t)(at - bytes.at);
	end = memchr(at, '\0', left);
	return (struct span){ at, end ? (size_t)(end - at) : 0 };
}

/* NAME behind all that it wants; *FOUND: there is a file of it, or it is in the kernel. */
static int
add_module(struct search *search, const char *name, unsigned depth, bool *found, struct err *err)
{
	struct module new = { NULL, STR_INIT };
	const struct file *file = NULL;
	struct span rest, part;
	int ret;

	*found = true;
	for (size_t i = 0; i < search->found.nmodule; i++) {
		if (!strcmp(search->found.module[i].name, name))
			return 0;
	}
	for (size_t i = 0; i < search->nfile && !file; i++) {
		if (!strcmp(search->file[i].name, name))
			file = &search->file[i];
	}
	if (!file) {
		*found = is_in_kernel(search, name);
		return 0;
	}
	if (depth >= DEPTH_LIMIT)
		return err_set(err, ERR_SYNTAX, "%s: wants others that want it", file->path);
	ret = read_module(file, &new.bytes, err);
	rest = depends_of(str_span(&new.bytes));
	while (ret == 0 && span_cut(&rest, ',', &part)) {
		char *below = plain_name(part);
		bool there = true;

		if (part.n)
			ret = add_module(search, below, depth + 1, &there, err);
		if (ret == 0 && !there)
			ret = err_set(err, ERR_SYNTAX, "%s: wants '%s', which is not in %s", file->path, below, search->folder);
		free(below);
	}
	if (ret == 0 && search->found.nmodule >= MODULES_MAX)
		ret = err_set(err, ERR_LIMIT, "%s: more than %d modules are wanted", search->folder, MODULES_MAX);
	if (ret == 0) {
		new.name = arr_dup(name);
		*arr_push(&search->found.module, &search->found.nmodule) = new;
	} else {
		str_release(&new.bytes);
	}
	return ret;
}

static int
read_folder(struct search *search, struct err *err)
{
	char *kernel = io_join(search->folder, "kernel"), *builtin = io_join(search->folder, "modules.builtin");
	int ret = add_files(search, kernel, 0, err);

	if (ret < 0 && err->sys == ENOENT)
		err_set(err, ERR_SYSTEM, "%s: not there; wants a folder of a kernel's modules, like /lib/modules/VERSION", kernel);
	/* Without it nothing is in the kernel. */
	if (ret == 0 && io_read_file(AT_FDCWD, builtin, LIST_LIMIT, &search->builtin, err) < 0 && err->sys != ENOENT)
		ret = -1;
	free(builtin);
	free(kernel);
	return ret;
}

int
modules_read(struct modules *modules, const char *folder, struct err *err)
{
	struct search search = { .folder = folder, .builtin = STR_INIT, .found = MODULES_INIT };
	int ret = read_folder(&search, err);

	for (size_t i = 0; ret == 0 && i < sizeof(wanted) / sizeof(*wanted); i++) {
		bool found;

		ret = add_module(&search, wanted[i].name, 0, &found, err);
		if (ret == 0 && !found && wanted[i].must)
			ret = err_set(err, ERR_SYNTAX, "%s: has no module '%s', and its modules.builtin does not say that the kernel "
				"has it in it", folder, wanted[i].name);
	}
	for (size_t i = 0; i < search.nfile; i++) {
		free(search.file[i].name);
		free(search.file[i].path);
	}
	free(search.file);
	str_release(&search.builtin);
	if (ret < 0)
		modules_release(&search.found);
	else
		*modules = search.found;
	return ret;
}
