/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/str.h"
#include "host/image.h"

static char *
image_path(const struct options *options)
{
	return io_join(options->target, options->initramfs ? "initramfs" : "disk.img");
}

int
machine_make_image(const struct options *options, struct err *err)
{
	char *folder = io_join(options->target, "disk"), *path = image_path(options);
	struct gather gather = GATHER_INIT;
	int ret = -1;

	if (gather_add(&gather, folder, "/", GATHER_PLAIN, err) == 0 && gather_finish(&gather, err) == 0) {
		if (options->initramfs)
			ret = image_make_initramfs(path, &gather, true, err);
		else
			ret = image_make_ext3(path, &gather, &(struct ext3_disk){
				.size = (uint64_t)options->target_mib << 20, .start = (uint64_t)MACHINE_START_MIB << 20 }, err);
	}
	gather_release(&gather);
	free(path);
	free(folder);
	return ret;
}

char *
machine_kernel_words(const struct options *options)
{
	/* Whoever watches a screen wants it lit; else the serial line is read. */
	bool screen = options->mode == MODE_BARE_METAL || options->interactive;

	return str_format("%s panic=%s %s -- /external/whole", screen ? "console=tty0 consoleblank=0" : "console=ttyS0",
		screen ? "0" : "-1",
		options->initramfs ? "rdinit=/init" : "root=/dev/sda1 rootfstype=ext3 rw init=/init");
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
	if (options->initramfs) {
		add(&words, "-initrd");
		add(&words, path);
	} else {
		add_drive(&words, path);
	}
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
