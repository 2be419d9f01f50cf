/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * licence - under which licence a file is, and whether that is a free one
 *
 * Three kinds of signs: tags (SPDX-License-Identifier), whole texts of licences, and
 * headers or phrases that name one. Each has the lines it rests on and a confidence.
 * A tag speaks for the file; without one the signs are taken together: AND, unless
 * the words between them say "or" or "alternatively". Where signs say different
 * things, that is a conflict, and it is told.
 *
 * Nothing here opens a file or prints. A struct licences is for one thread.
 * tests/unit/licence.c, tests/fuzz/licence.c and tests/cases/audit/licence*.case
 * belong to this module.
 */
#ifndef LBS_AUDIT_LICENCE_H
#define LBS_AUDIT_LICENCE_H

#include "format/policy.h"
#include "format/record.h"
#include "licencelist.h"

/* How much of a file is worth giving, bytes from its beginning. */
#define LICENCE_FIRST ((size_t)16 << 10)        /* of any file */
#define LICENCE_LAST ((size_t)4 << 10)          /* its end, when nothing is said before: of files up to INSPECT_BLOCK */
#define LICENCE_WHOLE ((size_t)1 << 20)         /* of one whose name says licence */

/* Before the name of a licence of which a file has a changed text. */
#define LICENCE_LIKE_PREFIX "LicenseRef-like-"

enum licence_sign {
	LICENCE_TAG,            /* SPDX-License-Identifier */
	LICENCE_TEXT,           /* a whole text */
	LICENCE_LIKE,           /* a text that was changed: no licence we know */
	LICENCE_NAMED,          /* a header or a phrase */
	LICENCE_BROKEN,         /* a tag that is no expression */
};

/* "tag", "text", "changed text", "header", "broken tag". */
const char *licence_sign_word(enum licence_sign sign);

struct licence_mark {
	enum licence_sign sign;
	char *expression;       /* normal form; owned. Of a broken tag what stands there, escaped */
	unsigned confidence;    /* percent */
	uint32_t first_line, last_line;         /* the first is 1 */
};

struct licence_file {
	struct licence_mark *mark;      /* owned; in the order of the file */
	size_t nmark;
	char *expression;               /* what holds for the file; "" when nothing was said; owned */
	enum licence_verdict verdict;   /* of it; LICENCE_UNDECIDED when nothing was said */
	char *why;                      /* "GPL-2.0-only: the FSF calls it free"; "" when nothing was said; owned */
	char *conflict;                 /* "tag says MIT, header in line 7 says Zlib", or ""; owned */
	enum licence_use use;
	bool unlisted;                  /* undecided for want of a list alone */
};

struct licences;

/* With the index, list and policy that were built in. */
int licences_new(struct licences **licences, struct err *err);
void licences_free(struct licences *licences);

/* Add a policy of the user's, lbs-licence(5); it counts more than ours. */
int licences_add_policy(struct licences *licences, const char *path, struct span text, struct err *err);

/* How many whole texts are known: 0 where lbs was built without a source of them. */
size_t licences_count(const struct licences *licences);
/* How many names: 0 where it was built without a list. */
size_t licences_count_names(const struct licences *licences);
/* Do the licences A and B have one text, as GPL-2.0-only and GPL-2.0-or-later have? */
bool licences_share_text(const struct licences *licences, const char *a, const char *b);

const struct licence_list *licences_list(const struct licences *licences);

/* Does the name of PATH say that it holds a licence? Then LICENCE_WHOLE is worth giving. */
bool licence_is_named(const char *path);

/* A document by its name or folder: another measure holds for it. */
enum licence_use licence_use_of(const char *path);

/* Look at the file PATH, of which TEXT is the beginning, or all when not CUT. FILE is to be released. */
void licence_look(struct licences *licences, const char *path, struct span text, bool cut,
	struct licence_file *file);
void licence_file_release(struct licence_file *file);

/* Add the findings about PATH to AUDIT, unless POLICY (or NULL) switches them off; they are not sorted. */
void licence_add_findings(struct record_audit *audit, const struct policy *policy, const char *path,
	const struct licence_file *file);

/* The rules that findings have, for lists and policies; the number goes to *N. */
struct licence_rule {
	const char *id;
	enum severity severity;
	const char *what, *advice;
};
const struct licence_rule *licence_rules(size_t *n);

/* What a tree has in all: the expressions, how many files each, and which are not free. */
struct licence_count {
	char *expression;       /* "" for files that say nothing; owned */
	enum licence_verdict verdict;
	char *why;              /* owned */
	enum licence_use use;
	uint64_t nfile;
	char *example;          /* the first such path; owned */
};

struct licence_summary {
	struct licence_count *count;    /* owned */
	size_t ncount;
	uint64_t nconflict;
};

#define LICENCE_SUMMARY_INIT { 0 }

void licence_summary_add(struct licence_summary *summary, const char *path, const struct licence_file *file);
void licence_summary_release(struct licence_summary *summary);

/* Append lines for a person: of one file, and of the whole (which is sorted first). */
void licence_file_format(const char *path, const struct licence_file *file, struct str *text);
void licence_summary_format(struct licence_summary *summary, struct str *text);

#endif
