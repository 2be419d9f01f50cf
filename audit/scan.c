/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan.h"

#include <hs.h>
#include <stdlib.h>

#include "base/arr.h"
#include "base/digest.h"

enum { LINE_BYTES = 160 };

/* A marker by Hyperscan's number. */
struct entry {
	const struct rule *rule;
	const struct marker *marker;
	const struct marker *other;
};

/* Which markers a piece of a file is looked through for: the fewer the faster. */
enum which {
	HEAD = 1 << 0,                  /* those that count in the first lines only, too */
	NAMED = 1 << 1,                 /* those of rules for certain names, too, but for those that are of C, */
	NAMED_C = 1 << 2,               /* which most of all bytes have and are few */
	DOCUMENT = 1 << 3,              /* of them those alone that count in documents */
	HIGH = 1 << 4,                  /* those alone whose bytes no ASCII text has */
	NWHICH,
};

/* Names of rules that may take a path, by its last byte: most cannot. */
struct ending {
	struct named {
		const struct rule *rule;
		const char *pattern;
		const char *tail;       /* what every path that it takes ends in */
		size_t ntail;
		bool all;               /* and no other does: it is a star and that */
		char first;             /* the first byte of the path's last part; 0: any */
		unsigned which;         /* NAMED, NAMED_C; 0 when the rule has no markers */
	} *name;                        /* those of one rule together */
	size_t nname;
};

struct markers {
	hs_database_t *database[NWHICH];        /* NULL where there are none */
	struct ending ending[256];
	const struct rule **high;       /* rules that have a marker in HIGH */
	size_t nhigh;
	struct entry *entry;
	size_t nentry;
};

struct scanner {
	const struct markers *markers;
	hs_scratch_t *scratch;
	const struct rule **named;      /* rules for certain names that take the file */
	size_t nnamed;
	bool *met;                      /* a marker that was met already */
	unsigned *dirty;                /* which of them were, for the next file to forget */
	size_t ndirty;
	struct scan_hit *hit;
	size_t nhit;
	/* Where we are in the file. */
	const char *path;
	struct span piece;
	bool middle;
	unsigned which;                 /* NAMED, NAMED_C and DOCUMENT, as its path tells */
	enum { HIGH_UNASKED, HIGH_NOWHERE, HIGH_COUNTS } high;  /* does one of HIGH count in it? */
	uint64_t piece_at;              /* the piece's place in the file, bytes */
	size_t counted;                 /* newlines are counted up to here in the piece */
	uint64_t before;                /* newlines in the pieces before */
	uint64_t newlines;              /* in this one, up to COUNTED */
};

/* Compiling. */

struct list {
	const char **match;
	unsigned *flags, *id;
	size_t n;
};

static void
add(struct list *list, const struct entry *entry, unsigned id)
{
	const struct marker *marker = entry->marker ? entry->marker : entry->other;
	size_t nflags = list->n, nid = list->n;
	/* Where comments do not count the first match may be in one: all are looked at. */
	bool all = entry->rule->flags & (RULE_NOT_IN_COMMENTS | RULE_NOT_IN_TEMPLATES);

	*arr_push(&list->flags, &nflags) = HS_FLAG_MULTILINE | (all ? 0 : HS_FLAG_SINGLEMATCH);
	*arr_push(&list->id, &nid) = id;
	*arr_push(&list->match, &list->n) = marker->match;
}

static void
list_release(struct list *list)
{
	free(list->match);
	free(list->flags);
	free(list->id);
}

static int
compile(const struct markers *markers, const struct list *list, hs_database_t **database, struct err *err)
{
	/* For the plainest processor: any other takes it, too, and it is hardly slower. What comes out is the same everywhere. */
	const hs_platform_info_t plain = { .tune = HS_TUNE_FAMILY_GENERIC };
	hs_compile_error_t *why = NULL;

	if (hs_compile_multi(list->match, list->flags, list->id, (unsigned)list->n, HS_MODE_BLOCK, &plain, database,
		&why) == HS_SUCCESS)
		return 0;
	if (why && why->expression >= 0 && (size_t)why->expression < list->n) {
		const struct rule *rule = markers->entry[list->id[why->expression]].rule;

		err_set(err, ERR_SYNTAX, "%s:%lu: rule '%s': marker '%.200s': %s", rule->file, rule->line, rule->id,
			list->match[why->expression], why->message);
	} else {
		err_set(err, ERR_SYSTEM, "markers: %s", why ? why->message : "cannot be compiled");
	}
	hs_free_compile_error(why);
	return -1;
}

static void
add_entries(struct markers *markers, const struct rule *rule)
{
	for (size_t i = 0; i < rule->nmarker; i++)
		*arr_push(&markers->entry, &markers->nentry) = (struct entry){ rule, &rule->marker[i], NULL };
	for (size_t i = 0; i < rule->nalso; i++)
		*arr_push(&markers->entry, &markers->nentry) = (struct entry){ rule, NULL, &rule->also[i] };
	for (size_t i = 0; i < rule->nunless; i++)
		*arr_push(&markers->entry, &markers->nentry) = (struct entry){ rule, NULL, &rule->unless[i] };
}

/* Which files have the markers of RULE: 0, NAMED or NAMED_C. */
static unsigned
which_of(const struct rule *rule)
{
	for (size_t i = 0; i < rule->nname; i++) {
		if (path_matches("x.c", rule->name[i]) || path_matches("x.h", rule->name[i]))
			return NAMED_C;
	}
	return rule->nname ? NAMED : 0;
}

/* Few of those files are not of C: there are databases of all names for them, and rules that do not take them fall away. */
static unsigned
widen(unsigned which)
{
	return (which & NAMED) || (which & NAMED_C && which & DOCUMENT) ? which | NAMED | NAMED_C : which;
}

/* Of all that tells what the databases of RULES are. */
static struct digest
find_key(const struct rules *rules)
{
	struct markers all = { 0 };
	struct digest_sum sum;

	for (size_t i = 0; i < rules->nrule; i++)
		add_entries(&all, &rules->rule[i]);
	digest_start(&sum);
	digest_add(&sum, hs_version(), strlen(hs_version()));
	for (size_t i = 0; i < all.nentry; i++) {
		const struct marker *marker = all.entry[i].marker ? all.entry[i].marker : all.entry[i].other;
		const struct rule *rule = all.entry[i].rule;
		/* All that tells in which databases it is, and how it is compiled. */
		char *text = str_format("%u %u %d %d %s\n", marker->lines, which_of(rule),
			(rule->flags & (RULE_NOT_IN_COMMENTS | RULE_NOT_IN_TEMPLATES)) != 0,
			(rule->flags & RULE_IN_DOCUMENTS) != 0, marker->match);

		digest_add(&sum, text, strlen(text));
		free(text);
	}
	free(all.entry);
	return digest_end(&sum);
}

char *
markers_name(const struct rules *rules)
{
	struct digest key = find_key(rules);

	return str_format("markers-%.32s", digest_text(&key).text);
}

/* What is kept: the digest of what follows; the key; the databases' lengths in 16 digits each; the databases. */
enum { KEPT_HEAD = 2 * DIGEST_BYTES + 16 * NWHICH };

static bool
read_length(const char *at, uint64_t *n)
{
	*n = 0;
	for (size_t i = 0; i < 16; i++) {
		if (span_digit(at[i]) < 0)
			return false;
		*n = *n << 4 | (unsigned)span_digit(at[i]);
	}
	return true;
}

static bool
load(struct markers *markers, const struct rules *rules, struct span kept)
{
	struct span rest = { kept.at + KEPT_HEAD, kept.n - KEPT_HEAD };
	struct digest digest, key;
	hs_scratch_t *scratch = NULL;
	bool good = true;

	if (kept.n <= KEPT_HEAD)
		return false;
	key = find_key(rules);
	if (memcmp(key.byte, kept.at + DIGEST_BYTES, DIGEST_BYTES) != 0)
		return false;
	digest = digest_of((struct span){ kept.at + DIGEST_BYTES, kept.n - DIGEST_BYTES });
	if (memcmp(digest.byte, kept.at, DIGEST_BYTES) != 0)
		return false;
	for (size_t i = 0; i < NWHICH && good; i++) {
		uint64_t n;

		good = read_length(kept.at + 2 * DIGEST_BYTES + 16 * i, &n) && n <= rest.n;
		/* Neither can be had for a processor that cannot use it. */
		if (good && n)
			good = hs_deserialize_database(rest.at, n, &markers->database[i]) == HS_SUCCESS
				&& hs_alloc_scratch(markers->database[i], &scratch) == HS_SUCCESS;
		if (good)
			rest = (struct span){ rest.at + n, rest.n - n };
	}
	hs_free_scratch(scratch);
	for (size_t i = 0; i < NWHICH && !good; i++) {
		hs_free_database(markers->database[i]);
		markers->database[i] = NULL;
	}
	return good;
}

static void
save(const struct markers *markers, const struct rules *rules, struct str *kept)
{
	struct digest digest = { { 0 } }, key = find_key(rules);
	struct str all = STR_INIT;

	str_clear(kept);
	str_add(kept, (struct span){ (const char *)digest.byte, DIGEST_BYTES });
	str_add(kept, (struct span){ (const char *)key.byte, DIGEST_BYTES });
	for (size_t i = 0; i < NWHICH; i++) {
		char *bytes = NULL;
		size_t n = 0;

		if (markers->database[i] && hs_serialize_database(markers->database[i], &bytes, &n) != HS_SUCCESS) {
			str_clear(kept);
			str_release(&all);
			return;
		}
		str_addf(kept, "%016llx", (unsigned long long)n);
		str_add(&all, (struct span){ bytes, n });
		free(bytes);
	}
	str_add(kept, str_span(&all));
	str_release(&all);
	digest = digest_of((struct span){ kept->at + DIGEST_BYTES, kept->n - DIGEST_BYTES });
	memcpy(kept->at, digest.byte, DIGEST_BYTES);
}

/* Does it match nothing without a byte above 127? Said so in the only way that we write it. */
static bool
is_high(const char *match)
{
	const char *at = strstr(match, "\\x");

	return at && at[2] >= 'c' && at[2] <= 'f';
}

/* Is there a byte above 127 in PIECE? Eight at a time: this is asked of every byte that is read. */
static bool
has_high(struct span piece)
{
	size_t i = 0;

	while (i + 64 <= piece.n) {
		uint64_t word[8];

		memcpy(word, piece.at + i, sizeof(word));
		if ((word[0] | word[1] | word[2] | word[3] | word[4] | word[5] | word[6] | word[7]) & 0x8080808080808080)
			return true;
		i += 64;
	}
	for (; i < piece.n; i++) {
		if (piece.at[i] & 0x80)
			return true;
	}
	return false;
}

static int
compile_which(struct markers *new, unsigned which, struct err *err)
{
	struct list list = { 0 };
	int ret = 0;

	for (size_t i = 0; i < new->nentry && widen(which) == which; i++) {
		const struct entry *entry = &new->entry[i];
		const struct marker *marker = entry->marker ? entry->marker : entry->other;
		bool high = is_high(marker->match);

		if (which == HIGH ? high : !high
			&& ((which & HEAD) || marker->lines == 0 || marker->lines > SCAN_HEAD_LINES)
			&& (which_of(entry->rule) & ~which) == 0
			&& (!(which & DOCUMENT) || (entry->rule->flags & RULE_IN_DOCUMENTS)))
			add(&list, entry, (unsigned)i);
	}
	if (list.n)
		ret = compile(new, &list, &new->database[which], err);
	list_release(&list);
	return ret;
}

static void
add_rule(const struct rule ***rule, size_t *n, const struct rule *new)
{
	if (*n == 0 || (*rule)[*n - 1] != new)
		*arr_push(rule, n) = new;
}

/* By the last bytes of its patterns; one that ends in a class or a star may take any path. */
static void
add_named(struct markers *markers, const struct rule *rule)
{
	for (size_t i = 0; i < rule->nname; i++) {
		size_t n = strlen(rule->name[i]), at = n;
		struct named name = { .rule = rule, .pattern = rule->name[i], .which = rule->nmarker ? which_of(rule) : 0 };

		while (at > 0 && !strchr("*]?", rule->name[i][at - 1]))
			at--;
		name.tail = rule->name[i] + at;
		name.ntail = n - at;
		name.all = at == 1 && rule->name[i][0] == '*' && !strchr(name.tail, '/');
		name.first = strchr(rule->name[i], '/') || strchr("*[?", rule->name[i][0]) ? '\0' : rule->name[i][0];
		for (unsigned c = 0; c < 256; c++) {
			if (n == at || c == (unsigned char)rule->name[i][n - 1])
				*arr_push(&markers->ending[c].name, &markers->ending[c].nname) = name;
		}
	}
}

static void
add_high(struct markers *markers)
{
	for (size_t i = 0; i < markers->nentry; i++) {
		const struct entry *entry = &markers->entry[i];

		if (is_high(entry->marker ? entry->marker->match : entry->other->match))
			add_rule(&markers->high, &markers->nhigh, entry->rule);
	}
}

/* All but the databases. */
static struct markers *
collect(const struct rules *rules)
{
	struct markers *new = arr_new(1, sizeof(*new));

	for (size_t i = 0; i < rules->nrule; i++) {
		add_entries(new, &rules->rule[i]);
		add_named(new, &rules->rule[i]);
	}
	add_high(new);
	return new;
}

bool
markers_load(struct markers **markers, const struct rules *rules, struct span kept)
{
	struct markers *new = collect(rules);

	if (load(new, rules, kept)) {
		*markers = new;
		return true;
	}
	markers_free(new);
	return false;
}

int
markers_new(struct markers **markers, const struct rules *rules, struct str *kept, struct err *err)
{
	struct markers *new = collect(rules);
	int ret = 0;

	for (unsigned which = 0; which < NWHICH && ret == 0; which++)
		ret = compile_which(new, which, err);
	if (ret == 0 && kept)
		save(new, rules, kept);
	if (ret < 0)
		markers_free(new);
	else
		*markers = new;
	return ret;
}

void
markers_free(struct markers *markers)
{
	if (!markers)
		return;
	for (size_t i = 0; i < NWHICH; i++)
		hs_free_database(markers->database[i]);
	for (size_t i = 0; i < 256; i++)
		free(markers->ending[i].name);
	free(markers->high);
	free(markers->entry);
	free(markers);
}

/* Scanning. */

int
scanner_new(struct scanner **scanner, const struct markers *markers, struct err *err)
{
	struct scanner *new = arr_new(1, sizeof(*new));

	new->markers = markers;
	new->met = arr_new(markers->nentry, sizeof(*new->met));
	for (size_t i = 0; i < NWHICH; i++) {
		if (markers->database[i] && hs_alloc_scratch(markers->database[i], &new->scratch) != HS_SUCCESS) {
			scanner_free(new);
			return err_set(err, ERR_SYSTEM, "markers: no memory");
		}
	}
	*scanner = new;
	return 0;
}

void
scanner_free(struct scanner *scanner)
{
	if (!scanner)
		return;
	scan_start(scanner, "");
	hs_free_scratch(scanner->scratch);
	free(scanner->named);
	free(scanner->met);
	free(scanner->dirty);
	free(scanner->hit);
	free(scanner);
}

static void
find_named(struct scanner *scanner, const char *path)
{
	size_t length = strlen(path);
	const struct ending *ending = &scanner->markers->ending[length ? (unsigned char)path[length - 1] : 0];
	const char *last = path + length;

	while (last > path && last[-1] != '/' && last[-1] != '!')
		last--;
	scanner->nnamed = 0;
	for (size_t i = 0; i < ending->nname; i++) {
		const struct named *name = &ending->name[i];

		if ((name->first && name->first != *last) || name->ntail > length
			|| memcmp(path + length - name->ntail, name->tail, name->ntail) != 0)
			continue;
		if ((scanner->nnamed == 0 || scanner->named[scanner->nnamed - 1] != name->rule)
			&& (name->all || path_matches(path, name->pattern)) && rule_takes(name->rule, path)) {
			*arr_push(&scanner->named, &scanner->nnamed) = name->rule;
			scanner->which |= name->which;
		}
	}
}

const struct rule *const *
scan_named(const struct scanner *scanner, size_t *n)
{
	*n = scanner->nnamed;
	return scanner->named;
}

void
scan_start(struct scanner *scanner, const char *path)
{
	for (size_t i = 0; i < scanner->nhit; i++)
		free(scanner->hit[i].text);
	for (size_t i = 0; i < scanner->ndirty; i++)
		scanner->met[scanner->dirty[i]] = false;
	scanner->nhit = scanner->ndirty = 0;
	scanner->path = path;
	scanner->which = path_is_document(path) ? DOCUMENT : 0;
	scanner->high = HIGH_UNASKED;
	find_named(scanner, path);
	scanner->which = widen(scanner->which);
	scanner->piece = (struct span)SPAN_INIT;
	scanner->piece_at = scanner->before = scanner->newlines = 0;
	scanner->counted = 0;
}

/* Count newlines up to the place TO of the piece. */
static void
count_to(struct scanner *scanner, size_t to)
{
	while (scanner->counted < to) {
		const char *from = scanner->piece.at + scanner->counted;
		const char *found = memchr(from, '\n', to - scanner->counted);

		if (!found) {
			scanner->counted = to;
			return;
		}
		scanner->newlines++;
		scanner->counted += (size_t)(found - from) + 1;
	}
}

/* The line that the place TO is in, from its beginning or a bit before TO. */
static struct span
line_at(const struct scanner *scanner, size_t to)
{
	size_t begin = to, stop = to;

	while (begin > 0 && to - begin < LINE_BYTES && scanner->piece.at[begin - 1] != '\n')
		begin--;
	while (stop < scanner->piece.n && scanner->piece.at[stop] != '\n' && stop - begin < LINE_BYTES)
		stop++;
	return (struct span){ scanner->piece.at + begin, stop - begin };
}

/* The line that AT is in, up to a bit behind it. */
static struct span
line_until(const struct scanner *scanner, size_t at)
{
	struct span line = line_at(scanner, at);
	size_t n = (size_t)(scanner->piece.at + at - line.at) + 3;

	return (struct span){ line.at, n < line.n ? n : line.n };
}

static bool
is_comment(struct span line)
{
	line = span_trim(line);
	return span_starts(line, "#") || span_starts(line, "dnl") || span_starts(line, "//")
		|| span_starts(line, "*") || span_starts(line, "/*") || span_starts(line, ";") || span_starts(line, "@:");
}

/* "# Generated by $0", "; made by %s": what a program is to write, and has not written yet. */
static bool
is_template(struct span line, const char *path)
{
	static const char *const script[] = { "*.sh", "*.py", "*.pl", "*.pm", "*.tcl", "*.rb", "*.awk", "*.PL" };
	struct span text = span_trim(line);

	/* A comment of C in a script is in what the script writes. */
	for (size_t i = 0; i < sizeof(script) / sizeof(*script); i++) {
		if (path_matches(path, script[i]) && (span_starts(text, "/*") || span_starts(text, "*") || span_starts(text, "//")))
			return true;
	}
	for (size_t i = 0; i + 1 < line.n; i++) {
		char next = line.at[i + 1];

		if ((line.at[i] == '$' && (next == '{' || next == '(' || next == '0' || next == '@' || next == '<'
			|| (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'H') || (next >= 'J' && next <= 'Q')))
			|| (line.at[i] == '%' && (next == 's' || next == 'd')) || (line.at[i] == '\\' && next == 'n')
			|| (line.at[i] == '{' && (next == '{' || next == '}')) || (line.at[i] == '<' && next == '%'))
			return true;
	}
	return line.n > 0 && line.at[line.n - 1] == '\\';
}

static int
on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *data)
{
	struct scanner *scanner = data;
	const struct entry *entry = &scanner->markers->entry[id];
	const struct marker *marker = entry->marker ? entry->marker : entry->other;
	size_t at = (size_t)to;
	uint64_t line;

	(void)from;
	(void)flags;
	if (scanner->met[id])
		return 0;
	/* A piece that begins within a line: "^" holds there for Hyperscan, though not for us. */
	if (scanner->middle && marker->match[0] == '^' && !memchr(scanner->piece.at, '\n', at))
		return 0;
	if (!rule_takes(entry->rule, scanner->path))
		goto met;
	if ((entry->rule->flags & RULE_NOT_IN_COMMENTS) && is_comment(line_at(scanner, at)))
		return 0;
	if ((entry->rule->flags & RULE_NOT_IN_TEMPLATES) && is_template(line_until(scanner, at), scanner->path))
		return 0;
	/* Hyperscan may tell one match after another that ends further on. */
	if (at < scanner->counted)
		scanner->newlines = 0, scanner->counted = 0;
	count_to(scanner, at && scanner->piece.at[at - 1] == '\n' ? at - 1 : at);
	line = scanner->before + scanner->newlines + 1;
	if (marker->lines && line > marker->lines)
		goto met;
	*arr_push(&scanner->hit, &scanner->nhit) = (struct scan_hit){
		.rule = entry->rule,
		.marker = entry->marker,
		.other = entry->other,
		.line = line,
		.offset = scanner->piece_at + at,
		.text = span_dup(line_at(scanner, at && scanner->piece.at[at - 1] == '\n' ? at - 1 : at)),
	};
met:
	scanner->met[id] = true;
	*arr_push(&scanner->dirty, &scanner->ndirty) = id;
	return 0;
}

static int
scan_with(struct scanner *scanner, const hs_database_t *database, struct span piece, bool middle,
	struct err *err)
{
	scanner->piece = piece;
	scanner->middle = middle;
	scanner->counted = 0;
	scanner->newlines = 0;
	if (database && hs_scan(database, piece.at, (unsigned)piece.n, 0, scanner->scratch, on_match, scanner)
		!= HS_SUCCESS)
		return err_set(err, ERR_SYSTEM, "markers: scanning failed");
	return 0;
}

static void
pass(struct scanner *scanner)
{
	count_to(scanner, scanner->piece.n);
	scanner->before += scanner->newlines;
	scanner->piece_at += scanner->piece.n;
}

/* Does a marker of bytes above 127 count in this file? Most that have such bytes are no programs. */
static bool
wants_high(struct scanner *scanner)
{
	for (size_t i = 0; i < scanner->markers->nhigh && scanner->high == HIGH_UNASKED; i++) {
		const struct rule *rule = scanner->markers->high[i];

		if ((!(scanner->which & DOCUMENT) || (rule->flags & RULE_IN_DOCUMENTS)) && rule_takes(rule, scanner->path))
			scanner->high = HIGH_COUNTS;
	}
	if (scanner->high == HIGH_UNASKED)
		scanner->high = HIGH_NOWHERE;
	return scanner->high == HIGH_COUNTS;
}

int
scan_piece(struct scanner *scanner, struct span piece, enum scan_flags flags, struct err *err)
{
	bool middle = flags & SCAN_MIDDLE;
	unsigned which = scanner->which;
	size_t n = 0, lines = 0;

	if (piece.n == 0)
		return 0;
	if (scanner->high != HIGH_NOWHERE && scanner->markers->nhigh && has_high(piece) && wants_high(scanner)
		&& scan_with(scanner, scanner->markers->database[HIGH], piece, middle, err) < 0)
		return -1;
	if (scanner->piece_at > 0) {
		if (scan_with(scanner, scanner->markers->database[which], piece, middle, err) < 0)
			return -1;
		goto out;
	}
	/* The first lines. */
	while (lines < SCAN_HEAD_LINES && n < SCAN_HEAD && n < piece.n) {
		const char *end = memchr(piece.at + n, '\n', piece.n - n);

		n = end ? (size_t)(end - piece.at) + 1 : piece.n;
		lines++;
	}
	if (scan_with(scanner, scanner->markers->database[HEAD | which], (struct span){ piece.at, n }, middle, err) < 0)
		return -1;
	if (n < piece.n) {
		/* The head ends with a line. */
		scanner->before += lines;
		scanner->piece_at += n;
		if (scan_with(scanner, scanner->markers->database[which], (struct span){ piece.at + n, piece.n - n }, false,
			err) < 0)
			return -1;
	}
out:
	if (flags & SCAN_MORE)
		pass(scanner);
	return 0;
}

static int
compare_hits(const void *a, const void *b)
{
	const struct scan_hit *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return strcmp(x->rule->id, y->rule->id);
}

const struct scan_hit *
scan_end(struct scanner *scanner, size_t *n)
{
	if (scanner->nhit > 1)
		qsort(scanner->hit, scanner->nhit, sizeof(*scanner->hit), compare_hits);
	*n = scanner->nhit;
	return scanner->hit;
}
