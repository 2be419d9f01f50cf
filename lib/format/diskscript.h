/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * diskscript - what the builder kernel reads from its disk: files, then what to run
 *
 *     src SIZE PATH\n and SIZE bytes     a file; "src 0 PATH" is a folder, too
 *     hex0 IN OUT\n                      a file made of a commented hexadecimal text
 *     f\n                                write /dev/hda to the disk before the next program
 *     PROGRAM ARGUMENT\n                 run it and wait; exactly one space, one argument
 *     a zero byte                        the end
 *
 * The kernel checks nothing: what is out of form, or too much for its memory map,
 * hangs the machine. So everything is checked here, by the one who writes as by
 * the one who reads. lbs-disk(5) has every rule.
 *
 * Bytes come in, commands go out; the contents of files are never looked at, so
 * a script may be larger than memory. This module opens no file.
 * tests/unit/diskscript.c and tests/fuzz/diskscript.c belong to it.
 */
#ifndef LBS_FORMAT_DISKSCRIPT_H
#define LBS_FORMAT_DISKSCRIPT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum {
	DISKSCRIPT_PATH_MAX = 1023,
	DISKSCRIPT_ARGUMENT_MAX = 255,
	DISKSCRIPT_LINE = 2200,         /* more bytes than any command line can have */
};

/* What the kernel can hold. */
struct diskscript_limits {
	uint64_t files;         /* entries that can ever be made: folders count, too */
	uint64_t bytes;         /* of the area that files lie in, one behind the other */
};

/* builder-hex0: its tables have 14,332 places; contents go from 0x54000000 to 0xbbffffff. */
#define DISKSCRIPT_LIMITS { 14332, 0x68000000 }

enum diskscript_kind { DISKSCRIPT_FILE, DISKSCRIPT_HEX0, DISKSCRIPT_FLUSH, DISKSCRIPT_RUN };

struct diskscript_command {
	enum diskscript_kind kind;
	char *path;             /* owned; FILE: the file; HEX0: OUT; RUN: the program; without a first slash, "" is the root */
	char *argument;         /* owned; HEX0: IN, like path; RUN: the argument; else NULL */
	uint64_t head;          /* where the command begins, bytes from the start */
	uint64_t at, size;      /* FILE: its bytes; HEX0: size is what OUT can have at most */
};

struct diskscript {
	struct diskscript_command *command;     /* owned; in order */
	size_t ncommand;
	uint64_t at;            /* the next command; when done: the zero byte */
	uint64_t total;         /* bytes there are */
	bool done;
	bool ran;               /* a program ran: what is there now, only the target knows */
	uint64_t nfile, nbyte;  /* entries and bytes in use, /e820 of the kernel counted */
	struct diskscript_limits limits;
	const char *path;       /* for messages; borrowed */
	size_t *place;          /* owned; paths by hash: 1 + index of the newest command that made it */
	size_t nplace;
};

/* Begin to read, or to write, PATH. The first command is at AT of TOTAL bytes (writing: UINT64_MAX). */
void diskscript_start(struct diskscript *script, const char *path, uint64_t at, uint64_t total);
void diskscript_release(struct diskscript *script);

/*
 * Take the command at script.at: BYTES are those from there on, DISKSCRIPT_LINE of
 * them or all that are left; call it until script.done. Returns 0; or -1 and ERR,
 * which names the byte.
 */
int diskscript_feed(struct diskscript *script, struct span bytes, struct err *err);

/* After the last command: does it fit into what the kernel has, less the spare? */
int diskscript_fits(const struct diskscript *script, const struct diskscript_limits *spare, struct err *err);

/*
 * Writers: append a command to SCRIPT as a reader would take it, and its line to
 * LINE. SIZE bytes are to follow a file's line. The line of other commands is
 * given as text, without newline.
 */
int diskscript_add_file(struct diskscript *script, struct span path, uint64_t size, struct str *line,
	struct err *err);
int diskscript_add_line(struct diskscript *script, struct span text, struct str *line, struct err *err);

/* The size of the file PATH that the script itself made, or -1. */
int64_t diskscript_size(const struct diskscript *script, struct span path);

#endif
