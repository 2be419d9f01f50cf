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

enum { EVIDENCE_BYTES = 120, INSPECT_BLOCK = 1 << 18, INSPECT_CARRY = 4096, FINDINGS_MAX = 50000,
	INSPECT_KEPT = 1 << 20 };
#define INSPECT_PATHS (16U << 20)       /* bytes of paths that are kept for pairs */

struct inspection;

/* What an archive or a folder says of a file. */
struct inspect_meta {
	unsigned mode;                          /* of permission */
	int64_t time;                           /* of its last change, seconds since 1970 */
};

/* What all bytes of a file come to. */
struct inspect_sums {
	struct digest_sum digest;
	uint64_t size;
	uint64_t seen[256];                     /* how many of each byte */
};

/* A file that was read to its end. */
struct inspect_told {
	const char *path;
	struct inspect_meta meta;
	struct digest digest;
	uint64_t size;
	unsigned entropy;                       /* hundredths of a bit for a byte: 800 is noise */
	enum magic_kind kind;
	const char *format;                     /* as magic_find() has it */
};

/*
 * A reader of the same files of its own: licences, serials of m4 files. HEAD is the file's first bytes, up to
 * INSPECT_BLOCK; WHOLE: that is all of it. Findings go to inspect_say(). DATA is shared by all threads.
 */
struct inspect_hook {
	int (*file)(void *data, struct inspection *inspection, const char *path, struct span head, bool whole,
		struct err *err);
	void *data;
	/*
	 * NULL; or: does it ask for all of a file called PATH? Then file() is called for such files alone, and HEAD may
	 * be INSPECT_KEPT bytes.
	 */
	bool (*wants_all)(void *data, const char *path);
	bool wants_others;                      /* the heads of all other files, too */
	/* For who wants a list of all files: NULL, or called at each one's end, and for each symbolic link. */
	void (*end)(void *data, const struct inspect_told *told);
	void (*link)(void *data, const char *path, const char *target);
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
	struct str kept;                        /* of a longer file that a hook wants all of */
	bool keeps;
	/*
	 * Somebody who may take a small file of an archive off this thread, or NULL: called between inspect_begin()
	 * and inspect_rest(); true when he has copied the head, which is all of it, and sees to the rest.
	 */
	bool (*defer)(void *data, struct inspection *inspection);
	void *defer_data;
	/* The file at hand. Who begins it sets META before. */
	struct inspect_meta meta;
	const char *file;                       /* borrowed */
	const char *given;                      /* all of it, as inspect_given() had it; NULL: it is in the buffer; borrowed */
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

/* The same for a file that is in memory already: BYTES is all of it, borrowed until inspect_rest(), which reads nothing. */
void inspect_given(struct inspection *inspection, const char *path, struct span bytes);

/* As if the file at hand had not begun: somebody else inspects it. */
void inspect_forget(struct inspection *inspection);

/* Read it to its end, and find what there is. (Not called for an archive whose contents are inspected on their own.) */
int inspect_rest(struct inspection *inspection, inspect_read *read, void *data, struct err *err);

/* For hooks that list files: does one want to? Then what is not given to inspect_rest(), too, is summed up and told. */
bool inspect_lists(const struct inspection *inspection);
void inspect_sums_start(struct inspect_sums *sums);
void inspect_sums_add(struct inspect_sums *sums, struct span bytes);
/* Ends SUMS. TOLD has the rest; its digest, size and entropy are filled in. */
void inspect_tell(struct inspection *inspection, struct inspect_sums *sums, struct inspect_told *told);
void inspect_tell_link(struct inspection *inspection, const char *path, const char *target);

/* A finding about the file PATH that no marker gave. RULE must be one of inspection->rules; an unknown one is a bug. */
void inspect_say(struct inspection *inspection, const char *rule, const char *path, const char *evidence);
void inspect_say_at(struct inspection *inspection, const char *rule, const char *path, uint64_t line,
	uint64_t offset, const char *evidence);

/* Move what FROM found into INTO, which is of the same archive or folder. */
void inspection_join(struct inspection *into, struct inspection *from);

/* All files are in: name the inputs, drop what wanted one and has none, sort. */
void inspect_finish(struct inspection *inspection);

/* The paths are not needed any more: inspect_finish() names no input from here on, and keeps those that it named. */
void inspection_forget_paths(struct inspection *inspection);

/* finding.advice, with the command that makes the file again; owned. */
char *inspect_advice(const struct rule *rule, const char *path, const char *from);

#endif
