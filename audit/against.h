/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * against - an archive beside the tree that it says it was made from: a tag's, or a folder's
 *
 * What an archive has more than its tag nobody who reads the tag has seen. Much of it is made by generators; a file
 * is explained when an audit's finding on it names its generator and its input, and the input is the tag's; or when it is a known copy. With
 * regen.h it is proved, or refuted. What is left is listed, worst first. tests/audit/against.sh belongs to it.
 */
#ifndef LBS_AUDIT_AGAINST_H
#define LBS_AUDIT_AGAINST_H

#include "againstgit.h"
#include "inspect.h"
#include "m4index.h"
#include "rules.h"

/* What a file is for, by its name and bytes: the worst place for something to hide in comes first. */
enum against_kind { AGAINST_BUILD, AGAINST_SCRIPT, AGAINST_BYTES, AGAINST_CODE, AGAINST_REST };

enum against_how { AGAINST_ADDED, AGAINST_CHANGED };

enum against_why {
	AGAINST_UNEXPLAINED,
	AGAINST_REFUTED,        /* a generator is named, and makes something else of its input */
	AGAINST_CLAIMED,        /* a generator is named; its input is not there, or is itself not the tag's */
	AGAINST_GENERATED,      /* by a known generator, from an input that is the tag's */
	AGAINST_PROVED,         /* and it was made again, with the same result */
	AGAINST_COPIED,         /* the same as a file that is known: of this host's packages, of the index of m4 files */
	AGAINST_TRIFLE,         /* line ends, keywords that were filled in, a link's contents */
};

struct against_file {
	char *path;                     /* in the archive, with its top folder; owned, as all here */
	enum against_kind kind;
	enum against_how how;
	enum against_why why;
	char *reason;                   /* one line, escaped: "autoconf 2.71 makes the same bytes"; "" */
	char *shown;                    /* of a changed text, its first lines: "-the tag's", "+the archive's"; "" */
	size_t nline;                   /* of a changed text */
	char *from;                     /* the input, a path in the archive; "" */
	char *again;                    /* as finding.again; NULL */
};

struct against {
	char *where;                    /* the folder or repository, as it was given */
	struct against_tag tag;         /* of a repository; else its name is NULL */
	struct against_file *file;      /* sorted by path */
	size_t nfile;
	char **missing;                 /* files of the tag alone */
	size_t nmissing;
	char **module;                  /* submodules of the tag: not compared */
	size_t nmodule, nbelow;         /* files of the archive in them */
	size_t nsame;
};

struct against_options {
	const char *where;              /* a folder or repository; of one, "#REF" may follow */
	const char *tag;                /* NULL: guess */
	unsigned seconds;               /* make files again, each in so long; 0: do not */
};

/*
 * Compare PATH, an archive or folder that SEEN has audited, and add findings of the rules in audit/rules/against.yaml to it.
 * AGAINST is owned: against_release(). M4 and all else is borrowed.
 */
int against_run(struct against *against, const char *path, const struct against_options *options,
	const struct m4_index *m4, struct inspection *seen, struct err *err);
void against_release(struct against *against);

/* Leave only the findings of the comparison in AUDIT, whose waivers and baseline were applied. */
void against_settle(struct record_audit *audit);

/* How many of AUDIT's findings are open: what is not explained, nor waived. */
size_t against_open(const struct record_audit *audit);

/* The first finding of AUDIT, which is sorted, whose path is not below PATH in order; may be nfinding. */
size_t against_first(const struct record_audit *audit, const char *path);

/* One page for a person. ALL: every file, and those that are explained one by one. */
void against_show(const struct against *against, const struct record_audit *audit, bool all, struct str *text);

#endif
