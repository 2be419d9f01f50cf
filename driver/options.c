/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "options.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "base/option.h"
#include "base/str.h"

enum { CORES_MAX = 1024, SIZE_MAX_MIB = 1 << 24 };

enum word {
	WORD_ARCH, WORD_CHROOT, WORD_BWRAP, WORD_QEMU, WORD_BARE_METAL, WORD_TARGET, WORD_TMPFS,
	WORD_TMPFS_SIZE, WORD_CORES, WORD_FORCE_TIMESTAMPS, WORD_UPDATE_CHECKSUMS, WORD_EXTERNAL_SOURCES,
	WORD_BUILD_KERNELS, WORD_NO_CREATE_CONFIG, WORD_INTERACTIVE, WORD_CONFIGURATOR, WORD_MIRRORS,
	WORD_REPO, WORD_EARLY_PRESEED, WORD_INTERNAL_CI, WORD_SWAP, WORD_QEMU_CMD, WORD_QEMU_RAM,
	WORD_TARGET_SIZE, WORD_QEMU_ACCEL, WORD_KERNEL, WORD_BUILD_GUIX_ALSO, WORD_INITRAMFS,
	WORD_MODULES, WORD_TREE, WORD_DISTFILES,
	WORD_OFFLINE, WORD_NO_DEBIAN, WORD_QUIET, WORD_HELP, WORD_VERSION, NWORD,
};

enum takes { TAKES_NOTHING, TAKES_ONE, TAKES_SOME };

static const struct row {
	const char *name, *brief;       /* without dashes; brief may be NULL */
	enum takes takes;
} table[NWORD] = {
	[WORD_ARCH] = { "arch", "a", TAKES_ONE },
	[WORD_CHROOT] = { "chroot", "c", TAKES_NOTHING },
	[WORD_BWRAP] = { "bwrap", "bw", TAKES_NOTHING },
	[WORD_QEMU] = { "qemu", "q", TAKES_NOTHING },
	[WORD_BARE_METAL] = { "bare-metal", "b", TAKES_NOTHING },
	[WORD_TARGET] = { "target", "t", TAKES_ONE },
	[WORD_TMPFS] = { "tmpfs", NULL, TAKES_NOTHING },
	[WORD_TMPFS_SIZE] = { "tmpfs-size", NULL, TAKES_ONE },
	[WORD_CORES] = { "cores", NULL, TAKES_ONE },
	[WORD_FORCE_TIMESTAMPS] = { "force-timestamps", NULL, TAKES_NOTHING },
	[WORD_UPDATE_CHECKSUMS] = { "update-checksums", NULL, TAKES_NOTHING },
	[WORD_EXTERNAL_SOURCES] = { "external-sources", NULL, TAKES_NOTHING },
	[WORD_BUILD_KERNELS] = { "build-kernels", NULL, TAKES_NOTHING },
	[WORD_NO_CREATE_CONFIG] = { "no-create-config", NULL, TAKES_NOTHING },
	[WORD_INTERACTIVE] = { "interactive", "i", TAKES_NOTHING },
	[WORD_CONFIGURATOR] = { "configurator", NULL, TAKES_NOTHING },
	[WORD_MIRRORS] = { "mirrors", "m", TAKES_SOME },
	[WORD_REPO] = { "repo", "r", TAKES_ONE },
	[WORD_EARLY_PRESEED] = { "early-preseed", NULL, TAKES_ONE },
	[WORD_INTERNAL_CI] = { "internal-ci", NULL, TAKES_ONE },
	[WORD_SWAP] = { "swap", "s", TAKES_ONE },
	[WORD_QEMU_CMD] = { "qemu-cmd", "qc", TAKES_ONE },
	[WORD_QEMU_RAM] = { "qemu-ram", "qr", TAKES_ONE },
	[WORD_TARGET_SIZE] = { "target-size", "qs", TAKES_ONE },
	[WORD_QEMU_ACCEL] = { "qemu-accel", NULL, TAKES_ONE },
	[WORD_KERNEL] = { "kernel", "qk", TAKES_ONE },
	[WORD_BUILD_GUIX_ALSO] = { "build-guix-also", NULL, TAKES_NOTHING },
	[WORD_INITRAMFS] = { "initramfs", NULL, TAKES_NOTHING },
	[WORD_MODULES] = { "modules", NULL, TAKES_ONE },
	[WORD_TREE] = { "tree", NULL, TAKES_ONE },
	[WORD_DISTFILES] = { "distfiles", NULL, TAKES_ONE },
	[WORD_OFFLINE] = { "offline", NULL, TAKES_NOTHING },
	[WORD_NO_DEBIAN] = { "no-debian", NULL, TAKES_NOTHING },
	[WORD_QUIET] = { "quiet", NULL, TAKES_NOTHING },
	[WORD_HELP] = { "help", "h", TAKES_NOTHING },
	[WORD_VERSION] = { "version", NULL, TAKES_NOTHING },
};

static const char usage[] =
	"usage: lbs bootstrap --chroot|--bwrap|--qemu|--bare-metal [OPTION ...]\n"
	"\n"
	"Prepare a system that builds itself from the seed and the steps, and start it.\n"
	"\n"
	"where it runs, one of:\n"
	"  -c,  --chroot           in a folder, by this program; no root rights needed\n"
	"  -bw, --bwrap            in a folder, by bubblewrap\n"
	"  -q,  --qemu             in a virtual machine\n"
	"  -b,  --bare-metal       write a disk image, and say what to do with it\n"
	"what is built:\n"
	"  -a, --arch ARCH         x86 (default)\n"
	"  --build-kernels         build the kernels, too, where none is needed\n"
	"  --build-guix-also       go on with the tree steps-guix\n"
	"  --configurator          ask for the settings at the start\n"
	"  --cores N               jobs of make (default 2)\n"
	"  --force-timestamps      set the time of all files to 0 at the end\n"
	"  -i, --interactive       shells at the end and at errors\n"
	"  --internal-ci PASS      pass1, pass2 or pass3: a chain in three runs\n"
	"  --no-create-config      leave bootstrap.cfg empty\n"
	"  --update-checksums      write checksums instead of comparing them; builds kernels\n"
	"what it is made of:\n"
	"  --early-preseed TAR     the results of everything before bash\n"
	"  --external-sources      put all sources on the target: no network is needed there\n"
	"  -m, --mirrors PLACE ... folders, file:// or http(s):// addresses of source files\n"
	"  -r, --repo DIR          packages that were built before\n"
	"  --distfiles DIR         source archives (default: ~/.cache/lbs/distfiles)\n"
	"  --no-debian             do not ask the Debian source archive\n"
	"  --offline               use distfiles and folders alone\n"
	"  --tree DIR              the checkout (default: $LBS_TREE, here, or the installed one)\n"
	"where it is put:\n"
	"  -t, --target DIR        (default: target)\n"
	"  --tmpfs                 mount a tmpfs on the target first (as root)\n"
	"  --tmpfs-size SIZE       (default 8G)\n"
	"virtual machine and bare metal:\n"
	"  -qk, --kernel FILE      the kernel to start\n"
	"  --modules DIR           the kernel's drivers, if it has them in files: /lib/modules/VERSION\n"
	"  --initramfs             the whole target in memory: no drivers needed, no result kept\n"
	"  -qc, --qemu-cmd NAME    (default qemu-system-x86_64)\n"
	"  -qr, --qemu-ram MIB     (default 4096)\n"
	"  --qemu-accel NAME       kvm or tcg (default: kvm if it is there, else tcg)\n"
	"  -qs, --target-size N[M|G]  of the disk (default 16G)\n"
	"  -s, --swap N[M|G]       a swap file (default 0: none)\n"
	"\n"
	"  --quiet                 print nothing but errors\n"
	"  --help, --version\n"
	"\n"
	"Status: 0 the system was built; 1 a step failed, or made something else than is\n"
	"recorded; 2 no answer.\n";

const char *
mode_word(enum mode mode)
{
	static const char *const word[] = { "", "chroot", "bwrap", "qemu", "bare-metal" };

	return word[mode];
}

/* A size in MiB, with M or G behind it or nothing; -1 when it is none. */
static long long
read_size(const char *text)
{
	struct span number = span_of(text);
	long long factor = 1, n;

	if (span_ends(number, "M") || span_ends(number, "G")) {
		factor = span_ends(number, "G") ? 1024 : 1;
		number.n--;
	}
	n = span_number(number, SIZE_MAX_MIB / factor);
	return n < 0 ? -1 : n * factor;
}

/* The row that NAME means: whole, or the only one that begins so. -1: msg_usage() was told. */
static int
find_long(struct span name, const char *argument, int *status)
{
	int found = -1;

	for (int i = 0; i < NWORD; i++) {
		if (span_is(name, table[i].name))
			return i;
	}
	for (int i = 0; i < NWORD; i++) {
		struct span whole = span_of(table[i].name);

		if (name.n == 0 || name.n > whole.n || memcmp(whole.at, name.at, name.n))
			continue;
		if (found >= 0) {
			*status = msg_usage("'%s': may be --%s or --%s", argument, table[found].name, table[i].name);
			return -1;
		}
		found = i;
	}
	if (found < 0)
		*status = msg_usage("unknown option '%s'", argument);
	return found;
}

static int
find_option(const char *argument, const char **value, int *status)
{
	struct span rest, name;

	*value = NULL;
	if (argument[1] != '-') {
		for (int i = 0; i < NWORD; i++) {
			if (table[i].brief && !strcmp(table[i].brief, argument + 1))
				return i;
		}
		*status = msg_usage("unknown option '%s'", argument);
		return -1;
	}
	rest = span_of(argument + 2);
	if (!span_cut(&rest, '=', &name))
		name = rest;
	if (strchr(argument, '='))
		*value = strchr(argument, '=') + 1;
	return find_long(name, argument, status);
}

/*
 * A mirror is a folder or an address that ends in no slash. What upstream asks for,
 * file:// with a whole path, is the folder; any other folder must be there, too.
 */
static int
add_mirror(struct options *options, const char *place)
{
	const char *folder = strstr(place, "://") ? NULL : place;
	struct stat st;

	if (!strncmp(place, "file://", 7)) {
		folder = place + 7;
		if (folder[0] != '/')
			return msg_usage("--mirrors: '%s': file:// wants a path from the root on, file:///srv/mirror",
				place);
	} else if (!folder && strncmp(place, "http://", 7) && strncmp(place, "https://", 8)) {
		return msg_usage("--mirrors: '%s': wants a folder, or an address file://, http:// or https://", place);
	}
	if (!folder && !strstr(place, "://")[3])
		return msg_usage("--mirrors: '%s': wants a host behind the slashes", place);
	/* The list ends up between quotes in bootstrap.cfg, parted by spaces, for kaem and bash to read. */
	if (!folder && strpbrk(place, " \"\\$`'\n\t"))
		return msg_usage("--mirrors: '%s': an address has no spaces, quotes, backslashes or '$'", place);
	if (folder && (stat(folder, &st) < 0 || !S_ISDIR(st.st_mode)))
		return msg_usage("--mirrors: '%s': not a folder", folder);
	*arr_push(&options->mirror, &options->nmirror) = folder ? folder : place;
	return -1;
}

static int
set_mode(struct options *options, enum mode mode)
{
	if (options->mode != MODE_NONE && options->mode != mode)
		return msg_usage("--%s and --%s: wants one of them", mode_word(options->mode), mode_word(mode));
	options->mode = mode;
	return -1;
}

static int
read_sizes(struct options *options, enum word word, const char *value)
{
	long long n = word == WORD_CORES ? span_number(span_of(value), CORES_MAX)
		: word == WORD_QEMU_RAM ? span_number(span_of(value), SIZE_MAX_MIB) : read_size(value);

	switch (word) {
	case WORD_CORES:
		if (n < 1)
			return msg_usage("--cores: wants a number from 1 to %d, got '%s'", CORES_MAX, value);
		options->cores = (unsigned)n;
		break;
	case WORD_QEMU_RAM:
		if (n < 16)
			return msg_usage("--qemu-ram: wants MiB, 16 or more, got '%s'", value);
		options->qemu_ram_mib = (unsigned long)n;
		break;
	case WORD_SWAP:
		if (n < 0)
			return msg_usage("--swap: wants a size like 512M or 2G, got '%s'", value);
		options->swap_mib = (unsigned long)n;
		break;
	default:
		if (n < 1)
			return msg_usage("--target-size: wants a size like 512M or 16G, got '%s'", value);
		options->target_mib = (unsigned long)n;
		break;
	}
	return -1;
}

static int
take(struct options *options, enum word word, const char *value)
{
	switch (word) {
	case WORD_ARCH:
		options->arch = arch_find(value);
		if (!options->arch)
			return msg_usage("--arch: unknown architecture '%s'; known are x86, amd64, riscv64", value);
		break;
	case WORD_CHROOT: return set_mode(options, MODE_CHROOT);
	case WORD_BWRAP: return set_mode(options, MODE_BWRAP);
	case WORD_QEMU: return set_mode(options, MODE_QEMU);
	case WORD_BARE_METAL: return set_mode(options, MODE_BARE_METAL);
	case WORD_TARGET: options->target = value; break;
	case WORD_TMPFS: options->tmpfs = true; break;
	case WORD_TMPFS_SIZE: options->tmpfs_size = value; break;
	case WORD_FORCE_TIMESTAMPS: options->force_timestamps = true; break;
	case WORD_UPDATE_CHECKSUMS: options->update_checksums = true; break;
	case WORD_EXTERNAL_SOURCES: options->external_sources = true; break;
	case WORD_BUILD_KERNELS: options->build_kernels = true; break;
	case WORD_NO_CREATE_CONFIG: options->no_create_config = true; break;
	case WORD_INTERACTIVE: options->interactive = true; break;
	case WORD_CONFIGURATOR: options->configurator = true; break;
	case WORD_MIRRORS: return add_mirror(options, value);
	case WORD_REPO: options->repo = value; break;
	case WORD_EARLY_PRESEED: options->early_preseed = value; break;
	case WORD_INTERNAL_CI:
		if (strcmp(value, "pass1") && strcmp(value, "pass2") && strcmp(value, "pass3"))
			return msg_usage("--internal-ci: wants pass1, pass2 or pass3, got '%s'", value);
		options->internal_ci = value;
		break;
	case WORD_CORES:
	case WORD_SWAP:
	case WORD_QEMU_RAM:
	case WORD_TARGET_SIZE:
		return read_sizes(options, word, value);
	case WORD_QEMU_CMD: options->qemu_cmd = value; break;
	case WORD_QEMU_ACCEL:
		if (strcmp(value, "kvm") && strcmp(value, "tcg"))
			return msg_usage("--qemu-accel: wants kvm or tcg, got '%s'", value);
		options->qemu_accel = value;
		break;
	case WORD_KERNEL: options->kernel = value; break;
	case WORD_BUILD_GUIX_ALSO: options->build_guix_also = true; break;
	case WORD_INITRAMFS: options->initramfs = true; break;
	case WORD_MODULES: options->modules = value; break;
	case WORD_TREE: option_set(&options->tree, value); break;
	case WORD_DISTFILES: option_set(&options->distfiles, value); break;
	case WORD_OFFLINE: options->offline = true; break;
	case WORD_NO_DEBIAN: options->no_debian = true; break;
	case WORD_QUIET: options->quiet = true; break;
	case WORD_HELP:
		fputs(usage, stdout);
		return msg_finish(EXIT_GOOD);
	case WORD_VERSION:
		return msg_version();
	case NWORD:
		break;
	}
	return -1;
}

/* What may not stand together, or stands for nothing. */
static int
check_together(const struct options *options, const bool *seen)
{
	bool machine = options->mode == MODE_QEMU || options->mode == MODE_BARE_METAL;

	if (options->mode == MODE_NONE)
		return msg_usage("where is it to run? say --chroot, --bwrap, --qemu or --bare-metal");
	if (options->tmpfs && options->mode == MODE_BWRAP)
		return msg_usage("--tmpfs: not with --bwrap, which has no root rights to mount it");
	if (options->kernel && !machine)
		return msg_usage("--kernel: only with --qemu or --bare-metal");
	if (options->initramfs && !(options->mode == MODE_QEMU && options->kernel))
		return msg_usage("--initramfs: only with --qemu and --kernel");
	if (options->modules && !(options->mode == MODE_QEMU && options->kernel))
		return msg_usage("--modules: only with --qemu and --kernel");
	if (options->modules && options->initramfs)
		return msg_usage("--modules and --initramfs: wants one of them; no disk is used with --initramfs");
	for (enum word word = WORD_QEMU_CMD; word <= WORD_QEMU_RAM; word++) {
		if (seen[word] && options->mode != MODE_QEMU)
			return msg_usage("--%s: only with --qemu", table[word].name);
	}
	if (seen[WORD_QEMU_ACCEL] && options->mode != MODE_QEMU)
		return msg_usage("--qemu-accel: only with --qemu");
	if (seen[WORD_TARGET_SIZE] && !machine)
		return msg_usage("--target-size: only with --qemu or --bare-metal");
	if (seen[WORD_TMPFS_SIZE] && !options->tmpfs)
		return msg_usage("--tmpfs-size: only with --tmpfs");
	if (options->internal_ci && machine)
		return msg_usage("--internal-ci: only with --chroot or --bwrap");
	if (options->configurator && !machine && !options->interactive)
		return msg_usage("--configurator: asks questions: add --interactive");
	return -1;
}

static int
fill_in(struct options *options)
{
	if (!options->tree)
		options->tree = option_tree(LBS_DATADIR);
	options->cache = option_cache();
	if (!options->cache && !options->distfiles)
		return msg_usage("no HOME to keep sources in: say --distfiles DIR");
	if (!options->distfiles)
		options->distfiles = io_join(options->cache, "distfiles");
	if (!options->cache)
		options->cache = io_join(options->distfiles, ".lbs");
	/* As upstream does: a folder of the host has the host's swap. */
	if (options->swap_mib && options->mode != MODE_QEMU && options->mode != MODE_BARE_METAL) {
		msg_line("--swap: not used with --%s: the host's is", mode_word(options->mode));
		options->swap_mib = 0;
	}
	/* Sums of the kernels are written, too. */
	options->build_kernels = options->build_kernels || options->update_checksums;
	return -1;
}

bool
options_know(const char *argument, char *const *more, int nmore, int *values)
{
	size_t n = strcspn(argument, "=");
	const struct row *row = NULL;

	*values = 0;
	for (int i = 0; i < NWORD && !row && argument[0] == '-'; i++) {
		struct span name = { argument + 2, n < 2 ? 0 : n - 2 };

		if (argument[1] == '-' ? span_is(name, table[i].name) : table[i].brief && !strcmp(table[i].brief, argument + 1))
			row = &table[i];
	}
	if (row && !argument[n] && row->takes != TAKES_NOTHING) {
		while (*values < nmore && (*values == 0 || row->takes == TAKES_SOME) && more[*values][0] != '-')
			(*values)++;
	}
	return row != NULL;
}

int
options_read(struct options *options, int argc, char **argv)
{
	bool seen[NWORD] = { false };
	int status = EXIT_NOANSWER;

	*options = (struct options){
		.arch = arch_find("x86"),
		.target = "target",
		.tmpfs_size = "8G",
		.cores = 2,
		.qemu_cmd = "qemu-system-x86_64",
		.qemu_ram_mib = 4096,
		.target_mib = 16 * 1024,
	};
	for (int i = 1; i < argc;) {
		const char *argument = argv[i++], *value;
		int word;

		if (argument[0] != '-' || argument[1] == '\0')
			return msg_usage("'%s': not an option", argument);
		word = find_option(argument, &value, &status);
		if (word < 0)
			return status;
		seen[word] = true;
		if (table[word].takes == TAKES_NOTHING && value)
			return msg_usage("--%s: takes no value", table[word].name);
		if (value && !*value)
			return msg_usage("'%s' wants a value", argument);
		if (table[word].takes != TAKES_NOTHING && !value) {
			if (i >= argc || !argv[i][0] || (argv[i][0] == '-' && argv[i][1]))
				return msg_usage("'%s' wants a value", argument);
			value = argv[i++];
		}
		status = take(options, (enum word)word, value);
		while (status < 0 && table[word].takes == TAKES_SOME && i < argc && argv[i][0] != '-')
			status = take(options, (enum word)word, argv[i++]);
		if (status >= 0)
			return status;
	}
	status = check_together(options, seen);
	return status >= 0 ? status : fill_in(options);
}

void
options_release(struct options *options)
{
	free(options->tree);
	free(options->distfiles);
	free(options->cache);
	free(options->mirror);
	*options = (struct options){ 0 };
}
