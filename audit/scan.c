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

struct markers {
	hs_database_t *head;            /* all of them */
	hs_database_t *body;            /* those that count anywhere; NULL if there are none */
	struct entry *entry;
	size_t nentry;
};

struct scanner {
	const struct markers *markers;
	hs_scratch_t *scratch;
	bool *met;                      /* a marker that was met already */
	unsigned *dirty;                /* which of them were, for the next file to forget */
	size_t ndirty;
	struct scan_hit *hit;
	size_t nhit;
	/* Where we are in the file. */
	const char *path;
	struct span piece;
	bool middle;
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
	hs_compile_error_t *why = NULL;

	if (hs_compile_multi(list->match, list->flags, list->id, (unsigned)list->n, HS_MODE_BLOCK, NULL, database,
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

char *
markers_name(const struct rules *rules)
{
	struct markers all = { NULL };
	struct digest_sum sum;
	struct digest digest;

	for (size_t i = 0; i < rules->nrule; i++)
		add_entries(&all, &rules->rule[i]);
	digest_start(&sum);
	digest_add(&sum, hs_version(), strlen(hs_version()));
	for (size_t i = 0; i < all.nentry; i++) {
		const struct marker *marker = all.entry[i].marker ? all.entry[i].marker : all.entry[i].other;
		char *text = str_format("%u %d %s\n", marker->lines, (all.entry[i].rule->flags & (RULE_NOT_IN_COMMENTS | RULE_NOT_IN_TEMPLATES)) != 0,
			marker->match);

		digest_add(&sum, text, strlen(text));
		free(text);
	}
	digest = digest_end(&sum);
	free(all.entry);
	return str_format("markers-%.32s", digest_text(&digest).text);
}

/* A cache: the digest of what follows; the length of the first database in 16 digits, both databases. */
enum { CACHE_HEAD = DIGEST_BYTES + 16 };

static bool
load(struct markers *markers, struct span cache)
{
	struct digest digest;
	hs_scratch_t *scratch = NULL;
	uint64_t n = 0;
	bool good;

	if (cache.n <= CACHE_HEAD)
		return false;
	digest = digest_of((struct span){ cache.at + DIGEST_BYTES, cache.n - DIGEST_BYTES });
	if (memcmp(digest.byte, cache.at, DIGEST_BYTES) != 0)
		return false;
	for (size_t i = DIGEST_BYTES; i < CACHE_HEAD; i++) {
		if (span_digit(cache.at[i]) < 0)
			return false;
		n = n << 4 | (unsigned)span_digit(cache.at[i]);
	}
	cache = (struct span){ cache.at + CACHE_HEAD, cache.n - CACHE_HEAD };
	if (n > cache.n)
		return false;
	/* Scratch cannot be had for a database that is for another processor. */
	good = (n == 0 || hs_deserialize_database(cache.at, n, &markers->head) == HS_SUCCESS)
		&& (n == cache.n || hs_deserialize_database(cache.at + n, cache.n - n, &markers->body) == HS_SUCCESS)
		&& (!markers->head || hs_alloc_scratch(markers->head, &scratch) == HS_SUCCESS)
		&& (!markers->body || hs_alloc_scratch(markers->body, &scratch) == HS_SUCCESS);
	hs_free_scratch(scratch);
	if (!good) {
		hs_free_database(markers->head);
		hs_free_database(markers->body);
		markers->head = markers->body = NULL;
	}
	return good;
}

static void
save(const struct markers *markers, struct str *cache)
{
	char *head = NULL, *body = NULL;
	size_t nhead = 0, nbody = 0;
	struct digest digest = { { 0 } };

	str_clear(cache);
	if ((!markers->head || hs_serialize_database(markers->head, &head, &nhead) == HS_SUCCESS)
		&& (!markers->body || hs_serialize_database(markers->body, &body, &nbody) == HS_SUCCESS)) {
		str_add(cache, (struct span){ (const char *)digest.byte, DIGEST_BYTES });
		str_addf(cache, "%016llx", (unsigned long long)nhead);
		str_add(cache, (struct span){ head, nhead });
		str_add(cache, (struct span){ body, nbody });
		digest = digest_of((struct span){ cache->at + DIGEST_BYTES, cache->n - DIGEST_BYTES });
		memcpy(cache->at, digest.byte, DIGEST_BYTES);
	}
	free(head);
	free(body);
}

int
markers_new(struct markers **markers, const struct rules *rules, struct str *cache, struct err *err)
{
	struct markers *new = arr_new(1, sizeof(*new));
	struct list head = { NULL }, body = { NULL };
	int ret = -1;

	for (size_t i = 0; i < rules->nrule; i++)
		add_entries(new, &rules->rule[i]);
	if (cache && load(new, str_span(cache))) {
		str_clear(cache);
		goto good;
	}
	for (size_t i = 0; i < new->nentry; i++) {
		const struct entry *entry = &new->entry[i];
		unsigned lines = (entry->marker ? entry->marker : entry->other)->lines;

		add(&head, entry, (unsigned)i);
		if (lines == 0 || lines > SCAN_HEAD_LINES)
			add(&body, entry, (unsigned)i);
	}
	if ((head.n && compile(new, &head, &new->head, err) < 0)
		|| (body.n && compile(new, &body, &new->body, err) < 0))
		goto out;
	if (cache)
		save(new, cache);
good:
	*markers = new;
	new = NULL;
	ret = 0;
out:
	list_release(&head);
	list_release(&body);
	markers_free(new);
	return ret;
}

void
markers_free(struct markers *markers)
{
	if (!markers)
		return;
	hs_free_database(markers->head);
	hs_free_database(markers->body);
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
	if ((markers->head && hs_alloc_scratch(markers->head, &new->scratch) != HS_SUCCESS)
		|| (markers->body && hs_alloc_scratch(markers->body, &new->scratch) != HS_SUCCESS)) {
		scanner_free(new);
		return err_set(err, ERR_SYSTEM, "markers: no memory");
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
	free(scanner->met);
	free(scanner->dirty);
	free(scanner->hit);
	free(scanner);
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
	if ((entry->rule->flags & RULE_NOT_IN_TEMPLATES) && is_template(line_at(scanner, at), scanner->path))
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

int
scan_piece(struct scanner *scanner, struct span piece, enum scan_flags flags, struct err *err)
{
	bool middle = flags & SCAN_MIDDLE;
	size_t n = SCAN_HEAD;

	if (piece.n == 0)
		return 0;
	if (scanner->piece_at > 0) {
		if (scan_with(scanner, scanner->markers->body, piece, middle, err) < 0)
			return -1;
	} else if (piece.n <= SCAN_HEAD + SCAN_HEAD / 2) {
		if (scan_with(scanner, scanner->markers->head, piece, middle, err) < 0)
			return -1;
	} else {
		/* The head ends with a line, if that is near. */
		const char *end = memchr(piece.at + n, '\n', piece.n - n < SCAN_HEAD ? piece.n - n : SCAN_HEAD);

		n = end ? (size_t)(end - piece.at) + 1 : n;
		if (scan_with(scanner, scanner->markers->head, (struct span){ piece.at, n }, middle, err) < 0)
			return -1;
		pass(scanner);
		if (scan_with(scanner, scanner->markers->body, (struct span){ piece.at + n, piece.n - n }, !end,
			err) < 0)
			return -1;
	}
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
