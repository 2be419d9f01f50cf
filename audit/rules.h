/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules - what a person cannot read, and how it shows: read from audit/rules/ (lbs-rules(5))
 *
 * One YAML file a class. Method: the marker counts, not the name; it counts at the beginning
 * of a line only (a generator's source has it inside a string), within the first lines, not in
 * documents that quote it, not in the generator's own skeletons; in tests it is data.
 * This module opens no file. tests/unit/rules.c and tests/fuzz/auditrules.c belong to it;
 * tests/audit/rules.sh runs each rule's own examples.
 */
#ifndef LBS_AUDIT_RULES_H
#define LBS_AUDIT_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "format/record.h"

/* By what a rule is met. */
enum rule_by {
	RULE_BY_MARKER,                 /* expressions in the text */
	RULE_BY_NAME,                   /* the path alone */
	RULE_BY_BYTES,                  /* magic.h: what the first bytes are */
	RULE_BY_MEASURE,                /* measure.h: how the bytes are made up */
	RULE_BY_PROGRAM,                /* a part of this program says it: unpack, waivers, licences, ... */
};

enum rule_flags {
	RULE_ALSO_IN_TESTS = 1 << 0,    /* means the same in a folder of tests */
	RULE_NOT_IN_SKELETONS = 1 << 1, /* a generator's skeletons hold the marker, too */
	RULE_IN_DOCUMENTS = 1 << 2,     /* counts in documents, or is about them */
	RULE_NOT_IN_COMMENTS = 1 << 3,  /* a line that is a comment does not count */
	RULE_WANTS_PAIR = 1 << 4,       /* a finding only when an input lies beside the file */
	RULE_NOT_IN_TEMPLATES = 1 << 7, /* a line with variables of a program that writes such lines does not count */
	RULE_LAST = 1 << 6,             /* counts only where no other rule by markers is met, but for notes */
	RULE_IN_CODE = 1 << 5,          /* counts in programs and build files alone, by their names */
};

struct marker {
	char *match;                    /* a regular expression for Hyperscan, multi-line; owned */
	unsigned lines;                 /* counts up to this line; 0: anywhere */
	unsigned confidence;            /* percent */
	bool weak;                      /* counts only where no other rule of its class was met */
};

struct example {
	char *file;                     /* its path */
	char *text;                     /* bytes, as many as NTEXT */
	size_t ntext;
	char **beside;                  /* names of other files of the tree */
	size_t nbeside;
};

struct rule {
	char *id;                       /* "bison-output": each once; owned, as all here */
	char *class_;
	char *title;                    /* one line: what it is */
	char *file;                     /* the rule file, for messages */
	unsigned long line;
	enum severity severity;
	unsigned confidence;            /* percent */
	enum rule_by by;
	char *what;                     /* "executable", "c-array": which bytes or measure; else "" */
	enum rule_flags flags;
	struct marker *marker;          /* one is enough */
	size_t nmarker;
	struct marker *also;            /* each of them must be met, too */
	size_t nalso;
	struct marker *unless;          /* none of them may be met */
	size_t nunless;
	char **name;                    /* fnmatch(3) patterns, of the path's end; none: any file */
	size_t nname;
	char **spare;                   /* patterns of files that it does not count in */
	size_t nspare;
	char **pair;                    /* what it is made from: "configure.ac", or ".y": the same name with that ending */
	size_t npair;
	char **tool;                    /* what makes it: "bison" */
	size_t ntool;
	char *again;                    /* the command, with {path}, {from}, {folder}; "" if none */
	char *advice;
	struct example *bad, *good;
	size_t nbad, ngood;
};

/* Something that rules name as "made by": how to know it in a chain (hint.h). */
struct tool {
	char *name;                     /* "bison"; each once; owned, as all here */
	char **program;                 /* names in a folder "bin" */
	size_t nprogram;
	char **package;                 /* names of steps that bring it */
	size_t npackage;
	char **like;                    /* tools that do the same work, maybe not byte for byte: "byacc" */
	size_t nlike;
};

struct rules {
	struct rule *rule;              /* in the order they were read */
	size_t nrule;
	struct tool *tool;
	size_t ntool;
};

#define RULES_INIT { NULL, 0, NULL, 0 }

/* Add the rules of one file. ERR_SYNTAX with its place; an id that is there already is an error. */
int rules_add(struct rules *rules, const char *path, struct span text, struct err *err);
void rules_release(struct rules *rules);

/* The rule called ID, or NULL. */
const struct rule *rules_find(const struct rules *rules, const char *id);

/* The tool called NAME, or NULL. */
const struct tool *rules_find_tool(const struct rules *rules, const char *name);

/* The rule that is met by BY with WHAT, or NULL. */
const struct rule *rules_find_by(const struct rules *rules, enum rule_by by, const char *what);

/* Does RULE count in a file called PATH, as far as its names tell? */
bool rule_takes(const struct rule *rule, const char *path);

/* What kind of file a path names. */
enum path_class { PATH_PLAIN, PATH_DOCUMENT, PATH_TEST, PATH_SKELETON };
enum path_class path_classify(const char *path);
bool path_is_document(const char *path);        /* the same as path_classify(), faster */

/* Is it below a folder of tests or examples? A document may be, too. */
bool path_in_tests(const char *path);

/* Is it a program or a build file, by its name? */
bool path_is_code(const char *path);

/* Does the end of PATH match PATTERN, as many parts of it as the pattern has? A "!" parts as "/" does. */
bool path_matches(const char *path, const char *pattern);

#endif
