/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "machine.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/str.h"
#include "format/hex0.h"
#include "check.h"
#include "hand.h"
#include "host/image.h"
#include "host/process.h"
#include "modules.h"
#include "target.h"

enum { DUMP_SECONDS = 600 };

static char *
image_path(const struct options *options)
{
	return io_join(options->target, options->initramfs ? "initramfs" : "disk.img");
}

/* All that is in FOLDER, as an initramfs. */
static int
make_initramfs(const char *path, const char *folder, struct err *err)
{
	struct gather gather = GATHER_INIT;
	int ret = gather_add(&gather, folder, "/", GATHER_PLAIN, err);

	if (ret == 0)
		ret = gather_finish(&gather, err);
	if (ret == 0)
		ret = image_make_initramfs(path, &gather, true, err);
	gather_release(&gather);
	return ret;
}

/* What is in the initramfs that loads drivers: /init, its text, the modules by number, and where it mounts. */
static int
list_drivers(const char *folder, struct target *target, struct err *err)
{
	struct modules modules = MODULES_INIT;
	struct str text = STR_INIT, program = STR_INIT;
	int ret = modules_read(&modules, folder, err);

	if (ret == 0)
		ret = hex0_parse(&program, "init.hex0", span_of(hand_load), err);
	if (ret < 0) {
		modules_release(&modules);
		return -1;
	}
	str_adds(&text, hand_load);
	target_add_bytes(target, "init.hex0", 0644, text);
	target_add_bytes(target, "init", 0755, program);
	target_add_dir(target, "dev", 0755);
	target_add_dir(target, "root", 0755);
	target_add_dir(target, "modules", 0755);
	for (size_t i = 0; i < modules.nmodule; i++) {
		char *path = str_format("modules/%02zu", i);

		target_add_bytes(target, path, 0644, modules.module[i].bytes);
		modules.module[i].bytes = (struct str)STR_INIT;
		free(path);
	}
	modules_release(&modules);
	return target_settle(target, err);
}

static int
make_drivers(const struct options *options, struct err *err)
{
	char *folder = io_join(options->target, "drivers"), *path = io_join(options->target, "initramfs");
	struct target target = TARGET_INIT;
	int dir = -1, ret = list_drivers(options->modules, &target, err);

	if (ret == 0)
		ret = io_mkdirs(AT_FDCWD, folder, 0755, err);
	if (ret == 0) {
		dir = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		ret = dir < 0 ? err_sys(err, "%s", folder) : target_write(&target, dir, NULL, NULL, err);
	}
	if (ret == 0)
		ret = make_initramfs(path, folder, err);
	io_drop(&dir);
	target_release(&target);
	free(path);
	free(folder);
	return ret;
}

static int
make_disk(const char *path, const char *folder, const struct options *options, struct err *err)
{
	struct gather gather = GATHER_INIT;
	int ret = gather_add(&gather, folder, "/", GATHER_PLAIN, err);

	if (ret == 0)
		ret = gather_finish(&gather, err);
	if (ret == 0)
		ret = image_make_ext3(path, &gather, &(struct ext3_disk){
			.size = (uint64_t)options->target_mib << 20, .start = (uint64_t)MACHINE_START_MIB << 20 }, err);
	gather_release(&gather);
	return ret;
}

/* What a run that was killed had of an image; the target is locked, so no other writes one. */
static int
drop_halves(const char *target, struct err *err)
{
	char **name;
	size_t n;
	int ret = io_list(AT_FDCWD, target, &name, &n, err);

	if (ret < 0)
		return -1;
	for (size_t i = 0; i < n && ret == 0; i++) {
		bool image = !strncmp(name[i], "disk.img.", 9) || !strncmp(name[i], "initramfs.", 10);
		char *path = io_join(target, name[i]);

		if (image && (span_ends(span_of(name[i]), ".tmp") || span_ends(span_of(name[i]), ".tmp.debugfs")))
			ret = io_remove(AT_FDCWD, path, err);
		free(path);
	}
	io_free_names(name, n);
	return ret;
}

int
machine_make_image(const struct options *options, struct err *err)
{
	char *folder = io_join(options->target, "disk"), *path = image_path(options);
	int ret = drop_halves(options->target, err);

	if (ret == 0)
		ret = options->initramfs ? make_initramfs(path, folder, err) : make_disk(path, folder, options, err);
	if (ret == 0 && options->modules)
		ret = make_drivers(options, err);
	free(path);
	free(folder);
	return ret;
}

int
machine_take_packages(const struct options *options, const char *folder, struct err *err)
{
	char *path = image_path(options), *external = io_join(folder, "external"), *debugfs = check_find_program("debugfs");
	char *disk = str_format("%s%s?offset=%llu", *path == '/' ? "" : "./", path, (unsigned long long)MACHINE_START_MIB << 20);
	char *command = str_format("rdump /external/repo \"%s\"", external);
	const char *argv[] = { debugfs, "-R", command, disk, NULL };
	struct process_result result = { 0 };
	int ret = io_remove(AT_FDCWD, folder, err);

	/* A quote in a path would end the word. */
	if (ret == 0 && !options->initramfs && debugfs && !strchr(external, '"') && access(path, R_OK) == 0) {
		ret = io_mkdirs(AT_FDCWD, external, 0755, err);
		if (ret == 0)
			ret = process_run(&(struct process){ .argv = argv, .wall_ns = DUMP_SECONDS * 1000000000LL }, &result, err);
		process_result_release(&result);
	}
	free(command);
	free(disk);
	free(debugfs);
	free(external);
	free(path);
	return ret;
}

char *
machine_kernel_words(const struct options *options)
{
	/* Whoever watches a screen wants it lit; else the serial line is read. */
	bool screen = options->mode == MODE_BARE_METAL || options->interactive;

	return str_format("%s panic=%s %s -- /external/whole", screen ? "console=tty0 consoleblank=0" : "console=ttyS0",
		screen ? "0" : "-1",
		options->initramfs || options->modules ? "rdinit=/init" : "root=/dev/sda1 rootfstype=ext3 rw init=/init");
}

struct words {
	char **word;
	size_t n;
};

static void
add(struct words *words, const char *word)
{
	*arr_push(&words->word, &words->n) = arr_dup(word);
}

/* A comma parts the fields of a drive; in a file name it is written twice. */
static void
add_drive(struct words *words, const char *path)
{
	struct str text = STR_INIT;

	str_adds(&text, "file=");
	for (const char *at = path; *at; at++) {
		if (*at == ',')
			str_addc(&text, ',');
		str_addc(&text, *at);
	}
	/* What is written lies in the host's memory anyway when this program is killed, so no syncs. */
	str_adds(&text, ",format=raw,if=ide,cache=unsafe");
	add(words, "-drive");
	add(words, text.at);
	str_release(&text);
}

char **
machine_command(const struct options *options, bool network)
{
	struct words words = { NULL, 0 };
	char *path = image_path(options), *kernel_words = machine_kernel_words(options), *text;

	add(&words, options->qemu_cmd);
	add(&words, "-accel");
	add(&words, options->qemu_accel ? options->qemu_accel : "kvm");
	/* The first that works. */
	if (!options->qemu_accel) {
		add(&words, "-accel");
		add(&words, "tcg");
	}
	text = str_format("%luM", options->qemu_ram_mib);
	add(&words, "-m");
	add(&words, text);
	free(text);
	text = str_format("%u", options->cores);
	add(&words, "-smp");
	add(&words, text);
	free(text);
	add(&words, "-kernel");
	add(&words, options->kernel);
	add(&words, "-append");
	add(&words, kernel_words);
	if (options->initramfs || options->modules) {
		text = io_join(options->target, "initramfs");
		add(&words, "-initrd");
		add(&words, text);
		free(text);
	}
	if (!options->initramfs)
		add_drive(&words, path);
	add(&words, "-nic");
	add(&words, network ? "user,ipv6=off,model=e1000" : "none");
	add(&words, "-no-reboot");
	if (!options->interactive) {
		add(&words, "-display");
		add(&words, "none");
		add(&words, "-monitor");
		add(&words, "none");
		add(&words, "-serial");
		add(&words, "stdio");
	}
	*arr_push(&words.word, &words.n) = NULL;
	free(kernel_words);
	free(path);
	return words.word;
}

void
machine_free_command(char **word)
{
	for (size_t i = 0; word[i]; i++)
		free(word[i]);
	free(word);
}

void
machine_tell_bare_metal(const struct options *options)
{
	char *path = image_path(options), *words = machine_kernel_words(options);

	printf("The disk is %s, %lu MiB; most of it is empty.\n"
		"1. Write it to a disk of at least that size, of which nothing will be left:\n"
		"       dd if=%s of=/dev/DISK bs=4M conv=sparse,fsync\n"
		"   (sparse: only to a disk that is empty; else leave that word away)\n"
		"2. Have a boot loader on another disk start the kernel %s\n"
		"   with these words:\n"
		"       %s\n"
		"   The kernel must have the drivers for the disk, and ext3, built in, and run 32-bit programs.\n"
		"   If the disk is not the first one there, name it in root=; if it is on USB, add rootwait.\n"
		"3. When it stops with 'Attempted to kill init! exitcode=0x00000000' everything is built.\n",
		path, options->target_mib, path, options->kernel, words);
	free(words);
	free(path);
}
