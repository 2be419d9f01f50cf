/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inspect - the files of one archive or folder, one after the other, into a record_audit
 *
 * Gets a file's bytes from whoever has them; asks magic, markers, measures and hooks;
 * at the end confirms findings by the inputs that lie beside them. One inspection is
 * one thread's; those of several threads into one audit are joined by inspection_join().
 */
#ifndef LBS_AUDIT_INSPECT_H
#define LBS_AUDIT_INSPECT_H

#include <sys/types.h>

#include "format/policy.h"
#include "format/record.h"
#include "magic.h"
#include "measure.h"
#include "scan.h"

enum { EVIDENCE_BYTES = 120, INSPECT_BLOCK = 1 << 18, INSPECT_CARRY = 4096, FINDINGS_MAX = 50000 };
#define INSPECT_PATHS (16U << 20)       /* bytes of paths that are kept for pairs */

struct inspection;

/*
 * A reader of the same files of its own: licences, serials of m4 files. HEAD is the file's first bytes, up to
 * INSPECT_BLOCK; WHOLE: that is all of it. Findings go to inspect_say(). DATA is shared by all threads.
 */
struct inspect_hook {
	int (*file)(void *data, struct inspection *inspection, const char *path, struct span head, bool whole,
		struct err *err);
	void *data;
};

/* A file whose digest a waiver asks for. */
struct inspect_digest {
	char *path;
	struct digest digest;
};

struct inspection {
	const struct rules *rules;              /* borrowed */
	struct scanner *scanner;                /* borrowed */
	const struct policy *policy;            /* borrowed */
	const struct inspect_hook *hook;        /* borrowed */
	size_t nhook;
	struct record_audit *audit;             /* borrowed: findings go here */
	char **path;                            /* of every file, for pairs */
	size_t npath, path_bytes;
	struct inspect_digest *digest;
	size_t ndigest;
	char *buffer;                           /* INSPECT_CARRY + INSPECT_BLOCK bytes */
	/*
	 * Somebody who may take a small file of an archive off this thread, or NULL: called between inspect_begin()
	 * and inspect_rest(); true when he has copied the head, which is all of it, and sees to the rest.
	 */
	bool (*defer)(void *data, struct inspection *inspection);
	void *defer_data;
	/* The file at hand. */
	const char *file;                       /* borrowed */
	size_t nhead;                           /* bytes of it in the buffer, behind the carry */
	bool whole;                             /* no more will come */
	enum magic_kind kind;
	const char *format;
};

void inspection_release(struct inspection *inspection);

/* Fill N bytes at AT; fewer only at the file's end. -1 and ERR when reading fails. */
typedef ssize_t inspect_read(void *data, char *at, size_t n, struct err *err);

/*
 * A file called PATH (borrowed until inspect_rest()) begins: read its first bytes, and tell what they are.
 * inspect_head() has them until the next call of inspect_begin() or inspect_rest().
 */
int inspect_begin(struct inspection *inspection, const char *path, inspect_read *read, void *data,
	struct err *err);
struct span inspect_head(const struct inspection *inspection);

/* As if the file at hand had not begun: somebody else inspects it. */
void inspect_forget(struct inspection *inspection);

/* Read it to its end, and find what there is. (Not called for an archive whose contents are inspected on their own.) */
int inspect_rest(struct inspection *inspection, inspect_read *read, void *data, struct err *err);

/* A finding about the file PATH that no marker gave. RULE must be one of inspection->rules; an unknown one is a bug. */
void inspect_say(struct inspection *inspection, const char *rule, const char *path, const char *evidence);
void inspect_say_at(struct inspection *inspection, const char *rule, const char *path, uint64_t line,
	uint64_t offset, const char *evidence);

/* Move what FROM found into INTO, which is of the same archive or folder. */
void inspection_join(struct inspection *into, struct inspection *from);

/* All files are in: name the inputs, drop what wanted one and has none, sort. */
void inspect_finish(struct inspection *inspection);

/* finding.advice, with the command that makes the file again; owned. */
char *inspect_advice(const struct rule *rule, const char *path, const char *from);

#endif
