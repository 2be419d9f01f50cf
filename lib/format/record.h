/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * record - what a run of verify or audit found: the one file that reports read
 *
 * Text, lbs-record(5): canonical JSON. Keys sorted by bytes, two spaces of
 * indentation, UTF-8, a newline at the end, integers only, no time unless it
 * was asked for. The same record is always the same bytes. Bytes of a path
 * that are not UTF-8 are written with the escapes of lbs-layer(5).
 *
 * This module opens no file and prints nothing. tests/unit/record.c and
 * tests/fuzz/record.c belong to it.
 */
#ifndef LBS_FORMAT_RECORD_H
#define LBS_FORMAT_RECORD_H

#include "base/digest.h"
#include "base/err.h"
#include "base/str.h"
#include "format/layer.h"

/* The verdict on a step. What was not checked is never counted as good. */
enum verdict {
	VERDICT_MATCH,          /* rebuilt, and every file is as recorded */
	VERDICT_DIFFERS,        /* rebuilt, and a file is not as recorded */
	VERDICT_FAILED,         /* the step ended with an error, or broke a limit */
	VERDICT_NOT_REACHED,    /* not run, because what it needs differs or failed */
	VERDICT_NOT_CHECKED,    /* nothing recorded to compare with, or not run on purpose */
};

/* "match", "differs", "failed", "not-reached", "not-checked". */
const char *verdict_word(enum verdict verdict);
bool verdict_parse(struct span word, enum verdict *verdict);

/* What a finding means for a build (lbs-audit(1) has the meanings). */
enum severity { SEVERITY_NOTE, SEVERITY_DATA, SEVERITY_STRIP, SEVERITY_BAN };

/* "note", "data", "strip", "ban". */
const char *severity_word(enum severity severity);
bool severity_parse(struct span word, enum severity *severity);

/* What became of a finding. Only an open one can make a run fail. */
enum finding_state {
	FINDING_OPEN,
	FINDING_WAIVED,         /* a waiver of lbs-policy(5) holds for it */
	FINDING_KNOWN,          /* the baseline has it, too */
	FINDING_HANDLED,        /* the step deletes the file, or makes it again, before anything uses it */
};

/* "open", "waived", "known", "handled". */
const char *finding_state_word(enum finding_state state);
bool finding_state_parse(struct span word, enum finding_state *state);

/* What an update did to a finding; lbs-gate(1) alone tells. SARIF has the same four words. */
enum finding_change {
	FINDING_UNCOMPARED,
	FINDING_NEW,            /* the old version has no such finding */
	FINDING_UPDATED,        /* it has, about other bytes */
	FINDING_UNCHANGED,      /* it has, about the same bytes */
	FINDING_ABSENT,         /* the new version has it no more: of the old one's audit */
};

/* "", "new", "updated", "unchanged", "absent". */
const char *finding_change_word(enum finding_change change);
bool finding_change_parse(struct span word, enum finding_change *change);

/* A path at which a rebuilt layer is not the recorded one. */
struct record_change {
	struct layer_entry *recorded;   /* owned; NULL: the step made a file that is not recorded */
	struct layer_entry *built;      /* owned; NULL: the step did not make it */
};

struct record_step {
	char *name;                     /* "hex2", "tcc-0.9.27"; owned, as every string here */
	unsigned pass;                  /* the first is 1 */
	char *script;                   /* what ran, a path in the tree: "seed/x86/hex2/hex2.kaem"; "" if none */
	enum verdict verdict;
	char *reason;                   /* one line why, for every verdict but match; "" for match */
	bool has_input, has_recorded, has_built;
	struct digest input;            /* of everything that the step is a function of */
	struct digest recorded;         /* layer in checksums/ */
	struct digest built;            /* layer that the rebuild gave */
	char **need;                    /* names of the steps whose layers it was given */
	size_t nneed;
	char **source;                  /* names of its entries in record.source */
	size_t nsource;
	struct layer output;            /* the built layer; the recorded one if none was built */
	struct record_change *change;   /* sorted by path; empty unless differs */
	size_t nchange;
};

struct record_source {
	char *name;                     /* file name: unique in a record */
	struct digest digest;           /* the one that was asked for */
	uint64_t size;                  /* bytes; 0 when it is not at hand */
	char *url;                      /* where the project publishes it; "" if none */
	bool present;                   /* at hand, and the digest fits */
};

struct finding {
	char *rule;                     /* "bison-output" */
	char *class_;                   /* "generated-parser"; "class" in the JSON */
	enum severity severity;
	char *path;                     /* inside the archive; nested ones as "a.tar!b/c" */
	uint64_t line;                  /* the first is 1; 0: a binary, see offset */
	uint64_t offset;                /* bytes from the start of the file */
	char *evidence;                 /* what was seen, at most 120 bytes, escaped */
	char *from;                     /* the input it seems to be made from; "" if unknown */
	char *advice;                   /* what to do about it */
	unsigned confidence;            /* percent: 1..100 */
	enum finding_state state;       /* the JSON has it, and why, only when it is not open */
	enum finding_change change;     /* the JSON has it only where there was a comparison */
	char *why;                      /* who waived it and for what, which line of a recipe deletes it; NULL when open */
	char *again;                    /* "equal: WHY", "alike: ", "differs: ", "cannot: ": made again; NULL: not tried */
	char *chain;                    /* has the chain what makes it, at the step at hand? NULL: no step, or nothing makes it */
};

/* What a file's licence rests on. */
struct record_sign {
	char *kind;                     /* "tag", "text", "changed text", "header", "broken tag" */
	char *expression;               /* of SPDX; of a broken tag what stands there, escaped */
	unsigned confidence;            /* percent */
	uint64_t first_line, last_line;
};

struct record_licence {
	char *path;                     /* as in a finding */
	char *expression;               /* what holds for the file; "" when its signs do not come to one */
	char *verdict;                  /* "free", "non-free", "undecided" */
	bool document;                  /* documentation, and no code */
	unsigned confidence;            /* percent, 0..100 */
	struct record_sign *sign;       /* in the order of the file */
	size_t nsign;
};

struct record_audit {
	char *name;                     /* the archive or folder, as named by the caller, without folders above */
	bool has_digest;                /* an archive file; folders have none */
	struct digest digest;
	uint64_t nfile;                 /* regular files looked at */
	uint64_t nbyte;                 /* bytes looked at */
	struct finding *finding;        /* sorted by path, line, offset, rule */
	size_t nfinding;
	bool has_licences;              /* they were asked for: the JSON has the list then only */
	struct record_licence *licence; /* sorted by path; files that say nothing are not there */
	size_t nlicence;
};

/* How diverse double-compiling with one compiler of the host ended (lbs-verify(1) has the meanings). */
enum ddc_end {
	DDC_SAME,               /* the step gave its recorded layer, byte for byte */
	DDC_DIFFERS,            /* it did not */
	DDC_FAILED,             /* the step ended with an error when that compiler's product was its first one */
	DDC_UNABLE,             /* the compiler could not make it, or the step could not be begun */
	DDC_ABSENT,             /* there is no such compiler on this host */
};

/* "same", "differs", "failed", "unable", "absent". */
const char *ddc_word(enum ddc_end end);
bool ddc_parse(struct span word, enum ddc_end *end);

struct record_ddc {
	char *compiler;                 /* "gcc" */
	char *version;                  /* what it says of itself, "12.2.0"; "" if absent */
	char *flags;                    /* "-m32 -O2" */
	char *step;                     /* "tcc-0.9.27" */
	enum ddc_end end;
	char *reason;                   /* one line; "" for same */
	bool has_first;
	struct digest first;            /* of the first compiler that it made */
	uint64_t nsame;                 /* files that are as recorded */
	struct record_change *change;   /* as in a step */
	size_t nchange;
};

struct record {
	char *program;                  /* "lbs-verify", "lbs-audit" */
	char *version;                  /* of lbs */
	char *arch;                     /* "x86"; "" for an audit alone */
	char *created;                  /* ISO 8601 UTC when asked for, else "" */
	struct record_step *step;       /* in the chain's order */
	size_t nstep;
	struct record_source *source;   /* sorted by name */
	size_t nsource;
	struct record_audit *audit;     /* sorted by name */
	size_t naudit;
	struct record_ddc *ddc;         /* in the order they were tried; the JSON has them only if there are any */
	size_t nddc;
};

#define RECORD_INIT { 0 }

void record_release(struct record *record);
void finding_release(struct finding *finding);
void record_audit_release(struct record_audit *audit);

/*
 * Parse TEXT. Returns 0, or -1 with RECORD untouched: ERR_SYNTAX for JSON out
 * of form, a key that is missing, unknown, or of the wrong type or range; PATH
 * is for messages. Every byte of every string is checked to be valid UTF-8.
 */
int record_parse(struct record *record, const char *path, struct span text, struct err *err);

/* Append the canonical text. */
void record_format(const struct record *record, struct str *text);

/* How many steps have VERDICT. */
size_t record_count(const struct record *record, enum verdict verdict);

/* How many open findings have SEVERITY, over all audits. */
size_t record_count_findings(const struct record *record, enum severity severity);

#endif
