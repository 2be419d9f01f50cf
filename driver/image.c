/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-image - disks and initramfs to start from, made and read back
 *
 * lbs-image.1 beside this file is the manual page.
 */
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arr.h"
#include "base/msg.h"
#include "host/image.h"

static const char usage[] =
	"usage: lbs image make --kind KIND [OPTION ...] OUT FOLDER[=/PATH] ...\n"
	"       lbs image list [--script-sector N] FILE\n"
	"\n"
	"  make              put folders and files into an image; the same files give the same bytes\n"
	"  list              what is in an image, with sizes and SHA-256\n"
	"\n"
	"  --kind KIND       builder-hex0, ext3 or initramfs\n"
	"  --size N          of the disk, bytes or with K, M, G; ext3: 16G unless given\n"
	"builder-hex0:\n"
	"  --boot-sector FILE the boot sector: hex0 text, or 512 bytes\n"
	"  --kernel-text FILE the kernel: hex0 text\n"
	"  --script FILE     commands behind the files: hex0 IN OUT, f, PROGRAM ARGUMENT\n"
	"  --script-sector N where the kernel looks for the script: 175, or 'any'\n"
	"  --spare-files N   leave places for so many files that the run will make\n"
	"  --spare-bytes N   leave so many bytes for them\n"
	"ext3:\n"
	"  --start N         of the partition; 1M unless given\n"
	"initramfs:\n"
	"  --console         with /dev/console\n"
	"\n"
	"  --help, --version\n"
	"\n"
	"Status: 0 done; 2 no answer.\n";

struct options {
	const char *kind;
	struct builder_disk builder;
	struct ext3_disk ext3;
	uint64_t size;
	bool console;
};

/* Bytes: digits, and K, M or G behind them. */
static bool
read_bytes(const char *text, uint64_t *bytes)
{
	struct span digits = span_of(text);
	unsigned shift = span_ends(digits, "K") ? 10 : span_ends(digits, "M") ? 20 : span_ends(digits, "G") ? 30 : 0;
	long long value;

	if (shift)
		digits.n--;
	value = span_number(digits, (1LL << 50) >> shift);
	*bytes = (uint64_t)value << shift;
	return value >= 0;
}

/* FOLDER, or FOLDER=/PATH: the last "=/" parts them. */
static int
gather_argument(struct gather *gather, const char *argument, enum gather_flags flags, struct err *err)
{
	const char *where = NULL;
	char *from;
	int ret;

	for (const char *at = argument; (at = strstr(at, "=/")); at++)
		where = at + 1;
	from = where ? arr_dupn(argument, (size_t)(where - 1 - argument)) : arr_dup(argument);
	ret = gather_add(gather, from, where ? where : "/", flags, err);
	free(from);
	return ret;
}

static int
make_kind(struct options *options, const char *out, const struct gather *gather, struct err *err)
{
	struct builder_disk *builder = &options->builder;

	if (!strcmp(options->kind, "ext3")) {
		options->ext3.size = options->size ? options->size : 16ULL << 30;
		return image_make_ext3(out, gather, &options->ext3, err);
	}
	if (!strcmp(options->kind, "initramfs"))
		return image_make_initramfs(out, gather, options->console, err);
	builder->size = options->size;
	if (image_make_builder(out, gather, builder, err) < 0)
		return -1;
	printf("%llu of %llu places for files and %llu of %llu bytes are taken\n", (unsigned long long)builder->nfile,
		(unsigned long long)((struct diskscript_limits)DISKSCRIPT_LIMITS).files,
		(unsigned long long)builder->nbyte, (unsigned long long)((struct diskscript_limits)DISKSCRIPT_LIMITS).bytes);
	return 0;
}

static int
do_make(struct options *options, char **arg, int n)
{
	struct gather gather = GATHER_INIT;
	struct err err = ERR_INIT;
	bool builder = options->kind && !strcmp(options->kind, "builder-hex0");
	int ret = 0;

	if (!options->kind || (!builder && strcmp(options->kind, "ext3") && strcmp(options->kind, "initramfs")))
		return msg_usage("--kind wants builder-hex0, ext3 or initramfs");
	if (builder && (!options->builder.stage1 || !options->builder.stage2))
		return msg_usage("builder-hex0 wants --boot-sector and --kernel-text");
	if (n < 2)
		return msg_usage("'make' wants OUT and what goes into it");
	for (int i = 1; i < n && ret == 0; i++)
		ret = gather_argument(&gather, arg[i], builder ? GATHER_SKIP_GIT : GATHER_PLAIN, &err);
	if (ret == 0)
		ret = gather_finish(&gather, &err);
	if (ret == 0)
		ret = make_kind(options, arg[0], &gather, &err);
	gather_release(&gather);
	if (ret < 0)
		msg_err(&err);
	return msg_finish(ret < 0 ? EXIT_NOANSWER : EXIT_GOOD);
}

/* Lines as in lbs-layer(5): TYPE MODE ... PATH; names escaped so that a space is a space. */
static void
print_entry(const struct image_entry *entry)
{
	struct str line = STR_INIT;

	if (entry->command) {
		str_adds(&line, "> ");
		str_add_escaped(&line, span_of(entry->command));
	} else {
		if (S_ISREG(entry->mode))
			str_addf(&line, "f %04o %s %llu /", entry->mode & 07777, digest_text(&entry->digest).text,
				(unsigned long long)entry->size);
		else if (S_ISDIR(entry->mode))
			str_addf(&line, "d %04o /", entry->mode & 07777);
		else if (S_ISLNK(entry->mode))
			str_adds(&line, "l /");
		else
			str_addf(&line, "%c %04o /", S_ISCHR(entry->mode) ? 'c' : S_ISBLK(entry->mode) ? 'b' : 'p', entry->mode & 07777);
		str_add_escaped(&line, span_of(entry->path));
		if (entry->target) {
			str_adds(&line, " -> ");
			str_add_escaped(&line, span_of(entry->target));
		}
	}
	puts(str_span(&line).at);
	str_release(&line);
}

static int
do_list(const struct options *options, char **arg, int n)
{
	struct image image = IMAGE_INIT;
	struct err err = ERR_INIT;

	if (n != 1)
		return msg_usage("'list' wants one FILE");
	if (image_read(&image, arg[0], options->builder.script_sector, &err) < 0) {
		msg_err(&err);
		return EXIT_NOANSWER;
	}
	printf("%s", image_kind_word(image.kind));
	if (image.kind == IMAGE_BUILDER || image.kind == IMAGE_EXT3)
		printf(", %s at byte %llu", image.kind == IMAGE_EXT3 ? "file system" : "script", (unsigned long long)image.at);
	printf(": %llu files, %llu bytes\n", (unsigned long long)image.nfile, (unsigned long long)image.nbyte);
	for (size_t i = 0; i < image.nentry; i++)
		print_entry(&image.entry[i]);
	image_release(&image);
	return msg_finish(EXIT_GOOD);
}

/* The value of option WORD; false after a message. */
static bool
take_number(const char *word, const char *text, uint64_t *value)
{
	if (read_bytes(text, value))
		return true;
	msg_usage("'--%s' wants a number, or one with K, M or G, got '%s'", word, text);
	return false;
}

int
main(int argc, char **argv)
{
	static const struct option known[] = {
		{ "kind", required_argument, NULL, 'k' }, { "boot-sector", required_argument, NULL, '1' },
		{ "kernel-text", required_argument, NULL, '2' }, { "script", required_argument, NULL, 's' },
		{ "script-sector", required_argument, NULL, 'S' }, { "spare-files", required_argument, NULL, 'F' },
		{ "spare-bytes", required_argument, NULL, 'B' }, { "size", required_argument, NULL, 'z' },
		{ "start", required_argument, NULL, 'a' }, { "console", no_argument, NULL, 'c' },
		{ "help", no_argument, NULL, 'h' }, { "version", no_argument, NULL, 'V' }, { NULL, 0, NULL, 0 },
	};
	struct options options = { .ext3.start = 1 << 20 };
	bool sector_given = false, good = true;
	int c, index = 0;

	msg_init("lbs-image");
	/* libarchive takes names through the locale; without one that knows all of them it gives up on some. */
	setlocale(LC_CTYPE, "C.UTF-8");
	opterr = 0;
	while ((c = getopt_long(argc, argv, ":", known, &index)) != -1) {
		switch (c) {
		case 'k': options.kind = optarg; break;
		case '1': options.builder.stage1 = optarg; break;
		case '2': options.builder.stage2 = optarg; break;
		case 's': options.builder.script = optarg; break;
		case 'S':
			sector_given = true;
			if (strcmp(optarg, "any"))
				good = take_number(known[index].name, optarg, &options.builder.script_sector);
			break;
		case 'F': good = take_number(known[index].name, optarg, &options.builder.spare.files); break;
		case 'B': good = take_number(known[index].name, optarg, &options.builder.spare.bytes); break;
		case 'z': good = take_number(known[index].name, optarg, &options.size); break;
		case 'a': good = take_number(known[index].name, optarg, &options.ext3.start); break;
		case 'c': options.console = true; break;
		case 'h': fputs(usage, stdout); return msg_finish(EXIT_GOOD);
		case 'V': return msg_version();
		case ':': return msg_usage("'%s' wants a value", argv[optind - 1]);
		default: return msg_usage("unknown option '%s'", argv[optind - 1]);
		}
		if (!good)
			return EXIT_NOANSWER;
	}
	if (optind < argc && !strcmp(argv[optind], "make")) {
		if (!sector_given)
			options.builder.script_sector = BUILDER_SCRIPT_SECTOR;
		return do_make(&options, argv + optind + 1, argc - optind - 1);
	}
	if (optind < argc && !strcmp(argv[optind], "list"))
		return do_list(&options, argv + optind + 1, argc - optind - 1);
	return msg_usage("wants 'make' or 'list'");
}
